"""Saving scenarios: comments stay, nonsense is refused, and nobody's work is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from scenarios.conftest import scenario
from tables.test_faults import project

from ontrack.errors import InputError, OutputError
from ontrack.paths import Paths
from ontrack.tables import load_raw

pytest.importorskip("tomlkit", reason="tomlkit is not installed")
from ontrack.tables.scenario_file import save_scenario, scenarios_digest

TEXT = """# What we look at.

[[scenario]]
id = "baseline"
kind = "baseline"
name_zh = "基准"
name_en = "Baseline"

# Slower than we hope.
[[scenario]]
id = "slower"
kind = "fixed_rate"  # from the head office
name_zh = "慢"
name_en = "Slower"
percent = 1.0  # a year
points = 0.5
"""


@pytest.fixture
def mine(tmp_path) -> Paths:
    found = project(tmp_path / "project")
    file_of(found).write_text(TEXT, encoding="utf-8")
    return found


def file_of(paths: Paths) -> Path:
    return paths.raw / "plans" / "tiny" / "scenarios.toml"


def save(paths: Paths, *scenarios) -> None:
    for one in scenarios:
        save_scenario(paths, load_raw(paths, "tiny"), one, digest=scenarios_digest(paths, "tiny"))


EVERY_KIND = [
    scenario("stagnation", first_year=2027, note_zh="注", note_en="Note", indicators=["patents"]),
    scenario("accelerated_step", percent=2.5, points=1),
    scenario("accelerated_ramp", percent=2, points=-1, ramp_years=3, compared_with="baseline"),
    scenario("required_pace", path="linear"),
    scenario("fixed_rate", percent=-2, points=0),
    scenario("quantile_path", quantile_pct=10),
    scenario("return_to_trajectory", year=2027, return_year=2029, percent=-5, points=-5),
    scenario(
        "shock", indicators=["patents"],
        shocks=[
            {"year": 2026, "percent": -10, "recovery": [0, 0.5]},
            {"year": 2030, "percent": -1, "recovery": []},
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize("one", EVERY_KIND, ids=lambda one: one.kind)
def test_what_is_saved_is_read_again(mine, one):
    save(mine, one)
    assert load_raw(mine, "tiny").scenarios[-1] == one
    text = file_of(mine).read_text(encoding="utf-8")
    assert text.startswith(TEXT)
    save(mine, one)
    assert file_of(mine).read_text(encoding="utf-8") == text


def test_a_change_keeps_comments_and_place(mine):
    save(mine, scenario("accelerated_step", percent=2, points=1))
    save(
        mine,
        scenario(
            "fixed_rate",
            id="slower",
            name_zh="慢",
            name_en="Slower",
            percent=0.5,
            first_year=2027,
            points=0.5,
        ),
    )
    text = file_of(mine).read_text(encoding="utf-8")
    for kept in ("# What we look at.", "# Slower than we hope.", "# from the head office", "points = 0.5"):
        assert kept in text
    assert "percent = 0.5" in text
    assert [one.id for one in load_raw(mine, "tiny").scenarios] == ["baseline", "slower", "accelerated_step"]


def test_a_change_of_kind_leaves_no_key_behind(mine):
    save(mine, scenario("stagnation", id="slower"))
    assert load_raw(mine, "tiny").scenarios[1] == scenario("stagnation", id="slower")
    assert "percent" not in file_of(mine).read_text(encoding="utf-8")


def test_the_first_scenario_makes_the_file(tmp_path):
    bare = project(tmp_path)
    save(bare, scenario("baseline"))
    assert [one.id for one in load_raw(bare, "tiny").scenarios] == ["baseline"]


def test_two_people_at_once(mine):
    raw, digest = load_raw(mine, "tiny"), scenarios_digest(mine, "tiny")
    save(mine, scenario("stagnation"))
    before = file_of(mine).read_bytes()
    with pytest.raises(
        InputError, match="a file that changed since it was read; expected the same file"
    ) as caught:
        save_scenario(mine, raw, scenario("required_pace"), digest=digest)
    assert caught.value.faults[0].file == "data/raw/plans/tiny/scenarios.toml"
    assert "save once more" in caught.value.faults[0].remedy
    assert file_of(mine).read_bytes() == before


def test_a_file_that_somebody_removed(mine):
    raw, digest = load_raw(mine, "tiny"), scenarios_digest(mine, "tiny")
    file_of(mine).unlink()
    with pytest.raises(InputError, match="changed since it was read"):
        save_scenario(mine, raw, scenario("required_pace"), digest=digest)
    assert not file_of(mine).exists()


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (scenario("fixed_rate", percent=1), "line 22, column percent: found only percent for rate"),
        (scenario("stagnation", first_year=2024), "column first_year: found 2024; expected a year from 2026"),
        (scenario("stagnation", compared_with="nobody"), "a comparison with unknown “nobody”"),
        (scenario("peer_time_shift", region="CN-JS"), "unknown “CN-JS”"),
    ],
)
def test_what_would_be_a_fault_is_refused_and_the_file_is_as_it_was(mine, bad, fault):
    with pytest.raises(InputError, match=fault):
        save(mine, bad)
    assert file_of(mine).read_text(encoding="utf-8") == TEXT
    assert [path.name for path in file_of(mine).parent.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_cannot_be_written(mine, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ontrack.paths.os.replace", refuse)
    with pytest.raises(OutputError, match=r"scenarios.toml could not be written \(Permission denied\)"):
        save(mine, scenario("stagnation"))
    assert file_of(mine).read_text(encoding="utf-8") == TEXT


def test_line_ends_of_windows_can_be_read_and_saved(mine):
    file_of(mine).write_bytes(TEXT.replace("\n", "\r\n").encode())
    save(mine, scenario("stagnation"))
    assert len(load_raw(mine, "tiny").scenarios) == 3


def test_the_plans_own_file_survives_a_save(tmp_path, raw):
    shutil.copytree(Path(__file__).parents[2] / "data" / "raw", tmp_path / "data" / "raw")
    own = Paths(tmp_path)
    file = own.raw / "plans" / raw.plan.id / "scenarios.toml"
    before = file.read_text(encoding="utf-8")
    for one in raw.scenarios:
        save_scenario(own, raw, one, digest=scenarios_digest(own, raw.plan.id))
    assert file.read_text(encoding="utf-8") == before
