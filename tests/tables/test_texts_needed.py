"""A plan names its own goals, languages and places; tables that hold nothing may be absent."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from tables.test_faults import project

from ontrack.cli.commands.changes import changes
from ontrack.errors import InputError
from ontrack.paths import Paths
from ontrack.plan import require_languages
from ontrack.tables import load_plan, load_raw, raw_columns
from ontrack.tables.mending import mend

TINY = "plans/tiny"
CHINESE = re.compile("[一-鿿]")


def edit(paths: Paths, file: str, before: str, after: str) -> None:
    """Replace a text of a file of data/raw."""
    path = paths.raw / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def without_chinese(paths: Paths) -> None:
    """Drop every Chinese column, and write the units of figures and the id of goals in English."""
    units = {row["id"]: row["unit_en"] for row in rows_of(paths.raw / "indicators.csv")}
    for path in paths.raw.rglob("*.csv"):
        rows = rows_of(path)
        for row in rows:
            for name in [name for name in row if name.endswith("_zh")]:
                del row[name]
            if "unit" in row:
                row["unit"] = units[row["indicator"]]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    head = paths.raw / TINY / "plan.toml"
    lines = head.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if "_zh" not in line]
    head.write_text("\n".join([kept[0], 'languages = ["en"]', *kept[1:]]) + "\n", encoding="utf-8")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_goals_are_rows_of_the_plan(tmp_path):
    paths = project(tmp_path)
    (paths.raw / TINY / "goals.csv").write_text(
        "id,name_zh,name_en\n创造,甲,Clean air\n运用,乙,Work\n保护,丙,Health\n", encoding="utf-8"
    )
    plan = load_plan(paths, "tiny")
    assert list(plan.goals) == ["创造", "运用", "保护"]
    assert [plan.goal_name(target.goal, "en") for target in plan.targets] == ["Clean air", "Health", "Work"]
    assert plan.goal_name("", "zh") == ""


def test_a_target_of_an_unknown_goal_is_a_fault(tmp_path):
    paths = project(tmp_path)
    edit(paths, f"{TINY}/goals.csv", "运用", "应用")
    with pytest.raises(
        InputError, match=r"targets.csv, line 4, column goal: found unknown goal “运用”"
    ) as found:
        load_plan(paths, "tiny")
    assert len(found.value.faults) == 1
    assert "an id of the plan's goals.csv or nothing" in str(found.value)
    edit(paths, f"{TINY}/goals.csv", "应用", "运用者")
    with pytest.raises(InputError, match="Did you mean 运用者"):
        load_plan(paths, "tiny")


def test_a_plan_may_name_no_goals(tmp_path):
    paths = project(tmp_path)
    (paths.raw / TINY / "goals.csv").unlink()
    table = paths.raw / TINY / "targets.csv"
    rows = rows_of(table)
    names = [name for name in rows[0] if name != "goal"]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    plan = load_raw(paths, "tiny").plan
    assert plan.goals == {}
    assert [target.goal for target in plan.targets] == ["", "", ""]


def test_one_language_is_enough(tmp_path):
    paths = project(tmp_path)
    without_chinese(paths)
    raw = load_raw(paths, "tiny")
    assert raw.plan.languages == ("en",)
    assert all(target.name["en"] and not target.name["zh"] for target in raw.plan.targets)
    assert raw.plan.name["zh"] == ""
    with pytest.raises(
        InputError, match=r"found --lang zh; expected some of en, in which tiny is written. Write"
    ):
        require_languages(raw.plan, ["zh"])


def test_columns_of_the_other_language_may_be_empty_too(tmp_path):
    paths = project(tmp_path)
    edit(paths, f"{TINY}/plan.toml", "name_zh", 'languages = ["zh"]\nname_zh')
    table = paths.raw / TINY / "targets.csv"
    rows = rows_of(table)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([{**row, "name_en": "", "unit_en": "", "note_en": ""} for row in rows])
    assert load_raw(paths, "tiny").plan.languages == ("zh",)


@pytest.mark.parametrize(
    ("languages", "told"),
    [
        ("[]", r"column languages: found \[\]; expected at least one language"),
        ('["fr"]', r"column languages.0: found 'fr'; expected some of zh, en"),
        ('"en"', r"""column languages: found 'en'; expected a list such as \["en"\]"""),
        ('["en", "en"]', "expected each language once"),
    ],
)
def test_languages_are_a_list_of_known_ones(tmp_path, languages, told):
    paths = project(tmp_path)
    edit(paths, f"{TINY}/plan.toml", "name_zh", f"languages = {languages}\nname_zh")
    with pytest.raises(InputError, match=told):
        load_plan(paths, "tiny")


def test_a_share_in_per_cent_is_one_in_any_language(tmp_path):
    paths = project(tmp_path, "share_of_more_than_all")
    without_chinese(paths)
    with pytest.raises(InputError, match="column value: found 137; expected a value from 0 to 100"):
        load_raw(paths, "tiny")


def test_a_per_cent_sign_is_read_by_the_unit_of_any_language():
    header = raw_columns.INDICATORS.names
    for unit in ("unit_zh", "unit_en"):
        row = ["75 %" if name == "upper" else "%" * (name == unit) for name in header]
        found = mend(f"{','.join(header)}\n{','.join(row)}\n".encode(), "data/raw/indicators.csv")
        assert dict(zip(header, found.text.splitlines()[1].split(","), strict=True))["upper"] == "75"


def test_the_draft_of_changes_is_in_a_language_of_the_plan(tmp_path, monkeypatch):
    without_chinese(project(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="found --lang zh; expected some of en"):
        changes("tiny", 2025, "zh")


@pytest.mark.parametrize("key", ["name", "status"])
def test_a_head_lacks_no_text_of_its_languages(tmp_path, key):
    paths = project(tmp_path)
    head = paths.raw / TINY / "plan.toml"
    lines = head.read_text(encoding="utf-8").splitlines()
    head.write_text("\n".join(line for line in lines if not line.startswith(f"{key}_en")), encoding="utf-8")
    with pytest.raises(InputError, match=f"column {key}_en: found no such key; expected the key. Add it"):
        load_plan(paths, "tiny")


def test_a_shared_row_lacks_no_text_of_the_plan_that_uses_it(tmp_path):
    paths = project(tmp_path)
    table = paths.raw / "indicators.csv"
    rows = rows_of(table)
    used = next(row for row in rows if row["id"] == "patents")
    used["definition_en"] = ""
    rows.append({**used, "id": "of_another_plan", "name_en": ""})
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(InputError) as found:
        load_raw(paths, "tiny")
    (fault,) = found.value.faults
    assert (fault.file, fault.column, fault.found) == (
        "data/raw/indicators.csv",
        "definition_en",
        "an empty cell",
    )
    assert "the plan tiny is in zh, en" in fault.expected
    assert "fewer languages in the plan's plan.toml" in fault.remedy


@pytest.mark.parametrize("code", ["WLD", "CA", "CAN", "US-CA", "GB-ENG", "FR-75C", "DE-BY-MUC"])
def test_a_region_is_a_nation_or_a_subdivision_of_any(tmp_path, code):
    paths = project(tmp_path)
    for path in paths.raw.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8").replace("CN-ZJ", code)
            path.write_text(text, encoding="utf-8")
    (paths.raw / "observations" / "CN-ZJ.csv").rename(paths.raw / "observations" / f"{code}.csv")
    assert load_raw(paths, "tiny").plan.region == code


@pytest.mark.parametrize("code", ["C", "WRLD", "us-ca", "US-", "U1"])
def test_other_words_are_no_region(tmp_path, code):
    paths = project(tmp_path)
    edit(paths, "regions.csv", "CN-ZJ", code)
    with pytest.raises(InputError, match="expected a region id such as DE, WLD or US-CA"):
        load_raw(paths, "tiny")


def test_tables_that_hold_nothing_may_be_absent(tmp_path):
    paths = project(tmp_path)
    needed = {"indicators.csv", "regions.csv", "sources.csv", "targets.csv", "goals.csv", "plan.toml"}
    for path in paths.raw.rglob("*"):
        if path.is_file() and path.name not in needed and path.parent.name != "observations":
            path.unlink()
    edit(paths, "regions.csv", ",economy,parent", "")
    regions = paths.raw / "regions.csv"
    head, *lines = regions.read_text(encoding="utf-8").splitlines()
    regions.write_text(
        "\n".join([head, *(line.rsplit(",", 2)[0] for line in lines)]) + "\n", encoding="utf-8"
    )
    raw = load_raw(paths, "tiny")
    assert (len(raw.breaks), len(raw.statements), raw.scenarios, raw.plan.remarks) == (0, 0, (), ())
    assert raw.places["CN-ZJ"].parent == ""
