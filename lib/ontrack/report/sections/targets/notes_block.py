"""The labelled notes at the foot of a target's page: definition, note, breaks, remarks on single values."""

from __future__ import annotations

from typing import TypedDict

import pandas as pd

from ontrack.plan import Indicator, Target
from ontrack.plan.periods import PARTS
from ontrack.report.edition import Edition
from ontrack.report.sections.targets.values_block import latest_values
from ontrack.series.plausibility import differs
from ontrack.wording.punctuation import in_print


class Paragraph(TypedDict):
    """Texts under one label."""

    label: str
    texts: list[str]


def paragraphs(edition: Edition, target: Target) -> list[Paragraph]:
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
