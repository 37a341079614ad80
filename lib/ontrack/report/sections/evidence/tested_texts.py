"""What tests of the probabilities gave, in sentences, each only where it is so."""

from __future__ import annotations

import math

from ontrack.records.track_record import (
    OTHER_ECONOMY,
    PROPERTY,
    RANDOM,
    TIME_SAFE,
    figures_of,
    nearest_population,
    parts_of,
    quoted,
    quoted_horizons,
    quoted_property,
)
from ontrack.report.edition import Edition
from ontrack.report.sections.evidence.record_tables import (
    COMPARED_AT,
    at_length,
)
from ontrack.wording.number_format import format_share, format_value

HOLDS_FROM = 75.0  # per cent of 80 % intervals; below, a sentence says that they are too narrow


HOLDS_UP_TO = 86.0  # above, a sentence says that they are wider than they need be


STATED_GAP = 0.05  # between what is stated and what happens on average; from there on a sentence says so


WIDE_ERROR = 0.03  # standard error of a Brier skill that is called uncertain


HORIZONS = (1, 5, 10)  # years ahead


HORIZONS_AT = "3"  # yearly values


def tested_texts(edition: Edition) -> list[str]:
    """Return what was tested, on what, what time-safe means, and how to read the table."""
    population = nearest_population(edition.plan)
    asked = [edition.say(f"reliability.what.{population}"), edition.say("reliability.tests_text")]
    return [edition.wording.join(asked), edition.say("reliability.tests_reading")]


def weakest(edition: Edition) -> list[str]:
    """Return, each only where it is so, what the table shows that a user of a probability should know."""
    sentences = [
        *held_least(edition), *stated_beside(edition), *without_skill(edition), *weakest_quantity(edition),
        *horizon_texts(edition), *error_texts(edition),
    ]  # fmt: skip
    return [edition.wording.join(sentences)] if sentences else []


def held_least(edition: Edition) -> list[str]:
    """Return where the 80 % intervals held least, and where most if that is much more than stated."""
    table = quoted(edition.plan)
    least, most = (table.loc[find()] for find in (table["coverage_80"].idxmin, table["coverage_80"].idxmax))
    found = [("narrow" if least["coverage_80"] < HOLDS_FROM else "least", least)]
    found += [("wide", most)] if most["coverage_80"] > HOLDS_UP_TO else []
    return [
        edition.count(f"reliability.{form}", int(row["length"]), held=format_share(row["coverage_80"]))
        for form, row in found
    ]


def stated_beside(edition: Edition) -> list[str]:
    """Return where the mean probability lay furthest from what happened; nothing where it lay close."""
    table = quoted(edition.plan)
    gap = table["stated"] - table["happened"]
    worst = table.loc[gap.abs().idxmax()]
    off = worst["stated"] - worst["happened"]
    if abs(off) < STATED_GAP:
        return []
    figures = {key: format_share(100 * worst[key]) for key in ("stated", "happened")}
    form = "too_low" if off < 0 else "too_high"
    return [edition.count(f"reliability.{form}", int(worst["length"]), **figures)]


def without_skill(edition: Edition) -> list[str]:
    """Return with how many values the probabilities did no better than the usual frequency, or hardly."""
    table = quoted(edition.plan)
    none = table["brier_skill"] <= 0
    unclear = ~none & (table["brier_skill"] <= table["brier_skill_error"])
    comma = edition.say("reliability.separator")
    return [
        edition.say(f"reliability.{form}", lengths=comma.join(table.loc[rows, "length"]))
        for form, rows in (("no_skill", none), ("unclear_skill", unclear))
        if rows.any()
    ]


def weakest_quantity(edition: Edition) -> list[str]:
    """Return the kind of quantity with the least skill: a mean over all would hide it."""
    rows = parts_of(nearest_population(edition.plan), TIME_SAFE, "quantity")
    rows = rows[rows["part"] != "unknown"].dropna(subset="brier_skill")
    if rows.empty:
        return []
    worst = rows.loc[rows["brier_skill"].idxmin()]
    form = "weak_quantity_none" if worst["brier_skill"] <= 0 else "weak_quantity"
    return [
        edition.count(
            f"reliability.{form}", int(worst["length"]), held=format_share(worst["coverage_80"]),
            quantity=edition.say(f"reliability.quantity.{worst['part']}"),
            skill=format_value(worst["brier_skill"], 2),
        )
    ]  # fmt: skip


def horizon_texts(edition: Edition) -> list[str]:
    """Return how intervals held one, five and ten years ahead, where all three were tested."""
    table = quoted_horizons(edition.plan)
    held = table[table["length"] == HORIZONS_AT].set_index("horizon")["coverage_80"]
    if not set(HORIZONS) <= set(held.index):
        return []
    one, five, ten = (format_share(held[years]) for years in HORIZONS)
    return [edition.say("reliability.horizons", length=HORIZONS_AT, one=one, five=five, ten=ten)]


def error_texts(edition: Edition) -> list[str]:
    """Return how uncertain the skill is, where it is."""
    errors = quoted(edition.plan)["brier_skill_error"].dropna()
    if errors.empty or errors.max() < WIDE_ERROR:
        return []
    population = nearest_population(edition.plan)
    return [edition.say(f"reliability.uncertain.{population}", error=format_value(errors.max(), 2))]


def others_texts(edition: Edition) -> list[str]:
    """Return what the table of other tests shows, and how the skill differs from the time-safe one."""
    skill = {protocol: skill_at(edition, protocol) for protocol in (TIME_SAFE, RANDOM, OTHER_ECONOMY)}
    sentences = [edition.say("reliability.others_text")]
    if skill[RANDOM] > skill[TIME_SAFE]:
        sentences.append(edition.say("reliability.others_random"))
    if skill[OTHER_ECONOMY] < skill[TIME_SAFE]:
        sentences.append(edition.say("reliability.others_economy"))
    return [edition.wording.join(sentences)]


def skill_at(edition: Edition, protocol: str) -> float:
    """Return the Brier skill of the nearest population at three values by one protocol; NaN if untested."""
    found = at_length(figures_of(nearest_population(edition.plan), protocol), COMPARED_AT)
    return float(found[0]["brier_skill"]) if found else math.nan


def property_texts(edition: Edition) -> list[str]:
    """Return how tables of intellectual property were tested, and what is wrong with the answers there."""
    rows = quoted_property(edition.plan)
    without = [name for name in PROPERTY if (rows.loc[rows["part"] == name, "brier_skill"] <= 0).any()]
    sentences = [edition.say("reliability.property_text")]
    if without:
        names = edition.say("reliability.separator").join(
            edition.say(f"record.table.{name}") for name in without
        )
        sentences.append(edition.say("reliability.property_no_skill", tables=names))
    stated, happened = rows["stated"].mean(), rows["happened"].mean()
    if abs(stated - happened) >= STATED_GAP:
        form = "low" if stated < happened else "high"
        means = {"stated": format_share(100 * stated), "happened": format_share(100 * happened)}
        sentences.append(edition.say(f"reliability.property_too_{form}", **means))
    return [edition.wording.join(sentences)]
