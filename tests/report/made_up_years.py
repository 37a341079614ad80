"""Years of the default plan that have not come yet: what each target would stand at is made up, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from ontrack.assessment.verdicts import verdict
from ontrack.hindsight import changes, outcomes
from ontrack.hindsight.earlier import known
from ontrack.hindsight.reruns import Rerun
from ontrack.portfolio import joint_outcomes, portfolio, portfolio_targets
from ontrack.report import Stamp
from ontrack.report.edition import Edition
from ontrack.tables import RawData
from ontrack.tables.choices import CHANGE_STEPS
from ontrack.tables.result_columns import RESULTS
from ontrack.tables.results import to_cells
from ontrack.tables.validation import typed
from ontrack.wording import Wording, load_wording

Tables = dict[str, pd.DataFrame]
Fate = str | float | None
UNJUDGED = "unjudged"


def as_read(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a result table rounded and typed as its file is read."""
    return typed(to_cells(rows, RESULTS[name]), RESULTS[name]).reset_index(drop=True)


def all_by_figures(before: pd.DataFrame, now: pd.DataFrame) -> Rerun:
    """Return re-runs in which new figures moved every probability and nothing else any."""
    then, found = (
        {row["target"]: known(row["probability_met"]) for row in table.to_dict("records")}
        for table in (before, now)
    )
    place = CHANGE_STEPS.index("new_figures") + 1
    answers = (then,) * place + (found,) * (len(CHANGE_STEPS) - 1 - place)
    return Rerun(answers, {target: frozenset({"new_figures"}) for target in found})


@dataclass(frozen=True)
class MadeUp:
    """A year and form of the default plan, and what becomes of the targets of its table.

    Attributes
    ----------
    fates : mapping
        Target to *met* or *missed*, a probability, *unjudged* for one of 0.5 without a word, or None where
        nothing can be said; `default` for the rest.
    compared : bool
        Whether there is an assessment of 2025 to compare with.
    coherent : bool
        Whether nothing of the plan is at odds.
    """

    as_of: int
    form: str
    default: Fate
    fates: Mapping[str, Fate] = field(default_factory=dict)
    compared: bool = False
    coherent: bool = False
    observations: int | None = None

    def tables(self, raw: RawData, base: Tables) -> Tables:
        """Return the result tables: those of 2025 with the rows made up, and what follows computed."""
        rows = base["assessments"].copy()
        for target in raw.plan.table_targets:
            place = rows.index[rows["target"] == target.target][0]
            for name, value in self.row(target).items():
                rows.loc[place, name] = value
        joint = joint_outcomes(raw.plan, rows)
        earlier = {2025: base} if self.compared else {}
        made = {
            "assessments": rows,
            "portfolio": portfolio(raw.plan, rows, joint),
            "portfolio_targets": portfolio_targets(raw.plan, rows, joint),
            "outcomes": outcomes(raw.plan, rows, self.as_of, earlier),
            "changes": changes(raw.plan, rows, earlier, all_by_figures(base["assessments"], rows)),
        }
        ahead = (base["projections"]["status"] == "observed") | (base["projections"]["year"] > self.as_of)
        alarms = base["alarms"].assign(next_year=self.as_of + 1)
        if self.coherent:
            made["coherence"] = base["coherence"].assign(finding="coherent")
        made["rules"] = self.rules(base["rules"], rows)
        return base | {name: as_read(table, name) for name, table in made.items()} | {
            "alarms": alarms, "projections": base["projections"][ahead],
        }  # fmt: skip

    def row(self, target) -> dict[str, object]:
        """Return the cells of one target's assessment that are made up."""
        fate = self.fates.get(target.target, self.default)
        given = {"probability_met": float("nan"), "probability_held": float("nan"), "reason": ""}
        if self.observations:
            grade = "E" if self.observations == 1 else "B"
            given |= {"observations": self.observations, "evidence_grade": grade, "evidence_kinds": ""}
        empty = dict.fromkeys(("projected_median", "lower_80", "upper_80"), float("nan"))
        if fate is None:
            return given | empty | {"verdict": "not_assessable", "reason": "no_data"}
        done = fate in ("met", "missed")
        year = target.year if done else max(self.as_of - 1, 2025)
        part = {"met": 1.0, "missed": 0.5}.get(str(fate), (year - 2025) / 5)
        value = target.baseline_value + part * (target.value - target.baseline_value)
        given |= {"latest_year": year, "latest_value": value, "elapsed_pct": 20.0 * (year - 2025)}
        given |= {"progress_pct": 100 * part}
        if done:
            return given | empty | {"verdict": fate}
        if fate == UNJUDGED:
            return given | {"probability_met": 0.5, "verdict": "", "reason": "class_answer"}
        return given | {"probability_met": fate, "verdict": verdict(float(fate))}

    def rules(self, base: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
        """Return rules.csv with the bands of progress against elapsed time that follow."""
        made = base.copy()
        for row in rows.to_dict("records"):
            mine = (made["target"] == row["target"]) & (made["rule"] == "china_elapsed_time")
            if mine.any() and row["elapsed_pct"] > 0:
                band = "on_schedule" if row["progress_pct"] >= row["elapsed_pct"] else "behind"
                tone = {"on_schedule": "good", "behind": "bad"}[band]
                made.loc[mine, ["band", "reason", "tone"]] = [band, "", tone]
                made.loc[mine, ["value", "yardstick"]] = [row["progress_pct"], row["elapsed_pct"]]
        return made


class Recording(Wording):
    """The sentences of a language; each that is looked up is written down with its values."""

    def __init__(self, language: str) -> None:
        super().__init__(language, load_wording(language).texts)
        self.said: list[tuple[str, Mapping[str, object]]] = []

    def __call__(self, key: str, **values: object) -> str:
        self.said.append((key, values))
        return super().__call__(key, **values)


@dataclass(frozen=True)
class RecordingEdition(Edition):
    """An edition that writes down which sentences it says."""

    @cached_property
    def recording(self) -> Recording:
        return Recording(self.language)

    @property
    def wording(self) -> Wording:
        return self.recording

    @property
    def said(self) -> list[tuple[str, Mapping[str, object]]]:
        return self.recording.said


def edition_of(raw: RawData, tables: Tables, as_of: int, form: str, language: str) -> RecordingEdition:
    """Return a recording edition of result tables."""
    stamp = Stamp("c0ffee", "5ha256cafe00", {"plan": raw.plan.id, "as_of": as_of}, as_of, "2026-06")
    return RecordingEdition(raw, tables, language, stamp, form)
