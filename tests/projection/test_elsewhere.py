"""Other places that decide a target too, from the project's own figures."""

from __future__ import annotations

import dataclasses

from ontrack.assessment import assess_plan, cases_of
from ontrack.projection.elsewhere import plan_elsewhere
from ontrack.projection.of_plan import project_plan
from ontrack.series import collect_series


def with_targets(raw, *targets):
    return dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, targets=targets))


def test_a_plan_that_names_no_place_asks_for_none(raw):
    assert plan_elsewhere(raw, 2023) == {}


def test_the_places_that_a_plan_names_are_projected_from_what_was_known(raw, target):
    rank = dataclasses.replace(
        target, indicator="rd_intensity", kind="rank", comparison="<=", value=1.0, places="CN-JS CN-GBA",
        year=2028, baseline_year=2022, baseline_value=None,
    )  # fmt: skip
    named = with_targets(raw, rank)
    found = plan_elsewhere(named, 2022)
    assert list(found) == ["rd_intensity"]
    known, unknown = found["rd_intensity"]["CN-JS"], found["rd_intensity"]["CN-GBA"]
    assert known.history.index.max() == 2021  # the accounts of 2022 came out after June 2023
    assert 2028 in known.projection.years
    assert (unknown.history.empty, unknown.projection) == (True, None)


def test_a_plan_is_assessed_with_them(raw, target):
    nation, capital = (
        dataclasses.replace(
            target, target=place.lower(), indicator="rd_intensity", kind="relative_to", value=0.0, year=2028,
            places=place, baseline_year=2023, baseline_value=None,
        )
        for place in ("CN", "CN-BJ")
    )  # fmt: skip
    named = with_targets(raw, nation, capital)
    series = collect_series(named.plan, raw.observations, raw.breaks, 2023)
    projections = project_plan(named.plan, series)
    known = assess_plan(
        cases_of(named.plan, series, projections, 2023, elsewhere=plan_elsewhere(named, 2023))
    )
    assert known["verdict"].tolist() == ["", ""]
    assert known["reason"].tolist() == ["other_places"] * 2
    above_nation, above_capital = known["probability_met"]
    assert above_nation > 0.66  # 3.20 against 2.65 in 2023
    assert above_capital < 0.05  # against 6.73
    alone = assess_plan(cases_of(named.plan, series, projections, 2023))
    assert alone["reason"].tolist() == ["places_unknown"] * 2
