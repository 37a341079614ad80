"""Figures that people put into their texts by name, written as the report writes the same figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ontrack.assessment import Assessment
from ontrack.assessment.alarms.alarm import Alarm
from ontrack.assessment.verdicts import NOT_JUDGED, full_verdict_key, shown_verdict
from ontrack.errors import Fault
from ontrack.narrative import Narrative
from ontrack.narrative.document import Insertion
from ontrack.narrative.insertions import VALUE_OF
from ontrack.plan import Target
from ontrack.portfolio import CountSummary, summary_of
from ontrack.report.edition import Edition, plain
from ontrack.report.phrases.footing import rests_on_few
from ontrack.report.phrases.target_rows import year_text
from ontrack.report.sections.plan.coherence_page import findings
from ontrack.report.sections.plan.portfolio_page import likeliest
from ontrack.wording.number_format import MISSING, format_probability, format_share, format_value

Writer = Callable[[Edition, Target], str]
GROUPS = {
    "likely": ("likely", "very_likely"), "uncertain": ("uncertain",),
    "unlikely": ("unlikely", "very_unlikely"), "met": ("met",), "missed": ("missed",),
    NOT_JUDGED: (NOT_JUDGED,), "not_assessable": ("not_assessable",),
}  # fmt: skip


def value(of: Callable[[Assessment], float | None]) -> Writer:
    """Return the writer of a value of the assessment, with its indicator's decimals and without its unit."""
    return lambda edition, target: edition.figure(
        of(edition.assessment_of(target)), edition.indicator_of(target)
    )


def rate(of: Callable[[Assessment], float | None]) -> Writer:
    """Return the writer of a rate of the assessment in per cent, as sentences have it: without a plus."""
    return lambda edition, target: format_share(of(edition.assessment_of(target)), 1)


def year(of: Callable[[Assessment], int | None]) -> Writer:
    """Return the writer of a year of the assessment."""
    return lambda edition, target: year_text(of(edition.assessment_of(target)))


def interval(edition: Edition, target: Target) -> str:
    """Return the 80% interval."""
    row = edition.assessment_of(target)
    return edition.interval(row.lower_80, row.upper_80, edition.indicator_of(target))


def as_planned(edition: Edition, target: Target) -> str:
    """Return the target's figure with the decimals the plan gives it."""
    return plain(target.value, edition.name_of(edition.indicator_of(target) or target, "unit"))


def published(edition: Edition, target: Target, period: str) -> str:
    """Return the value published for a year or month, with the decimals it has."""
    indicator = edition.indicator_of(target)
    known = [row["value"] for row in edition.series_of(indicator) if str(row["period"]) == period]
    return plain(known[-1], edition.name_of(indicator, "unit")) if known and indicator else MISSING


def required_points(edition: Edition, target: Target) -> str:
    """Return the required pace a year in the indicator's own unit, where it is told in that."""
    for row in edition.rows_of("alarms", Alarm, target):
        if row.pace_unit == "points":
            return format_value(row.required_pace, 2)
    return MISSING


OF_A_TARGET: dict[str, Writer] = {
    "probability": lambda edition, target: format_probability(edition.assessment_of(target).probability_met),
    "verdict": lambda edition, target: edition.wording(full_verdict_key(edition.assessment_of(target))),
    "latest": value(lambda row: row.latest_value),
    "latest_year": year(lambda row: row.latest_year),
    "baseline": value(lambda row: row.baseline_value),
    "baseline_year": year(lambda row: row.baseline_year),
    "target_value": as_planned,
    "target_year": year(lambda row: row.target_year),
    "median": value(lambda row: row.projected_median),
    "interval": interval,
    "lower": value(lambda row: row.lower_80),
    "upper": value(lambda row: row.upper_80),
    "required_rate": rate(lambda row: row.required_rate_pct),
    "observed_rate": rate(lambda row: row.observed_rate_pct),
    "latest_rate": rate(lambda row: row.latest_rate_pct),
    "required_points": required_points,
}


