"""What counts for a result, and the one hash over it."""

from __future__ import annotations

import hashlib
import json

import pytest

from ontrack.batch import Job
from ontrack.batch.job import NOTEBOOKS
from ontrack.batch.trace import commit_of, hash_file, input_files, result_hash, table_files, text_files
from ontrack.report.stamp import check_code
from ontrack.tables.result_columns import RESULTS


def test_the_result_hash_can_be_computed_by_hand():
    parts = {
        "inputs": {"data/raw/a.csv": "01"},
        "parameters": {"as_of": 2025, "plan": "p"},
        "tables": {"t.csv": "02"},
    }
    text = (
        '{"inputs": {"data/raw/a.csv": "01"}, "parameters": {"as_of": 2025, "plan": "p"}, '
        '"tables": {"t.csv": "02"}}'
    )
    whole = result_hash(parts["parameters"], parts["inputs"], parts["tables"])
    assert whole == hashlib.sha256(text.encode()).hexdigest()
    assert check_code(whole).replace("-", "").lower() == whole[:12]


def test_the_order_does_not_count_but_every_part_does():
    whole = result_hash({"plan": "p", "as_of": 1}, {"a": "1", "b": "2"}, {"t": "3"})
    assert result_hash({"as_of": 1, "plan": "p"}, {"b": "2", "a": "1"}, {"t": "3"}) == whole
    others = {
        result_hash({"plan": "q", "as_of": 1}, {"a": "1", "b": "2"}, {"t": "3"}),
        result_hash({"plan": "p", "as_of": 1}, {"a": "1"}, {"t": "3"}),
        result_hash({"plan": "p", "as_of": 1}, {"a": "1", "b": "2"}, {"t": "4"}),
    }
    assert len(others | {whole}) == 4


def test_line_ends_of_text_do_not_count_and_bytes_do(tmp_path):
    for name, content in (("a.csv", b"x\r\ny\r\n"), ("b.csv", b"x\ny\n"), ("c.npz", b"x\r\ny\r\n")):
        (tmp_path / name).write_bytes(content)
    first, second, third = (hash_file(tmp_path / name) for name in ("a.csv", "b.csv", "c.npz"))
    assert first == second == hashlib.sha256(b"x\ny\n").hexdigest()
    assert third == hashlib.sha256(b"x\r\ny\r\n").hexdigest()


def test_all_that_decides_the_tables_counts_and_no_other_plan(project):
    names = input_files(project, "tiny", 2025)
    assert set(names) >= {
        "data/raw/indicators.csv",
        "data/raw/observations/CN-ZJ.csv",
        "data/raw/plans/tiny/plan.toml",
        "data/raw/plans/tiny/targets.csv",
        "lib/ontrack/reference/model.npz",
        *(f"notebooks/{name}.ipynb" for name in NOTEBOOKS),
    }
    other = project.raw / "plans" / "other"
    other.mkdir()
    (other / "plan.toml").write_text('id = "other"\n', encoding="utf-8")
    (project.raw / "plans" / "tiny" / "narrative.zh.md").write_text("# 问题\n", encoding="utf-8")
    assert input_files(project, "tiny", 2025) == names
    assert list(names) == sorted(names)
    (project.raw / "statements.csv").write_text("indicator\n", encoding="utf-8")
    assert set(input_files(project, "tiny", 2025)) - set(names) == {"data/raw/statements.csv"}


def test_earlier_years_count_and_later_ones_do_not(project):
    for year in (2023, 2026):
        folder = project.processed("tiny", year)
        folder.mkdir(parents=True)
        (folder / "assessments.csv").write_text("target\n", encoding="utf-8")
    of_years = [name for name in input_files(project, "tiny", 2025) if name.startswith("data/processed")]
    assert of_years == ["data/processed/tiny/2023/assessments.csv"]


def test_written_parts_belong_to_the_documents_of_their_language(project):
    folder = project.raw / "plans" / "tiny"
    for name in ("narrative.zh.md", "narrative.en.md", "photo.png", ".hidden"):
        (folder / name).write_bytes(b"x")
    assert list(text_files(project, "tiny", "zh")) == [
        "data/raw/plans/tiny/narrative.zh.md", "data/raw/plans/tiny/photo.png",
    ]  # fmt: skip


def test_tables_are_those_that_are_declared(project):
    folder = project.processed("tiny", 2025)
    (folder / "overview.zh.svg").write_bytes(b"<svg/>")
    assert set(table_files(folder)) == {f"{name}.csv" for name in RESULTS}


def test_outside_git_there_is_no_commit(tmp_path):
    assert commit_of(tmp_path) == ""


@pytest.mark.parametrize(
    ("job", "command"),
    [
        (Job("p", 2025, ("zh", "en")), "ontrack assess --plan p --as-of 2025"),
        (
            Job("p", 2024, ("en",), "faster", "midterm"),
            "ontrack assess --plan p --as-of 2024 --lang en --form midterm --scenarios faster",
        ),
        (
            Job("p", 2025, ("zh", "en"), annexes="A,C", final_print=True),
            "ontrack assess --plan p --as-of 2025 --annexes A,C --final-print",
        ),
    ],
)
def test_a_job_knows_its_command(job, command):
    assert job.command == command


def test_languages_and_form_are_no_parameters_of_a_result():
    assert Job("p", 2025, ("zh",)).parameters == Job("p", 2025, ("en",), form="midterm").parameters
    assert json.dumps(Job("p", 2025, ("zh",), "none").parameters) == (
        '{"plan": "p", "as_of": 2025, "scenarios": "none"}'
    )
