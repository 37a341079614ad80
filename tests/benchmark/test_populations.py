"""What is asked in each population: at which origins, seeing what, against which thresholds."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.made_up_panels import NAN, column, made_up_panel

from ontrack.benchmark import populations
from ontrack.benchmark.events import thresholds
from ontrack.benchmark.populations import (
    CHINESE_PROVINCES,
    FIVE_AHEAD,
    OFFICIAL,
    WORLD_BANK,
    WORLD_BANK_SIX,
    asked,
    marks,
    origins_of,
    questions,
)
from ontrack.reference.levels import HORIZONS, LEVELS, PERCENT

YEARS = 80


def series(first: int, last: int, rate: float = 1.05) -> np.ndarray:
    """Return a panel's row with values growing steadily from one year to another."""
    row = np.full(YEARS, NAN)
    row[column(first) : column(last) + 1] = 100 * rate ** np.arange(last - first + 1)
    return row


def panel(*rows, **told):
    return made_up_panel(np.stack(rows), **told)


def years_of(places) -> list[tuple[int, int]]:
    rows, origins = places
    return [(int(row), int(origin) + 1960) for row, origin in zip(rows, origins, strict=True)]


def test_the_world_bank_is_asked_five_years_before_the_end():
    short = series(2008, 2022)  # fifteen values: one too few
    assert years_of(origins_of(panel(series(1990, 2021), short), WORLD_BANK)) == [(0, 2016)]


def test_six_origins_have_ten_values_before_them():
    found = years_of(origins_of(panel(series(1980, 2020)), WORLD_BANK_SIX))
    assert found == [(0, year) for year in (2015, 2010, 2005, 2000, 1995, 1990)]
    ten, nine = series(1996, 2020), series(1997, 2020)  # values up to the third origin
    assert years_of(origins_of(panel(ten), WORLD_BANK_SIX)) == [(0, 2015), (0, 2010), (0, 2005)]
    assert years_of(origins_of(panel(nine), WORLD_BANK_SIX)) == [(0, 2015), (0, 2010)]


def test_an_official_indicator_needs_six_values():
    both = panel(series(2014, 2019), series(2015, 2019), source=[1, 1])
    assert years_of(origins_of(both, OFFICIAL)) == [(0, 2014)]


def test_an_origin_has_five_values_after_it_and_one_five_years_later():
    one, other = series(1990, 2021), series(1990, 2021)
    one[column(2018)], other[column(2020)] = NAN, NAN
    assert years_of(origins_of(panel(one, other), WORLD_BANK)) == [(0, 2015)]


def test_provinces_are_asked_from_2012_to_2018():
    rows = [series(2008, 2021), series(2008, 2021)]
    found = years_of(origins_of(panel(*rows, source=[2, 2], parent=[-1, 0]), CHINESE_PROVINCES))
    assert found == [
        (1, year) for year in range(2012, 2017)
    ]  # five years later still known; not of the nation


def test_what_is_seen_and_what_came():
    whole = series(1990, 2021)
    five, gap = [
        next(iter(asked(panel(whole), WORLD_BANK, count, origins_of(panel(whole), WORLD_BANK),
                        np.random.default_rng(1), gaps=gaps)))
        for count, gaps in ((5, False), (3, True))
    ]  # fmt: skip
    assert (five.length, gap.length) == ("5", "gap 3")
    assert five.years.tolist() == [2016]
    assert five.histories.values[0].tolist() == whole[column(2012) : column(2016) + 1].tolist()
    assert five.outcomes[0, FIVE_AHEAD] == whole[column(2021)]
    assert np.isnan(five.outcomes[0, 5:]).all()
    assert five.targets[0] == pytest.approx(thresholds(whole[column(1990) : column(2016) + 1]))
    assert five.targets[0, 3] == pytest.approx(whole[column(2021)])  # growth goes on as it was
    assert gap.histories.count.tolist() == [3]
    assert gap.histories.last[0] == whole[column(2016)]


