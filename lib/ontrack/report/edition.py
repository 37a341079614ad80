"""One edition of a report: what goes in, and how one language writes a period, a quantity or a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Protocol, TypeVar

import pandas as pd

from ontrack.assessment import Assessment
from ontrack.evidence import kinds_in_words
from ontrack.plan import Aim, Indicator, Plan, Remark, Target
from ontrack.plan.scenario import Named
from ontrack.report.forms import ANNEXES
from ontrack.report.stamp import Stamp
from ontrack.series import YEARLY_ROLE
from ontrack.tables import RawData
from ontrack.tables.rows import rows_of
from ontrack.wording import Wording, load_wording
from ontrack.wording.number_format import MISSING, format_interval, format_rate, format_value
from ontrack.wording.publishers import publisher_name
from ontrack.wording.punctuation import full_width, in_print

Cells = dict[str, Any]
TEXTS = ("note", "definition")
PUBLISHER_UNKNOWN = "not stated"  # as data/raw/sources.csv writes it
FOR_COMPARISON = r"^全国(对照|值，供对照)；?"  # says nothing where the plan is the nation's own
COMPARISONS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
FIGURE = ("indicator", "region", "period", "published")  # names one vintage of one figure
MARKS = {
    "dated": "¶", "shown_only": "○", "before_break": "◇",
    "derived": "†", "lower_bound": "‡", "rounded": "§", "suspect": "?",
    "preliminary": "p", "revised": "r",  # as statistical offices mark them
}  # fmt: skip

RowType = TypeVar("RowType")


class OfTarget(Protocol):
    """A row of a result table that is about a target."""

    @property
    def target(self) -> str:
        """Its id."""


RowOfTarget = TypeVar("RowOfTarget", bound=OfTarget)


@dataclass(frozen=True)
class Edition:
    """A report in one language while it is written; sources get their numbers as they are first cited.

    Attributes
    ----------
    raw : RawData
        What people entered: the plan, sources, breaks and the notes on values.
    results : mapping
        Result tables by name, as `ontrack.tables.read_results` returns them.
    language : str
        zh or en.
    stamp : Stamp
    form : str
        annual, midterm or final; see `ontrack.report.forms`.
    annexes : tuple of str
        Letters of the annexes that are wanted; all of them unless told.
    cited : dict
        Source id to number, in the order of citation.
    """

    raw: RawData
    results: Mapping[str, pd.DataFrame]
    language: str
    stamp: Stamp
    form: str = "annual"
    annexes: tuple[str, ...] = ANNEXES
    cited: dict[str, int] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan that is assessed."""
        return self.raw.plan

    @property
    def wording(self) -> Wording:
        """The sentences of the language."""
        return load_wording(self.language)

    def say(self, key: str, **values: object) -> str:
        """Return the sentence ``report.<key>``."""
        return self.wording(f"report.{key}", **values)

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the sentence ``report.<key>`` for one or for several."""
        return self.wording.count(f"report.{key}", number, **values)

    def name_of(self, thing: Plan | Indicator | Aim | Remark | Named, field_name: str = "name") -> str:
        """Return a name, unit, note, definition or status in the language; texts as they are printed."""
        text = getattr(thing, field_name)[self.language]
        return in_print(text) if field_name in TEXTS else text

    def cite(self, source: str) -> int:
        """Return the number of a source, giving it the next one when it is new."""
        return self.cited.setdefault(source, len(self.cited) + 1)

    def period(self, period: str) -> str:
        """Return a year, a month or a day (ISO, as precise as known) as the language writes it."""
        year, *rest = str(period).split("-")
        if not rest:
            return self.say("year", year=year)
        if len(rest) == 1:
            return self.say("month", year=year, month=self.say(f"month_short.{int(rest[0])}"))
        month = self.say(f"month_name.{int(rest[0])}")
        return self.say("day", year=year, month=month, day=int(rest[1]))

    def assessment_day(self) -> str:
        """Return the day the assessment stands for as the language writes it."""
        return self.period(date.fromisoformat(self.stamp.assessment_date).isoformat())

    def span(self, first: int, last: int) -> str:
        """Return two years as a range."""
        return self.say("years", first=first, last=last)

    def quantity(self, value: float | None, decimals: int, unit: str) -> str:
        """Return a figure with its unit for running text."""
        form = "quantity_percent" if unit == "%" else "quantity_scaled" if unit[:1].isdigit() else "quantity"
        return self.say(form, value=format_value(value, decimals, unit), unit=unit)

    def figure(self, value: float | None, indicator: Indicator | None) -> str:
        """Return a value with its indicator's decimals, as the language writes a figure of its unit."""
        if indicator is None:
            return format_value(value, 0)
        return format_value(value, indicator.decimals, self.name_of(indicator, "unit"))

    def interval(self, lower: float | None, upper: float | None, indicator: Indicator | None) -> str:
        """Return an interval of an indicator's values, written like `figure`."""
        decimals, unit = (indicator.decimals, self.name_of(indicator, "unit")) if indicator else (0, "")
        return format_interval(lower, upper, decimals, unit, self.language)

    def location(self, target: Aim) -> str:
        """Return where in the plan a target stands, in the plan's own words."""
        return target.text("location", self.language)

    def source_text(self, source: str) -> str:
        """Return publisher, title and date of a source; no publisher where the title names it."""
        row = self.raw.sources.loc[source]
        publisher = publisher_name(row["publisher"], self.language)
        known = publisher not in (PUBLISHER_UNKNOWN, "") and publisher not in row["title"]
        form = "source" if known else "source_same"
        form += "_dated" if row["date"] else ""
        day = self.period(row["date"]) if row["date"] else ""
        return self.say(form, publisher=full_width(publisher), title=full_width(row["title"]), date=day)

    def indicator_of(self, target: Target) -> Indicator | None:
        """Return the indicator that decides a target, or None."""
        return self.plan.indicators[target.indicator] if target.indicator else None

    def assessment_of(self, target: Target) -> Assessment:
        """Return what is said of a target."""
        return self.assessment_of_id(target.target)

    def assessment_of_id(self, target: str) -> Assessment:
        """Return what is said of a target, by its id."""
        return self._assessments[target]

    def series_of(self, indicator: Indicator | None) -> list[Cells]:
        """Return the indicator's rows of the series table, by period; none without an indicator."""
        return self._series.get(indicator.id, []) if indicator else []

    def usable_of(self, indicator: Indicator | None) -> list[Cells]:
        """Return the yearly rows of `series_of` that count, by year."""
        return [row for row in self.series_of(indicator) if row["role"] == YEARLY_ROLE]

    def table(self, name: str, row_type: type[RowType]) -> list[RowType]:
        """Return the rows of a result table; none where an earlier assessment has no such table."""
        if name not in self._tables:  # read once, as pages ask for each target anew
            self._tables[name] = rows_of(self.results[name], row_type) if name in self.results else []
        return self._tables[name]

    def rows_of(self, name: str, row_type: type[RowOfTarget], target: Target) -> list[RowOfTarget]:
        """Return a target's rows of a result table."""
        return [row for row in self.table(name, row_type) if row.target == target.target]

    def note_of(self, row: Cells) -> str:
        """Return the note recorded with a value of the series table, in the language it was recorded in."""
        return in_print(self._notes.get(tuple(row[name] for name in FIGURE), ""))

    @cached_property
    def _tables(self) -> dict[str, list[Any]]:
        return {}

    @cached_property
    def _assessments(self) -> dict[str, Assessment]:
        return {row.target: row for row in self.table("assessments", Assessment)}

    @cached_property
    def _series(self) -> dict[str, list[Cells]]:
        rows: dict[str, list[Cells]] = {}
        for row in sorted(self.results["series"].to_dict("records"), key=end_of_period):
            rows.setdefault(row["indicator"], []).append(row)
        return rows

    @cached_property
    def _notes(self) -> dict[tuple[str, ...], str]:
        table = self.raw.observations
        own = table["note"].str.replace(FOR_COMPARISON, "", regex=True)
        notes = own.where(table["region"] == self.plan.region, table["note"])
        if (told := table.get(f"note_{self.language}")) is not None:
            notes = told.where((told != "") & (notes != ""), notes)
        keys = table[list(FIGURE)].itertuples(index=False, name=None)
        return dict(zip(keys, notes, strict=True))

    def mark_of_latest(self, target: Target) -> str:
        """Return the mark of the latest usable value of a target's indicator, or nothing."""
        rows = self.usable_of(self.indicator_of(target))
        return mark(rows[-1]) if rows else ""

    def kinds_of(self, target: Target) -> str:
        """Return in words what kinds of evidence a target's probability rests on; empty where not told."""
        return kinds_in_words(self.assessment_of(target).evidence_kinds, self.wording)

    def legend(self, marks: set[str]) -> list[str]:
        """Return a line for each mark that occurs."""
        return [
            self.say("mark.legend", mark=sign, text=self.say(f"mark.{name}"))
            for name, sign in MARKS.items()
            if any(sign in text for text in marks)
        ]


def end_of_period(row: Cells) -> str:
    """Return what sorts values by the end of their period: a year comes after its months."""
    period = str(row["period"])
    return period if "-" in period else f"{period}-13"


def mark(row: Cells) -> str:
    """Return the marks of a value that is not a published yearly one: of its role, then of its status."""
    return MARKS.get(row["role"], "") + MARKS.get(row["status"], "")


def number(value: object) -> float | None:
    """Return a cell of a table as a float, None where it is empty."""
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type]


def rate_pct(rate: float | None) -> str:
    """Return a rate in per cent with its sign: one decimal, or two below one per cent."""
    return format_rate(rate, 2 if rate is not None and abs(rate) < 1 else 1)


def plain(value: float | None, unit: str = "") -> str:
    """Return a figure with as many decimals as it has (at most four), written as `format_value` does."""
    if value is None:
        return MISSING
    decimals = next((places for places in range(4) if round(value, places) == value), 4)
    return format_value(value, decimals, unit)
