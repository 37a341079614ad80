"""What a probability rests on: the track record of its kind, and the mark of one or two yearly values.

Quoted is what was measured on the population nearest to the plan's, by models that knew only what was over
when they were asked; never one population's figure for another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ontrack.plan import Target
from ontrack.records.track_record import (
    CHINESE_PROVINCES,
    OFFICIAL,
    OTHER_ECONOMY,
    PROPERTY,
    PROPERTY_LENGTHS,
    RANDOM,
    TIME_SAFE,
    WORLD_BANK,
    figures_of,
    nearest_population,
    quoted,
    quoted_property,
)
from ontrack.report.edition import Edition, number
from ontrack.wording.number_format import format_share, format_value

HEADS = ("length", "series", "80", "95", "skill", "error", "stated")
POPULATION_HEADS = ("population", "protocol", "series", "80", "skill", "stated")
HELD_OUT_HEADS = ("held_out", "series", "80", "skill", "mean_stated", "happened")
SLASH = " / "
POPULATIONS = (CHINESE_PROVINCES, OFFICIAL, WORLD_BANK)
COMPARED_AT = "3"  # yearly values
Item = dict[str, Any]
Row = Mapping[str, Any]


def record_line(edition: Edition, target: Target) -> str:
    """Return how often intervals from as few values have held; empty without a probability.

    It is that of the largest tested length that is not longer than the indicator's history.
    """
    row = edition.assessment_of(target)
    table = quoted(edition.plan)
    fitting = [int(length) for length in table["length"] if int(length) <= row.observations]
    if row.probability_met is None or not fitting:
        return ""
    length = max(fitting)
    found = table[table["length"] == str(length)].iloc[0]
    return edition.count(
        "record.line", length, share=format_share(found["coverage_80"]),
        population=population_name(edition), series=format_value(found["series"], 0),
    )  # fmt: skip


def population_name(edition: Edition, population: str = "") -> str:
    """Return a population in words, by default the one nearest to the plan's."""
    return edition.say(f"record.population.{population or nearest_population(edition.plan)}")


def record_table(edition: Edition) -> Item:
    """Return the track record of the nearest population, a row for each number of yearly values."""
    rows = [
        [
            row["length"],
            format_value(row["series"], 0),
            *(format_share(number(row[name]), 1) for name in ("coverage_80", "coverage_95")),
            skill_text(row),
            format_value(number(row["ece"]), 2),
            stated_text(row),
        ]
        for row in quoted(edition.plan).to_dict("records")
    ]
    caption = edition.say("method.record_caption", population=population_name(edition))
    return {"caption": caption, "heads": heads(edition, HEADS), "rows": rows}


def populations_table(edition: Edition) -> Item | None:
    """Return how the test is answered another way, and on other populations, at three yearly values."""
    nearest = nearest_population(edition.plan)
    others = [name for name in POPULATIONS if name != nearest]
    asked = [(nearest, protocol) for protocol in (TIME_SAFE, RANDOM, OTHER_ECONOMY)]
    asked += [(population, TIME_SAFE) for population in others]
    rows = [
        [
            population_name(edition, population),
            edition.say(f"record.protocol.{protocol}"),
            format_value(row["series"], 0),
            format_share(row["coverage_80"], 1),
            skill_text(row),
            stated_text(row),
        ]
        for population, protocol in asked
        for row in at_length(figures_of(population, protocol), COMPARED_AT)
    ]
    caption = edition.say("record.populations_caption")
    return {"caption": caption, "heads": heads(edition, POPULATION_HEADS), "rows": rows} if rows else None


def held_out_table(edition: Edition) -> Item | None:
    """Return the provincial tables of intellectual property; None where the plan is about something else.

    Each was answered by models that had seen none of the four; a cell holds the figures of one, three and
    seven yearly values.
    """
    found = quoted_property(edition.plan)
    rows = [row for name in PROPERTY if (row := held_out_row(edition, found, name))]
    caption = edition.say("record.held_out_caption")
    return {"caption": caption, "heads": heads(edition, HELD_OUT_HEADS), "rows": rows} if rows else None


def held_out_row(edition: Edition, found: pd.DataFrame, name: str) -> list[str]:
    """Return one table of provincial figures that was left out; nothing where it was not tested so."""
    mine = found[found["part"] == name].set_index("length")
    if not set(PROPERTY_LENGTHS) <= set(mine.index):
        return []
    rows = mine.loc[list(PROPERTY_LENGTHS)].to_dict("records")
    return [
        edition.say(f"record.table.{name}"),
        format_value(min(row["series"] for row in rows), 0),
        SLASH.join(format_share(row["coverage_80"]) for row in rows),
        SLASH.join(format_value(row["brier_skill"], 2) for row in rows),
        *(SLASH.join(format_share(100 * row[key]) for row in rows) for key in ("stated", "happened")),
    ]


def at_length(table: pd.DataFrame, length: str) -> list[Row]:
    """Return the row of one number of yearly values, if it was tested."""
    return table[table["length"] == length].to_dict("records")


def skill_text(row: Row) -> str:
    """Return a Brier skill with its standard error, where that is known."""
    skill, error = number(row["brier_skill"]), number(row["brier_skill_error"])
    return format_value(skill, 2) + (f" ± {format_value(error, 2)}" if error is not None else "")


def stated_text(row: Row) -> str:
    """Return the mean probability stated and the share that came true, both in per cent."""
    return SLASH.join(format_share(100 * row[name]) for name in ("stated", "happened"))


def heads(edition: Edition, names: tuple[str, ...]) -> list[str]:
    """Return the heads of a table of the record."""
    return [edition.say(f"record.head_{name}") for name in names]
