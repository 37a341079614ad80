"""Verdicts of a plan's targets taken back where the evidence does not carry a word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ontrack.assessment.judgement.rule import withheld
from ontrack.assessment.judgement.signs import Signs
from ontrack.tables.choices import VERDICTS

CLASS, STATEMENTS, NATION, PEERS = "class", "statements", "nation", "peers"
WORDS = VERDICTS[: VERDICTS.index("met")]  # the others rest on no probability


def judged(assessments: pd.DataFrame, signs: Mapping[str, Signs]) -> pd.DataFrame:
    """Return the rows of assessments.csv with a reason in place of each verdict that may not be given.

    Parameters
    ----------
    assessments : DataFrame
        Columns of assessments.csv. Verdicts that rest on no probability stay, and so does everything else.
    signs : mapping
        Target to its signs, as `signs_of` returns them; one for each target with a probability.

    Returns
    -------
    DataFrame
        Where a word is withheld `verdict` is empty and `reason` says why; `probability_met` stays.
    """
    targets = assessments.loc[assessments["verdict"].isin(WORDS), "target"]
    reasons = targets.map(lambda target: withheld(signs[target]))
    kept_back = reasons[reasons != ""]
    result = assessments.copy()
    result.loc[kept_back.index, "verdict"] = ""
    result.loc[kept_back.index, "reason"] = kept_back
    return result


def signs_of(why: pd.DataFrame, lenses: pd.DataFrame, assessments: pd.DataFrame) -> dict[str, Signs]:
    """Return the signs of each target that has a probability.

    Parameters
    ----------
    why, lenses, assessments : DataFrame
        Columns of why.csv, lenses.csv and assessments.csv.
    """
    steps = {str(target): rows for target, rows in why.groupby("target", sort=False)}
    told = assessments.set_index("target")
    return {
        str(row["target"]): signs_of_one(steps[row["target"]], row, told.loc[row["target"]])
        for row in lenses.to_dict("records")
    }


def signs_of_one(steps: pd.DataFrame, lenses: Mapping[str, Any], told: pd.Series) -> Signs:
    """Return the signs of one target, of its rows of the three tables."""
    rows = steps.set_index("piece")
    probability = float(lenses["probability_met"])
    present = rows[(rows["present"] == "yes") & (rows.index != CLASS)]
    counts = counts_of(told.get("evidence_kinds"))
    return Signs(
        probability=probability, class_only=float(rows.loc[CLASS, "probability"]),
        apart=float(lenses["probability_apart"]),
        without_each=(probability - present["points_alone"].astype(float) / 100).to_dict(),
        pace_share=float(lenses["pace_share"]), earlier_share=float(lenses["earlier_share"]),
        values=counts.get("own", int(told["observations"])),
        statements=counts.get(STATEMENTS, int(STATEMENTS in present.index)),
        nation=NATION in present.index, peers=PEERS in present.index,
    )  # fmt: skip


def counts_of(kinds: object) -> dict[str, int]:
    """Return the numbers in a cell such as ``own 6; statements 2; nation; peers 12``; none of no text."""
    found = re.findall(r"(\w+) (\d+)", kinds) if isinstance(kinds, str) else []
    return {name: int(number) for name, number in found}
