"""The figures of the results, each with the place it stands in, the role it has and the year it is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ontrack.numbers.number_format import format_value
from ontrack.plan import Plan, Target

Row = Mapping[str, Any]
Results = Mapping[str, pd.DataFrame]
Records = Mapping[str, Sequence[Row]]
TABLES = (
    "assessments", "series", "projections", "alarms", "scenarios", "scenario_paths", "changes",
    "ratio_forecasts", "comparators", "trends", "coherence", "coherence_figures",
)  # fmt: skip
PERCENT = "%"
ASSESSMENTS: Mapping[str, tuple[str, ...]] = {
    "baseline": ("baseline_value",), "observed": ("latest_value",), "target": ("target_value",),
    "median": ("projected_median",), "interval": ("lower_80", "upper_80"), "required": ("required_rate_pct",),
    "pace": ("observed_rate_pct", "latest_rate_pct"), "progress": ("progress_pct",),
    "elapsed": ("elapsed_pct",),
}  # fmt: skip
LEVELS = ("baseline", "observed", "target", "median", "interval", "alarm", "scenario", "derived")
RATES = (
    "required",
    "pace",
    "progress",
    "elapsed",
    "probability",
    "scenario_probability",
    "other_probability",
)
ENDS = ("lower_95", "lower_80", "lower_50", "upper_50", "upper_80", "upper_95")


@dataclass(frozen=True)
class Known:
    """A figure of the results.

    Attributes
    ----------
    role : str
        One of `LEVELS` or `RATES`.
    year : int or None
        That it is of; None for rates.
    table, column : str
        Where it stands.
    unit : str
        ``%`` or ``points`` for rates; empty for levels, which have the indicator's.
    """

    value: float
    role: str
    year: int | None
    table: str
    column: str
    unit: str = ""

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"{self.column} in {self.table}.csv"

    def shown(self, unit: str, decimals: int) -> str:
        """Return the figure as the report prints it; `unit` and `decimals` are the indicator's."""
        if not self.unit:
            return f"{format_value(self.value, decimals)}{'' if unit == PERCENT else ' '}{unit}"
        value = format_value(self.value, 0 if "probability" in self.role else 2)
        value = value.rstrip("0").rstrip(".") if "." in value else value
        return f"{value}{'' if self.unit == PERCENT else ' '}{self.unit}"


def known_figures(plan: Plan, target: Target, records: Records) -> list[Known]:
    """Return every figure of the results that prose on a target may name."""
    found = [
        *from_assessments(target, records), *from_series(target, records),
        *from_projections(plan, target, records), *from_alarms(target, records),
        *from_scenarios(target, records), *from_other_methods(target, records),
        *from_changes(target, records),
    ]  # fmt: skip
    if target.level is not None and target.level != target.value:
        found.append(Known(target.level, "target", target.year, "targets", "value"))
    return [figure for figure in found if not pd.isna(figure.value)]


def records_of(results: Results) -> Records:
    """Return the rows of every table that `known_figures` reads, as dictionaries."""
    return {name: results[name].to_dict("records") for name in TABLES}


def rows_of(records: Records, table: str, **where: object) -> Iterator[Row]:
    """Yield the rows of a table with certain cells."""
    for row in records[table]:
        if all(row[column] == value for column, value in where.items()):
            yield row


def year_in(row: Row, column: str) -> int | None:
    """Return a year of a row, None where it is empty."""
    return None if pd.isna(row[column]) else int(row[column])


def from_assessments(target: Target, records: Records) -> Iterator[Known]:
    """Yield the figures of a target's row of assessments."""
    for row in rows_of(records, "assessments", target=target.target):
        of = {"baseline": "baseline_year", "observed": "latest_year"}
        for role, columns in ASSESSMENTS.items():
            year = year_in(row, of.get(role, "target_year")) if role in LEVELS else None
            for column in columns:
                yield Known(row[column], role, year, "assessments", column, "" if role in LEVELS else PERCENT)
        for column in ("probability_met", "probability_held"):
            if not pd.isna(row[column]):
                yield Known(100 * row[column], "probability", None, "assessments", column, PERCENT)


