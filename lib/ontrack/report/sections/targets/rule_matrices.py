"""Tables of the targets by the official rules, as few as a page is wide enough for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from string import ascii_lowercase
from typing import TypedDict

from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.sections.targets.rule_findings import band_of, span_of, value_text
from ontrack.rules.rules_table import Ruling
from ontrack.tables.choices import RULES

WIDEST = 6  # rules that stand beside one another on an upright page


class RuleCell(TypedDict):
    """What one rule says of one target."""

    tone: str
    band: str
    value: str
    reason: str


class MatrixRow(TypedDict):
    """One target by some rules."""

    number: str
    name: str
    nature: str
    binding: bool
    cells: list[RuleCell]


class Matrix(TypedDict):
    """A table of targets by some of the rules, as many as a page is wide."""

    caption: str
    heads: list[str]
    rows: list[MatrixRow]


def matrices(edition: Edition, letters: dict[str, str]) -> list[Matrix]:
    """Return the tables: the targets that some rule judges, by the rules that judge any of them.

    The rules are dealt out evenly over as few tables as a page is wide enough for.
    """
    targets = [(place, target) for place, target in enumerate(edition.plan.table_targets, 1)]
    rows = {target: edition.rows_of("rules", Ruling, target) for _, target in targets}
    judged = {row.rule for found in rows.values() for row in found if row.band}
    judging = [rule for rule in RULES if rule in judged]
    parts = math.ceil(len(judging) / WIDEST)
    wide = math.ceil(len(judging) / parts) if parts else 1
    dealt = [judging[first : first + wide] for first in range(0, len(judging), wide)]
    return [
        {
            "caption": edition.say("rules.matrix_caption", place=part, parts=parts),
            "heads": [edition.wording(f"rule.name.{rule}") for rule in of],
            "rows": [
                matrix_row(edition, target, place, letters, [row for row in rows[target] if row.rule in of])
                for place, target in targets
                if any(row.band for row in rows[target])
            ],
        }
        for part, of in enumerate(dealt, 1)
    ]


def reason_letters(answered: Sequence[Sequence[Ruling]]) -> dict[str, str]:
    """Return a letter for each reason that some rule gives on targets which others judge."""
    reasons = dict.fromkeys(row.reason for rows in answered for row in rows if row.reason)
    return dict(zip(reasons, ascii_lowercase, strict=False))


def matrix_row(
    edition: Edition, target: Target, place: int, letters: dict[str, str], rows: Sequence[Ruling]
) -> MatrixRow:
    """Return a target's row of a table, a cell a finding."""
    judged = [row for row in edition.rows_of("rules", Ruling, target) if row.band]
    return {
        "number": str(place),
        "name": edition.name_of(target),
        "nature": under_name(edition, target, judged),
        "binding": target.nature == "binding",
        "cells": [
            {
                "tone": row.tone,
                "band": band_of(edition, row),
                "value": value_text(edition, target, row),
                "reason": letters.get(row.reason, ""),
            }
            for row in rows
        ],
    }


def under_name(edition: Edition, target: Target, answered: Sequence[Ruling]) -> str:
    """Return whether a target binds, and the years that are counted where some rule judges it."""
    nature = edition.wording(f"nature.{target.nature}")
    spans = sorted({span for row in answered if (span := span_of(edition, row))})
    years = edition.say("rules.separator").join(spans)
    return edition.say("rules.under_name", nature=nature, years=years) if spans else nature
