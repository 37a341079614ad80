"""The page of one target: what is known, how likely it is to be met, and what each method says."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ontrack.assessment.progress import since_baseline
from ontrack.assessment.verdicts import shown_verdict, verdict_key
from ontrack.numbers.number_format import (
    MISSING,
    format_interval,
    format_probability,
    format_share,
    format_value,
)
from ontrack.plan import Indicator, Target
from ontrack.plan.kinds import kind_of
from ontrack.plan.periods import PARTS
from ontrack.report.alarm_blocks import alarm_block
from ontrack.report.coherence_pages import pointer
from ontrack.report.comparators import own_answers
from ontrack.report.edition import Edition, mark, number, rate_pct
from ontrack.report.known_outcomes import is_decided
from ontrack.report.lens_blocks import lens_block
from ontrack.report.narrative_pages import target_text
from ontrack.report.punctuation import in_print
from ontrack.report.record import footing, record_line
from ontrack.report.rule_pages import page_rules
from ontrack.report.target_tables import aim, already_met, figures_of, missing, paces, reason_text, year_text
from ontrack.series.plausibility import differs

Item = dict[str, Any]
MOST_VALUES = 7  # of a page's table; the chart and series.csv have all
NO_RECENT_DATA = ("no_data", "figures_too_old")


def indicator_page(edition: Edition, target: Target, position: int) -> Item:
    """Return everything on the page of a target of the indicator table."""
    indicator = edition.indicator_of(target)
    values = value_rows(edition, indicator)
    heading = edition.say("page.heading", number=position, name=edition.name_of(target))
    return {
        "id": target.target,
        "heading": heading,
        "continued": edition.say("narrative.continued", name=heading),
        "overline": edition.say(
            "page.overline" if target.goal else "page.overline_without_goal",
            nature=edition.wording(f"nature.{target.nature}"),
            goal=edition.plan.goal_name(target.goal, edition.language),
            unit=edition.name_of(indicator or target, "unit"),
        ),
        "status": status_panel(edition, target),
        "facts": facts(edition, target),
        "facts_caption": edition.say("page.facts_caption"),
        "alarms": alarm_block(edition, target),
        "beside": lens_block(edition, target),
        "coherence": pointer(edition, target),
        "methods": methods(edition, target),
        "rules": page_rules(edition, target),
        "values": values,
        "values_caption": edition.say("page.values_caption", date=edition.assessment_day()),
        "legend": [*edition.legend({row["mark"] for row in values}), *not_shown(edition, indicator)],
        "paragraphs": paragraphs(edition, target),
        "narrative": target_text(edition, target),
        "sources": page_sources(edition, values),
    }  # fmt: skip


def status_panel(edition: Edition, target: Target) -> Item:
    """Return the head of the page: the probability and the word bound to it, or why there is none."""
    row = edition.assessment_of(target)
    probability = number(row["probability_met"])
    asked = "probability_of" if number(row["probability_held"]) is None else "probability_held"
    if asked == "probability_of" and kind_of(target).aim_has_years:
        asked = "probability_of_aim"
    return {
        "assessed": probability is not None,
        "probability": format_probability(probability),
        "question": edition.say(f"page.{asked}", year=year_text(target.year), aim=aim(edition, target))
        if probability is not None
        else "",
        "verdict": edition.wording(verdict_key(row)),
        "verdict_key": shown_verdict(row),
        "lines": why_and_what(edition, target),
        "record": record_line(edition, target),
        "figures": [*outlook_figure(edition, target), grade_figure(edition, target)],
    }


def why_and_what(edition: Edition, target: Target) -> list[str]:
    """Return what a probability of few values is, or why there is none and whether the target is met."""
    row = edition.assessment_of(target)
    lines = [footing(edition, target, "footing_line"), reason_text(edition, target)]
    if row["reason"] in NO_RECENT_DATA:
        name = edition.name_of(target)
        lines.append(edition.say("page.needed", name=name, missing=missing(edition, target)))
    if row["reason"] and already_met(edition, target):
        lines.append(edition.say("page.already_met"))
    if since := since_baseline(target, row):
        lines.append(edition.say(f"page.{since}"))
    return [line for line in lines if line]


def outlook_figure(edition: Edition, target: Target) -> list[Item]:
    """Return the median with its interval, nothing without a projection."""
    row = edition.assessment_of(target)
    indicator = edition.indicator_of(target)
    median = number(row["projected_median"])
    if indicator is None or median is None:
        return []
    decimals, unit = figures_of(edition, target)
    interval = format_interval(
        number(row["lower_80"]), number(row["upper_80"]), decimals, unit, edition.language
    )
    label = edition.say("page.median_label", year=year_text(target.year))
    note = edition.say("page.interval_note", interval=interval)
    return [figure(label, format_value(median, decimals, unit), note)]


def grade_figure(edition: Edition, target: Target) -> Item:
    """Return the evidence grade, and the kinds of evidence or, where no one tells, what it stands for."""
    grade = edition.assessment_of(target)["evidence_grade"]
    meaning = edition.kinds_of(target) or edition.wording(f"grade.{grade or 'none'}")
    return figure(edition.say("page.grade_label"), grade or MISSING, meaning)


def figure(label: str, value: str, note: str) -> Item:
    """Return a labelled figure."""
    return {"label": label, "value": value, "note": note}


def facts(edition: Edition, target: Target) -> list[Item]:
    """Return the facts table: where the indicator stands, how fast it moves and must move, how far it is."""
    row = edition.assessment_of(target)
    return [
        *standing_facts(edition, target),
        *pace_facts(edition, target),
        plain_fact(edition.say("page.fact_progress"), format_share(number(row["progress_pct"]))),
        plain_fact(edition.say("page.fact_elapsed"), format_share(number(row["elapsed_pct"]))),
    ]


def standing_facts(edition: Edition, target: Target) -> list[Item]:
    """Return baseline, latest value and target, and the target as a level where the plan has no level."""
    row = edition.assessment_of(target)
    decimals, unit = figures_of(edition, target)
    baseline, latest = (
        format_value(number(row[name]), decimals, unit) for name in ("baseline_value", "latest_value")
    )
    marked = {"mark": edition.mark_of_latest(target)}
    lines = [
        plain_fact(fact_label(edition, "baseline", row["baseline_year"]), baseline),
        plain_fact(fact_label(edition, "latest", row["latest_year"]), latest) | marked,
        plain_fact(fact_label(edition, "target", target.year), aim(edition, target)),
    ]
    if target.level is not None and target.level != target.value:
        label = edition.say("page.fact_level", year=year_text(target.year))
        lines.append(plain_fact(label, format_value(target.level, decimals, unit)))
    return lines


def pace_facts(edition: Edition, target: Target) -> list[Item]:
    """Return the required, the last and the observed rate a year, each as part of the longest."""
    row = edition.assessment_of(target)
    observed, last = paces(edition, target)
    shown = [("required", edition.say("page.fact_required"))]
    shown += [("latest", edition.say("page.fact_pace", period=last))] if last else []
    none_known = edition.say("page.fact_pace_none")
    shown += [("observed", edition.say("page.fact_pace", period=observed) if observed else none_known)]
    rates = [(key, label, number(row[f"{key}_rate_pct"])) for key, label in shown]
    longest = max((rate or 0 for _, _, rate in rates), default=0)
    return [
        plain_fact(label, rate_pct(rate)) | {"key": key, "bar": rate / longest if rate and rate > 0 else None}
        for key, label, rate in rates
    ]


def plain_fact(label: str, value: str) -> Item:
    """Return a row of the facts table without mark or bar."""
    return {"key": "", "label": label, "value": value, "mark": "", "bar": None}


def fact_label(edition: Edition, name: str, year: object) -> str:
    """Return the label of a fact, with its year where there is one."""
    when = year_text(year)
    return edition.say(f"page.fact_{name}", year=when) if when else edition.say(f"page.fact_{name}_none")


def decided_key(edition: Edition, target: Target) -> str:
    """Return the key of why no method is asked of a decided target; its indicator may be projected still."""
    table = edition.results["projections"]
    rows = table[(table["indicator"] == target.indicator) & (table["status"] == "projected")]
    return "page.methods_decided_early" if len(rows) else "page.methods_decided"


def methods(edition: Edition, target: Target) -> Item:
    """Return what each method says for the target's year: own values, all that is known, trends."""
    indicator = edition.indicator_of(target)
    own, fits = [], []
    if indicator and number(edition.assessment_of(target)["projected_median"]) is not None:
        answers = own_answers(edition, target)
        own = [
            method_row(edition, name, figures, indicator) | {"own": used} for name, figures, used in answers
        ]
        table = edition.results["trends"]
        chosen = table[(table["indicator"] == indicator.id) & (table["year"] == target.year)]
        for fit in chosen[["method", "value", "lower_80", "upper_80"]].itertuples(index=False):
            fits.append(
                method_row(edition, edition.wording(f"trend.{fit.method}"), tuple(fit[1:]), indicator)
            )
    return {
        "rows": own + fits,
        "caption": edition.say("page.methods_caption", year=year_text(target.year)),
        "note": edition.say(
            "page.methods_note"
            if fits
            else "page.methods_own_only"
            if own
            else decided_key(edition, target)
            if is_decided(edition, target)
            else "page.methods_none"
        ),
    }


