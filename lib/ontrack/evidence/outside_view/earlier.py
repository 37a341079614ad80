"""The earlier targets as the shares need them: which count, what each asked for, of which plan each is."""

from __future__ import annotations

import re

import pandas as pd

from ontrack.evidence.outside_view.ambition import Asked, asked_of
from ontrack.tables.policy_targets import PolicyTargets

# One level for all allies alike, which no government set for itself: it says nothing of how targets are set.
GUIDELINES = ("Wales defence investment pledge 2014",)
AT_ONCE = "10项指标整体"  # of a row of past_targets.csv that counts ten targets at once
SAME_AIM = ["region", "target_year", "target_value", "outcome_value"]  # whatever the indicator is called


def settled(known: PolicyTargets) -> pd.DataFrame:
    """Return the targets whose outcome is that of their year and of what they aimed at.

    Returns
    -------
    DataFrame
        One row a target of policy_targets.csv without a flag: its cells, and `met` as bool, `programme` (what
        the file calls plan: what several governments did together), `plan` (a government's part in it:
        programme and country), `issuers` (the first part of the id, as an id), `ambition` (empty where a
        pace is not known).
    """
    rows = known.targets[known.targets["flags"] == ""]
    asked = asked_by_id(known)
    own = ~rows["plan"].isin(GUIDELINES)
    found = [asked.get(name) for name in rows["id"]]
    ambition = [one.ambition if one and mine else "" for one, mine in zip(found, own, strict=True)]
    return rows.assign(
        met=rows["met"] == "yes", programme=rows["plan"],
        plan=rows["plan"] + "|" + rows["country_or_region"],
        issuers=rows["id"].map(issuers_of), ambition=ambition,
    )  # fmt: skip


def issuers_of(name: str) -> str:
    """Return who set a target and why, the first part of its id, in lower-case letters and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", name.partition("|")[0].lower()).strip("_")


def asked_by_id(known: PolicyTargets) -> dict[str, Asked]:
    """Return what each target with a value known when it was set asked for."""
    series = series_by_id(known)
    found = {}
    for row in known.targets.to_dict("records"):
        asked = asked_of(row, series[row["id"]]) if row["id"] in series else None
        if asked is not None:
            found[row["id"]] = asked
    return found


def series_by_id(known: PolicyTargets) -> dict[str, pd.Series]:
    """Return the yearly values of each target that has some, by ascending year."""
    return {
        str(name): part.set_index("year")["value"].sort_index() for name, part in known.series.groupby("id")
    }


def settled_past(past: pd.DataFrame) -> pd.DataFrame:
    """Return the published outcomes of past_targets.csv, each aim once: met as bool, plan, programme.

    What stands in two plans counts in the first; the row that counts ten targets at once does not.
    """
    rows = past[past["met"].isin(["yes", "no"]) & ~past["plan"].str.contains(AT_ONCE)]
    rows = rows[~rows.duplicated(SAME_AIM)]
    return rows.assign(met=rows["met"] == "yes", programme=rows["plan"], plan=rows["plan"])
