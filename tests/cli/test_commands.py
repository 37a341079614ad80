"""The command line as a user meets it: a small project from figures to PDF, and every way to be refused."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest
from cli.command_line import ROOT, Answer, called, ontrack

from ontrack.notebooks import run_notebook
from ontrack.paths import Paths
from ontrack.tables.result_columns import RESULTS

GOOD = ROOT / "tests" / "data" / "good"


def make_project(folder: Path) -> Path:
    """Return a folder with the small good project and our notebooks."""
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    return folder


def fingerprints(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def rows_of(table: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def assessed(tmp_path_factory) -> tuple[Path, Answer]:
    """The small project after its first assessment, and what that printed."""
    folder = make_project(tmp_path_factory.mktemp("assessed"))
    return folder, ontrack(folder, "assess", "--plan", "tiny", "--times")


@pytest.fixture
def earlier(assessed, tmp_path) -> Path:
    """A copy of the assessed project, to break."""
    shutil.copytree(assessed[0], tmp_path / "project")
    return tmp_path / "project"


DOCUMENTS = ("assessment", "brief", "tables")
PICTURES = (
    "fan.patents", "fan.rate", "multiples.1", "odds", "overview", "portfolio", "progress", "reference",
    "reliability", "why.patents", "why.rate",
)  # fmt: skip


def test_one_command_writes_everything_and_says_so(assessed):
    folder, run = assessed
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    written = {line.strip() for line in run.stdout.splitlines() if line.startswith("  ")}
    tables = {path.name for path in (folder / "data" / "processed" / "tiny" / "2025").iterdir()}
    assert tables == {f"{name}.csv" for name in RESULTS} | {"overview.en.svg", "overview.zh.svg"}
    assert written == {
        f"data/processed/tiny/2025/（{len(tables)}个文件）",
        "reports/tiny/2025/（9个文件）",
        "reports/tiny/2025/figures/（44个文件）",
        "reports/tiny/2025/figures/print/（44个文件）",
        "reports/tiny/2025/notebooks/（12个文件）",
    }
    reports = folder / "reports" / "tiny" / "2025"
    assert len(list((reports / "notebooks").iterdir())) == 12
    documents = {f"{name}.{language}" for name in DOCUMENTS for language in ("zh", "en")}
    assert {path.name for path in reports.iterdir() if path.is_file()} == {
        "manifest.json", "assessment.en.pages.json", "assessment.zh.pages.json",
        *(f"{name}.{'xlsx' if 'tables' in name else 'pdf'}" for name in documents),
    }  # fmt: skip
    names = {f"{picture}.{language}" for picture in PICTURES for language in ("zh", "en")}
    assert files_of(reports / "figures" / "print") == {
        f"{name}.{kind}" for name in names for kind in ("svg", "json")
    }
    assert files_of(reports / "figures") == {f"{name}.{kind}" for name in names for kind in ("svg", "png")}


def files_of(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_one_line_a_target(assessed):
    lines = assessed[1].stdout.splitlines()
    (patents,) = [line for line in lines if "专利（约束性）" in line]
    row = rows_of(assessed[0] / "data" / "processed" / "tiny" / "2025" / "assessments.csv")[0]
    share = f"{100 * float(row['probability_met']):.0f}%"
    assert 0.66 <= float(row["probability_met"]) < 0.9
    for figure in ("120（2025）", "150", share, "可能实现"):
        assert figure in patents
    (rate,) = [line for line in lines if "满意率" in line]
    assert "本年不作判断：还需要第二个数值" in rate  # it rests on one value
    (firms,) = [line for line in lines if "企业" in line]
    assert "暂不能评估" in firms
    assert "合计" in assessed[1].stdout


SCENARIOS = """
[[scenario]]
id = "baseline"
kind = "baseline"
name_zh = "基准"
name_en = "Baseline"

[[scenario]]
id = "faster"
kind = "accelerated_step"
name_zh = "加速"
name_en = "Faster"
percent = 2
points = 1

