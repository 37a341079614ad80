"""The sentences of one finding: judgement, arithmetic, what would have to be true, which target rules."""

from __future__ import annotations

from collections.abc import Callable

from ontrack.coherence.rows import FindingRow
from ontrack.plan.relations import Statement
from ontrack.report.edition import Edition, plain
from ontrack.report.sections.plan.finding_figures import (
    Numbers,
    Texts,
    Writer,
    figure_text,
    missing_text,
    with_unit,
)
from ontrack.wording.number_format import format_rate, format_share, format_value


def agreement(writer: Writer, ratio: str, stock: str, denominator: str) -> Texts:
    """Return the sentences of a stock and a ratio that should say the same."""
    identity = writer.identity
    parts = {name: getattr(identity, part) for name, part in (("ratio", ratio), ("stock", stock))}
    below = getattr(identity, denominator)
    unit = writer.unit(below) or writer.unit(parts["stock"])
    places = {
        **{f"{name}_name": writer.name(part) for name, part in parts.items()},
        **{name: writer.amount(name, writer.unit(part)) for name, part in parts.items()},
        "denominator_name": writer.label(below),
        "implied": writer.amount("implied", unit), "implied_range": writer.range("implied", unit),
        "denominator": writer.amount("denominator", unit),
        "denominator_range": writer.range("denominator", unit),
        "latest": writer.amount("latest", unit),
        "change": format_rate(writer.value("change_pct"), 1),
        "stock_needed": writer.amount("stock_needed", writer.unit(parts["stock"])),
        "more": format_share(100 * (writer.value("stock_needed") / writer.value("stock") - 1)),
    }  # fmt: skip
    say = agreement_sentence(writer.edition, places)
    if "latest" not in writer.numbers:  # observed, no longer projected
        return {"judgement": say("observed"), "arithmetic": say("arithmetic_observed")}
    way = "up" if writer.value("change_pct") >= 0 else "down"
    stricter = "stock" if writer.value("stock_needed") <= writer.value("stock") else "ratio"
    return {
        "judgement": say(writer.row.finding),
        "arithmetic": say("arithmetic"),
        "condition": say(f"condition_{way}"),
        "rules": say(f"rules_{stricter}"),
    }


def agreement_sentence(edition: Edition, places: Texts) -> Callable[[str], str]:
    """Return what says a sentence of an agreement, which both kinds share."""
    return lambda key: edition.say(f"coherence.agreement.{key}", **places)


def rate(writer: Writer) -> Texts:
    """Return the sentences of a stock against a rate per head."""
    return agreement(writer, "rate", "stock", "denominator")


def share(writer: Writer) -> Texts:
    """Return the sentences of a part against its share."""
    return agreement(writer, "share", "part", "whole")


def numerator(writer: Writer) -> Texts:
    """Return the sentences of a numerator that must keep up with its denominator."""
    identity = writer.identity
    above, below = writer.unit(identity.numerator), writer.unit(identity.denominator)
    places = {
        "ratio_name": writer.name(identity.ratio),
        "numerator_name": writer.name(identity.numerator),
        "denominator_name": writer.name(identity.denominator),
        "ratio": writer.amount("ratio", writer.unit(identity.ratio)),
        "denominator": writer.amount("denominator", below), "latest": writer.amount("latest", below),
        "needed": writer.amount("needed", above), "needed_range": writer.range("needed", above),
        "numerator": writer.amount("numerator", above), "numerator_range": writer.range("numerator", above),
        "missing": missing_text(writer.edition, writer.row.missing),
        **{
            f"{name}_growth": writer.rate(f"{name}_growth_pct")
            for name in ("ratio", "denominator", "numerator", "projected")
        },
        "growth_range": writer.rate_range("numerator_growth_pct"),
        "projected_range": writer.rate_range("projected_growth_pct"),
        "denominator_growth_range": writer.rate_range("denominator_growth_pct"),
    }  # fmt: skip
    if "numerator_growth_pct" not in writer.numbers:  # observed, or a target without a baseline
        return {"judgement": writer.say("level", **places)}
    return {
        "judgement": writer.say(writer.row.finding, **places),
        "arithmetic": writer.say("arithmetic", **places),
        "condition": writer.say("condition", **places),
        "consequence": writer.say("consequence", **places),
    }


def growth(writer: Writer) -> Texts:
    """Return the sentences of a growth rate against a level."""
    identity = writer.identity
    unit = writer.unit(identity.level)
    average, needed = writer.value("growth"), writer.value("growth_needed_pct")
    places = {
        "growth_name": writer.name(identity.growth), "level_name": writer.name(identity.level),
        "growth": f"{plain(average)}%", "years": plain(writer.value("years")),
        **{name: writer.amount(name, unit) for name in ("baseline", "level", "implied")},
        "implied_range": writer.range("implied", unit),
        "growth_needed": writer.rate("growth_needed_pct"), "short": format_value(abs(average - needed), 2),
    }  # fmt: skip
    stricter = "growth" if average >= needed else "level"
    return {
        "judgement": writer.say(writer.row.finding, **places),
        "arithmetic": writer.say("arithmetic", **places),
        "rules": writer.say(f"rules_{stricter}", **places),
    }


