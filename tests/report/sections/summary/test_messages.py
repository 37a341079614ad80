"""The five messages: each sentence with its figure, and where more is shown."""

from __future__ import annotations

import dataclasses

import pytest

from ontrack.plan import Aim, TargetWithoutValue
from ontrack.report.edition import Edition
from ontrack.report.sections.summary.messages import SHOWN, messages

SLOWED = {"2022": 75.0, "2023": 90.0, "2024": 107.5, "2025": 112.9}
SPARSE = {"2025": 100.0}
UNKNOWN: dict[str, float] = {}
GOOD, OPEN, BAD, MET, MISSED, NONE = (
    ("very_likely", 0.95), ("uncertain", 0.5), ("very_unlikely", 0.05), ("met", None), ("missed", None),
    ("not_assessable", None),
)  # fmt: skip


def texts(edition: Edition) -> list[str]:
    return [message["text"] for message in messages(edition)]


def test_the_default_plan_has_five_with_figures_of_its_tables(raw_and_results):
    raw, results, stamp = raw_and_results
    found = messages(Edition(raw, results, "en", stamp))
    assert len(found) == SHOWN
    rows = results["assessments"].set_index("target")
    first = rows.loc["high_value_patents_per_10k"]
    rates = [f"{first[name]:.1f}%" for name in ("required_rate_pct", "observed_rate_pct", "latest_rate_pct")]
    assert all(rate in found[0]["text"] for rate in rates) and "24.3 patents" in found[0]["text"]
    table = rows.loc[[one.target for one in raw.plan.table_targets if one.nature == "expected"]]
    judged = table.loc[table["verdict"] != "", "probability_met"]
    assert f"Of the {len(judged)} expected targets judged" in found[1]["text"]
    assert (
        f"({100 * judged.max():.0f}%)" in found[1]["text"]
        and f"({100 * judged.min():.0f}%)" in found[1]["text"]
    )
    assert "Most likely" in found[2]["text"]
    others = rows.loc[[one.target for one in raw.plan.other_targets], "verdict"]
    assert f"has {len(others)} more targets" in found[3]["text"]
    assert f"and {(others == 'not_assessable').sum()} cannot be assessed yet." in found[3]["text"]
    findings = results["coherence"]["finding"]
    assert f"{len(findings)} relations between the plan’s figures were checked" in found[4]["text"]
    assert f"{(findings == 'contradictory').sum()} contradictory" in found[4]["text"]
    assert [message["target"] for message in found] == ["high_value_patents_per_10k", "", "", "", ""]
    assert [message["sections"][0] for message in found] == [
        "binding", "expected", "portfolio", "other_targets", "problems",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (SLOWED, "is needed, 14.6% was seen over 2022–2025 and 5.0% most recently."),
        ({"2022": 100.0, "2025": 120.0}, "is needed, 6.3% was seen over 2022–2025."),
        ({**SLOWED, "2025": 155.0}, " and stood at 155.0 pieces in 2025; the 80% interval is "),
        (UNKNOWN, "The binding target Name 0 cannot be assessed. No figure is known for it."),
    ],
)
def test_the_binding_target_is_told_with_the_rates_there_are(make_raw, edition_of, values, words):
    first, *_ = texts(edition_of(make_raw([values])))
    assert words in first


def test_of_several_binding_targets_the_likeliest_and_the_unlikeliest_are_named(with_verdicts):
    first, *_ = messages(with_verdicts([GOOD, BAD, OPEN], nature="binding"))
    assert first["text"] == (
        "Of the 3 binding targets judged, the likeliest to be met is “Name 0” (95%), "
        "the unlikeliest “Name 1” (5%)."
    )
    assert first["sections"] == ["binding"]


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ([GOOD, BAD], "One expected target without an outcome is judged: “Name 1” (5%)."),
        ([GOOD, BAD, BAD], "The 2 expected targets judged have the same probability, 5%."),
        ([GOOD, GOOD, BAD, BAD], "the unlikeliest “Name 2” and “Name 3” (5%)."),
        ([GOOD, GOOD, BAD, BAD, BAD], "the unlikeliest “Name 2” and 2 others (5%)."),
    ],
)
def test_expected_targets_of_one_probability_are_named_together(with_verdicts, verdicts, words):
    assert words in " ".join(texts(with_verdicts(verdicts)))


@pytest.mark.parametrize("unjudged", [("", 0.97), NONE])
def test_a_probability_without_a_word_is_not_told(with_verdicts, unjudged):
    assert "expected target" not in " ".join(texts(with_verdicts([GOOD, unjudged, unjudged])))


def test_once_all_is_decided_the_missed_targets_are_named_and_no_chance(with_verdicts):
    found = texts(with_verdicts([MET, MISSED, MISSED]))
    assert found[:2] == [
        "The binding target Name 0 was met: 112.9 pieces in 2025 against a target of 150.0.",
        "Missed were: Name 1; Name 2.",
    ]
    assert not any("Most likely" in text for text in found)


def test_what_is_left_without_a_probability_is_counted_with_the_reason(make_raw, edition_of):
    assert "The other target cannot be assessed yet, because no recent" in " ".join(
        texts(edition_of(make_raw([SLOWED, UNKNOWN])))
    )
    raw = make_raw([SLOWED, SLOWED, UNKNOWN])
    untimed = dataclasses.replace(raw.plan.targets[1], year=None)
    targets = (raw.plan.targets[0], untimed, raw.plan.targets[2])
    raw = dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, targets=targets))
    assert "The other 2 cannot be assessed yet, for the reasons given on their pages" in " ".join(
        texts(edition_of(raw))
    )
    assert "cannot be assessed" not in " ".join(texts(edition_of(make_raw([SLOWED, SLOWED]))))


def test_a_plan_that_binds_nothing_says_so_last(make_raw, edition_of):
    raw = make_raw([SLOWED, SLOWED], nature="expected")
    assert texts(edition_of(raw))[-1] == "The plan has no binding target."
    fields = {field.name: getattr(raw.plan.targets[0], field.name) for field in dataclasses.fields(Aim)}
    left = TargetWithoutValue(**fields | {"nature": "binding", "target": "left"})
    plan = dataclasses.replace(raw.plan, targets_without_value=(left,))
    assert "no binding target" not in " ".join(texts(edition_of(dataclasses.replace(raw, plan=plan))))


def test_figures_that_agree_are_said_to(raw_and_results):
    raw, results, stamp = raw_and_results
    tables = {**results, "coherence": results["coherence"].assign(finding="coherent")}
    assert texts(Edition(raw, tables, "en", stamp))[4] == "No figures of the plan were found at odds."
