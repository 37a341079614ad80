"""The chart of progress and the rule of progress against elapsed time: one clock, one word."""

from __future__ import annotations

import dataclasses
from itertools import product

import pandas as pd
import pytest
from charts.drawings import artists, assert_tidy
from helpers.futures import drifting
from helpers.rows import assessment

from ontrack.assessment import assess_plan, cases_of
from ontrack.assessment.assessing import elapsed
from ontrack.assessment.progress import since_baseline
from ontrack.charts import progress_chart
from ontrack.charts.parts.plan_rows import by_target
from ontrack.charts.progress.drawing import state_of
from ontrack.charts.progress.words import progress_alternative_text
from ontrack.plan import Plan
from ontrack.plan.texts import Texts
from ontrack.projection import Projection
from ontrack.rules.rules_table import rules_table


@pytest.fixture
def plan_of(indicator, target):
    """Return a function that makes a plan of targets from 2020 to 2030."""

    def make(*changes: dict[str, object]) -> Plan:
        targets = tuple(
            dataclasses.replace(target, **{"target": f"t{place}", **changed})
            for place, changed in enumerate(changes)
        )
        return Plan(
            "sample", Texts(zh="样例", en="Sample"), "CN-ZJ", Texts(zh="试行", en="trial"),
            "2026", "office", 2020, 2021, 2030, 2025,
            targets, {"example": indicator},
        )  # fmt: skip

    return make


def series_of(history: dict[int, float]) -> pd.DataFrame:
    rows = {"indicator": "example", "year": list(history), "value": list(history.values()), "role": "annual"}
    return pd.DataFrame(rows)


def futures(plan: Plan, history: dict[int, float]) -> dict[str, Projection]:
    last = max(2031, *history)
    return {"example": drifting(pd.Series(history), plan.indicators["example"], last)}


@pytest.mark.parametrize("as_of", [2024, 2025, 2027, 2030])
def test_word_and_clock_are_those_of_the_rule_however_late_the_figures(plan_of, as_of):
    whole = plan_of(*(
        {"nature": nature, "comparison": comparison, "value": value, "year": year}
        for nature, comparison, value, year in product(
            ("binding", "expected"), (">=", ">"), (104.0, 112.0, 130.0), (2024, 2030)
        )
    ))  # fmt: skip
    for last in range(2021, as_of + 1):
        history = {2020: 100.0, last: 112.0}
        series = series_of(history)
        plan = dataclasses.replace(whole, targets=tuple(one for one in whole.targets if one.year >= last))
        rules = rules_table(plan, series).set_index(["rule", "target"]).loc["china_elapsed_time"]
        rows = by_target(plan, assess_plan(cases_of(plan, series, futures(plan, history), as_of)))
        for target in plan.targets:
            row, rule = rows[target.target], rules.loc[target.target]
            assert state_of(row, plan.rule_settings) == rule["band"] != ""
            assert (row.progress_pct, row.elapsed_pct) == pytest.approx((rule["value"], rule["yardstick"]))


def test_time_is_over_as_far_as_the_latest_figure_tells(target):
    assert elapsed(target, 2025) == 50
    assert elapsed(target, 2018) == 0  # older than the baseline
    assert elapsed(target, 2032) == 100
    assert pd.isna(elapsed(dataclasses.replace(target, year=None), 2025))


@pytest.mark.parametrize(
    ("base", "latest", "comparison", "aim", "since"),
    [
        (68.55, 46.73, ">=", 55.0, "was_met"), (68.55, 60.0, ">=", 55.0, "still_met"),
        (55.0, 56.0, ">=", 55.0, "still_met"), (55.0, 56.0, ">", 55.0, ""), (40.0, 50.0, ">=", 55.0, ""),
        (40.0, 57.0, "<=", 55.0, "was_met"), (None, 50.0, ">=", 55.0, ""), (60.0, None, ">=", 55.0, ""),
    ],
)  # fmt: skip
def test_what_became_of_a_target_that_its_baseline_met(target, base, latest, comparison, aim, since):
    one = dataclasses.replace(target, comparison=comparison, value=aim)
    assert since_baseline(one, assessment(baseline_value=base, latest_value=latest)) == since


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("en", "Met at the baseline, no longer met", "met at the baseline, no longer met."),
        ("zh", "基期已达到，现未达到", "基期已达到目标，现未达到。"),
    ],
)
def test_a_way_away_from_a_target_once_met_is_no_progress(plan_of, language, words, told):
    plan = plan_of({"baseline_value": 68.55, "value": 55.0}, {"baseline_value": 40.0, "value": 55.0})
    history = {2024: 48.0, 2025: 46.73}
    rows = assess_plan(cases_of(plan, series_of(history), futures(plan, history), 2025))
    rows.loc[0, "progress_pct"] = float("nan")
    ax = progress_chart(plan, rows, language)
    assert [text.get_text() for text in artists(ax, "since_baseline")] == [words]
    assert len(artists(ax, "state")) == len(artists(ax, "progress")) == 1
    assert_tidy(ax)
    assert told in progress_alternative_text(plan, rows, language)
    rule = rules_table(plan, series_of({2024: 48.0, 2025: 46.73})).set_index(["rule", "target"])
    assert rule.loc[("china_elapsed_time", "t0"), "reason"] == "base_beyond_target"