def multiple(writer: Writer) -> Texts:
    """Return the sentences of a part that is multiplied inside a whole."""
    identity = writer.identity
    unit = writer.unit(identity.whole_then)
    places = {
        "multiple_name": writer.name(identity.multiple), "whole_name": writer.name(identity.whole_then),
        "share_name": writer.label(identity.share), "multiple": plain(writer.value("multiple")),
        **{name: writer.amount(name, "%") for name in ("share", "freely", "at_most")},
        **{
            name: writer.amount(name, unit)
            for name in ("whole_now", "whole_then", "part_now", "part_then", "whole_other_reading")
        },
        "growth_needed": writer.rate("growth_needed_pct"), "whole_growth": writer.rate("whole_growth_pct"),
    }  # fmt: skip
    stand_in = "" if identity.share_is_own else writer.say("stand_in", **places)
    return {
        "judgement": writer.say(writer.row.finding, **places),
        "arithmetic": writer.say("arithmetic", **places),
        "condition": writer.edition.say(
            "coherence.two", first=writer.say("condition", **places), second=stand_in
        ).strip(),
        "reading": writer.say("reading", **places),
    }


def count(writer: Writer) -> Texts:
    """Return the sentences of what exists and what is named against a goal."""
    identity = writer.identity
    short = int(max(0, writer.value("short")))
    places = {
        **{f"{name}_name": writer.label(getattr(identity, name)) for name in ("existing", "named", "goal")},
        **{name: plain(writer.value(name)) for name in ("existing", "named", "goal", "total")},
    }
    key = "open" if identity.open_ended else "closed"
    condition = writer.edition.count(f"coherence.count.condition_{key}", short, **places) if short else ""
    return {
        "judgement": writer.edition.count(f"coherence.count.{writer.row.finding}", short, **places),
        "arithmetic": writer.say("arithmetic", **places),
        "condition": condition,
    }


def existing(writer: Writer) -> Texts:
    """Return the sentences of a goal against what exists already."""
    identity = writer.identity
    unit = writer.unit(identity.existing) or writer.unit(identity.goal)
    places = {
        "existing_name": writer.label(identity.existing), "goal_name": writer.label(identity.goal),
        **{name: writer.amount(name, unit) for name in ("existing", "goal")},
    }  # fmt: skip
    over = writer.value("beyond") >= 0
    return {
        "judgement": writer.say(writer.row.finding, **places),
        "arithmetic": writer.say("arithmetic", **places),
        "condition": writer.say("condition", **places) if over else "",
    }


def same(writer: Writer) -> Texts:
    """Return the sentences of two figures of one quantity."""
    identity = writer.identity
    unit = writer.unit(identity.left) or writer.unit(identity.right)
    difference = abs(writer.value("difference"))
    places = {
        "left": writer.amount("left", unit), "right": writer.amount("right", unit),
        "gap": format_share(abs(writer.row.gap_pct or 0), 1),
        "difference": writer.edition.say("coherence.points", value=figure_text(difference, unit))
        if unit == "%"
        else with_unit(writer.edition, [difference], unit),
        "left_expression": writer.expression("left", unit),
        "right_expression": writer.expression("right", unit),
        "left_growth": writer.rate("left_growth_pct"), "right_growth": writer.rate("right_growth_pct"),
        "goal": writer.amount("goal", unit),
    }  # fmt: skip
    if "running_total" in writer.numbers:
        total, year = (writer.amount(name, unit) for name in ("running_total", "one_year"))
        said = writer.say(f"{writer.row.finding}_total", total=total, year=year)
        return {"judgement": said, "arithmetic": writer.say("arithmetic", **places)}
    differs = writer.row.finding in ("contradictory", "differs")
    return {
        "judgement": writer.say(writer.row.finding, **places),
        "arithmetic": writer.say("arithmetic", **places),
        "condition": writer.say("condition", **places) if differs else "",
        "consequence": writer.say("consequence", **places) if differs and "goal" in writer.numbers else "",
    }


KINDS: dict[str, Callable[[Writer], Texts]] = {
    "rate": rate, "share": share, "numerator": numerator, "growth": growth, "multiple": multiple,
    "count": count, "existing": existing, "same": same,
}  # fmt: skip


def finding_texts(edition: Edition, identity: Statement, row: FindingRow, numbers: Numbers) -> Texts:
    """Return the sentences of one finding: its judgement, and what lines there are beside it."""
    if not numbers_complete(row):
        key = f"coherence.unchecked.{row.reason}"
        judgement = edition.say(key, missing=missing_text(edition, row.missing))
        return {"judgement": judgement}
    return KINDS[row.kind](Writer(edition, identity, row, numbers))


def numbers_complete(row: FindingRow) -> bool:
    """Return whether a finding has at least one side to write about."""
    return row.left_value is not None
