"""The outside view: how many earlier targets were met, by what they asked for, by kind and by issuer."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ontrack.plan import in_china
from ontrack.report.edition import Cells, Edition, number
from ontrack.tables.choices import AMBITION_CLASSES
from ontrack.wording.number_format import MISSING, format_probabilities, format_share

GROUPS = ("all", "ambition", "kind", "issuer")
UPPER_BOUND = "past_targets"
HEADS = ("group", "targets", "met", "plans", "share", "interval")
Item = dict[str, Any]


def outside_part(edition: Edition) -> Item | None:
    """Return the table of earlier targets with its sentences; None where there is none."""
    table = edition.results.get("outside_view")
    if table is None or not table["targets"].any():
        return None
    chinese = [edition.say("outside.no_chinese")] if in_china(edition.plan.region) else []
    rows = [row for group in GROUPS for row in rows_of(table, group)]
    return {
        "heading": edition.say("outside.heading"),
        "texts": [edition.wording.join([edition.say("outside.text"), *chinese,
                                        *upper_bound(edition, table)])],
        "caption": edition.say("outside.caption"),
        "heads": [edition.say(f"outside.head_{head}") for head in HEADS],
        "rows": [outside_row(edition, row) for row in rows if row["targets"]],
        "note": edition.say("outside.note"),
    }  # fmt: skip


def rows_of(table: pd.DataFrame, group: str) -> list[Cells]:
    """Return the rows of one group; classes of ambition in their order, the rest by the number of targets."""
    rows = table[table["group"] == group]
    if group != "ambition":
        return rows.sort_values(["targets", "name"], ascending=[False, True]).to_dict("records")
    order = {name: place for place, name in enumerate(AMBITION_CLASSES)}
    return sorted(rows.to_dict("records"), key=lambda row: order[row["name"]])


def outside_row(edition: Edition, row: Cells) -> Item:
    """Return one class: its name, how many targets, met ones and plans, and the share with its interval."""
    return {
        "name": name_of(edition, row),
        "group": row["group"],
        "cells": [*(str(row[name]) for name in ("targets", "met", "plans")), *share(edition, row)],
    }


def share(edition: Edition, row: Cells) -> tuple[str, str]:
    """Return share and interval; dashes where fewer than five plans are behind it."""
    found, lower, upper = (number(row[name]) for name in ("share", "lower", "upper"))
    if found is None or lower is None or upper is None:
        return MISSING, MISSING
    return format_share(100 * found), format_probabilities(lower, upper, edition.language)


def name_of(edition: Edition, row: Cells) -> str:
    """Return a class in words; an issuer that has none by its id."""
    places = {"ambition": "lenses.ambition", "issuer": "code.outside_view"}
    place = places.get(row["group"], f"report.outside.{row['group']}")
    key = f"{place}.{row['name']}"
    return edition.wording(key) if key in edition.wording.texts else str(row["name"])


def upper_bound(edition: Edition, table: pd.DataFrame) -> list[str]:
    """Return how many targets of published outcomes were met: an upper bound, as met ones get published."""
    rows = table[(table["group"] == UPPER_BOUND) & table["share"].notna()].to_dict("records")
    return [
        edition.say(
            "outside.past", share=share(edition, row)[0], interval=share(edition, row)[1],
            targets=row["targets"], plans=row["plans"],
        )
        for row in rows
    ]  # fmt: skip