def method_row(
    edition: Edition, name: str, figures: tuple[float, float, float], indicator: Indicator
) -> Item:
    """Return one method: its value and its 80 % interval."""
    value, lower, upper = (number(cell) for cell in figures)
    decimals, unit = indicator.decimals, edition.name_of(indicator, "unit")
    return {
        "name": name,
        "value": format_value(value, decimals, unit),
        "interval": format_interval(lower, upper, decimals, unit, edition.language),
        "own": False,
    }


def value_rows(edition: Edition, indicator: Indicator | None) -> list[Item]:
    """Return the latest known figures of an indicator with their status, confidence, use and source."""
    if indicator is None:
        return []
    rows, unit = [], edition.name_of(indicator, "unit")
    for row in latest_values(edition, indicator):
        rows.append(
            {
                "period": edition.period(row["period"]),
                "value": format_value(float(row["value"]), indicator.decimals, unit),
                "mark": mark(row),
                "status": edition.say(f"value_status.{row['status']}"),
                "confidence": edition.wording(f"confidence.{row['confidence']}"),
                "source": edition.cite(row["source"]),
            }
        )
    return rows


def latest_values(edition: Edition, indicator: Indicator | None) -> list[Item]:
    """Return the rows of the series table that a page has room for: all, or the latest of them.

    A line that says one is missing takes the room of that one.
    """
    rows = edition.series_of(indicator)
    return rows if len(rows) <= MOST_VALUES + 1 else rows[-MOST_VALUES:]


