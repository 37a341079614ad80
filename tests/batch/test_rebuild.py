"""Documents built again from the tables: the same, quickly, and never from tables that are out of date."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from batch.conftest import JOB, ROOT, write_tables

from ontrack.batch import rebuild
from ontrack.batch.assess import refuse_impossible
from ontrack.batch.job import PRINT
from ontrack.batch.manifest import NAME, read_manifest
from ontrack.batch.rebuild import report_job
from ontrack.batch.stale import scenarios_of
from ontrack.errors import InputError, RunError
from ontrack.processes.helper import Helper
from ontrack.tables import load_raw, read_results


def hashes_of(folder) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def message_of(paths, job=JOB) -> str:
    before = hashes_of(paths.root)
    with pytest.raises(InputError) as caught:
        report_job(paths, job)
    assert hashes_of(paths.root) == before
    return str(caught.value)


def test_the_same_tables_give_the_same_documents_and_stay_as_they_are(project):
    before = hashes_of(project.root)
    shutil.rmtree(project.reports("tiny", 2025))
    outcome = report_job(project, JOB)
    after = hashes_of(project.root)
    assert {name for name in before if after.get(name) != before[name]} == {f"reports/tiny/2025/{NAME}"}
    assert outcome.check_code == read_manifest(project.reports("tiny", 2025)).check_code
    assert "charts" in outcome.seconds


def test_charts_of_the_same_tables_and_code_are_not_drawn_again(project):
    outcome = report_job(project, JOB)
    assert "charts" not in outcome.seconds
    assert {path.name for path in outcome.written} == {
        "assessment.en.pdf", "assessment.en.pages.json", "brief.en.pdf", NAME,
    }  # fmt: skip


def test_a_workbook_that_was_changed_is_written_again(project):
    workbook = project.reports("tiny", 2025) / "tables.en.xlsx"
    before = workbook.read_bytes()
    workbook.write_bytes(before + b"x")
    report_job(project, JOB)
    assert workbook.read_bytes() == before


@pytest.mark.parametrize("how", ["missing", "changed", "other code"])
def test_charts_are_drawn_again_where_one_is_not_what_it_was(project, monkeypatch, how):
    kind = "json" if how == "missing" else "svg"
    chart = project.reports("tiny", 2025) / PRINT / f"fan.rate.en.{kind}"
    before = chart.read_bytes()
    if how == "missing":
        chart.unlink()
    elif how == "changed":
        chart.write_bytes(before + b"\n")
    else:
        monkeypatch.setattr("ontrack.batch.charts.hash_code", lambda: "other")
    assert "charts" in report_job(project, JOB).seconds
    assert chart.read_bytes() == before


def test_another_language_and_form_join_the_first(project):
    report_job(project, replace(JOB, languages=("zh",), form="midterm"))
    manifest = read_manifest(project.reports("tiny", 2025))
    assert manifest.documents.keys() == {
        "assessment.en.pdf", "brief.en.pdf", "midterm.zh.pdf", "midterm-brief.zh.pdf",
    }  # fmt: skip
    assert {document.check_code for document in manifest.documents.values()} == {manifest.check_code}
    assert manifest.charts.keys() == {"en", "zh"}


def test_two_languages_at_once_are_those_made_alone(project, monkeypatch):
    english = project.reports("tiny", 2025) / "assessment.en.pdf"
    alone = english.read_bytes()
    english.unlink()
    monkeypatch.setattr("ontrack.processes.helper.Helper", KeptHelper)
    report_job(project, replace(JOB, languages=("zh", "en")), at_once=True)
    assert not KeptHelper.last._process.is_alive()
    assert english.read_bytes() == alone
    assert (english.parent / "assessment.zh.pdf").is_file()
    assert not list(project.root.rglob("*.partial"))


class KeptHelper(Helper):
    """Remembers the last one that was started."""

    last: Helper

    def __init__(self, module):
        super().__init__(module)
        KeptHelper.last = self


def test_a_failure_in_another_language_is_told_and_changes_nothing(project, monkeypatch):
    before, ended = hashes_of(project.root), []

    def build(paths, assessed, language, staging, watch):
        (staging / f"assessment.{language}.pdf").touch()

    monkeypatch.setattr(rebuild, "build_language", build)

    class Failing:
        """Stands in for the second process."""

        def __init__(self, module):
            assert module == "ontrack.batch.rebuild"

        def begin(self, work, paths, assessed, language, *rest):
            assert (work, language) == (build, "en")

        def result(self):
            raise RunError("the English report cannot be set")

        def end(self):
            ended.append(self)

    monkeypatch.setattr("ontrack.processes.helper.Helper", Failing)
    with pytest.raises(RunError, match="the English report cannot be set"):
        report_job(project, replace(JOB, languages=("zh", "en")), at_once=True)
    assert hashes_of(project.root) == before
    assert len(ended) == 1


def test_what_draws_writes_workbooks_and_runs_notebooks_is_not_loaded_before_it_is_needed():
    heavy = "{'matplotlib', 'openpyxl', 'papermill', 'nbformat'}"
    program = f"import sys, ontrack.batch.rebuild; print({heavy} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lib")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_the_entry_of_the_assessment_is_kept(project):
    path = project.reports("tiny", 2025) / NAME
    text = path.read_text(encoding="utf-8").replace('"assessed": null', '"assessed": RUN')
    run = text[text.index('"reported": ') + len('"reported": ') :].rstrip("}\n \t") + "}}"
    path.write_text(text.replace("RUN", run), encoding="utf-8")
    before = read_manifest(path.parent)
    report_job(project, JOB)
    assert read_manifest(path.parent).assessed == before.assessed == before.reported


def test_without_tables_the_command_that_makes_them_is_named(project):
    shutil.rmtree(project.processed("tiny", 2025))
    said = message_of(project)
    assert "data/processed/tiny/2025: found no result table" in said
    assert "Run `ontrack assess --plan tiny --as-of 2025 --lang en` first." in said


def test_every_missing_table_is_named(project):
    for name in ("rules", "series"):
        (project.processed("tiny", 2025) / f"{name}.csv").unlink()
    said = message_of(project)
    assert "2 faults" in said
    assert "data/processed/tiny/2025/rules.csv: found no such table" in said
    assert "data/processed/tiny/2025/series.csv: found no such table" in said


def test_a_broken_table_is_named_with_the_command(project):
    table = project.processed("tiny", 2025) / "assessments.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("patents,", "patents;", 1), encoding="utf-8")
    said = message_of(project)
    assert "2025/assessments.csv" in said
    assert "Run `ontrack assess --plan tiny --as-of 2025 --lang en` first." in said


def test_a_changed_input_is_named(project):
    with (project.raw / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("office-2027,统计局,公报,2027-01-01,https://example.org/2027,,not stated\n")
    said = message_of(project)
    assert "1 fault " in said
    assert "data/raw/sources.csv: found a change since the assessment" in said


def test_a_changed_table_is_named(project):
    table = project.processed("tiny", 2025) / "portfolio.csv"
    table.write_text(table.read_text(encoding="utf-8").rpartition("\n")[0][:-1] + "\n", encoding="utf-8")
    assert "data/processed/tiny/2025/portfolio.csv: found a change since the assessment" in message_of(
        project
    )


@pytest.fixture
def fresh(project):
    """As a copy from git has it: tables without documents and manifest."""
    shutil.rmtree(project.reports("tiny", 2025))
    return project


def test_tables_of_another_version_of_the_plan_are_refused_without_a_manifest(fresh):
    targets = fresh.raw / "plans" / "tiny" / "targets.csv"
    targets.write_text(targets.read_text(encoding="utf-8").replace(",150,", ",160,"), encoding="utf-8")
    said = message_of(fresh)
    assert "1 fault " in said
    assert "tiny/2025/assessments.csv: found another version of the plan" in said


def test_tables_of_other_figures_are_refused_without_a_manifest(fresh):
    figures = fresh.raw / "observations" / "CN-ZJ.csv"
    figures.write_text(
        figures.read_text(encoding="utf-8").replace(",2025,120.5,", ",2025,121,"), encoding="utf-8"
    )
    said = message_of(fresh)
    assert "1 fault " in said
    assert "tiny/2025/series.csv: found other figures than data/raw has now" in said


BASELINE = '[[scenario]]\nid = "baseline"\nkind = "baseline"\nname_zh = "基准"\nname_en = "Baseline"\n'
FASTER = (
    '[[scenario]]\nid = "faster"\nkind = "accelerated_step"\nname_zh = "加速"\nname_en = "Faster"\n'
    "percent = 2\npoints = 1\n"
)


def test_tables_with_a_scenario_that_is_gone_are_refused_without_a_manifest(fresh):
    scenarios = fresh.raw / "plans" / "tiny" / "scenarios.toml"
    scenarios.write_text(BASELINE + FASTER, encoding="utf-8")
    write_tables(fresh)
    scenarios.write_text(BASELINE, encoding="utf-8")
    assert "found scenarios that the plan no longer has (faster)" in message_of(fresh)


def test_which_scenarios_were_asked_for_shows_in_the_tables(fresh):
    scenarios = fresh.raw / "plans" / "tiny" / "scenarios.toml"
    scenarios.write_text(BASELINE + FASTER, encoding="utf-8")
    write_tables(fresh)
    raw, tables = load_raw(fresh, "tiny"), dict(read_results(fresh.processed("tiny", 2025)))
    every = tables["scenarios"]
    assert scenarios_of(raw, tables, None, 2025) == "all"
    tables["scenarios"] = every[every["scenario"] == "baseline"]
    assert scenarios_of(raw, tables, None, 2025) == "baseline"
    tables["scenarios"] = every.head(0)
    assert scenarios_of(raw, tables, None, 2025) == "none"


def test_a_final_assessment_before_the_plan_has_ended_is_refused(project):
    said = message_of(project, replace(JOB, form="final"))
    assert (
        "found --form final with --as-of 2025; expected a year from 2030, the last of the plan tiny" in said
    )
    assert "Choose --form annual or --form midterm" in said


def test_an_unknown_form_is_refused(project):
    assert "found --form yearly; expected one of annual, midterm, final" in message_of(
        project, replace(JOB, form="yearly")
    )


def test_a_broken_font_is_said_before_any_work(project, monkeypatch):
    def broken() -> None:
        raise RunError("The fonts of the package cannot be used")

    monkeypatch.setattr("ontrack.batch.installation.require_fonts", broken)
    before = hashes_of(project.root)
    raw = load_raw(project, "tiny")
    for work in (lambda: report_job(project, JOB), lambda: refuse_impossible(raw, JOB)):
        with pytest.raises(RunError, match="The fonts of the package cannot be used"):
            work()
    assert hashes_of(project.root) == before