def from_series(target: Target, records: Records) -> Iterator[Known]:
    """Yield every published value of a target's indicator."""
    for row in rows_of(records, "series", indicator=target.indicator or None):
        yield Known(row["value"], "observed", int(str(row["period"])[:4]), "series", "value")


def from_projections(plan: Plan, target: Target, records: Records) -> Iterator[Known]:
    """Yield medians and interval ends of each projected year."""
    where = {"indicator": target.indicator or None, "region": plan.region, "status": "projected"}
    for row in rows_of(records, "projections", **where):
        yield Known(row["median"], "median", int(row["year"]), "projections", "median")
        for column in ENDS:
            yield Known(row[column], "interval", int(row["year"]), "projections", column)


def from_alarms(target: Target, records: Records) -> Iterator[Known]:
    """Yield paces in the indicator's own unit, next year's alarms, and probabilities of other ways."""
    for row in rows_of(records, "alarms", target=target.target):
        unit = PERCENT if row["pace_unit"] == "percent" else "points"
        yield Known(row["required_pace"], "required", None, "alarms", "required_pace", unit)
        for column in ("last_pace", "longer_pace", "best_pace"):
            yield Known(row[column], "pace", None, "alarms", column, unit)
        for column in ("last_safe_value", "value_keeping_80"):
            yield Known(row[column], "alarm", int(row["next_year"]), "alarms", column)
        names = (name for name in row if str(name).startswith("probability_"))
        for column in (*names, "late_share"):
            yield Known(100 * row[column], "other_probability", None, "alarms", column, PERCENT)


def from_scenarios(target: Target, records: Records) -> Iterator[Known]:
    """Yield medians, interval ends, probabilities and the extra pace of each scenario."""
    for row in rows_of(records, "scenarios", target=target.target):
        column = "probability_met"
        yield Known(100 * row[column], "scenario_probability", None, "scenarios", column, PERCENT)
        for column in ("median", "lower_80", "upper_80"):
            yield Known(row[column], "scenario", target.year, "scenarios", column)
        unit = PERCENT if row["change_unit"] == "percent" else "points"
        yield Known(row["change_for_80"], "pace", None, "scenarios", "change_for_80", unit)
    for row in rows_of(records, "scenario_paths", indicator=target.indicator or None):
        for column in ("median", "lower_80", "upper_80"):
            yield Known(row[column], "scenario", int(row["year"]), "scenario_paths", column)


def from_changes(target: Target, records: Records) -> Iterator[Known]:
    """Yield the probability of the assessment before, where there was one."""
    for row in rows_of(records, "changes", target=target.target):
        chance, column = 100 * row["earlier_probability"], "earlier_probability"
        yield Known(chance, "earlier_probability", None, "changes", column, PERCENT)


def from_other_methods(target: Target, records: Records) -> Iterator[Known]:
    """Yield what other methods and the plan's own identities say on a target."""
    for table, columns in (("ratio_forecasts", ("median", "lower_80", "upper_80")),
                           ("comparators", ("projected_median", "lower_80", "upper_80"))):  # fmt: skip
        for row in rows_of(records, table, target=target.target):
            for column in columns:
                yield Known(row[column], "derived", target.year, table, column)
            chance = 100 * row["probability_met"]
            yield Known(chance, "other_probability", None, table, "probability_met", PERCENT)
    for row in rows_of(records, "trends", indicator=target.indicator or None, year=target.year):
        for column in ("value", "lower_80", "upper_80"):
            yield Known(row[column], "derived", target.year, "trends", column)
    for row in rows_of(records, "coherence"):
        if target.target in str(row["targets"]).split():
            yield from from_identity(row, records)


def from_identity(row: Row, records: Records) -> Iterator[Known]:
    """Yield the figures of an identity that a target is part of."""
    for column in ("left_value", "right_value"):
        yield Known(row[column], "derived", None, "coherence", column)
    yield Known(row["gap_pct"], "derived", None, "coherence", "gap_pct", PERCENT)
    for figure in rows_of(records, "coherence_figures", identity=row["identity"]):
        yield Known(figure["value"], "derived", None, "coherence_figures", str(figure["name"]))


def with_roles(known: Sequence[Known], roles: Sequence[str]) -> list[Known]:
    """Return the figures that have one of several roles."""
    return [figure for figure in known if figure.role in roles]