def not_shown(edition: Edition, indicator: Indicator | None) -> list[str]:
    """Return how many earlier figures stand in the result table alone; nothing where the page has all."""
    earlier = len(edition.series_of(indicator)) - len(latest_values(edition, indicator))
    return [edition.count("page.values_earlier", earlier)] if earlier > 0 else []


def paragraphs(edition: Edition, target: Target) -> list[Item]:
    """Return the labelled texts under the tables: definition, note, breaks, remarks on single values."""
    indicator = edition.indicator_of(target)
    found = [
        ("definition", [edition.name_of(indicator, "definition")] if indicator else []),
        (
            "note",
            [text for text in (edition.name_of(target, "note"), two_baselines(edition, target)) if text],
        ),
        ("yearly", yearly_texts(edition, indicator)),
        ("break", break_texts(edition, indicator)),
        ("remark", remark_texts(edition, indicator)),
    ]
    return [{"label": edition.say(f"label.{key}"), "texts": texts} for key, texts in found if texts]


def yearly_texts(edition: Edition, indicator: Indicator | None) -> list[str]:
    """Return how figures of parts of years, or of fiscal years, are brought to years; nothing for others."""
    if indicator is None or indicator.period_kind not in (*PARTS, "fiscal_year"):
        return []
    if indicator.period_kind == "fiscal_year":
        return [edition.say("yearly.fiscal_year")]
    return [edition.say(f"yearly.{indicator.yearly_by}", part=edition.say(f"yearly.{indicator.period_kind}"))]


def two_baselines(edition: Edition, target: Target) -> str:
    """Return the plan's baseline and that of the series, where it has been revised since; else nothing."""
    indicator, year = edition.indicator_of(target), target.baseline_year
    values = [float(row["value"]) for row in edition.usable_of(indicator) if row["year"] == year]
    if indicator is None or target.baseline_value is None or not values or not differs(target, values[0]):
        return ""
    plan, series = (edition.figure(value, indicator) for value in (target.baseline_value, values[0]))
    return edition.say("page.two_baselines", year=year, plan=plan, series=series)


def break_texts(edition: Edition, indicator: Indicator | None) -> list[str]:
    """Return a sentence for each change of definition up to the last known figure of an indicator."""
    breaks = edition.raw.breaks
    known = edition.series_of(indicator)
    if indicator is None or not known:
        return []
    mine = breaks[(breaks["indicator"] == indicator.id) & breaks["region"].isin(["*", edition.plan.region])]
    mine = mine[mine["year"] <= int(known[-1]["period"][:4])]
    return [
        edition.say(
            "page.break_from" if pd.isna(row["link_factor"]) else "page.break_linked", year=row["year"],
            reason=in_print(row[f"reason_{edition.language}"]).rstrip(".。"),
            factor=f"{row['link_factor']:g}",
        )
        for _, row in mine.iterrows()
    ]  # fmt: skip


def remark_texts(edition: Edition, indicator: Indicator | None) -> list[str]:
    """Return the notes recorded with the values shown; they are kept in the language of the source."""
    return [
        edition.say("page.remark", period=edition.period(row["period"]), note=edition.note_of(row))
        for row in latest_values(edition, indicator)
        if edition.note_of(row)
    ]


def page_sources(edition: Edition, values: list[Item]) -> list[Item]:
    """Return the sources of a page by number."""
    by_number = {place: source for source, place in edition.cited.items()}
    numbers = sorted({row["source"] for row in values})
    return [{"number": place, "text": edition.source_text(by_number[place])} for place in numbers]
