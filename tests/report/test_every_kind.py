"""What the pages say of targets that are no level to be reached in one year."""

from __future__ import annotations

import pytest
from charts.drawings import artist, artists

from ontrack.assessment.alarms.alarm import Alarm
from ontrack.charts import fan_chart, progress_chart
from ontrack.charts.fan.tables import ChartTables
from ontrack.charts.fan.words import caption_form
from ontrack.plan.kinds import kind_of
from ontrack.report.sections.targets.alarm_block import ambition_cell
from ontrack.report.sections.targets.indicators_page import status_panel
from ontrack.report.sections.targets.lens_block import lens_block
from ontrack.report.sections.targets.methods_block import methods
from ontrack.report.sections.targets.rule_findings import not_judged
from ontrack.tables.rows import rows_of

RISING = {str(year): 90.0 + 2 * (year - 2016) for year in range(2016, 2026)}  # 90 in 2016, 108 in 2025
KINDS = {
    "range": {"value": 110.0, "value_to": 120.0, "comparison": ">="},
    "each_year": {"value": 100.0, "comparison": ">="},
    "milestones": {"value": 120.0, "milestones": "2027:110;2028:115", "comparison": ">="},
}


@pytest.fixture
def of_kind(make_raw, edition_of):
    """Return a function that gives the edition of a plan with one target of a kind, and that target."""

    def make(kind: str, values=RISING, **changes: object):
        row = {"kind": kind, "baseline_year": 2025, "baseline_value": 108.0, **KINDS.get(kind, {}), **changes}
        edition = edition_of(make_raw([values], **row))
        return edition, edition.plan.targets[0]

    return make


@pytest.mark.parametrize("kind", KINDS)
def test_rules_are_silent_for_the_target_s_own_reason(of_kind, kind):
    edition, target = of_kind(kind)
    lack = "judge the way to one level" if kind == "range" else "judge a value in one year"
    assert lack in not_judged(edition, target, [])[1]


@pytest.mark.parametrize("kind", KINDS)
def test_lenses_do_not_deny_the_values_that_are_there(of_kind, kind):
    edition, target = of_kind(kind)
    block = lens_block(edition, target)
    said = str(block)
    assert block
    assert "two yearly values" not in said
    assert "each judges the way to one level" in said
    assert "no pace over five years is known" not in said


def test_milestones_are_named_with_their_years_and_no_other(of_kind):
    edition, target = of_kind("milestones")
    assert status_panel(edition, target)["question"] == "Probability of ≥ 110 (2027), 115 (2028), 120 (2030)"


def test_a_place_to_be_drawn_level_with_needs_no_zero(make_raw, edition_of):
    def form(**changes: object) -> str:
        raw = make_raw([RISING], kind="relative_to", places="CN", **changes)
        target = raw.plan.targets[0]
        return kind_of(target).aim_form(target)

    assert form(value=0.0, comparison=">=") == "others.relative_floor_aim"
    assert form(value=0.0, comparison="<=") == "others.relative_ceiling_aim"
    assert form(value=2.0, comparison=">=") == form(value=0.0, comparison=">") == "others.relative_aim"


def test_what_is_done_or_not_is_not_projected(of_kind):
    edition, target = of_kind("yes_no", {"2024": 0.0, "2025": 0.0}, value=1.0, comparison=">=")
    assert (edition.results["projections"]["status"] == "observed").all()
    assert caption_form(target, ChartTables.for_target(target, **edition.results)) == "_values"


def test_a_target_missed_early_says_where_its_indicator_is_seen(of_kind):
    edition, target = of_kind("each_year", value=107.0, from_year=2023)
    assert edition.assessment_of(target).verdict == "missed"
    tables = ChartTables.for_target(target, **edition.results)
    assert len(tables.projected)
    assert methods(edition, target)["note"] == (
        "The outcome is known; where the indicator is heading is in the chart."
    )
    assert caption_form(target, tables) == ""


def test_nothing_more_is_required_of_a_target_that_is_met(of_kind):
    edition, _ = of_kind("ratio", value=100.0, comparison=">=")
    row = rows_of(edition.results["alarms"], Alarm)[0]
    assert row.required_to_past == 0
    assert ambition_cell(edition, row)["note"] == (
        "The latest value is at the target or beyond: nothing more is required."
    )


@pytest.mark.parametrize(
    ("kind", "lines", "squares"), [("range", [110, 120], 2), ("each_year", [100], 1), ("milestones", [], 3)]
)
def test_a_chart_marks_the_levels_of_its_kind(of_kind, kind, lines, squares):
    edition, target = of_kind(kind)
    tables = ChartTables.for_target(target, **edition.results)
    ax = fan_chart(edition.plan.indicators[target.indicator], target, tables, "en")
    assert [line.get_ydata()[0] for line in artists(ax, "target_level")] == lines
    assert len(artist(ax, "target").get_ydata()) == squares
    label = artist(ax, "target_label").get_text()
    assert label == {"range": "Target 110.0 – 120.0", "each_year": "Target 100.0"}.get(kind, "Target 120.0")


def test_the_chart_of_progress_calls_what_is_decided_by_its_outcome(of_kind):
    edition, _ = of_kind("each_year", value=107.0, from_year=2023, baseline_year=2020, baseline_value=98.0)
    ax = progress_chart(edition.plan, edition.results["assessments"], "en")
    assert [text.get_text() for text in artists(ax, "outcome")] == ["Missed"]
    assert artists(ax, "state") == []
