"""The rows of alarms.csv."""

from __future__ import annotations

import dataclasses
import math

import pytest
from conftest import yearly
from helpers.futures import compounding, drifting

from ontrack.assessment import Case, cases_of
from ontrack.assessment.alarms import plan_alarms
from ontrack.assessment.alarms.peers import peer_histories
from ontrack.assessment.alarms.plan_alarms import alarms_of
from ontrack.projection.of_plan import project_plan
from ontrack.series import collect_series
from ontrack.tables import read_result, write_result
from ontrack.tables.result_columns import ALARMS

SAME_IN_ANY_UNIT = (
    "required_pace", "last_pace", "longer_pace", "best_pace", "years_ahead", "required_to_past",
)  # fmt: skip

# Four places where nothing moved: with a fifth they are a record.
STILL = {f"CN-{place}": yearly({2018: 100.0, 2022: 100.0}) for place in range(4)}


def alarms_after(target, projection, *, peers):
    return alarms_of(Case(target, projection.history, projection, 2025), peers=peers)


def test_a_slowdown_alarms_in_its_last_pace_and_not_in_the_longer_one(indicator, target):
    # 1 % in the last year, 5.2 % a year over three; the target takes 3 %.
    history = yearly({2022: 100.0, 2024: 115.0, 2025: 116.15})
    goal = dataclasses.replace(target, value=116.15 * 1.03**5)
    found = alarms_after(goal, drifting(history, indicator, drift=3.0), peers={})
    assert found["required_pace"] == pytest.approx(3)
    assert found["last_pace"] == pytest.approx(1)
    assert found["longer_pace"] == pytest.approx(100 * (1.1615 ** (1 / 3) - 1))
    assert (found["last_pace_alarm"], found["longer_pace_alarm"]) == ("yes", "no")
    assert (found["last_pace_from"], found["longer_pace_from"]) == (2024, 2022)


def test_a_rise_alarms_where_less_is_wanted(indicator, target):
    ceiling = dataclasses.replace(target, comparison="<=", value=100.0)
    history = yearly({2020: 131.0, 2021: 130.0, 2022: 130.0, 2023: 125.0, 2024: 120.0, 2025: 120.0})
    found = alarms_after(ceiling, drifting(history, indicator, drift=-1.0), peers={})
    assert (found["last_pace_alarm"], found["longer_pace_alarm"]) == ("yes", "yes")
    assert found["ambition"] == "unprecedented"  # 3.6 % a year down over five, against 1.7 % at best


def test_one_value_knows_no_pace_and_no_peer(indicator, target):
    found = alarms_after(target, drifting(yearly({2025: 126.0}), indicator, drift=2.0), peers={})
    assert [found[name] for name in ("last_pace_alarm", "longer_pace_alarm", "best_pace_region")] == [""] * 3
    for name in ("last_pace", "longer_pace", "best_pace", "last_safe_value", "required_to_past"):
        assert math.isnan(found[name])
    assert found["ambition"] == "stretching"  # 3.5 % a year, against 1.6 % projected


def test_a_peers_pace_sets_the_last_safe_value(indicator, target):
    peers = {"CN-JS": yearly({2018: 100.0, 2022: 1.04**4 * 100.0}), **STILL}
    found = alarms_after(target, drifting(yearly({2025: 126.0}), indicator, drift=2.0), peers=peers)
    assert found["last_safe_value"] == pytest.approx(150 / 1.04**4)
    assert [found[f"best_pace{name}"] for name in ("_region", "_from", "_to")] == ["CN-JS", 2018, 2022]


def test_the_best_of_four_places_sets_no_last_safe_value_and_makes_nothing_unprecedented(indicator, target):
    projection = drifting(yearly({2025: 126.0}), indicator, drift=2.0)
    words = []
    for places in (4, 5):
        peers = {f"CN-{place}": yearly({2018: 100.0, 2022: 100.2}) for place in range(places)}
        found = alarms_after(target, projection, peers=peers)
        words.append((found["ambition"], math.isnan(found["last_safe_value"])))
    assert words == [("stretching", True), ("unprecedented", False)]  # +0.05 % a year is no record of four


@pytest.mark.parametrize(("latest", "dropped"), [(119.9, False), (120.0, False), (120.1, True)])
def test_a_last_safe_value_below_the_latest_is_dropped(indicator, target, latest, dropped):
    """150 by 2030 at the best pace, 7.5 a year: 120 in 2026; where less is wanted, likewise."""
    share = dataclasses.replace(indicator, kind="share", upper=1000.0)
    peers = {"CN-JS": yearly({2018: 100.0, 2022: 130.0}), **STILL}
    found = alarms_after(target, drifting(yearly({2025: latest}), share, drift=2.0), peers=peers)
    assert math.isnan(found["last_safe_value"]) == dropped
    ceiling = dataclasses.replace(target, comparison="<=", value=90.0)
    down = {"CN-JS": yearly({2018: 130.0, 2022: 100.0}), **STILL}
    above = drifting(yearly({2025: 240.0 - latest}), share, drift=-2.0)
    assert math.isnan(alarms_after(ceiling, above, peers=down)["last_safe_value"]) == dropped


def test_a_value_that_keeps_four_in_five_is_not_below_the_latest(indicator, target):
    """3 a year to a target of 125: 80 % takes 118 in 2026, and of 120 that would be a fall."""
    goal = dataclasses.replace(target, value=125.0)
    for latest, keeps in ((112.0, True), (120.0, False)):
        found = alarms_after(
            goal, drifting(yearly({2025: latest}), indicator, drift=3.0, scatter=3.0), peers={}
        )
        assert math.isnan(found["value_keeping_80"]) != keeps
        assert found["keeping_80_steady"] == ("yes" if keeps else "")


