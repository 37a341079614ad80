"""What official texts say without a yearly value, and how far each statement moves a probability."""

from __future__ import annotations

from typing import Any

from ontrack.report.edition import Cells, Edition, number
from ontrack.report.sections.plan.coherence_page import signed
from ontrack.wording.number_format import MISSING, format_probability

HEADS = ("target", "sentence", "kind", "without", "points")
Item = dict[str, Any]


def statements_part(edition: Edition) -> Item | None:
    """Return the table of statements by target; None where none is told."""
    rows = told_rows(edition)
    if not rows:
        return None
    used = sum(row["used"] == "yes" for row in rows)
    return {
        "heading": edition.say("told.heading"),
        "texts": [edition.say("told.text"), edition.count("told.count", len(rows), used=used)],
        "caption": edition.say("told.caption"),
        "heads": [edition.say(f"told.head_{head}") for head in HEADS],
        "rows": [statement_row(edition, row) for row in rows],
    }


def told_rows(edition: Edition) -> list[Cells]:
    """Return the rows of statements.csv in the order of the plan's targets."""
    table = edition.results.get("statements")
    if table is None:
        return []
    order = {target.target: place for place, target in enumerate(edition.plan.targets)}
    rows = [row for row in table.to_dict("records") if row["target"] in order]
    return sorted(rows, key=lambda row: (order[row["target"]], row["to"], row["kind"]))


def statement_row(edition: Edition, row: Cells) -> Item:
    """Return one statement: its target, sentence and source, kind, what the probability is without it."""
    target = next(one for one in edition.plan.targets if one.target == row["target"])
    points, without = number(row["points_moved"]), number(row["probability_without"])
    return {
        "name": edition.name_of(target),
        "sentence": sentence(edition, row),
        "source": edition.cite(row["source"]),
        "kind": edition.say(f"told.kind.{row['kind']}"),
        "without": format_probability(without),
        "points": MISSING if points is None else signed(points, 0),
        "note": edition.say("told.unused") if row["used"] == "no" else "",
    }


def sentence(edition: Edition, row: Cells) -> str:
    """Return what a text says, in the language; its period and figure where nobody wrote it down."""
    said = row[f"text_{edition.language}"]
    if said:
        return str(said)
    first = f"{row['from']}–" if row["from"] else ""
    return edition.say("told.plain", period=f"{first}{row['to']}", value=row["value"])
