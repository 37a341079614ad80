"""What is said of each binding target: the right sentence for every case."""

from __future__ import annotations

import dataclasses

import pytest

from ontrack.plan import Aim, TargetWithoutValue
from ontrack.report.sections.summary.binding_texts import binding

# 20 % a year, then 5 %: slowed; the target of 150 takes 5.9 % from 112.9, 2 % from 136.
SLOWED = {"2022": 75.0, "2023": 90.0, "2024": 107.5, "2025": 112.9}
SPARSE = {"2025": 100.0}
UNKNOWN: dict[str, float] = {}
OUTCOME = "The binding target Name 0 was {}: 112.9 pieces in 2025 against a target of 150.0."


def said(edition) -> str:
    """Return the sentences on binding targets."""
    return " ".join(binding(edition))


def test_a_binding_target_whose_row_cannot_be_read_binds_all_the_same(make_raw, edition_of):
    raw = make_raw([SLOWED, SLOWED], nature="expected")
    edition = edition_of(raw)
    assert binding(edition) == ["The plan has no binding target."]
    fields = {field.name: getattr(raw.plan.targets[0], field.name) for field in dataclasses.fields(Aim)}
    left = TargetWithoutValue(**fields | {"nature": "binding", "target": "left"})
    plan = dataclasses.replace(raw.plan, targets_without_value=(left,))
    assert binding(edition_of(dataclasses.replace(raw, plan=plan))) == []


def test_a_binding_target_of_one_value_is_marked(make_raw, edition_of):
    assert "rests on only 1 yearly value (grade E, similar indicators only)" in said(
        edition_of(make_raw([SPARSE]))
    )
    assert "只依据1个年度值（证据等级E，仅凭同类指标）" in said(edition_of(make_raw([SPARSE]), "zh"))


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (
            150.0,
            "Its growth has slowed to less than the target requires, from 14.6% a year over 2022–2025",
        ),
        (120.0, "Its growth has slowed, from 14.6% a year over 2022–2025 to 5.0% over 2024–2025"),
    ],
)
def test_a_slowdown_is_named(make_raw, edition_of, level, words):
    assert words in said(edition_of(make_raw([SLOWED], value=level)))


def test_a_target_that_is_met_already_needs_no_pace(make_raw, edition_of):
    text = said(edition_of(make_raw([SLOWED], value=110.0)))
    assert (
        "Its latest value is already at the target or beyond; it changed by 14.6% a year over 2022–2025."
        in text
    )
    assert "meeting the target takes" not in text


def test_steady_growth_is_not_called_slower(make_raw, edition_of):
    steady = {"2022": 100.0, "2023": 110.0, "2024": 121.0, "2025": 134.0}
    assert "Its growth has not slowed: 10.2% a year over 2022–2025, 10.7% over 2024–2025" in said(
        edition_of(make_raw([steady]))
    )


def test_two_values_have_one_pace(make_raw, edition_of):
    """The binding target has three values, but only two within the years the pace is taken over."""
    text = said(edition_of(make_raw([{"2015": 80.0, "2022": 100.0, "2025": 120.0}])))
    assert "It changed by 6.3% a year over 2022–2025" in text


def test_a_falling_target_slows_the_other_way(make_raw, edition_of):
    """An indicator meant to fall that falls less is slower, though its rate is the larger number."""
    falling = {"2022": 150.0, "2023": 130.0, "2024": 112.0, "2025": 110.0}
    assert "Its growth has slowed" in said(edition_of(make_raw([falling], comparison="<=", value=100.0)))


def test_a_plan_without_binding_targets_says_so(make_raw, edition_of):
    text = said(edition_of(make_raw([SLOWED], nature="expected")))
    assert "The plan has no binding target." in text


def test_each_of_several_binding_targets_is_named(make_raw, edition_of):
    text = said(edition_of(make_raw([SLOWED, SLOWED], nature="binding")))
    assert "The binding target Name 0 stood at" in text
    assert "The binding target Name 1 stood at" in text


def test_few_values_are_given_as_the_reason_for_a_wide_interval(make_raw, edition_of):
    assert "It rests on only 4 yearly values (grade C)" in said(edition_of(make_raw([SLOWED])))
    many = {str(year): 100 * 1.05 ** (year - 2015) for year in range(2015, 2026)}
    assert "It rests on eleven yearly values (evidence grade A)." in said(edition_of(make_raw([many])))


def test_what_else_is_known_is_told_with_the_grade(make_raw, edition_of):
    edition = edition_of(make_raw([SLOWED]))
    rows = edition.results["assessments"]
    rows["evidence_kinds"] = "own 4; statements 2; nation"
    told = (
        "It rests on four yearly values, two official statements, national figures (evidence grade C); "
        "own values are few"
    )
    assert told in said(edition)


def test_older_tables_do_not_tell_the_kinds_of_evidence(make_raw, edition_of):
    edition = edition_of(make_raw([SLOWED]))
    edition.results["assessments"]["evidence_kinds"] = ""
    assert "It rests on only 4 yearly values (grade C)" in said(edition)


@pytest.mark.parametrize("outcome", ["met", "missed"])
def test_a_binding_target_whose_year_is_over_is_told_with_its_figure(with_verdicts, outcome):
    assert binding(with_verdicts([(outcome, None), ("likely", 0.7)])) == [OUTCOME.format(outcome)]


def test_a_binding_target_without_figures_is_told_with_the_reason(make_raw, edition_of):
    assert said(edition_of(make_raw([UNKNOWN]), "zh")) == "约束性指标“Name 0”暂不能评估：尚无可用数据。"
