"""What `ontrack why` says, from the committed kind of tables and without computing."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest
from cli.command_line import Answer, called
from helpers.not_judged import with_all_words

from ontrack.cli.terminal.why import NEEDED, find_target, print_all, print_why, read_needed
from ontrack.errors import InputError
from ontrack.paths import Paths
from ontrack.plan import Plan
from ontrack.tables import read_result, write_result

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "data" / "processed" / "zhejiang-ip-2030" / "2025"


@pytest.fixture(scope="module")
def plan(raw) -> Plan:
    return raw.plan


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A project whose raw data are ours, with the committed tables that the answer stands in."""
    folder = tmp_path_factory.mktemp("why")
    (folder / "data").mkdir()
    (folder / "data" / "raw").symlink_to(ROOT / "data" / "raw", target_is_directory=True)
    place = Paths(folder).processed("zhejiang-ip-2030", 2025)
    place.mkdir(parents=True)
    for name in ("why", "why_facts", "lenses"):
        shutil.copy(COMMITTED / f"{name}.csv", place)
    write_result(with_all_words(read_result("assessments", COMMITTED)), "assessments", place)
    return folder


def probability(tables, target: str) -> float:
    return tables["assessments"].set_index("target").loc[target, "probability_met"]


@pytest.fixture
def tables(project):
    return read_needed(Paths(project), "zhejiang-ip-2030", 2025)


def ontrack(folder: Path, *words: str) -> Answer:
    """Call `ontrack why`."""
    return called(folder, "why", *words)


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("en", "high_value_patents_per_10k", (
         "Similar indicators alone: the last value, nothing else", "Answer",
         "What would change it", "Three comparisons", "no Chinese plan among them",
         "The rules agree with the probability",
         "Latest 24.3 patents per 10,000 people (2025); target 30 patents per 10,000 people (2030).")),
        ("zh", "每万人高价值发明专利拥有量", (
         "仅凭同类指标：只知最新值", "结果", "哪些情况会改变判断", "三方面对照",
         "其中没有中国的规划", "各方法的评价与实现概率一致",
         "最新值24.3件/万人（2025年），目标30件（2030年）。")),
    ],
)  # fmt: skip
def test_one_target_is_answered_from_the_tables_alone(project, language, name, words):
    run = ontrack(project, name, "--lang", language)
    assert (run.returncode, run.stderr) == (0, "")
    for word in words:
        assert word in run.stdout


def test_the_steps_are_those_of_the_table(plan, tables, capsys):
    print_why(plan, plan.targets[0], tables, "en")
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    cells = {line.split("│")[1].strip(): [cell.strip() for cell in line.split("│")[2:5]] for line in lines}
    rows = tables["why"][tables["why"]["target"] == plan.targets[0].target].set_index("piece")
    assert cells["The nation"][0] == f"{100 * rows.loc['nation', 'probability']:.0f}%"
    assert cells["The nation"][2] == f"+{rows.loc['nation', 'points_alone']:.0f}"
    assert cells["Statements"][1] == f"−{-rows.loc['statements', 'points']:.0f}"
    assert cells["Its other form: nothing known"] == ["", "", ""]
    assert cells["Answer"][0] == f"{100 * probability(tables, plan.targets[0].target):.0f}%"


def test_without_a_name_one_line_a_target(plan, tables, capsys):
    print_all(plan, tables, "en")
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    first = [cell.strip() for cell in lines[0].split("│")]
    share = f"{100 * probability(tables, 'high_value_patents_per_10k'):.0f}%"
    assert first[1] == "High-value invention patents per 10,000 people"
    assert (first[3], first[4][:7]) == (share, "Nation ")
    assert sum("No figure is known for it." in line for line in lines) > 10


def test_a_target_without_a_probability_says_why(plan, tables, capsys):
    print_why(plan, find_target(plan, "certified_firms"), tables, "en")
    out = capsys.readouterr().out
    assert out.strip() == "Firms certified at basic level or above: No figure is known for it."


def test_a_target_that_was_met_says_so(plan, tables, capsys):
    target = plan.targets[0]
    rows = tables["assessments"].assign(probability_met=float("nan"), verdict="met", reason="")
    steps = tables["why"][tables["why"]["target"] != target.target]
    print_why(plan, target, {**tables, "assessments": rows, "why": steps}, "en")
    assert capsys.readouterr().out.strip().endswith("people: Met")
    print_all(
        dataclasses.replace(plan, targets=(target,)), {**tables, "assessments": rows, "why": steps}, "en"
    )
    assert "Met" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["HIGH_VALUE_PATENTS", "高价值专利", "high-value patents in force"])
def test_a_target_is_found_by_id_and_by_either_name(plan, name):
    assert find_target(plan, name).target == "high_value_patents"


def test_an_unknown_target_is_refused_with_the_nearest(plan, project):
    found = (
        "found unknown target “overseas guidance”; expected a target of zhejiang-ip-2030, perhaps overseas_"
    )
    with pytest.raises(InputError, match=found) as error:
        find_target(plan, "overseas guidance")
    assert "Choose one of them; `ontrack why` without a name lists all." in str(error.value)
    with pytest.raises(InputError, match=r"perhaps high_value_patents_per_10k\. Choose"):
        find_target(plan, "％")  # near to none: the first of them
    run = ontrack(project, "plant_varieties")
    assert (run.returncode, run.stdout) == (1, "")
    assert "plant_variety_rights" in run.stderr


def test_a_year_that_was_not_assessed_is_named_with_the_command(project, tmp_path):
    run = ontrack(project, "--as-of", "2026")
    assert run.returncode == 1
    assert (
        "found no why.csv in data/processed/zhejiang-ip-2030/2026; expected the tables of an assessment. "
        "Run `ontrack assess --plan zhejiang-ip-2030 --as-of 2026` first." in run.stderr
    )
    assert run.stderr.count("- found no ") == len(NEEDED)


def test_a_broken_table_is_refused(project, tmp_path):
    shutil.copytree(project / "data" / "processed", tmp_path / "data" / "processed")
    (tmp_path / "data" / "raw").symlink_to(ROOT / "data" / "raw", target_is_directory=True)
    path = Paths(tmp_path).processed("zhejiang-ip-2030", 2025) / "why.csv"
    path.write_text(path.read_text("utf-8").replace("own_values", "own values"), "utf-8")
    with pytest.raises(InputError, match=r"2025/why.csv, line \d+, column piece"):
        read_needed(Paths(tmp_path), "zhejiang-ip-2030", 2025)
    assert len(read_result("lenses", path.parent))
