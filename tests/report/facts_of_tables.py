"""What the result tables of a year say, counted anew: what sentences are held against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ontrack.plan import Plan

DECIDED = ("met", "missed")
LOOKING_AHEAD = ("rate", "share", "numerator")


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

    def numbers(self, word: str) -> set[int]:
        """Return how many targets have a word, of the binding, of the expected and of those elsewhere."""
        expected = self.table[self.table["nature"] == "expected"]
        return {int(self.shown(rows).eq(word).sum()) for rows in (self.binding, expected, self.boxes)} - {0}

    def has(self, word: str) -> bool:
        """Whether any target has a word."""
        return bool(self.shown(self.everywhere).eq(word).any())

    @staticmethod
    def shown(rows: pd.DataFrame) -> pd.Series:
        """Return the words of some targets; an empty one is that it is not judged."""
        return rows["verdict"].replace("", "not_judged")

    def judged_of(self, nature: str) -> int:
        """Return how many open targets of a nature have a word."""
        return int((self.table["judged"] & (self.table["nature"] == nature)).sum())

    @property
    def of_held(self) -> int:
        return int(self.binding["probability_held"].notna().sum())

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
