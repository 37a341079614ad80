"""What charts of the whole plan show: the rows of its table, in which order, and what each says."""

from __future__ import annotations

import pandas as pd

from ontrack.assessment import Assessment
from ontrack.assessment.verdicts import DECIDED, SYMBOLS, share_decided
from ontrack.plan import Plan, Target
from ontrack.tables.rows import rows_of
from ontrack.wording import Wording
from ontrack.wording.number_format import MISSING, format_rate

LIKELY = ("likely", "very_likely")
FEW_VALUES = ("D", "E")  # evidence grades of one or two yearly values
# Columns of alarms.csv: the probability computed otherwise, from the same figures.
OTHER_ANSWERS = (
    "probability_level", "probability_log", "probability_logit", "probability_without_last",
    "probability_rounded_lower", "probability_rounded_upper",
)  # fmt: skip


def table_rows(plan: Plan, assessments: pd.DataFrame) -> pd.DataFrame:
    """Return the assessments of the plan's table by target, in its order; missing where there is none."""
    return assessments.set_index("target").reindex([target.target for target in plan.table_targets])


def by_target(plan: Plan, assessments: pd.DataFrame) -> dict[str, Assessment]:
    """Return what is said of each target of the plan's table, by its id; an empty row where nothing is."""
    rows = table_rows(plan, assessments).reset_index()
    return {row.target: row for row in rows_of(rows, Assessment)}


def table_decided(plan: Plan, assessments: pd.DataFrame) -> str:
    """Return how much of the plan's table is decided; see `share_decided`."""
    return share_decided(by_target(plan, assessments).values())


def state_in_few_words(row: Assessment, wording: Wording) -> str:
    """Return why a target has no probability: ``no yearly value``; or its outcome, once it is known."""
    if row.verdict in DECIDED:
        return wording(f"verdict.{row.verdict}")
    return wording(f"chart.open.{row.reason or 'no_data'}")


def state_with_symbol(row: Assessment, wording: Wording) -> str:
    """Return the same behind the symbol of the verdict, as it is drawn."""
    symbol = SYMBOLS[row.verdict if row.verdict in DECIDED else "not_assessable"]
    return f"{symbol} {state_in_few_words(row, wording)}"


def by_probability(plan: Plan, rows: pd.DataFrame) -> list[Target]:
    """Return the targets of the plan's table, the most probable first, those without a probability last."""
    known = rows["probability_met"].fillna(-1.0)
    return sorted(plan.table_targets, key=lambda target: -known[target.target])


def other_answers(alarms: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return lowest and highest answer of other ways to compute it, by target, where there are any."""
    if alarms.empty:
        return {}
    answers = alarms.set_index("target").reindex(columns=OTHER_ANSWERS).astype(float)
    answers = answers.dropna(how="all")
    return dict(zip(answers.index, zip(answers.min(axis=1), answers.max(axis=1), strict=True), strict=True))


def rate_of(rate: float | None) -> str:
    """Return a rate in per cent a year, with a second decimal below one per cent."""
    return MISSING if rate is None else format_rate(rate, 2 if abs(rate) < 1 else 1)
