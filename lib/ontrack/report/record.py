"""What a probability rests on: the track record of its kind, and the mark of one or two yearly values."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ontrack.number_format import format_share, format_value
from ontrack.plan import Target
from ontrack.report.edition import Edition, number
from ontrack.track_record import ALL_SETS, track_record

FEW_GRADES = ("D", "E")  # two yearly values, and one
HEADS = ("length", "series", "80", "95", "skill", "error")
FULL = "full"


def rests_on_few(edition: Edition, target: Target) -> bool:
    """Return whether a target has a probability that rests on one or two yearly values."""
    row = edition.assessment_of(target)
    return number(row["probability_met"]) is not None and row["evidence_grade"] in FEW_GRADES


def footing(edition: Edition, target: Target, form: str = "footing") -> str:
    """Return how a probability of one or two yearly values is marked; empty for any other.

    `form` is ``footing`` for a table, ``footing_line`` for a sentence.
    """
    grade = edition.assessment_of(target)["evidence_grade"]
    return edition.say(f"{form}.{grade}") if rests_on_few(edition, target) else ""


def record_line(edition: Edition, target: Target) -> str:
    """Return how often intervals from as few values have held; empty without a probability.

    It is that of the largest tested length that is not longer than the indicator's history.
    """
    row = edition.assessment_of(target)
    table = all_sets()
    lengths = [int(length) for length in table["length"] if length != FULL]
    fitting = [length for length in lengths if length <= row["observations"]]
    if number(row["probability_met"]) is None or not fitting:
        return ""
    length = max(fitting)
    found = table[table["length"] == str(length)].iloc[0]
    return edition.count(
        "record.line", length, share=format_share(found["coverage_80"]),
        series=format_value(found["series"], 0),
    )  # fmt: skip


def record_table(edition: Edition) -> dict[str, Any]:
    """Return the track record over all test sets, a row for each number of yearly values."""
    rows = [
        [
            edition.say("record.full") if row["length"] == FULL else str(row["length"]),
            format_value(row["series"], 0),
            *(format_share(number(row[name]), 1) for name in ("coverage_80", "coverage_95")),
            *(format_value(number(row[name]), 2) for name in ("brier_skill", "ece")),
        ]
        for row in all_sets().to_dict("records")
    ]
    return {
        "caption": edition.say("method.record_caption"),
        "heads": [edition.say(f"record.head_{head}") for head in HEADS],
        "rows": rows,
    }


def all_sets() -> pd.DataFrame:
    """Return the rows of the track record that are taken over all test sets."""
    table = track_record()
    return table[table["set"] == ALL_SETS]