def test_only_whole_histories_are_asked_about():
    holed = series(1990, 2021)
    holed[column(2014)] = NAN
    both = panel(holed, series(1990, 2021))
    places = origins_of(both, WORLD_BANK)
    rng = np.random.default_rng(1)
    assert next(iter(asked(both, WORLD_BANK, 2, places, rng))).rows.tolist() == [0, 1]
    assert next(iter(asked(both, WORLD_BANK, 3, places, rng))).rows.tolist() == [1]
    assert next(iter(asked(both, WORLD_BANK, 3, places, rng, gaps=True))).rows.tolist() == [1]
    first = panel(series(2014, 2019), source=[1])
    assert list(asked(first, OFFICIAL, 2, origins_of(first, OFFICIAL), rng)) == []


def test_every_population_and_number_of_values_is_asked():
    rows = [series(1980, 2021), series(1980, 2021, 1.02), series(1980, 2021), series(1980, 2021)]
    whole = panel(*rows, source=[0, 1, 2, 2], parent=[-1, -1, -1, 2])
    found = [(one.population, one.length) for one in questions(whole)]
    assert len(found) == 3 * 7 + 7
    assert [length for name, length in found if name == CHINESE_PROVINCES] == [
        "1", "2", "3", "5", "7", "gap 3", "gap 5"
    ]  # fmt: skip
    assert (WORLD_BANK, "10") in found
    assert list(questions(whole, ())) == []


def test_too_many_are_thinned_out_by_chance(monkeypatch):
    monkeypatch.setattr(populations, "MOST_CASES", 5)
    many = panel(*[series(1990, 2021)] * 20)
    one, two = (list(questions(many, [WORLD_BANK], seed=seed)) for seed in (5, 6))
    assert all(len(each.rows) == 5 for each in one)
    assert any((first.rows != second.rows).any() for first, second in zip(one, two, strict=True))


def test_part_of_the_questions():
    many = panel(*[series(1990, 2021)] * 4)
    part = next(iter(questions(many, [WORLD_BANK]))).part(np.array([1, 3]))
    assert part.rows.tolist() == [1, 3]
    assert len(part.histories.values) == len(part.outcomes) == len(part.targets) == 2


def test_marks_worked_by_hand():
    """Quantiles from 100 to 300 at every horizon, against what came and eleven thresholds."""
    whole = series(1990, 2021, 1.0)
    question = next(iter(questions(panel(whole, whole), [WORLD_BANK])))
    question.outcomes[:] = NAN
    question.outcomes[0, :5] = [99, 105, 290, 305, 200]
    question.outcomes[1, FIVE_AHEAD] = 200
    question.targets[:] = np.linspace(150, 250, 11)
    quantiles = np.tile(np.interp(LEVELS, [0.025, 0.975], [100, 300]), (2, len(HORIZONS), 1))
    quantiles[1] = NAN
    found = marks(question, quantiles)
    told = 0.025 + 0.95 * (np.linspace(150, 250, 11) - 100) / 200
    assert found.stated[0] == pytest.approx(1 - told)
    assert found.came[0].tolist() == [1] * 6 + [0] * 5
    assert found.inside_95[0, :5].tolist() == [0, 1, 1, 0, 1]
    assert found.inside_80[0, :5].tolist() == [0, 0, 0, 0, 1]
    assert np.isnan(found.inside_80[0, 5:]).all()
    assert np.isnan(found.stated[1]).all()
    assert np.isnan(found.inside_95[1]).all()


def test_nothing_is_stated_beyond_a_bound():
    whole = series(1990, 2021, 1.0)
    question = next(iter(questions(panel(whole, kind=[PERCENT]), [WORLD_BANK])))
    question.targets[:] = np.linspace(101, 121, 11)
    quantiles = np.tile(np.linspace(60, 99, 21), (1, len(HORIZONS), 1))
    assert marks(question, quantiles).stated == pytest.approx(np.zeros((1, 11)))
