"""What the result tables of a year say, counted anew: what sentences are held against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ontrack.plan import Plan

DECIDED = ("met", "missed")
LOOKING_AHEAD = ("rate", "share", "numerator")
SIDES = {"good": ("likely", "very_likely"), "bad": ("unlikely", "very_unlikely"), "open": ("uncertain",)}


@dataclass(frozen=True)
class Facts:
    """Counts over the targets of the plan's table, or over all of its targets where a name says so."""

    plan: Plan
    tables: dict[str, pd.DataFrame]
    as_of: int
    form: str

    @cached_property
    def everywhere(self) -> pd.DataFrame:
        rows = self.tables["assessments"].copy()
        rows["decided"] = rows["verdict"].isin(DECIDED)
        rows["open"] = ~rows["decided"] & rows["probability_met"].notna()
        rows["judged"] = rows["open"] & (rows["verdict"] != "")
        rows["few"] = rows["open"] & rows["evidence_grade"].isin(["D", "E"])
        rows["nothing"] = rows["verdict"] == "not_assessable"
        return rows

    @cached_property
    def table(self) -> pd.DataFrame:
        return self.everywhere[
            self.everywhere["target"].isin([one.target for one in self.plan.table_targets])
        ]

    @cached_property
    def boxes(self) -> pd.DataFrame:
        return self.everywhere[
            self.everywhere["target"].isin([one.target for one in self.plan.other_targets])
        ]

    @cached_property
    def binding(self) -> pd.DataFrame:
        return self.everywhere[self.everywhere["nature"] == "binding"]

    def decided_and(self, *, projected: bool) -> bool:
        """Whether some target's outcome is known while its indicator is projected still, or no more."""
        rows = self.tables["projections"]
        ahead = rows[rows["status"] == "projected"]["indicator"]
        found = self.everywhere[self.everywhere["decided"]]["indicator"].isin(ahead)
        return bool(found.any() if projected else (~found).any())

    def count(self, column: str) -> int:
        return int(self.table[column].sum())

    @property
    def total(self) -> int:
        return len(self.table)

    @property
    def met(self) -> int:
        return int((self.table["verdict"] == "met").sum())

    @property
    def missed(self) -> int:
        return int((self.table["verdict"] == "missed").sum())

    @property
    def assessed(self) -> int:
        return self.count("decided") + self.count("open")

    @property
    def all_decided(self) -> bool:
        return self.count("decided") > 0 and self.count("open") == 0

    @property
    def some_decided(self) -> bool:
        return self.count("decided") > 0 and self.count("open") > 0

    @property
    def early(self) -> bool:
        return bool((self.table.loc[self.table["decided"], "target_year"] > self.as_of).any())

    @property
    def below(self) -> int:
        return int((self.table["judged"] & (self.table["probability_met"] < 0.66)).sum())

    def side(self, name: str) -> int:
        return int(self.table["verdict"].isin(SIDES[name]).sum())

    @property
    def case(self) -> str:
        """The case of the sentence of judgement."""
        left, judged = self.count("open"), self.count("judged")
        if not self.assessed:
            return "none"
        if self.count("decided"):
            return "partly" if left else "decided_early" if self.early else "decided"
        if not judged:
            return "none_judged"
        for name in SIDES:
            if 2 * self.side(name) > left:
                return f"{'all' if self.side(name) == left else 'most'}_{name}"
        return "mixed"

    @cached_property
    def relations(self) -> pd.DataFrame:
        """The relations between the plan's figures that are not over."""
        known = set(self.everywhere.loc[self.everywhere["decided"], "target"])
        rows = self.tables["coherence"]
        over = [
            row["kind"] in LOOKING_AHEAD
            and bool(names := set(str(row["targets"]).split()))
            and names <= known
            for row in rows.to_dict("records")
        ]
        return rows[[not one for one in over]]

    @property
    def over(self) -> int:
        return len(self.tables["coherence"]) - len(self.relations)

    @property
    def at_odds(self) -> int:
        return int(self.relations["finding"].isin(["contradictory", "strained"]).sum())

    @property
    def risks(self) -> bool:
        """Whether any target is listed as a risk."""
        return self.below > 0

    @cached_property
    def banded(self) -> int:
        """How many open targets the Chinese rule gives a band."""
        rules = self.tables["rules"]
        found = rules[(rules["rule"] == "china_elapsed_time") & (rules["band"] != "")]["target"]
        return int(self.table.loc[self.table["open"], "target"].isin(found).sum())

    @property
    def compared(self) -> bool:
        return len(self.tables["changes"]) > 0

    @cached_property
    def moved(self) -> pd.DataFrame:
        rows = self.tables["changes"]
        return rows[rows["target"].isin(self.table["target"])]

    def newly(self, word: str) -> int:
        rows = self.moved
        return int(((rows["verdict"] == word) & ~rows["earlier_verdict"].isin(DECIDED)).sum())

    @property
    def over_years(self) -> pd.DataFrame:
        """One row a target whose year is over."""
        return self.tables["outcomes"].drop_duplicates("target")

    def fates(self, met: str) -> int:
        return int((self.over_years["met"] == met).sum()) if len(self.over_years) else 0
