"""The economy: own growth where it is known, the nation's elsewhere, and nothing across a break."""

from __future__ import annotations

import math

import pytest
from evidence.conftest import every_year

from ontrack.evidence.economy import economy_of


def growth(raw, region: str = "CN-ZJ") -> dict[int, float]:
    levels = economy_of(raw, region, 2025)
    return {int(year): levels[year] / levels[year - 1] for year in levels.index[1:]}


def test_it_is_its_own_growth(make):
    raw = make({("gdp", "CN-ZJ"): every_year(80, 1.06, 2020), ("gdp", "CN"): every_year(900, 1.04, 2020)})
    assert growth(raw) == pytest.approx(dict.fromkeys(range(2021, 2026), 1.06))
    assert economy_of(raw, "CN-ZJ", 2025)[2025] == 100


def test_the_nations_growth_fills_what_it_lacks(make):
    raw = make({("gdp", "CN-ZJ"): {"2023": 80, "2024": 84}, ("gdp", "CN"): every_year(900, 1.04, 2020)})
    assert growth(raw) == pytest.approx({2021: 1.04, 2022: 1.04, 2023: 1.04, 2024: 1.05, 2025: 1.04})


def test_a_city_lives_in_the_economy_that_regions_csv_names(make):
    raw = make({("gdp", "CN-ZJ"): every_year(80, 1.06, 2020)}, region="CN-ZJ-NINGBO")
    assert growth(raw, "CN-ZJ-NINGBO") == pytest.approx(dict.fromkeys(range(2021, 2026), 1.06))


def test_another_account_fills_the_years_of_the_first(make):
    raw = make({
        ("gdp", "CN-ZJ"): every_year(80, 1.06, 2023),
        ("gdp_from_rd_intensity", "CN-ZJ"): every_year(1, 1.1, 2020, 2024)
    })  # fmt: skip
    assert growth(raw) == pytest.approx({2021: 1.1, 2022: 1.1, 2023: 1.1, 2024: 1.06, 2025: 1.06})


def test_no_growth_is_read_across_an_unlinked_break(make):
    levels = every_year(80, 1.06, 2020) | {"2023": 90.0, "2024": 95.0, "2025": 100.0}
    raw = make(
        {("gdp", "CN-ZJ"): levels, ("gdp", "CN"): every_year(900, 1.04, 2020)},
        breaks=[("gdp", "CN-ZJ", 2023, math.nan, "", "")],
    )
    assert growth(raw)[2023] == pytest.approx(1.04)
    assert growth(raw)[2024] == pytest.approx(95 / 90)


def test_an_implausible_ratio_counts_as_unknown_and_ends_the_chain(make):
    raw = make({("gdp", "CN-ZJ"): {"2020": 10, "2021": 11, "2022": 22, "2023": 23, "2024": 24}})
    assert growth(raw) == pytest.approx({2023: 23 / 22, 2024: 24 / 23})


def test_without_any_account_there_is_none(make):
    assert economy_of(make({("patents", "CN-ZJ"): {"2025": 1}}), "CN-ZJ", 2025).empty
