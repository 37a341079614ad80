"""The outside view as a table: how many earlier targets were met, by ambition, kind and issuer."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any

import pandas as pd

from ontrack.evidence.outside_view.earlier import settled, settled_past
from ontrack.evidence.outside_view.share import Share, likeness_of, share_of
from ontrack.paths import Paths, find_root
from ontrack.tables.choices import AMBITION_CLASSES, LEVEL_KINDS
from ontrack.tables.evidence_columns import OUTSIDE_VIEW
from ontrack.tables.policy_targets import PolicyTargets, load_policy_targets

ALL = "all"
# Groups of outside_view.csv: columns of `settled`.
GROUPS = {"ambition": "ambition", "kind": "kind", "issuer": "issuers"}


def outside_view_table(known: PolicyTargets | None = None) -> pd.DataFrame:
    """Return how many earlier targets were met: the table outside_view.csv.

    Parameters
    ----------
    known : PolicyTargets, optional
        Those of the project when left out.

    Returns
    -------
    DataFrame
        group (all, ambition, kind, issuer; past_targets for targets whose outcome somebody published, an
        upper bound), name, targets, met, plans, programmes, share with lower and upper end of its 95 %
        interval; these three are NaN where fewer than five plans are behind them. No Chinese plan is among
        the targets by ambition: none of theirs has yearly values.
    """
    told = project_targets() if known is None else known
    rows = settled(told)
    likeness = likeness_of(rows)
    found = [line("all", ALL, share_of(rows, likeness))]
    found += [line(*name, share_of(part, likeness)) for name, part in parts_of(rows)]
    found.append(line("past_targets", ALL, share_of(settled_past(told.past), likeness)))
    return pd.DataFrame(found, columns=OUTSIDE_VIEW.names)


def parts_of(rows: pd.DataFrame) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    """Yield group and name of every share, and the targets it is of."""
    names = {"ambition": AMBITION_CLASSES, "kind": LEVEL_KINDS, "issuer": sorted(set(rows["issuers"]))}
    for group, column in GROUPS.items():
        for name in names[group]:
            yield (group, name), rows[rows[column] == name]


def line(group: str, name: str, share: Share) -> dict[str, Any]:
    """Return one row of outside_view.csv."""
    return {"group": group, "name": name} | asdict(share)


def earlier_share(ambition: str, view: pd.DataFrame | None = None) -> Share:
    """Return how many earlier targets of a class of ambition were met; nothing for an empty class.

    Parameters
    ----------
    ambition : str
        As `ambition_of` returns it.
    view : DataFrame, optional
        As `outside_view_table` returns it; that of the project when left out.
    """
    table = project_view() if view is None else view
    rows = table[(table["group"] == "ambition") & (table["name"] == ambition)]
    found = rows.drop(columns=["group", "name"]).to_dict("records")
    return Share(**found[0]) if found else Share(math.nan, math.nan, math.nan, 0, 0, 0)


@cache
def project_targets() -> PolicyTargets:
    """Return the earlier targets of the project that the working folder lies in."""
    return load_policy_targets(Paths(find_root()))


@cache
def project_view() -> pd.DataFrame:
    """Return the outside view of that project."""
    return outside_view_table()
