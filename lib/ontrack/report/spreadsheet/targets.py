"""The sheet that shows every target with everything that is said of it, as the report's table does."""

from __future__ import annotations

from collections.abc import Iterator

from ontrack.assessment import Assessment
from ontrack.assessment.verdicts import full_verdict_key, shown_verdict
from ontrack.explanation.lenses import Lenses
from ontrack.plan import Target
from ontrack.plan.kinds import kind_of
from ontrack.report.edition import COMPARISONS, Edition
from ontrack.report.phrases.footing import footing
from ontrack.report.phrases.target_rows import aim, reason_text
from ontrack.report.sections.targets.unstated_page import unreadable_text
from ontrack.report.spreadsheet.kinds import FIXED_FORMATS, with_decimals
from ontrack.report.spreadsheet.sheet import Cell, Field, Figure, Sheet, Word

HEADINGS = (
    "number", "name", "where", "nature", "unit", "baseline_year", "baseline", "latest_year", "latest", "mark",
    "nation_year", "nation", "nation_pace", "comparison", "level", "aim", "target_year", "progress",
    "elapsed", "observed", "last_step", "required", "median", "lower_80", "upper_80", "probability",
    "verdict", "grade", "kinds", "observations", "remark",
)  # fmt: skip


def targets_sheet(edition: Edition) -> Sheet:
    """Return all targets of the plan: those of its indicator table, the others, those without a value."""
    targets = (*edition.plan.table_targets, *edition.plan.other_targets)
    marks = {edition.mark_of_latest(target) for target in targets}
    return Sheet(
        tab=edition.wording("spreadsheet.tab.targets"),
        title=edition.wording("spreadsheet.title.targets"),
        notes=(edition.wording("spreadsheet.about.targets"), *edition.legend(marks)),
        fields=tuple(
            Field(edition.wording(f"spreadsheet.targets.{name}"), bars=name == "probability")
            for name in HEADINGS
        ),
        rows=(
            *(target_cells(edition, target, place) for place, target in enumerate(targets, 1)),
            *unvalued_rows(edition, len(targets)),
        ),
        frozen=2,
        key=True,
    )


def target_cells(edition: Edition, target: Target, place: int) -> tuple[Cell, ...]:
    """Return the cells of one target, in the order of HEADINGS."""
    row = edition.assessment_of(target)
    indicator = edition.indicator_of(target)
    values = with_decimals(indicator.decimals) if indicator else "General"
    return (
        Figure(place, FIXED_FORMATS["count"]),
        edition.name_of(target),
        edition.location(target),
        edition.wording(f"nature.{target.nature}"),
        edition.name_of(indicator or target, "unit"),
        year(row.baseline_year),
        figure(row.baseline_value, values),
        year(row.latest_year),
        figure(row.latest_value, values),
        edition.mark_of_latest(target),
        *nation_cells(edition, target, values),
        COMPARISONS[target.comparison],
        *aim_cells(edition, target, values),
        year(target.year),
        *(figure(rate, FIXED_FORMATS["per_cent"]) for rate in rates_of(row)),
        *(figure(value, values) for value in (row.projected_median, row.lower_80, row.upper_80)),
        figure(row.probability_met, "0%"),
        Word(edition.wording(full_verdict_key(row)), shown_verdict(row)),
        row.evidence_grade,
        edition.kinds_of(target),
        Figure(row.observations, FIXED_FORMATS["count"]),
        reason_text(edition, target) or footing(edition, target),
    )


def nation_cells(edition: Edition, target: Target, form: str) -> tuple[Cell, ...]:
    """Return year and value of the same indicator in the larger area, and its pace; empty where unknown."""
    known = edition.results["evidence_series"]
    mine = known[(known["indicator"] == target.indicator) & (known["piece"] == "parent")]
    told = [row.nation_pace for row in edition.rows_of("lenses", Lenses, target)]
    pace = figure(told[0] if told else None, FIXED_FORMATS["pace"])
    if mine.empty:
        return None, None, pace
    last = mine.loc[mine["year"].astype(int).idxmax()]
    return year(int(last["year"])), Figure(float(last["value"]), form), pace


def aim_cells(edition: Edition, target: Target, form: str) -> tuple[Cell, Cell]:
    """Return the level to be reached as a number, and the target as the plan states it."""
    own = kind_of(target).own_unit
    level = target.level if target.level is not None else None if own else target.value
    return figure(level, form), aim(edition, target)


def unvalued_rows(edition: Edition, before: int) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each target whose value is not known: what the plan says of it, and that."""
    for place, target in enumerate(edition.plan.targets_without_value, before + 1):
        known: dict[str, Cell] = {
            "number": Figure(place, FIXED_FORMATS["count"]),
            "name": edition.name_of(target),
            "where": edition.location(target),
            "nature": edition.wording(f"nature.{target.nature}"),
            "unit": edition.name_of(target, "unit"),
            "baseline_year": year(target.baseline_year),
            "baseline": None if target.baseline_value is None else Figure(target.baseline_value, "General"),
            "target_year": year(target.year),
            "remark": unreadable_text(target, edition.wording)
            if target.fault
            else edition.name_of(target, "note"),
        }
        yield tuple(known.get(heading) for heading in HEADINGS)


def rates_of(row: Assessment) -> tuple[float | None, ...]:
    """Return the figures in per cent, in the order of HEADINGS."""
    rates = (row.observed_rate_pct, row.latest_rate_pct, row.required_rate_pct)
    return row.progress_pct, row.elapsed_pct, *rates


def figure(value: float | None, form: str) -> Figure | None:
    """Return a figure in a format, None where there is none."""
    return None if value is None else Figure(value, form)


def year(value: int | None) -> Figure | None:
    """Return a year, which has no thousands."""
    return figure(value, FIXED_FORMATS["year"])