def test_a_target_met_already_has_no_year_of_attainment(indicator, target):
    met = dataclasses.replace(target, value=120.0)
    found = alarms_after(met, drifting(yearly({2025: 126.0}), indicator), peers={})
    assert (found["attained_median"], found["ambition"]) == (None, "trivial")
    assert math.isnan(found["late_share"])


def test_the_past_pace_reaches_back_five_years_and_no_further(indicator, target):
    """100 in 2020 to 120 in 2025; the years before rose faster, and would count for more."""
    goal = dataclasses.replace(target, value=120 * 1.1**5)  # 10 % a year

    def past(values):
        found = alarms_after(goal, drifting(yearly(values), indicator, drift=3.0), peers={})
        return found["required_to_past"]

    pace = 100 * (1.2 ** (1 / 5) - 1)
    assert past({2019: 50.0, 2020: 100.0, 2024: 118.0, 2025: 120.0}) == pytest.approx(10 / pace)
    assert past({2020: 100.0, 2025: 120.0}) == pytest.approx(10 / pace)
    assert past({2019: 50.0, 2021: 100.0, 2025: 120.0}) == pytest.approx(10 / (100 * (1.2 ** (1 / 4) - 1)))
    survey = 100 * (2.4 ** (1 / 6) - 1)  # nothing but the latest within five years: the last two values
    assert past({2017: 10.0, 2019: 50.0, 2025: 120.0}) == pytest.approx(10 / survey)


@pytest.mark.parametrize(
    ("start", "step"), [(1.1, 0.1), (3.3, 0.7), (24.3, 1.14), (0.7, 0.3), (68.55, -0.37)]
)
def test_a_pace_that_is_the_required_one_falls_short_of_nothing(indicator, target, start, step):
    """As much a year as is required: no alarm from the last digits of arithmetic."""
    share = dataclasses.replace(indicator, kind="share", upper=100.0)
    history = yearly({2020 + year: start + step * year for year in range(6)})  # five steps, a record
    comparison = ">=" if step > 0 else "<="
    goal = dataclasses.replace(target, value=start + step * 10, baseline_value=start, comparison=comparison)
    found = alarms_after(goal, drifting(history, share, drift=step), peers={})
    assert (found["last_pace_alarm"], found["longer_pace_alarm"]) == ("no", "no")
    assert found["years_ahead"] == 0
    assert found["ambition"] == "ordinary"


@pytest.mark.parametrize("unit", [1e150, 1e-150])
def test_figures_of_any_magnitude_have_the_same_alarms(indicator, target, unit):
    values = {2020: 100.0, 2023: 112.0, 2024: 116.0, 2025: 120.0}
    peers = {"CN-JS": yearly({2018: 80.0, 2024: 160.0}), **STILL}
    answers = []
    for size in (1.0, unit):
        history = yearly({year: value * size for year, value in values.items()})
        goal = dataclasses.replace(target, value=150.0 * size, baseline_value=100.0 * size)
        fine = dataclasses.replace(indicator, decimals=160)
        projection = compounding(history, fine, growth=0.03)
        there = {region: path * size for region, path in peers.items()}
        found = alarms_after(goal, projection, peers=there)
        answers.append({name: found[name] for name in SAME_IN_ANY_UNIT})
    assert answers[0] == pytest.approx(answers[1], nan_ok=True)


@pytest.fixture(scope="module")
def alarms(raw):
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    cases = cases_of(raw.plan, series, project_plan(raw.plan, series), 2025)
    return plan_alarms(raw.plan, cases, observations=raw.observations, breaks=raw.breaks)


def test_every_projected_target_of_the_plan_has_its_row(alarms, raw, tmp_path):
    write_result(alarms, "alarms", tmp_path)
    back = read_result("alarms", tmp_path)
    assert list(back.columns) == ALARMS.names
    assert set(back["target"]) == {target.target for target in raw.plan.targets if target.indicator}
    assert "nan" not in (tmp_path / "alarms.csv").read_text(encoding="utf-8").lower()


def test_the_binding_target_of_the_plan(alarms):
    row = alarms.set_index("target").loc["high_value_patents_per_10k"]
    assert row["required_pace"] == pytest.approx(4.304, abs=5e-4)
    assert row["last_pace"] == pytest.approx(6.11, abs=0.01)
    assert row["longer_pace"] == pytest.approx(100 * ((24.3 / 15.3) ** (1 / 3) - 1))  # 2022 to 2025
    assert (row["best_pace_region"], row["best_pace_from"], row["best_pace_to"]) == ("CN", 2020, 2024)
    assert math.isnan(row["last_safe_value"])  # at that pace 13.5 would do, and 24.3 are reached
    assert row["probability_rounded_lower"] <= row["probability_rounded_upper"]


def test_figures_published_later_are_not_known_of_peers(raw):
    indicator = raw.plan.indicators["high_value_patents_per_10k"]
    early, late = (
        peer_histories(raw.plan, indicator, raw.observations, raw.breaks, year)["CN"] for year in (2023, 2025)
    )
    assert early.index.max() == 2023
    assert late.index.max() == 2025


def test_a_plan_without_projections_has_no_rows(raw):
    empty = plan_alarms(raw.plan, {}, observations=raw.observations, breaks=raw.breaks)
    assert empty.empty
    assert list(empty.columns) == ALARMS.names
