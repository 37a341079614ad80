"""How reliable the probabilities are: the track record, grades of this report, what is not known."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from ontrack.report import record, reliability
from ontrack.report.edition import Edition
from ontrack.report.reliability import reliability_page

STEADY = {"2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}
RECORD = pd.DataFrame(
    [
        ("m3", "1", 600, 97.0, 86.0, 0.10, 0.05), ("m3", "full", 700, 96.0, 71.0, 0.30, 0.03),
        ("m1", "1", 100, 96.0, 82.0, 0.12, 0.09), ("m1", "3", 100, 95.0, 72.0, 0.14, 0.09),
        ("all", "1", 700, 96.9, 85.4, 0.10, 0.06), ("all", "3", 700, 95.0, 80.2, 0.15, 0.05),
        ("all", "4", 700, 95.0, 81.2, 0.18, 0.05), ("all", "full", 700, 96.0, 78.6, 0.21, 0.03),
    ],
    columns=["set", "length", "series", "coverage_95", "coverage_80", "brier_skill", "ece"],
)  # fmt: skip


@pytest.fixture
def recorded(monkeypatch):
    """Put our own track record in the place of the committed one."""
    for module in (record, reliability):
        monkeypatch.setattr(module, "track_record", lambda: RECORD)


def parts_of(edition) -> dict[str, dict]:
    return {part["key"]: part for part in reliability_page(edition)["parts"]}


def test_the_headline_states_the_least_and_the_most(make_raw, edition_of, recorded):
    said = reliability_page(edition_of(make_raw([STEADY])))["headline"]
    assert "held in 79% to 85%" in said
    assert "Brier skill 0.10 to 0.21" in said


def test_the_worst_collection_is_named(make_raw, edition_of, recorded):
    said = parts_of(edition_of(make_raw([STEADY])))["tests"]["texts"][-1]
    assert "the worst case is the M3 collection with the whole history known" in said
    assert "held in 71% of cases" in said


def test_the_worst_number_of_values_is_named(make_raw, edition_of, recorded, monkeypatch):
    monkeypatch.setattr(reliability, "track_record", lambda: RECORD[RECORD["length"] != "full"])
    said = parts_of(edition_of(make_raw([STEADY])))["tests"]["texts"][-1]
    assert "the M1 collection with 3 yearly values known, where 80% intervals held in 72% of cases" in said


def test_grades_show_how_many_there_are_here_and_how_such_ones_did(make_raw, edition_of, recorded):
    raw = make_raw([STEADY, {"2025": 100.0}, {}])
    boxed = dataclasses.replace(raw.plan.targets[1], in_table=False, location="专栏1")
    targets = (raw.plan.targets[0], boxed, raw.plan.targets[2])
    raw = dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, targets=targets))
    rows = {row[0]: row[2:] for row in parts_of(edition_of(raw))["grades"]["table"]["rows"]}
    assert rows["C"] == ["1", "0", "80% to 81%", "0.15 to 0.18"]
    assert rows["E"] == ["0", "1", "85%", "0.10"]
    assert rows["A"] == ["0", "0", "–", "–"]
    assert rows["–"] == ["1", "0", "–", "–"]


def test_no_forecast_has_come_due_at_the_start(make_raw, edition_of):
    (said,) = parts_of(edition_of(make_raw([STEADY])))["due"]["texts"]
    assert said.startswith("No forecast of an earlier assessment of this plan has yet come due.")


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (["yes", "no", "yes"], "3 forecasts of earlier assessments have come due; 2 lay inside"),
        (["yes"], "1 forecast of an earlier assessment has come due; inside its 80% interval: 1 (100%)."),
    ],
)
def test_forecasts_that_have_come_due_are_counted(make_raw, edition_of, inside, words):
    edition = edition_of(make_raw([STEADY]))
    table = pd.DataFrame({"inside_80": inside})
    due = dataclasses.replace(edition, results={**edition.results, "forecast_record": table})
    assert words in parts_of(due)["due"]["texts"][0]


def test_the_default_plan_has_every_part_in_both_languages(raw_and_results):
    raw, results, stamp = raw_and_results
    for language in ("zh", "en"):
        parts = parts_of(Edition(raw, results, language, stamp))
        assert list(parts) == ["tests", "grades", "due", "unknown"]
        assert all(part["texts"] for part in parts.values())
        counted = [row[2] for row in parts["grades"]["table"]["rows"]]
        assert counted == ["0", "0", "3", "3", "6", "0"]
