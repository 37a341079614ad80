"""Growth of economies: chained, the nation's where a place's own is not known, nothing out of bounds."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.errors import InputError
from ontrack.training.economies import Economies, read_economies

NAN = np.nan


def chain(gdp, code: str = "DEU", years: int = 4):
    return Economies(gdp).growth_chain(code, 2000, 2000 + years - 1)


def test_growth_is_chained_from_one():
    assert chain({"DEU": {2000: 50.0, 2001: 55, 2002: 44, 2003: 66}}) == pytest.approx([1, 1.1, 0.88, 1.32])


def test_years_not_known_leave_a_hole():
    told = chain({"DEU": {2001: 50.0, 2002: 55}}, years=5)
    assert told == pytest.approx([NAN, 1, 1.1, NAN, NAN], nan_ok=True)
    broken = chain({"DEU": {2000: 50.0, 2001: 55, 2003: 10, 2004: 12}}, years=5)
    assert broken[[0, 1]] == pytest.approx([1, 1.1])
    assert broken[4] / broken[3] == pytest.approx(1.2)
    assert np.isnan(broken[2])


@pytest.mark.parametrize(
    ("ratio", "known"), [(0.69, False), (0.71, True), (1.59, True), (1.61, False), (-1, False)]
)
def test_a_ratio_out_of_bounds_is_no_growth(ratio, known):
    told = chain({"DEU": {2000: 50.0, 2001: 50 * ratio}}, years=2)
    assert np.isfinite(told).all() == known


@pytest.mark.parametrize(
    ("code", "nation"), [("CN-ZJ", "CHN"), ("DE", "DEU"), ("DE-SH", "DEU"), ("US-LA", "USA"), ("KZ", "KAZ")]
)
def test_growth_that_is_not_known_is_the_nations(code, nation):
    gdp = {nation: {2000: 10.0, 2001: 11, 2002: 12.1, 2003: 13.31}, code: {2000: 5.0, 2001: 6}}
    assert chain(gdp, code) == pytest.approx([1, 1.2, 1.2 * 1.1, 1.2 * 1.21])
    assert chain({nation: gdp[nation]}, code) == pytest.approx([1, 1.1, 1.21, 1.331])


def test_an_unknown_place_has_no_growth():
    assert np.isnan(chain({"DEU": {2000: 1.0, 2001: 1}}, "FRA")).all()


def test_a_file_of_economies(tmp_path):
    path = tmp_path / "economy.csv"
    path.write_text(
        "place,year,gdp,unit\nDEU,2000,50,euro\nDEU,2001,55,euro\nDEU,2002,,euro\n", encoding="utf-8"
    )
    told = read_economies(path)
    assert told.gdp == {"DEU": {2000: 50, 2001: 55}}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("place,year\nDEU,2000\n", r"economy\.csv, line 1: found no column gdp; .*columns place, year, gdp"),
        ("place,year,gdp\nDEU,2000,1\nDEU,2001,much\n",
         r"economy\.csv, line 3: found year '2001', gdp 'much'; expected a calendar year and a number"),
        ("place,year,gdp\nDEU,late,1\n", "line 2: found year 'late'"),
    ],
)  # fmt: skip
def test_a_bad_file_is_named(tmp_path, content, words):
    path = tmp_path / "economy.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_economies(path)
