"""Scenarios saved from the page: under which id, with what beside them, and never over another's work."""

from __future__ import annotations

import tomllib

import pytest

from ontrack.errors import InputError, OntrackError
from ontrack.explorer.draft import draft_scenario
from ontrack.explorer.store import Store
from ontrack.paths import Paths
from ontrack.wording import load_wording

EN = load_wording("en")


@pytest.fixture
def store(project) -> Store:
    return Store(Paths(project), "tiny", None)


def stagnation(first_year: int = 2026):
    return draft_scenario("stagnation", {"first_year": first_year}, ())


def file_of(store: Store):
    return store.paths.raw / "plans" / "tiny" / "scenarios.toml"


@pytest.mark.parametrize(
    ("names", "identity"),
    [
        (("放慢", "Slower growth!"), "slower_growth"), (("放慢", ""), "scenario"), (("", "Slow"), "slow"),
        (("停滞", "Whatever"), "stagnation"), (("另一个", "Standstill"), "standstill"),
        (("另一个", "Baseline"), "baseline_2"), (("另一个", "Draft"), "draft_2"),
    ],
)  # fmt: skip
def test_ids_from_names(store, names, identity):
    assert store.save(stagnation(), names, "baseline", EN) == identity
    saved = store.scenarios[identity]
    assert (saved.name["zh"], saved.name["en"]) == (names[0] or names[1], names[1] or names[0])
    assert tomllib.loads(file_of(store).read_text(encoding="utf-8"))["scenario"][0]["id"] == "baseline"


def test_a_scenario_is_not_compared_with_itself(store):
    store.save(stagnation(2027), ("停滞", "Standstill"), "stagnation", EN)
    assert store.scenarios["stagnation"].compared_with == "baseline"
    assert store.scenarios["stagnation"].first_year == 2027


def test_a_plan_without_scenarios_gets_the_baseline_too(store):
    file_of(store).unlink()
    store.read()
    assert list(store.scenarios) == ["baseline"]
    store.save(stagnation(), ("停滞", "Standstill"), "baseline", EN)
    assert list(store.scenarios) == ["baseline", "standstill"]


def test_without_a_name(store):
    with pytest.raises(OntrackError, match="Type a name for the scenario first"):
        store.save(stagnation(), (" ", "\u3000"), "baseline", EN)


def test_blanks_around_a_name_are_none_of_it(store):
    identity = store.save(stagnation(), ("  ", " Slow "), "baseline", EN)
    saved = store.scenarios[identity]
    assert (saved.name["zh"], saved.name["en"]) == ("Slow", "Slow")


def test_a_file_changed_meanwhile_is_left_alone(store):
    theirs = file_of(store).read_text(encoding="utf-8") + "# theirs\n"
    file_of(store).write_text(theirs, encoding="utf-8")
    with pytest.raises(OntrackError, match=r"changed since it was opened.*Press “Read scenarios again”"):
        store.save(stagnation(), ("甲", "A"), "baseline", EN)
    assert file_of(store).read_text(encoding="utf-8") == theirs
    store.read()
    assert store.save(stagnation(), ("甲", "A"), "baseline", EN) == "a"
    assert "# theirs" in file_of(store).read_text(encoding="utf-8")


def test_a_faulty_scenario_is_refused_and_the_file_intact(store):
    before = file_of(store).read_bytes()
    with pytest.raises(InputError, match=r"2025; expected a year from 2026 to 2030"):
        store.save(stagnation(2025), ("甲", "A"), "baseline", EN)
    assert file_of(store).read_bytes() == before
