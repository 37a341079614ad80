"""A language is a row and a folder: a third one is added to a copy of the package, which then speaks it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ontrack.errors import InputError
from ontrack.languages import LANGUAGES, UNLESS_TOLD
from ontrack.paths import Paths
from ontrack.report.pdf_check.check import language_of
from ontrack.tables import load_raw
from ontrack.wording.number_format import format_interval, format_probabilities

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "lib" / "ontrack"
LAST_ROW = '    Language("en", "English", "en-GB"),\n'
NEW_ROW = '    Language("es", "Español", "es-ES", interval="de {low} a {high}"),\n'
QUOTED = re.compile(r'= "((?:[^"\\]|\\.)*[A-Za-z](?:[^"\\]|\\.)*)"')  # what says something
# What a reader of the third language would do: read a plan, draw a chart, set a report.
SCRIPT = """
import sys
from pathlib import Path

from report.blank_charts import WHOLE_PLAN, blank_chart
from report.results import compute_results

from ontrack.charts import draw_overviews
from ontrack.paths import Paths
from ontrack.report import Stamp, build_report
from ontrack.tables import load_raw

folder = Path(sys.argv[1])
raw = load_raw(Paths(folder), "tiny", strict=True)
results = compute_results(raw)
print(raw.plan.text("name", "es"), sorted(raw.plan.name))
for name in (*WHOLE_PLAN, *(f"{kind}.{one.target}" for kind in ("fan", "why") for one in raw.plan.targets)):
    blank_chart(folder, name, "es")
draw_overviews(raw.plan, results, ["es"], folder)
stamp = Stamp("c0ffee0123456789", "5ha2560123456789abcdef", {}, 2025, "2026-06")
build_report(raw, results, figures=folder, language="es", stamp=stamp, destination=folder / "es.pdf")
"""


def copy_with_spanish(folder: Path) -> Path:
    """Return a copy of the package with a row more, and a folder of English sentences in «»."""
    package = folder / "lib" / "ontrack"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    table = package / "languages.py"
    table.write_text(table.read_text("utf-8").replace(LAST_ROW, LAST_ROW + NEW_ROW), encoding="utf-8")
    (package / "wording" / "es").mkdir()
    for file in (package / "wording" / "en").glob("*.toml"):
        text = QUOTED.sub(r'= "«\1»"', file.read_text("utf-8"))
        (package / "wording" / "es" / file.name).write_text(text, encoding="utf-8")
    return package.parent


def spanish_plan(folder: Path) -> Path:
    """Return a project whose plan is in Spanish alone, with Spanish columns for English ones."""
    shutil.copytree(TESTS / "data" / "good", folder)
    for file in [*folder.rglob("*.csv"), *folder.rglob("*.toml")]:
        file.write_text(re.sub(r"_en\b", "_es", file.read_text("utf-8")), encoding="utf-8")
    head = folder / "data" / "raw" / "plans" / "tiny" / "plan.toml"
    head.write_text('languages = ["es"]\n' + head.read_text("utf-8"), encoding="utf-8")
    return folder


def run(code: str, library: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run Python with the copy of the package in place of ours."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(library), str(TESTS)])}
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, env=environment, cwd=library, capture_output=True, encoding="utf-8")


@pytest.mark.slow
def test_a_third_language_is_a_row_and_a_folder(tmp_path):
    library, project = copy_with_spanish(tmp_path), spanish_plan(tmp_path / "project")
    done = run(SCRIPT, library, project)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[0] == "Tiny plan ['es', 'zh']"
    assert "«" in (project / "overview.es.svg").read_text("utf-8")
    document = pdfium.PdfDocument(project / "es.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert language_of(document) == "es-ES"
    assert "«Contents»" in text and "Rate of satisfaction" in text
    assert re.search(r"de \d[\d.]* a \d", text)


def test_a_language_without_a_row_is_none(tmp_path):
    project = spanish_plan(tmp_path / "project")
    with pytest.raises(InputError, match=r"column languages\.0: found 'es'; expected some of zh, en"):
        load_raw(Paths(project), "tiny")


def test_every_language_has_its_folder_and_every_folder_its_row():
    folders = {path.name for path in (PACKAGE / "wording").iterdir() if path.is_dir()} - {"__pycache__"}
    assert folders == set(LANGUAGES)
    assert set(UNLESS_TOLD) <= set(LANGUAGES)


def test_figures_stand_between_as_the_language_has_it():
    assert [format_interval(1, 2.5, 1, language=one) for one in ("zh", "en")] == ["1.0～2.5", "1.0 – 2.5"]
    assert [format_probabilities(0.005, 0.5, one) for one in ("zh", "en")] == ["<1%～50%", "<1–50%"]
