"""What is held out together, and what must not be learnt from then."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.made_up_panels import NAN, made_up_panel

from ontrack.training.held_out import dealt, economy_folds, family_of, folds, leaks, nation_of

CHINESE = ["2|RDPatent", "2|RDPVarieties", "2|RDActivity", "2|RDIntense", "2|IndustryHigh", "2|Budget"]


def test_what_is_held_out_together_shares_a_fold():
    units = [f"0|indicator {row % 100}" for row in range(300)]
    found = folds(made_up_panel(np.ones((300, 3)), unit_of_holding=units), 5)
    assert set(found) == set(range(5))
    for unit in set(units):
        assert len(set(found[np.array(units) == unit])) == 1


def test_a_name_keeps_its_fold_whatever_else_there_is():
    many = [f"0|indicator {row}" for row in range(100)]
    whole = folds(made_up_panel(np.ones((100, 3)), unit_of_holding=many), 5)
    less = folds(made_up_panel(np.ones((60, 3)), unit_of_holding=many[:60]), 5)
    assert (whole[:60] == less).all()


def test_few_units_are_dealt_out_by_size():
    sizes = {"1|KZ": 5, "1|MD": 4, "1|RS": 3, "1|AM": 3, "1|DEU": 1}
    assert dealt(list(sizes), list(sizes.values()), 2) == {
        "1|KZ": 0, "1|MD": 1, "1|RS": 1, "1|AM": 0, "1|DEU": 1
    }  # fmt: skip
    units = np.repeat(list(sizes), list(sizes.values()))
    found = folds(made_up_panel(np.ones((16, 3)), unit_of_holding=units), 2)
    assert np.bincount(found).tolist() == [8, 8]


def test_relatives_stay_together():
    chosen = dealt(CHINESE, [1] * 6, 4)
    assert chosen["2|RDPatent"] == chosen["2|RDPVarieties"]
    assert chosen["2|RDActivity"] == chosen["2|RDIntense"]
    assert len(set(chosen.values())) == 4
    german = dealt(["1|DE", "1|DE-SH", "1|KZ"], [1, 1, 1], 2)
    assert german["1|DE"] == german["1|DE-SH"] != german["1|KZ"]
    assert family_of("0|ny.gdp") == "ny.gdp"


def test_panels_have_folds_of_their_own():
    panel = made_up_panel(
        np.ones((4, 3)), source=[0, 0, 1, 1], unit_of_holding=["0|a", "0|b", "1|KZ", "1|MD"]
    )
    assert sorted(folds(panel, 2)[:2]) == sorted(folds(panel, 2)[2:]) == [0, 1]


def test_a_nation_is_held_out_with_its_regions_everywhere():
    codes = ["DE", "DE-SH", "DEU", "CN-ZJ", "CN", "CHN", "FRA"]
    assert [nation_of(code) for code in codes] == ["DEU"] * 3 + ["CHN"] * 3 + ["FRA"]
    found = economy_folds(made_up_panel(np.ones((7, 3)), economy=codes), 5)
    assert len(set(found[:3])) == len(set(found[3:6])) == 1
    many = economy_folds(made_up_panel(np.ones((50, 3)), economy=[f"C{row}" for row in range(50)]), 5)
    assert set(many) == set(range(5))


@pytest.mark.parametrize(
    ("factor", "years", "told"), [(1.0, 5, True), (1.019, 5, True), (1.021, 5, False), (1.0, 4, False)]
)
def test_what_says_the_same_leaks(factor, years, told):
    own = 100 * 1.1 ** np.arange(8.0)
    other = np.where(np.arange(8) < years, factor * own, 3 * own)
    panel = made_up_panel([own, other, own], economy=["DE", "DEU", "FRA"])
    assert leaks(panel, np.array([True, False, False])).tolist() == [False, told, False]


def test_what_is_held_out_itself_is_no_leak():
    own = 100 * 1.1 ** np.arange(8.0)
    panel = made_up_panel([own, own, own], economy=["DE"] * 3)
    assert leaks(panel, np.array([True, True, False])).tolist() == [False, False, True]
    assert not leaks(panel, np.zeros(3, dtype=bool)).any()


def test_years_that_only_one_knows_are_no_agreement():
    own = np.where(np.arange(8) < 4, 1.0, NAN)
    panel = made_up_panel([own, np.ones(8)], economy=["DE"] * 2)
    assert not leaks(panel, np.array([True, False])).any()
