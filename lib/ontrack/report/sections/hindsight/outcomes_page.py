"""Targets whose year is over: what each assessment said of them, what happened, and how good that was."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import Any

from ontrack.assessment.verdicts import shown_verdict
from ontrack.hindsight.outcomes import PastAnswer
from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.phrases.target_rows import aim
from ontrack.report.sections.targets.unstated_page import remarks_known
from ontrack.series import cutoff_date
from ontrack.wording.number_format import format_probability, format_value

HEADS = ("as_of", "probability", "word", "median", "interval")
ALWAYS_HALF = 0.25  # Brier score of saying 50 per cent every time
DECIDED = ("met", "missed")


def outcomes_page(edition: Edition) -> dict[str, Any] | None:
    """Return what was forecast and what happened; None while no year is over, unless in the final form."""
    rows = edition.table("outcomes", PastAnswer)
    if not rows and edition.form != "final":
        return None
    found = [(target, edition.rows_of("outcomes", PastAnswer, target)) for target in edition.plan.targets]
    blocks = [target_block(edition, target, mine) for target, mine in found if mine]
    return {
        "headline": headline(edition, rows),
        "paragraphs": [text for text in (brier(edition, rows), inside(edition)) if text],
        "table": {
            "caption": edition.say("outcomes.caption"),
            "heads": [edition.say(f"outcomes.head_{name}") for name in HEADS],
            "blocks": blocks,
        },
        "record": record_table(edition),
    }


def headline(edition: Edition, rows: Sequence[PastAnswer]) -> str:
    """Return how many targets were met, missed, and are still open although their year is over."""
    if not rows:
        return edition.say("outcomes.none")
    found = list({row.target: row.met for row in reversed(rows)}.values())
    counts = {word: found.count(word) for word in ("yes", "no", "unknown")}
    parts = [edition.count(f"outcomes.fate_{word}", count) for word, count in counts.items() if count]
    listed = edition.say("outcomes.comma").join(parts)
    return edition.count("outcomes.headline", len(found), fates=listed)


def why_open(edition: Edition, target: Target) -> str:
    """Return when the figure that decides a target is usually published, and whether that day has passed."""
    indicator = edition.indicator_of(target)
    if target.target in edition.plan.redefined:
        return edition.wording("reason.definition_changed")
    if indicator is None or target.year is None:
        return edition.say("outcomes.no_figure")
    month = month_out(target.year, indicator.publication_lag_months)
    form = "overdue" if month <= cutoff_date(edition.stamp.as_of) else "expected"
    return edition.say(f"outcomes.{form}", year=target.year, month=edition.period(month))


def month_out(year: int, lag_months: int) -> str:
    """Return the month by which the figure of a year is usually out: so many months after its end."""
    months = lag_months - 1
    return f"{year + 1 + months // 12}-{months % 12 + 1:02d}"


def brier(edition: Edition, rows: Sequence[PastAnswer]) -> list[str]:
    """Return the mean Brier score over what is known, and how little that is; nothing without any."""
    known = [(row.target, row.brier) for row in rows if row.brier is not None]
    if not known:
        return []
    score, never = format_value(fmean(one for _, one in known), 2), format_value(ALWAYS_HALF, 2)
    said = edition.count("outcomes.brier", len(known), score=score, never=never)
    return [said, edition.count("outcomes.brier_cases", len({target for target, _ in known}))]


def inside(edition: Edition) -> list[str]:
    """Return how many yearly values came inside the interval they had been given; nothing without any."""
    table = edition.results["forecast_record"]
    if table.empty:
        return []
    held = int((table["inside_80"] == "yes").sum())
    values = len(table[["indicator", "year"]].drop_duplicates())
    said = edition.count("outcomes.inside", len(table), inside=held)
    return [said, edition.count("outcomes.inside_cases", values)]


def target_block(edition: Edition, target: Target, rows: Sequence[PastAnswer]) -> dict[str, Any]:
    """Return one target: name, aim, outcome and what is known of it, then a line an assessment."""
    latest = rows[-1]
    unit = edition.name_of(edition.indicator_of(target) or target, "unit")
    open_now = [why_open(edition, target)] if latest.met == "unknown" else []
    return {
        "name": edition.name_of(target),
        "aim": edition.say("outcomes.aim", year=target.year, aim=aim(edition, target), unit=unit),
        "outcome": outcome_text(edition, target, latest),
        "met": latest.met,
        "remarks": [*open_now, *reported(edition, target)],
        "rows": lines(edition, target, sorted(rows, key=lambda row: row.as_of)),
    }


def reported(edition: Edition, target: Target) -> list[str]:
    """Return what publishers had said of a target by the cut-off of this assessment."""
    return [
        edition.say(
            "outcomes.reported", date=edition.period(one.published), text=edition.name_of(one, "text"),
            source=edition.cite(one.source),
        )
        for one in remarks_known(edition)
        if one.target == target.target
    ]  # fmt: skip


def lines(edition: Edition, target: Target, rows: Sequence[PastAnswer]) -> list[dict[str, Any]]:
    """Return a line an assessment before the outcome; one for all where none had a probability."""
    before = [row for row in rows if row.verdict not in DECIDED]
    if len(before) > 1 and all(row.verdict == "not_assessable" for row in before):
        years = edition.span(before[0].as_of, before[-1].as_of)
        return [{**line(edition, target, before[0]), "as_of": years}]
    return [line(edition, target, row) for row in before]


def outcome_text(edition: Edition, target: Target, row: PastAnswer) -> str:
    """Return what happened, with the value where one decided it."""
    if row.met == "unknown":
        return edition.say("outcomes.result_unknown")
    word = edition.say(f"outcomes.result_{row.met}")
    if row.outcome_value is None:
        return word
    value = edition.figure(row.outcome_value, edition.indicator_of(target))
    return edition.say("outcomes.result_value", word=word, value=value)


def line(edition: Edition, target: Target, row: PastAnswer) -> dict[str, Any]:
    """Return what one assessment said of a target."""
    indicator = edition.indicator_of(target)
    return {
        "as_of": edition.say("year", year=row.as_of),
        "probability": format_probability(row.probability_met),
        "verdict": edition.wording(f"verdict.{shown_verdict(row)}"),
        "verdict_key": shown_verdict(row),
        "median": edition.figure(row.projected_median, indicator),
        "interval": edition.interval(row.lower_80, row.upper_80, indicator),
    }


def record_table(edition: Edition) -> dict[str, Any] | None:
    """Return how many values came inside their 80 % interval, a column a year; None without any."""
    table = edition.results["forecast_record"]
    if table.empty:
        return None
    groups = [(edition.say("year", year=year), rows) for year, rows in table.groupby("year")]
    if len(groups) > 1:
        groups.append((edition.say("outcomes.all_years"), table))
    held = [int((rows["inside_80"] == "yes").sum()) for _, rows in groups]
    return {
        "caption": edition.say("outcomes.record_caption"),
        "heads": [edition.say("outcomes.record_year"), *(label for label, _ in groups)],
        "rows": [
            [edition.say("outcomes.record_forecasts"), *(str(len(rows)) for _, rows in groups)],
            [edition.say("outcomes.record_inside"), *map(str, held)],
        ],
    }
