"""The default plan rebuilt from data/raw: the committed results, the documents, the README's figures."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pypdfium2
import pytest

from ontrack.batch import Job, assess_job
from ontrack.notebooks import outside_references
from ontrack.paths import Paths
from ontrack.plan import LANGUAGES
from ontrack.records.track_record import quoted

ROOT = Path(__file__).resolve().parents[1]
COMMITTED = ROOT / "data" / "processed" / "zhejiang-ip-2030" / "2025"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory) -> Paths:
    """A project whose raw data and notebooks are ours, after one assessment."""
    folder = tmp_path_factory.mktemp("rebuilt")
    (folder / "data").mkdir()
    for name in ("data/raw", "notebooks"):
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)
    paths = Paths(folder)
    assess_job(paths, Job("zhejiang-ip-2030", 2025, tuple(LANGUAGES)), lambda step, done, total: None)
    return paths


def text_of(pdf: Path) -> str:
    """Return the text of a PDF without blanks and hyphens, as lines may break anywhere."""
    document = pypdfium2.PdfDocument(pdf)
    return squeeze("".join(page.get_textpage().get_text_bounded() for page in document))


def squeeze(text: str) -> str:
    """Return a text without blanks and hyphens."""
    return re.sub(r"[\s\u00ad\ufffe\u0002-]", "", text)


def test_the_committed_results_are_those_of_the_committed_figures(rebuilt):
    folder = rebuilt.processed("zhejiang-ip-2030", 2025)
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in COMMITTED.iterdir())
    for path in sorted(COMMITTED.iterdir()):
        assert (folder / path.name).read_bytes() == path.read_bytes(), (
            f"{path.name} differs: run ontrack assess"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_names_all_twelve_and_lacks_no_letter(rebuilt, raw, language):
    text = text_of(rebuilt.reports("zhejiang-ip-2030", 2025) / f"assessment.{language}.pdf")
    for target in raw.plan.targets:
        assert squeeze(target.text("name", language)) in text
    assert "\ufffd" not in text
    assert {"zh": "约束性", "en": "binding"}[language] in text
    assert "24.3" in text


def test_pages_of_notebooks_open_without_a_network(rebuilt):
    pages = sorted((rebuilt.reports("zhejiang-ip-2030", 2025) / "notebooks").glob("*.html"))
    assert len(pages) == 6
    for page in pages:
        assert outside_references(page.read_text(encoding="utf-8")) == []


def test_the_slowdown_of_the_binding_target_is_in_the_results():
    with (COMMITTED / "assessments.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert row["target"] == "high_value_patents_per_10k"
    # data/README: the five-year pace is 17 % a year, the last year's 6.1 %, the required pace 4.3 %
    rates = [float(row[name]) for name in ("observed_rate_pct", "latest_rate_pct", "required_rate_pct")]
    assert [round(rate, 1) for rate in rates] == [17.2, 6.1, 4.3]


def test_required_rates_are_those_worked_by_hand():
    """METHODS 7.2, table arithmetic."""
    with (COMMITTED / "assessments.csv").open(encoding="utf-8", newline="") as file:
        required = [
            float(row["required_rate_pct"]) for row in csv.DictReader(file) if row["required_rate_pct"]
        ]
    by_hand = [4.304, 5.810, 0.128, 2.779, 2.130, 15.973, 5.766, 2.229, 6.036, 14.870, 4.564, 0.616]
    assert required[:12] == pytest.approx(by_hand, abs=0.006)


def test_the_readme_quotes_the_results():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    with (COMMITTED / "assessments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    binding = round(100 * float(rows[0]["probability_met"]))
    assert f"stands at {binding} %" in readme
    assert f"实现概率为{binding}%" in readme
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    few = words[sum(int(row["observations"]) < 3 for row in rows[:12])]
    assert all(row["probability_met"] for row in rows[:12])
    assert f"{few} rest on one or two published yearly values" in readme
    likely = words[sum(row["verdict"] in ("likely", "very_likely") for row in rows[:12])]
    assert re.search(rf"of the twelve targets {likely} (is|are) likely or very likely", readme)
    without_figures = sum(not row["observations"].strip("0") for row in rows[12:])
    assert f"{without_figures} of the 27 other targets have none" in readme
    for picture in re.findall(r"\]\((data/processed/[^)]*svg)\)", readme):
        assert (ROOT / picture).is_file()


def test_the_readme_quotes_the_track_record(raw):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for row in quoted(raw.plan).to_dict("records"):
        skill, error, stated, came = (
            f"{row[name]:.2f}".replace("-", "−")
            for name in ("brier_skill", "brier_skill_error", "stated", "happened")
        )
        held = f"{row['coverage_80']:.0f} % | {row['coverage_95']:.0f} %"
        assert f"| {row['length']} | {held} | {skill} ± {error} | {stated} / {came} |" in readme
