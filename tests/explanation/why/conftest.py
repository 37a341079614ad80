"""The default plan as its raw data tell it, and small plans whose answers are known."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pytest
from evidence.conftest import REGIONS, rows_of
from helpers.made_once import plan_of_ours

from ontrack.assessment import Case, assess_plan, cases_of
from ontrack.evidence import collect_evidence
from ontrack.explanation.why import why_facts, why_table
from ontrack.plan import Plan
from ontrack.plan.texts import Texts
from ontrack.projection import Projection
from ontrack.projection.of_plan import Comparison, compare_plan, used_of
from ontrack.series import collect_series
from ontrack.statements import Statement
from ontrack.tables import RawData

NO_BREAKS = pd.DataFrame(columns=["indicator", "region", "year", "link_factor", "reason_zh", "reason_en"])


@dataclass(frozen=True)
class Told:
    """A plan with everything that its assessment rests on."""

    plan: Plan
    series: pd.DataFrame
    known: pd.DataFrame
    comparisons: dict[str, Comparison]
    cases: dict[str, Case]
    assessments: pd.DataFrame
    statements: tuple[Statement, ...]

    @classmethod
    def of(cls, raw: RawData, as_of: int) -> Told:
        series = collect_series(raw.plan, raw.observations, raw.breaks, as_of)
        known = collect_evidence(raw, as_of)
        both = compare_plan(raw.plan, series, known, statements=raw.statements)
        cases = cases_of(raw.plan, series, used_of(both), as_of)
        return cls(raw.plan, series, known, both, cases, assess_plan(cases), raw.statements)

    @property
    def projections(self) -> dict[str, Projection]:
        return used_of(self.comparisons)

    def steps(self) -> pd.DataFrame:
        """Return the rows of why.csv."""
        return why_table(self.cases, self.comparisons)

    def facts(self) -> pd.DataFrame:
        """Return the rows of why_facts.csv."""
        return why_facts(self.cases, self.assessments)

    def probability(self, target: str) -> float:
        return float(self.assessments.set_index("target").loc[target, "probability_met"])


@pytest.fixture(scope="session")
def told(raw: RawData) -> Told:
    """The default plan as of 2025."""
    return Told.of(raw, 2025)


@pytest.fixture(scope="session")
def national() -> Told:
    """The nation's plan as of 2023."""
    return Told.of(plan_of_ours("china-ip-2025"), 2023)


@pytest.fixture
def small(indicator, target) -> Callable[..., Told]:
    """Return a function that tells a plan of one target on one indicator, from figures by region."""

    def make(
        figures: dict[str, dict[str, float]],
        as_of: int = 2025,
        last_year: int = 2030,
        statements: tuple[Statement, ...] = (),
        **of,
    ) -> Told:
        about = {name: of.pop(name) for name in ("lower", "upper", "decimals", "quantity") if name in of}
        kind = of.pop("of_kind", "flow")
        one = dataclasses.replace(indicator, kind=kind, **about)
        goal = dataclasses.replace(target, baseline_year=None, baseline_value=None, **of)
        plan = Plan(
            "sample", Texts(zh="样例", en="Sample"), "CN-ZJ", Texts(),
            "2026", "plan", 2025, 2026, last_year, 2025, (goal,),
            {"example": one},
        )  # fmt: skip
        rows = rows_of({("example", region): values for region, values in figures.items()})
        raw = RawData(plan, {"example": one}, rows, NO_BREAKS, pd.DataFrame(), REGIONS)
        return Told.of(dataclasses.replace(raw, statements=statements), as_of)

    return make
