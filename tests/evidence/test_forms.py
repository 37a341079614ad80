"""Two forms of one quantity: one forecast, both units, and the stricter target never the likelier."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from evidence.conftest import every_year
from helpers.said import said

from ontrack.assessment.alarms.histories import extended, shifted
from ontrack.evidence import collect_evidence
from ontrack.explanation.statements_told import counts, evidence_behind
from ontrack.projection.forms import pairs_of, ratio_per_unit
from ontrack.projection.of_plan import compare_plan, project_plan
from ontrack.series import collect_series

PEOPLE = {str(year): 6500.0 + 25 * (year - 2014) for year in range(2014, 2025)}  # in 10,000
STOCK = {
    year: round(24.0 * 1.1 ** (int(year) - 2025) * PEOPLE[str(int(year) - 1)])
    for year in ("2021", "2022", "2023", "2024", "2025")
}
RATIO = {"2024": round(STOCK["2024"] / PEOPLE["2023"], 1), "2025": round(STOCK["2025"] / PEOPLE["2024"], 1)}


@pytest.fixture
def projected(make):
    """Return a function that projects the plan of both forms from given figures."""

    def start(ratio=RATIO, stock=STOCK, people=PEOPLE, statements=()):
        raw = make({
            ("per_head", "CN-ZJ"): ratio, ("patents", "CN-ZJ"): stock, ("people", "CN-ZJ"): people,
        }, "per_head", "patents")  # fmt: skip
        series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
        known = collect_evidence(raw, 2025)
        return raw.plan, compare_plan(raw.plan, series, known, statements=statements)

    return start


def test_the_declaration_makes_a_pair(projected):
    plan, _ = projected()
    (pair,) = pairs_of(plan)
    assert (pair.ratio.id, pair.numerator.id, pair.denominator.id, pair.lag) == (
        "per_head",
        "patents",
        "people",
        1,
    )


def test_the_form_with_more_years_leads(projected):
    _, found = projected()
    methods = {name: one.used.method for name, one in found.items()}
    assert methods == {"per_head": "reference_class_form", "patents": "reference_class_evidence"}
    longer = every_year(24.0 / 1.1**7, 1.1, 2018)
    _, found = projected(stock={"2025": STOCK["2025"]}, ratio=longer)
    methods = {name: one.used.method for name, one in found.items()}
    assert methods == {"per_head": "reference_class", "patents": "reference_class_form"}


def test_statements_of_the_leading_form_are_told_and_move_both(projected):
    stock = {"2025": STOCK["2025"], "2024": STOCK["2024"]}
    told = dataclasses.replace(said("ratio_over", "2020", "2025", "1.9"), indicator="patents")
    of_the_other = dataclasses.replace(said("ratio_over", "2020", "2025", "3.9"), indicator="per_head")
    _, plainly = projected(stock=stock, ratio={"2025": RATIO["2025"]})
    _, moved = projected(stock=stock, ratio={"2025": RATIO["2025"]}, statements=(told, of_the_other))
    assert {name: one.used.method for name, one in moved.items()} == {
        "per_head": "reference_class_form", "patents": "reference_class_statements",
    }  # fmt: skip
    for name, one in moved.items():
        assert one.used.median[2030] > plainly[name].used.median[2030]
    behind = evidence_behind(moved["per_head"].used.distribution)
    assert behind.statements == (told,)
    assert counts(told, behind) and not counts(of_the_other, behind)


def test_one_is_the_other_times_what_it_is_divided_by(projected):
    _, found = projected()
    ratio, stock = found["per_head"].used, found["patents"].used
    factors = ratio.median / stock.median
    for level in (0.05, 0.3, 0.9):
        assert (ratio.quantile(level) / stock.quantile(level)).to_numpy() == pytest.approx(factors.to_numpy())
    assert factors[2026] < ratio.last_value / stock.last_value  # more people, fewer patents a head
    paths = (one.sample_paths(50, 1).to_numpy() for one in (ratio, stock))
    first, second = paths
    assert first / second == pytest.approx(np.tile(factors.to_numpy(), (50, 1)))


def test_the_stricter_target_is_never_the_likelier(projected, target):
    _, found = projected()
    ratio, stock = found["per_head"].used, found["patents"].used
    per_unit = float(ratio.median[2030] / stock.median[2030])
    for level in np.linspace(0.6, 1.5, 19) * ratio.median[2030]:
        lax = ratio.probability_met(dataclasses.replace(target, value=round(float(level), 1)))
        strict = dataclasses.replace(target, value=round(1.02 * level / per_unit))
        assert stock.probability_met(strict) <= lax + 1e-9


def test_the_other_forms_years_fill_the_gaps(projected):
    earlier = {"2021": round(STOCK["2021"] / PEOPLE["2020"], 1), **RATIO}
    stock = {year: STOCK[year] for year in ("2022", "2023", "2024", "2025")}
    _, found = projected(ratio=earlier, stock=stock)
    own = found["patents"].used.distribution.evidence.own
    assert own.index.tolist() == [2021, 2022, 2023, 2024, 2025]
    assert own[2021] == pytest.approx(STOCK["2021"], rel=0.01)
    assert own[2022] == STOCK["2022"]


def test_what_is_observed_later_is_told_to_the_leading_form(projected):
    _, found = projected()
    ratio, stock = found["per_head"].used, found["patents"].used
    factor = float(ratio.median[2026] / stock.median[2026])
    higher = extended(ratio.distribution, 2026, 30.0)
    same = extended(stock.distribution, 2026, 30.0 / factor)
    assert higher.below(2, 33.0) == pytest.approx(
        same.below(2, 33.0 / (ratio.median[2028] / stock.median[2028]))
    )
    assert shifted(ratio.distribution, 1.0).evidence.values[-1] == pytest.approx(ratio.last_value + 1)


def test_many_values_at_once_are_told_to_the_leading_form_too(projected):
    _, found = projected()
    distribution, values = found["per_head"].used.distribution, np.linspace(24.0, 30.0, 5)
    alone = [extended(distribution, 2026, value).below(3, 32.0) for value in values]
    assert distribution.below_after(2026, values, 3, 32.0) == pytest.approx(alone, abs=1e-12)
    outside = dataclasses.replace(distribution, upper=31.0).below_after(2026, values, 3, 32.0)
    assert outside.tolist() == [1.0] * 5


def test_units_of_any_power_of_ten_belong_together():
    driver = pd.Series({2024: 50.0, 2025: 51.0})
    for power in (1e-4, 1.0, 100.0):
        ratio = pd.Series({2025.0: power * 102 / 51})
        per_unit = ratio_per_unit(ratio, pd.Series({2025.0: 102.0}), driver)
        assert (per_unit * 102)[2025] == pytest.approx(ratio[2025])


def test_figures_that_do_not_agree_are_two_quantities(projected):
    driver = pd.Series({2025: 51.0})
    assert ratio_per_unit(pd.Series({2025.0: 2.5}), pd.Series({2025.0: 102.0}), driver) is None
    assert ratio_per_unit(pd.Series({2024.0: 2.0}), pd.Series({2025.0: 102.0}), driver) is None
    _, found = projected(ratio={"2025": 31.0})
    assert found["per_head"].used.method == "reference_class"


def test_without_a_denominator_each_is_forecast_by_itself(projected, make):
    raw = make({("per_head", "CN-ZJ"): RATIO, ("patents", "CN-ZJ"): STOCK}, "per_head", "patents")
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    found = project_plan(raw.plan, series, collect_evidence(raw, 2025))
    assert {one.method for one in found.values()} == {"reference_class"}


def test_the_form_the_plan_rests_on_leads_and_the_other_fills_its_gaps(make):
    figures = {("per_head", "CN-ZJ"): RATIO, ("patents", "CN-ZJ"): STOCK, ("people", "CN-ZJ"): PEOPLE}
    for decisive, other in (("per_head", "patents"), ("patents", "per_head")):
        raw = make(figures, decisive)
        series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
        known = collect_evidence(raw, 2025)
        assert set(known.loc[known["piece"] == "other_form", "whose"]) == {other}
        found = project_plan(raw.plan, series, known)
        assert list(found) == [decisive]
        assert found[decisive].distribution.evidence.own.index.tolist() == [2021, 2022, 2023, 2024, 2025]
        assert found[decisive].method.startswith("reference_class") and "form" not in found[decisive].method
