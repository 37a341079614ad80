"""The commands as a user meets them: report, verify and batch on small projects."""

from __future__ import annotations

import re
import shutil

import pytest
from cli.command_line import called, ontrack

from ontrack.batch.job import PRINT
from ontrack.batch.lanes import JobResult
from ontrack.batch.manifest import NAME, Manifest, read_manifest, write_manifest
from ontrack.paths import Paths
from ontrack.tables.result_columns import RESULTS


def test_report_says_what_it_wrote(project):
    run = called(project.root, "report", "--plan", "tiny", "--lang", "zh", "--form", "midterm", "--times")
    assert (run.returncode, run.stderr) == (0, "")
    written = [line.strip() for line in run.stdout.splitlines() if line.startswith("  ")]
    assert set(written) >= {"reports/tiny/2025/midterm.zh.pdf", f"reports/tiny/2025/{NAME}"}
    assert not any("data/processed" in line for line in written)
    assert f"校验码：{read_manifest(project.reports('tiny', 2025)).check_code}" in run.stdout
    assert "绘图" in run.stdout
    run = called(project.root, "report", "--plan", "tiny", "--lang", "en", "--quiet")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_a_document_of_an_earlier_result_is_pointed_out(project):
    with (project.raw / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("office-2027,统计局,公报,2027-01-01,https://example.org/2027,,not stated\n")
    reports = project.reports("tiny", 2025)
    (reports / NAME).rename(reports / "kept.json")
    assert called(project.root, "report", "--plan", "tiny", "--lang", "zh", "--quiet").returncode == 0
    manifest = read_manifest(reports)
    manifest.documents |= Manifest.model_validate_json((reports / "kept.json").read_bytes()).documents
    write_manifest(manifest, reports)
    (reports / "kept.json").unlink()
    said = called(project.root, "report", "--plan", "tiny", "--lang", "zh").stdout
    assert "注意：assessment.en.pdf出自此前的评估，校验码不同" in said
    assert "注意" not in called(project.root, "report", "--plan", "tiny", "--lang", "zh,en").stdout


def test_report_without_tables_names_the_command(project):
    shutil.rmtree(project.root / "data" / "processed")
    run = called(project.root, "report", "--plan", "tiny", "--lang", "zh,en")
    assert run.returncode == 1
    assert "请先运行`ontrack assess --plan tiny --as-of 2025`。" in run.stderr
    assert "Traceback" not in run.stderr


def test_verify_answers_by_its_exit_status(project):
    run = called(project.root, "verify", "reports/tiny/2025")
    assert (run.returncode, run.stderr) == (0, "")
    assert f"校验码：{read_manifest(project.reports('tiny', 2025)).check_code}" in run.stdout
    assert "全部一致" in run.stdout
    (project.reports("tiny", 2025) / PRINT / "overview.en.svg").unlink()
    run = called(project.root, "verify", "reports/tiny/2025", "--lang", "en", "--full")
    assert (run.returncode, run.stderr) == (1, "")
    [line] = [line for line in run.stdout.splitlines() if "overview.en.svg" in line]
    assert "missing" in line
    [line] = [line for line in run.stdout.splitlines() if re.search(r"\bseries\.csv", line)]
    assert "as it was" in line
    run = called(project.root, "verify", "reports/tiny/2031")
    assert run.returncode == 1
    assert "found no such folder" in run.stderr


def test_batch_refuses_what_cannot_be_meant(project):
    run = called(project.root, "batch", "tinny")
    assert run.returncode == 1
    assert "Did you mean tiny?" in run.stderr
    run = called(project.root, "batch", "--as-of", "2025:2021")
    assert run.returncode == 1
    assert "Write one year, years with commas or a range" in run.stderr


def add_plan(paths: Paths, name: str, **changes: str) -> None:
    """Add a copy of the tiny plan, with some words of its plan.toml replaced."""
    folder = paths.raw / "plans" / name
    shutil.copytree(paths.raw / "plans" / "tiny", folder)
    text = (folder / "plan.toml").read_text(encoding="utf-8").replace('id = "tiny"', f'id = "{name}"')
    for before, after in changes.items():
        text = text.replace(f"{before} = 2025", f"{before} = {after}")
    (folder / "plan.toml").write_text(text, encoding="utf-8")


def made_of(paths: Paths) -> dict[str, bytes]:
    """Return the tables, documents and printed charts of the tiny plan, which say nothing of the time."""
    reports = paths.reports("tiny", 2025)
    charts, tables = reports / PRINT, paths.processed("tiny", 2025)
    found = [*tables.glob("*.csv"), *reports.glob("*.en.*"), *charts.iterdir()]
    return {path.name: path.read_bytes() for path in found}


@pytest.mark.slow
def test_one_plan_is_broken_and_the_others_are_assessed(project):
    add_plan(project, "second")
    add_plan(project, "broken", default_as_of='"x"')
    run = ontrack(project.root, "batch", "--all", "--lang", "en", "--workers", "2")
    assert run.returncode == 1, run.stderr
    assert "2 assessments done." in run.stdout
    assert "1 failed. To do just this again:\n  ontrack assess --plan broken\n" in run.stdout
    assert "data/raw/plans/broken/plan.toml, line 12, column default_as_of: found 'x'" in run.stdout
    for plan in ("tiny", "second"):
        tables = {path.name for path in project.processed(plan, 2025).glob("*.csv")}
        assert tables == {f"{name}.csv" for name in RESULTS}
        verdict = called(project.root, "verify", str(project.reports(plan, 2025)))
        assert verdict.returncode == 0, verdict.stdout
    # Made a second time from the tables, documents and charts are the same to the last byte.
    before = made_of(project)
    shutil.rmtree(project.reports("tiny", 2025) / PRINT)
    assert called(project.root, "report", "--plan", "tiny", "--lang", "en", "--quiet").returncode == 0
    assert made_of(project) == before
    assert not project.processed("broken", 2025).exists()
    assert not list(project.root.rglob("*.partial"))
    # Assessed once more, elsewhere: figures known since do not move what was known then.
    with (project.raw / "observations" / "CN-ZJ.csv").open("a", encoding="utf-8") as file:
        file.write("patents,2026,130,件,quoted,high,2027-02,office-2026,\n")
    again = called(project.root, "verify", "reports/second/2025", "--rerun", "--lang", "en")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "assessing again gives the same tables byte for byte" in again.stdout
    figures = project.raw / "observations" / "CN-ZJ.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("2023,100,", "2023,99,"), encoding="utf-8")
    moved = called(project.root, "verify", "reports/second/2025", "--rerun", "--lang", "en")
    assert moved.returncode == 1, moved.stdout + moved.stderr
    assert "differs when assessed again" in moved.stdout


@pytest.mark.parametrize(("states", "status"), [(["ok", "stopped"], 130), (["failed", "ok"], 1), (["ok"], 0)])
def test_the_exit_status_of_a_batch_says_how_it_ended(project, monkeypatch, states, status):
    results = [JobResult("tiny", 2021 + at, state, 1.0, "", "x") for at, state in enumerate(states)]
    monkeypatch.setattr("ontrack.batch.many.run_lanes", lambda *lanes, **options: results)
    assert called(project.root, "batch", "tiny").returncode == status
