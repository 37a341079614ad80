"""Targets whose figure is not known: listed with what is known of them, never guessed."""

from __future__ import annotations

from typing import Any

from ontrack.plan import Remark, TargetWithoutValue
from ontrack.report.edition import Edition, mark, number
from ontrack.series import cutoff_date
from ontrack.wording import Wording
from ontrack.wording.number_format import MISSING

HEADS = ("target", "baseline", "latest", "aim")


def unstated_page(edition: Edition) -> dict[str, Any] | None:
    """Return the targets without a value; None where the plan has none."""
    targets = [target for target in edition.plan.targets_without_value if target.fault is None]
    if not targets:
        return None
    rows = [unstated_row(edition, target) for target in targets]
    return {
        "sentences": [
            edition.count("unstated.intro", len(targets)), *unstated_sentences(edition),
        ],
        "caption": edition.say("unstated.caption", number=len(targets)),
        "heads": [edition.say(f"unstated.head_{name}") for name in HEADS],
        "rows": rows,
        "legend": edition.legend({row["latest_mark"] for row in rows}),
        "remarks": remark_texts(edition),
        "remarks_heading": edition.say("unstated.remarks_heading"),
    }  # fmt: skip


def unstated_sentences(edition: Edition) -> list[str]:
    """Return of how many targets of the plan's table the figure is known, and which row cannot be read.

    Nothing where every figure is known.
    """
    known = len(edition.plan.table_targets)
    listed = [target for target in edition.plan.targets_without_value if target.in_table]
    missing = sum(target.fault is None for target in listed)
    share = [edition.count("unstated.share", missing, known=known, total=known + len(listed))]
    unreadable = [unreadable_text(target, edition.wording) for target in edition.plan.unreadable_targets]
    return [*(share if missing else []), *unreadable]


def unreadable_text(target: TargetWithoutValue, wording: Wording) -> str:
    """Return that a target is not assessed because of its row, and where the fault is."""
    assert target.fault is not None, "only targets with a fault are unreadable"
    name = target.text("name", wording.language)
    return wording(
        "report.unstated.unreadable", name=name, line=target.fault.line, column=target.fault.column
    )


def unstated_row(edition: Edition, target: TargetWithoutValue) -> dict[str, str]:
    """Return one target: name, nature and unit, baseline, latest value, and that its aim is not known."""
    indicator = edition.plan.indicators[target.indicator] if target.indicator else None
    values = edition.usable_of(indicator)
    unit = edition.name_of(target, "unit")
    nature = edition.wording(f"nature.{target.nature}")
    return {
        "name": edition.name_of(target),
        "nature-unit": edition.say("table.nature_unit", nature=nature, unit=unit),
        "baseline": edition.figure(target.baseline_value, indicator),
        "baseline_year": year_of(edition, target.baseline_year),
        "latest": edition.figure(number(values[-1]["value"]), indicator) if values else MISSING,
        "latest_mark": mark(values[-1]) if values else "",
        "latest_year": year_of(edition, values[-1]["year"]) if values else "",
        "aim": edition.say("unstated.aim"),
        "aim_year": year_of(edition, target.year),
        "source": f"[{edition.cite(values[-1]['source'])}]" if values else "",
    }


def year_of(edition: Edition, year: int | None) -> str:
    """Return a year, empty where there is none."""
    return "" if year is None else edition.say("year", year=int(year))


def remarks_known(edition: Edition) -> list[Remark]:
    """Return what publishers had said of the plan's targets by the cut-off of this assessment."""
    cutoff = cutoff_date(edition.stamp.as_of)
    return [one for one in edition.plan.remarks if one.published <= cutoff]


def remark_texts(edition: Edition) -> list[str]:
    """Return what was said of the targets without a value, in the plan's order."""
    return [
        remark_text(edition, target, remark)
        for target in edition.plan.targets_without_value
        for remark in remarks_known(edition)
        if remark.target == target.target
    ]


def remark_text(edition: Edition, target: TargetWithoutValue, remark: Remark) -> str:
    """Return what was said of a target and when, with the number of the source."""
    return edition.say(
        "unstated.remark", name=edition.name_of(target), date=edition.period(remark.published),
        text=edition.name_of(remark, "text"), source=edition.cite(remark.source),
    )  # fmt: skip
