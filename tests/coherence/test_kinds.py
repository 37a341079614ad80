"""Identities whose answer is known: METHODS.md 7.2 and 7.3, and figures of our own making."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest

from ontrack.coherence import kinds
from ontrack.coherence.figures import Quantity, inverse
from ontrack.coherence.findings import class_of_driver, class_of_equals, class_of_room
from ontrack.numbers.intervals import Interval, exact, rounded


def figure(value: float, unit: float = 0.0) -> Quantity:
    return Quantity(rounded(value, unit))


def driver(low: float, high: float, latest: float = math.nan) -> Quantity:
    """Return a driver whose futures are spread evenly, so that its 80 % interval is known."""
    draws = np.linspace(low, high, 1001)
    return Quantity(exact(float(np.median(draws))), draws, latest)


STOCK, RATE = figure(209000, 1000), figure(30.0, 0.1)


def test_the_population_at_which_stock_and_rate_agree_is_6967():
    finding = kinds.agreeing_denominator(STOCK, RATE, driver(6600, 7200, 6670), 1)
    implied = finding.numbers["implied"]
    assert implied.value == pytest.approx(6967, abs=0.5)
    assert (implied.lower, implied.upper) == pytest.approx((208500 / 30.05, 209500 / 29.95))
    assert finding.finding == "coherent"
    assert finding.numbers["change_pct"].value == pytest.approx(100 * (6966.67 / 6670 - 1), abs=1e-3)
    assert (finding.right.lower, finding.right.upper) == pytest.approx((6660, 7140))


def test_at_the_population_of_2024_the_rate_takes_only_200_000():
    finding = kinds.agreeing_denominator(STOCK, RATE, figure(6670), 1)
    assert finding.numbers["stock_needed"].value == pytest.approx(200100)
    assert finding.numbers["ratio_given"].value == pytest.approx(31.3, abs=0.05)
    assert finding.gap_pct == pytest.approx(4.5, abs=0.06)


def test_half_of_the_stock_target_is_418_000_in_all():
    finding = kinds.agreeing_denominator(STOCK, figure(50.0, 0.1), driver(450000, 900000, 488000), 0.01)
    assert finding.numbers["implied"].value == pytest.approx(418000)
    assert finding.numbers["change_pct"].value == pytest.approx(-14.34, abs=0.01)
    assert finding.finding == "contradictory"
    unchanged = kinds.agreeing_denominator(STOCK, figure(50.0, 0.1), figure(488000), 0.01)
    assert unchanged.numbers["stock_needed"].value == pytest.approx(244000)


@pytest.mark.parametrize(("growth_pct", "share"), [(0, 48.6), (3, 41.9), (5, 38.1)])
def test_the_share_that_the_stock_target_gives_when_the_total_grows(growth_pct, share):
    total = figure(162081 / 0.377 * (1 + growth_pct / 100) ** 5)
    finding = kinds.agreeing_denominator(STOCK, figure(50.0, 0.1), total, 0.01)
    assert finding.numbers["ratio_given"].value == pytest.approx(share, abs=0.05)


@pytest.mark.parametrize(
    ("needed", "found"),
    [
        (Interval(150, 149, 151), "coherent"),
        (Interval(189, 185, 191), "coherent"),
        (Interval(191, 189, 193), "coherent_rounded"),
        (Interval(195, 194, 196), "strained"),
        (Interval(205, 204, 206), "contradictory"),
    ],
)
def test_the_class_of_a_driver_by_its_intervals(needed, found):
    assert class_of_driver(needed, driver(100, 200)) == found


def test_a_driver_that_must_turn_round_is_strained_even_inside_its_interval():
    assert class_of_driver(Interval(120, 119, 121), driver(100, 200, latest=110)) == "coherent"
    assert class_of_driver(Interval(120, 119, 121), driver(100, 200, latest=130)) == "strained"
    assert class_of_driver(Interval(180, 179, 181), driver(100, 200, latest=170)) == "strained"
    assert class_of_driver(Interval(129, 127, 131), driver(100, 200, latest=130)) == "coherent"


def test_two_figures_agree_exactly_within_rounding_or_not():
    assert class_of_equals(exact(2), exact(2)) == "coherent"
    assert class_of_equals(rounded(201, 4), rounded(200, 1)) == "coherent_rounded"
    assert class_of_equals(rounded(37.7, 0.1), rounded(33.6, 0.1)) == "contradictory"


def growth_of(level: float, pct: float, unit: float = 1.0):
    parts = {"growth": figure(pct, unit), "baseline": figure(100, 1), "level": figure(level, 1)}
    return kinds.growth(parts, None, {"level": 5})


def test_fifteen_per_cent_a_year_is_201_1_and_doubling_takes_14_87():
    finding = growth_of(200, 15)
    assert finding.left.value == pytest.approx(201.1, abs=0.05)
    assert finding.numbers["growth_needed_pct"].value == pytest.approx(14.87, abs=0.005)
    assert finding.finding == "coherent_rounded"
    assert finding.gap_pct == pytest.approx(0.57, abs=0.005)


def test_a_growth_target_far_from_the_level_contradicts_it():
    assert growth_of(300, 15).finding == "contradictory"
    assert growth_of(200, 14.869835499703508, 0.0).finding == "coherent"


def multiple_of(now: float, share: float, own: bool = False):
    parts = {
        "multiple": figure(2), "share": figure(share), "whole_now": figure(now, 1000), "whole_then": STOCK,
    }  # fmt: skip
    return kinds.multiple(parts, SimpleNamespace(share_is_own=own), {"multiple": 5})


def test_doubling_fits_up_to_64_5_pct_of_24_3_times_6670():
    assert multiple_of(24.3 * 6670, 66.9).numbers["at_most"].value == pytest.approx(64.5, abs=0.05)


def test_doubling_fits_up_to_27_pct_without_a_fall_in_the_rest_and_64_if_it_vanishes():
    finding = multiple_of(164000, 66.9)
    assert finding.numbers["freely"].value == pytest.approx(27.4, abs=0.05)
    assert finding.numbers["at_most"].value == pytest.approx(63.7, abs=0.05)
    assert finding.numbers["part_then"].value == pytest.approx(219432)
    assert finding.numbers["whole_other_reading"].value == pytest.approx(268500)
    assert finding.numbers["growth_needed_pct"].value == pytest.approx(14.87, abs=0.005)


@pytest.mark.parametrize(
    ("share", "own", "found"),
    [
        (20, True, "coherent"),
        (28, True, "coherent_rounded"),
        (50, True, "strained"),
        (66.9, True, "contradictory"),
        (66.9, False, "strained"),  # a stand-in proves nothing
    ],
)
def test_the_class_of_a_part_by_its_share(share, own, found):
    assert multiple_of(164000, share, own).finding == found


def test_the_class_of_a_share_within_rounding_of_its_room():
    freely, at_most = Interval(27, 26, 28), Interval(64, 63, 65)
    assert class_of_room(rounded(64.5, 2), freely, at_most, own=True) == "strained"


def numerator_of(own: Quantity | None, denominator: Quantity):
    parts = {
        "ratio": figure(23.0, 0.1), "baseline": figure(20.6, 0.1), "denominator": denominator,
        "numerator": own,
    }  # fmt: skip
    years = {"ratio": 5, "denominator": 5, "numerator": 5}
    return kinds.numerator(parts, SimpleNamespace(factor=0.01), years)


def test_value_added_must_grow_by_7_34_pct_when_gdp_grows_by_5():
    then = 94545 * 1.05**5
    finding = numerator_of(None, Quantity(exact(then), np.full(11, then), 94545))
    assert finding.numbers["numerator_growth_pct"].value == pytest.approx(7.34, abs=0.005)
    assert finding.numbers["needed"].value == pytest.approx(27753, abs=1)
    assert (finding.finding, finding.reason) == ("not_checkable", "missing_figure")


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [(20, 24, "coherent"), (22.4, 23.1, "coherent"), (15, 23.1, "strained"), (15, 22, "contradictory")],
)
def test_the_class_of_a_numerator_by_its_chance_of_keeping_up(low, high, found):
    needed = Quantity(exact(100), np.full(1001, 100.0), 100)
    assert numerator_of(driver(low, high, 20.6), needed).finding == found


@pytest.mark.parametrize(
    ("named", "open_ended", "found"),
    [(6, True, "strained"), (6, False, "contradictory"), (7, False, "coherent")],
)
def test_21_and_6_make_27(named, open_ended, found):
    parts = {"existing": figure(21, 1), "named": figure(named), "goal": figure(28, 1)}
    finding = kinds.count(parts, SimpleNamespace(open_ended=open_ended), {})
    assert finding.finding == found
    assert finding.numbers["total"].value == 21 + named
    assert finding.numbers["short"].value == 7 - named


@pytest.mark.parametrize(("there", "found"), [(88, "contradictory"), (70, "contradictory"), (69, "coherent")])
def test_a_goal_below_what_exists(there, found):
    finding = kinds.existing({"existing": figure(there, 1), "goal": figure(70, 1)}, None, {})
    assert finding.finding == found
    assert finding.numbers["beyond"].value == there - 70


def test_two_readings_of_one_amount_and_the_growth_each_takes():
    parts = {"left": figure(137, 1), "right": figure(71.5, 0.1), "goal": figure(150)}
    finding = kinds.same(parts, SimpleNamespace(goal="yes"), {"goal": 5})
    assert finding.finding == "contradictory"
    assert finding.numbers["right_growth_pct"].value == pytest.approx(15.97, abs=0.005)
    assert finding.numbers["left_growth_pct"].value == pytest.approx(1.83, abs=0.005)


def test_the_share_from_the_stocks_is_33_6_and_not_37_7():
    right = figure(164000, 1000) * inverse(figure(488000, 1000)) * figure(100)
    finding = kinds.same({"left": figure(37.7, 0.1), "right": right}, SimpleNamespace(goal=None), {})
    assert finding.right.value == pytest.approx(33.6, abs=0.01)
    assert finding.finding == "contradictory"


def test_a_quantity_scaled_by_a_number_scales_its_futures():
    scaled = figure(2) * driver(10, 20, 12)
    assert (scaled.draws.min(), scaled.draws.max(), scaled.latest) == (20, 40, 24)
    both = driver(10, 20, 12) * driver(1, 1, 1)
    assert both.stated.value == pytest.approx(15)
    assert inverse(driver(10, 20, 12)).draws.max() == pytest.approx(0.1)