[[scenario]]
id = "needed"
kind = "required_pace"
name_zh = "所需"
name_en = "Needed"
"""


def add_provinces(raw: Path) -> None:
    """Add the nation and four provinces with figures of their own."""
    names = ("CN-AH", "CN-BJ", "CN-JS", "CN-SH")
    rows = [f"{name},省,Province,province,,CN" for name in names]
    table = raw / "regions.csv"
    known = table.read_text(encoding="utf-8").replace("province,CN-ZJ,", "province,CN-ZJ,CN")
    rows.append("CN,国,Nation,country,CN,")
    table.write_text(known + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    header = "indicator,period,value,unit,status,confidence,published,source,note\n"
    for place, region in enumerate(names):
        rows = [f"patents,{year},{50 * 1.15 ** (year - 2017) + place:.1f}" for year in range(2017, 2026)]
        text = header + "".join(f"{row},件,quoted,high,,office-2026,\n" for row in rows)
        (raw / "observations" / f"{region}.csv").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def company_run(assessed, tmp_path_factory) -> tuple[Path, Answer]:
    """The small project assessed in English beside four provinces, with one scenario, and what it said."""
    folder = tmp_path_factory.mktemp("company") / "project"
    shutil.copytree(assessed[0], folder)
    (folder / "data/raw/plans/tiny/scenarios.toml").write_text(SCENARIOS, encoding="utf-8")
    add_provinces(folder / "data" / "raw")
    run = called(folder, "assess", "--plan", "tiny", "--lang", "en", "--scenarios", "faster")
    assert (run.returncode, run.stderr) == (0, "")
    return folder, run


@pytest.fixture(scope="module")
def in_company(company_run) -> Path:
    """Its folder."""
    return company_run[0]


def test_a_second_run_for_one_language_leaves_the_other(assessed, company_run):
    before, after = (fingerprints(folder / "reports") for folder in (assessed[0], company_run[0]))
    chinese = {name for name in before if ".zh." in name and "notebooks" not in name}
    assert {f"tiny/2025/{name}.zh.pdf" for name in ("assessment", "brief")} < chinese
    assert {name: after.get(name) for name in chinese} == {name: before[name] for name in chinese}
    written = [line.strip() for line in company_run[1].stdout.splitlines() if line.startswith("  ")]
    assert "reports/tiny/2025/notebooks/ (12 files)" in written
    assert not [line for line in written if ".zh." in line]


def test_a_quiet_run_says_nothing(earlier, monkeypatch):
    monkeypatch.setattr("ontrack.batch.assess_job", lambda paths, job, progress: progress("series", 1, 1))
    run = called(earlier, "assess", "--plan", "tiny", "--quiet")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_the_other_provinces_enter_the_tables_without_any_setting(in_company):
    processed = in_company / "data" / "processed" / "tiny" / "2025"
    beside, without = rows_of(processed / "comparators.csv")
    assert [(row["answer"], row["used"]) for row in (without, beside)] == [("without", ""), ("with", "yes")]
    assert beside["regions"] == "CN-AH CN-BJ CN-JS CN-SH"
    (verdict,) = [row for row in rows_of(processed / "assessments.csv") if row["target"] == "patents"]
    assert verdict["probability_met"] == beside["probability_met"]


def test_no_scenario_is_asked_for(in_company, tmp_path):
    """The notebook that applies them, as a run without any calls it, and the report of its tables."""
    shutil.copytree(in_company, tmp_path / "project")
    paths = Paths(tmp_path / "project")
    processed = paths.processed("tiny", 2025)
    run_notebook(
        paths.notebooks / "04_whole_plan.ipynb", tmp_path / "04.ipynb",
        {"plan": "tiny", "as_of": 2025, "output": str(processed), "scenarios": "none"},
        failed_folder=tmp_path, working_folder=paths.notebooks,
    )  # fmt: skip
    assert rows_of(processed / "scenarios.csv") == []
    (paths.reports("tiny", 2025) / "manifest.json").unlink()  # of the tables before
    run = called(paths.root, "report", "--plan", "tiny", "--lang", "en")
    assert (run.returncode, run.stderr) == (0, "")
    manifest = json.loads((paths.reports("tiny", 2025) / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"]["scenarios"] == "none"


def test_a_scenario_says_the_same_in_the_table_the_document_the_explorer_and_the_library(in_company):
    from pypdfium2 import PdfDocument

    from ontrack.explorer.desk import load_desk
    from ontrack.explorer.sentences import answer, comparison
    from ontrack.scenarios import apply_scenario, scenarios_table
    from ontrack.tables import read_result, write_result
    from ontrack.wording import load_wording
    from ontrack.wording.number_format import format_probability, format_value

    processed, say = in_company / "data" / "processed" / "tiny" / "2025", load_wording("en")
    table, desk = read_result("scenarios", processed), load_desk(Paths(in_company), "tiny", 2025)
    assert set(table["scenario"]) == {"baseline", "faster"}
    chosen = desk.raw.scenarios[:2]
    outcomes = [desk.outcome(one, target) for one in chosen for target in desk.plan.targets]
    asked = scenarios_table([one for one in outcomes if one.target.indicator])
    again = read_result("scenarios", write_result(asked, "scenarios", in_company / "again").parent)
    pd.testing.assert_frame_equal(table, again)
    document = PdfDocument(in_company / "reports" / "tiny" / "2025" / "assessment.en.pdf")
    texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    [page] = [one for one in texts if "Probability that each target is met under each scenario" in one]
    assert "scenarios=faster" in texts[-1]  # the last page says what was asked for
    rows = table.set_index(["scenario", "target"])
    for one in outcomes:
        if one.target not in desk.plan.table_targets:
            continue
        row = rows.loc[(one.scenario.id, one.target.target)]
        library = apply_scenario(one.scenario, desk.projections[one.target.indicator])
        assert row["probability_met"] == round(library.probability_met(one.target), 4)
        told = format_probability(row["probability_met"])
        word = say(f"report.scenarios.word.{row['verdict'] or 'not_judged'}")
        assert f"{told} {word}" in page
        html = answer(one, one, ("A", "A"), say, is_baseline=one.scenario.id == "baseline")
        assert f">{told}</strong>" in html
        assert ("not_judged" in html) == (not row["verdict"])
        indicator = desk.plan.indicators[one.target.indicator]
        cells = comparison((one, one), ("A", "A"), indicator, say)
        assert f"<td>{format_value(row['median'], indicator.decimals, indicator.unit['en'])}</td>" in cells
    assessed = read_result("assessments", processed).set_index("target")["probability_met"]
    assert rows.loc[("baseline", "patents"), "probability_met"] == assessed["patents"]


def overlay(project: Path, fault: str) -> None:
    shutil.copytree(ROOT / "tests" / "data" / fault / "data", project / "data", dirs_exist_ok=True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--plan", "tiny", "--scenarios", "faster"), "found --scenarios faster; expected all, none or some"),
        (("--plan", "tinny"), "unknown plan “tinny”; expected one of tiny. Did you mean tiny?"),
        (("--plan", "tiny", "--as-of", "2031"), "--as-of 2031 without data; expected a year with figures"),
        (("--plan", "tiny", "--as-of", "2019"), "expected a year whose assessment could know the plan"),
        (("--plan", "tiny", "--lang", "en,fr"), "found --lang en,fr; expected some of zh, en."),
        (("--plan", "tiny", "--lang", ","), "Write them with commas: --lang zh,en."),
        (("--plan", "tiny", "--form", "yearly"), "--form yearly; expected one of annual, midterm, final"),
        (("--plan", "tiny", "--form", "final"), "expected a year from 2030, the last of the plan tiny"),
    ],
)
def test_what_cannot_be_assessed_is_refused(earlier, words, message):
    before = fingerprints(earlier)
    run = called(earlier, "assess", *words)
    assert run.returncode == 1
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    assert fingerprints(earlier) == before


@pytest.mark.parametrize("fault", ["text_in_a_number", "gb18030", "plan_with_a_mistyped_year", "empty_file"])
def test_a_fault_in_the_figures_leaves_every_output(earlier, fault):
    overlay(earlier, fault)
    before = fingerprints(earlier)
    for words in (("assess", "--plan", "tiny"), ("check",)):
        run = called(earlier, *words)
        assert run.returncode == 1
        expected = (ROOT / "tests" / "data" / fault / "expected.txt").read_text(encoding="utf-8").strip()
        assert run.stderr.strip() == f"ontrack: {expected}"
    assert fingerprints(earlier) == before


def test_a_failing_notebook_leaves_every_output_and_itself(earlier):
    notebook = earlier / "notebooks" / "01_series.ipynb"
    text = notebook.read_text(encoding="utf-8")
    assert "write_result(series, " in text
    notebook.write_text(text.replace("write_result(series, ", "write_result(serie, "), encoding="utf-8")
    before = fingerprints(earlier)
    run = called(earlier, "assess", "--plan", "tiny")
    assert run.returncode == 1
    assert "01_series.ipynb" in run.stderr
    assert "write_result(serie, " in run.stderr
    assert "NameError: name 'serie' is not defined" in run.stderr
    assert "\x1b" not in run.stderr
    after = fingerprints(earlier)
    assert set(after) - set(before) == {"reports/tiny/2025/failed/01_series.ipynb"}
    assert {name: after[name] for name in before} == before


def test_a_folder_that_cannot_be_written(earlier):
    shutil.rmtree(earlier / "data" / "processed")
    (earlier / "data" / "processed").write_text("a file where a folder is wanted")
    before = fingerprints(earlier)
    run = called(earlier, "assess", "--plan", "tiny")
    assert run.returncode == 1
    assert "could not be written" in run.stderr
    assert "Earlier results are as they were" in run.stderr
    assert fingerprints(earlier) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a process's file size")
def test_a_full_disk(earlier):
    """A limit on file size makes the system refuse in the middle of a write, as a full disk does."""
    import resource

    before = fingerprints(earlier)
    run = ontrack(
        earlier, "assess", "--plan", "tiny",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000)),
    )  # fmt: skip
    assert run.returncode == 1
    assert "ontrack: " in run.stderr
    assert "Traceback" not in run.stderr
    after = fingerprints(earlier)
    assert {name: after.get(name) for name in before} == before
    assert not [name for name in after if ".partial" in name]


def test_check_counts_what_it_read(assessed):
    run = called(assessed[0], "check")
    assert run.stdout == "No fault in 4 values of 2 indicators and in the plans tiny.\n"


@pytest.mark.parametrize(
    ("periods", "words"), [(["2023"], "1 statement"), (["2022", "2023"], "2 statements")]
)
def test_check_counts_statements(tmp_path, periods, words):
    table = make_project(tmp_path) / "data" / "raw" / "statements.csv"
    lines = [f"patents,CN-ZJ,at_most,,{period},101,quoted,2026-02,office-2026" for period in periods]
    header = "indicator,region,kind,from,to,value,status,published,source"
    table.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    run = called(tmp_path, "check")
    assert run.stdout == f"No fault in 4 values of 2 indicators, in {words} and in the plans tiny.\n"


def test_check_proposes_a_quantity_where_the_cell_is_empty(earlier):
    table = earlier / "data" / "raw" / "indicators.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",stock,count,", ",stock,,"), encoding="utf-8")
    run = called(earlier, "check")
    hint = "data/raw/indicators.csv: patents has no quantity; its unit “件” (patents) suggests count."
    assert run.returncode == 0
    assert run.stdout.splitlines()[1:] == [hint]


def test_mend_rewrites_a_spreadsheets_file(earlier):
    overlay(earlier, "gb18030")
    path = earlier / "data" / "raw" / "observations" / "CN-ZJ.csv"
    before = path.read_bytes()
    saved = "The file was saved as GB18030.\n"
    run = ontrack(earlier, "mend", "data/raw/observations/CN-ZJ.csv", "--look")
    assert (run.returncode, run.stdout.startswith(saved), path.read_bytes()) == (0, True, before)
    run = ontrack(earlier, "mend", "data/raw/observations/CN-ZJ.csv")
    assert (run.returncode, run.stdout.startswith(saved)) == (0, True)
    assert run.stdout.endswith("data/raw/observations/CN-ZJ.csv is UTF-8 now.\n")
    assert path.read_bytes() == (GOOD / "data" / "raw" / "observations" / "CN-ZJ.csv").read_bytes()


def test_mend_refuses_what_it_cannot_read(earlier):
    (earlier / "x.csv").write_bytes(b"\xff\xff")
    for name in ("x.csv", "missing.csv"):
        run = called(earlier, "mend", name)
        assert run.returncode == 1
        assert re.search(rf"{name}.*: found (bytes that read as text in no|no readable file)", run.stderr)


def test_the_benchmark_gives_the_committed_track_record(tmp_path):
    (tmp_path / "record").mkdir()
    run = called(tmp_path, "benchmark", "--sets", "tourism", "--lengths", "1,3", "--out", "record")
    assert run.returncode == 0, run.stderr
    assert "reference class" in run.stdout
    assert "naive" in run.stdout
    found = rows_of(tmp_path / "record" / "track_record.csv")
    kept = rows_of(ROOT / "lib" / "ontrack" / "records" / "track_record.csv")
    asked = [row for row in kept if row["set"] == "tourism" and row["length"] in ("1", "3")]
    assert len(asked) >= 4
    assert [row for row in found if row["length"] in ("1", "3")] == [
        {name: row[name] for name in found[0]} for row in asked
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--lengths", "0"), "--lengths 0; expected whole numbers from 1, or full"),
        (("--lengths", "three"), "Write them with commas: --lengths 1,3,5,full."),
        (("--sets", "m9"), "set 'm9'; expected one of"),
    ],
)
def test_a_benchmark_that_cannot_be_run(tmp_path, words, message):
    run = called(tmp_path, "benchmark", *words)
    assert run.returncode == 1
    assert message in run.stderr


def test_a_panel_that_cannot_be_fitted(tmp_path):
    (tmp_path / "panel.csv").write_text("indicator,year,value\n")
    run = called(tmp_path, "reference", "fit", "panel.csv", "--out", "model.npz")
    assert run.returncode == 1
    assert "panel.csv" in run.stderr
    assert not (tmp_path / "model.npz").exists()


def test_help_teaches():
    overview = called(ROOT, "--help").stdout
    assert "Will each target of a policy plan be met" in overview
    for command in ("assess", "batch", "report", "verify", "check", "mend"):
        assert command in overview
    for command in ("assess", "batch", "report", "verify"):
        assert f"ontrack {command} " in called(ROOT, command, "--help").stdout.partition("Example")[2]
    assert "30 June" in called(ROOT, "assess", "--help").stdout
    said = " ".join(called(ROOT, "batch", "--help").stdout.split())
    assert "Default: each plan's own." in said
    assert "Default: one a core." in said


def test_a_wrong_option_is_a_usage_error():
    run = ontrack(ROOT, "assess", "--as-of", "last")
    assert run.returncode == 2
    assert "--as-of" in run.stderr