def grouped(edition: Edition, targets: Sequence[Target]) -> dict[str, int]:
    """Return how many targets are likely, open, unlikely, met, missed, not judged and not assessable."""
    verdicts = [shown_verdict(edition.assessment_of(target)) for target in targets]
    return {key: sum(verdict in words for verdict in verdicts) for key, words in GROUPS.items()}


def standing(word: str, group: str = "table_targets") -> Callable[[Edition], str]:
    """Return the writer of how many targets of the plan's table, or of another group, stand so."""
    return lambda edition: str(grouped(edition, getattr(edition.plan, group))[word])


def valued(values: int) -> Callable[[Edition], str]:
    """Return the writer of how many targets of the table have so many yearly values."""
    return lambda edition: str(
        sum(edition.assessment_of(one).observations == values for one in edition.plan.table_targets)
    )


def related(*kinds: str) -> Callable[[Edition], str]:
    """Return the writer of how many relations of the plan came out so; of all, without a kind."""
    return lambda edition: str(sum(not kinds or row.finding in kinds for row in findings(edition)))


def number_met(say: Callable[[Edition, CountSummary], str]) -> Callable[[Edition], str]:
    """Return the writer of a figure of how many targets of the table will be met."""

    def write(edition: Edition) -> str:
        summary = summary_of(edition.results["portfolio"], "table")
        return say(edition, summary) if summary else MISSING

    return write


OF_THE_PLAN: dict[str, Callable[[Edition], str]] = {
    "as_of": lambda edition: str(edition.stamp.as_of),
    "assessment_day": lambda edition: edition.assessment_day(),
    "targets_in_table": lambda edition: str(len(edition.plan.table_targets)),
    "targets_elsewhere": lambda edition: str(len(edition.plan.other_targets)),
    "targets_elsewhere_not_assessable": standing("not_assessable", "other_targets"),
    **{f"targets_{word}": standing(word) for word in GROUPS},
    "targets_one_value": valued(1),
    "targets_two_values": valued(2),
    "targets_few_values": lambda edition: str(
        sum(rests_on_few(edition, one) for one in edition.plan.table_targets)
    ),
    "number_met_likeliest": number_met(likeliest),
    "number_met_expected": number_met(lambda _, summary: format_value(summary.expected, 1)),
    "number_met_lower": number_met(lambda _, summary: str(summary.lower)),
    "number_met_upper": number_met(lambda _, summary: str(summary.upper)),
    "relations": related(),
    "relations_contradictory": related("contradictory"),
    "relations_strained": related("strained"),
    "relations_differing": related("differs"),
}


def figure_text(edition: Edition, insertion: Insertion) -> str:
    """Return a figure that is put in, as it is printed; a dash where it has no value."""
    if insertion.name in OF_THE_PLAN:
        return OF_THE_PLAN[insertion.name](edition)
    target = next(one for one in edition.plan.targets if one.target == insertion.target)
    if period := VALUE_OF.fullmatch(insertion.name):
        return published(edition, target, period[1])
    return OF_A_TARGET[insertion.name](edition, target)


def empty_figures(edition: Edition, narrative: Narrative) -> Iterator[Fault]:
    """Yield a fault for each figure that has no value in this assessment; those that have one are told."""
    for run in narrative.insertions:
        if run.insertion and figure_text(edition, run.insertion) in ("", MISSING):
            yield Fault(
                f"“{{{run.text}}}”, which has no value in this assessment",
                expected_of(edition, run.insertion),
                "Remove it, or put in another figure.", narrative.file, run.line, str(run.insertion.column),
            )  # fmt: skip


def expected_of(edition: Edition, insertion: Insertion) -> str:
    """Return the names that have a value where another has none."""
    if insertion.name in OF_THE_PLAN:
        known = [name for name, write in OF_THE_PLAN.items() if write(edition) != MISSING]
    else:
        others = {name: replace(insertion, name=name) for name in OF_A_TARGET}
        known = [name for name, one in others.items() if figure_text(edition, one) not in ("", MISSING)]
    return f"one of {', '.join(known)}"
