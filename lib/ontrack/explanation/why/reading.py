"""Read the rows of why.csv back: the steps of one target, in whole per cent as they are shown."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from ontrack.wording.number_format import MISSING, format_value

FIRST = "class"


@dataclass(frozen=True)
class Step:
    """One step from the class alone to the answer.

    Attributes
    ----------
    piece : str
        One of `ontrack.tables.choices.WHY_PIECES`.
    present : bool
        Whether there is any such piece.
    before, after : float
        Probability in per cent, 0 before the first.
    alone : float
        Points the answer would lose without that piece alone; NaN of the class.
    """

    piece: str
    present: bool
    before: float
    after: float
    alone: float

    @property
    def points(self) -> int:
        """Whole points between the whole per cents shown, so that what a reader adds up comes out."""
        return round(self.after) - round(self.before)

    @property
    def change(self) -> str:
        """The points with their sign: ``+18``, ``−7``, ``0``."""
        return signed(self.points)


def steps_of(why: pd.DataFrame, target: str) -> list[Step]:
    """Return the steps of one target in their order; none where it has no probability.

    Parameters
    ----------
    why : DataFrame
        Columns of why.csv.
    """
    rows = why[why["target"] == target].sort_values("step")
    after = [100 * float(value) for value in rows["probability"]]
    return [
        Step(row["piece"], row["present"] == "yes", before, now, float(row["points_alone"]))
        for row, before, now in zip(rows.to_dict("records"), [0.0, *after][:-1], after, strict=True)
    ]


def shown(steps: list[Step]) -> list[Step]:
    """Return the steps of which there is something to show: absent pieces move nothing."""
    return [step for step in steps if step.present or step.points]


def signed(points: float) -> str:
    """Return whole points with their sign; a dash where there are none to give."""
    if math.isnan(points):
        return MISSING
    text = format_value(points, 0)
    return f"+{text}" if points > 0 and text != "0" else text
