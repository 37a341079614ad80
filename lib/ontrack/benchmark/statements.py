"""What statements are worth: six values told plainly, the last one with one statement, the last one alone.

Series of the panels that the model had not seen, five years ahead. The five earlier values are replaced by
one statement at a time, rounded to three digits as texts round: their total, the change since the first of
them, what the last value is of it, the growth a year since. Or by what “had been exceeded”: the first of
them is at least the last round number, of one digit, that it had passed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ontrack.benchmark.populations import (
    CHINESE_PROVINCES,
    FIVE_AHEAD,
    WORLD_BANK,
    Marks,
    Questions,
    asked,
    origins_of,
)
from ontrack.benchmark.record import DRAWS, brier_skill, chosen, skill_error
from ontrack.errors import InputError
from ontrack.evidence import Evidence
from ontrack.evidence.known import no_table, nothing
from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.projection.distribution import Distribution
from ontrack.projection.mixture import with_statements
from ontrack.projection.reference_class import ReferenceClass
from ontrack.reference.histories import EVIDENCE_YEARS, Histories
from ontrack.reference.levels import AHEAD, POSITIVE, Array
from ontrack.reference.model_file import Model
from ontrack.statements import Statement
from ontrack.training.fitting import CrossFit, Progress, Settings, cross_fit
from ontrack.training.panels import Panel

SETS = (WORLD_BANK, CHINESE_PROVINCES)
VALUES = 6
SERIES = 300  # of each set
DIGITS = 3
LAST_YEAR = 2000  # of every history, whenever it was
PLAINLY, LAST_VALUE, THROUGH = "plainly", "last_value", "statements"
KINDS = ("sum_over", "change_over", "ratio_over", "average_growth", "at_least")
TELLINGS = ((PLAINLY, ""), (LAST_VALUE, ""), *((THROUGH, kind) for kind in KINDS))
SETTINGS = Settings(windows=60_000)
COLUMNS = [
    "set",
    "told",
    "kind",
    "series",
    "events",
    "coverage_80",
    "brier_skill",
    "error",
    "gain",
    "gain_error",
]


def statement_record(
    panel: Panel,
    *,
    settings: Settings = SETTINGS,
    series: int = SERIES,
    seed: int = 2026,
    workers: int = 1,
    progress: Progress = lambda message: None,
) -> pd.DataFrame:
    """Return the record: a row a set and way of telling.

    Parameters
    ----------
    panel : Panel
        The World Bank's, official indicators and Chinese provinces, in this order.
    settings : Settings
        Of the models that each had not seen a part of it; a small fit will do.
    series : int
        Of each set, drawn at random.

    Returns
    -------
    DataFrame
        set, told (plainly, statements, last_value), kind of statement, series, events (target events five
        years ahead, eleven a series), coverage_80 (per cent of outcomes inside), brier_skill against the
        set's own base rates with its standard error, and its gain over the last value alone with that
        gain's.
    """
    crossed = cross_fit(panel, settings=settings, seed=seed, workers=workers, progress=progress)
    rows = []
    for population in SETS:
        progress(population)
        rows += list(set_rows(panel, crossed, drawn_questions(panel, population, series, seed)))
    return pd.DataFrame(rows, columns=COLUMNS).round(3)


def drawn_questions(panel: Panel, population: str, series: int, seed: int) -> Questions:
    """Return questions about positive series of six values, drawn at random."""
    rng = np.random.default_rng(seed)
    (found,) = asked(panel, population, VALUES, origins_of(panel, population), rng)
    positive = (found.histories.kind == POSITIVE) & (found.histories.values > 0).all(axis=1)
    usable = np.flatnonzero(positive)
    return found.part(np.sort(rng.choice(usable, min(series, len(usable)), replace=False)))


def set_rows(panel: Panel, crossed: CrossFit, questions: Questions) -> Iterator[dict[str, object]]:
    """Yield the rows of one set."""
    units = panel.unit_of_holding[questions.rows]
    scored = {telling: marks_of(crossed, questions, *telling) for telling in TELLINGS}
    alone = scored[LAST_VALUE, ""]
    for (told, kind), own in scored.items():
        yield {
            "set": questions.population, "told": told, "kind": kind, "series": len(own.stated),
            "events": own.stated.size, "coverage_80": 100 * float(np.nanmean(own.inside_80)),
            "brier_skill": brier_skill(own), "error": skill_error(own, units),
            "gain": brier_skill(own) - brier_skill(alone), "gain_error": gain_error(own, alone, units),
        }  # fmt: skip


def marks_of(crossed: CrossFit, questions: Questions, told: str, kind: str) -> Marks:
    """Return how one way of telling did on each series."""
    stated, inside = [], []
    for place, row in enumerate(questions.rows.tolist()):
        model = crossed.models[int(crossed.fold[row])]
        one = answer(questions.histories.part(slice(place, place + 1)), model, told, kind)
        low, high = one.quantile(range(1, AHEAD + 1), np.array([[0.1], [0.9]]))[:, -1]
        stated.append([1 - one.below(AHEAD, target) for target in questions.targets[place]])
        inside.append([float(low <= questions.outcomes[place, FIVE_AHEAD] <= high)])
    outcomes = questions.outcomes[:, [FIVE_AHEAD]]
    return Marks(
        np.array(stated), (outcomes >= questions.targets).astype(float), np.array(inside), np.array(inside)
    )


def answer(history: Histories, model: Model, told: str, kind: str) -> Distribution:
    """Return the distribution after one history, told in one way."""
    values = history.values[0]
    statements = (statement(kind, values),) if told == THROUGH else ()
    own = pd.Series(values, index=LAST_YEAR + np.arange(1.0 - len(values), 1.0))
    evidence = evidence_of(history, own if told == PLAINLY else own.iloc[-1:], statements)
    plain = ReferenceClass(evidence, lower=0.0, model=model)
    try:
        return with_statements(plain)
    except InputError:  # a history that the class thinks next to impossible: answered as if not told
        return plain


def statement(kind: str, values: Array) -> Statement:
    """Return the one statement of a kind that replaces all but the last of some values."""
    first, last, years = float(values[0]), float(values[-1]), len(values) - 1
    told = {
        "sum_over": lambda: digits(float(values[:-1].sum())),
        "change_over": lambda: digits(last - first),
        "ratio_over": lambda: digits(last / first),
        "average_growth": lambda: digits(100 * ((last / first) ** (1 / years) - 1)),
        "at_least": lambda: round_number(first),
    }[kind]()
    begun, before, now = (str(LAST_YEAR - ago) for ago in (years, 1, 0))
    end = {"sum_over": before, "at_least": begun}.get(kind, now)
    return Statement("", "", kind, "" if kind == "at_least" else begun, end, told, "quoted", "", "")


def digits(value: float) -> str:
    """Return a number with three digits."""
    return f"{value:#.{DIGITS}g}"


def round_number(value: float) -> str:
    """Return the largest number of one digit that a value is not below."""
    unit = 10.0 ** math.floor(math.log10(value))
    return f"{math.floor(value / unit) * unit:.0e}"


def evidence_of(history: Histories, own: pd.Series, statements: Sequence[Statement]) -> Evidence:
    """Return what stands beside one history as evidence."""
    years = range(LAST_YEAR + 1 - EVIDENCE_YEARS, LAST_YEAR + 1)
    domain = int(history.domain[0])
    economy, parent = (yearly(row[0], years) for row in (history.economy, history.parent))
    peers, neighbours = (table(rows[0], years) for rows in (history.peers, history.same_place))
    return Evidence(
        own, QUANTITIES[int(history.quantity[0])], DOMAINS[domain] if domain >= 0 else "", economy, parent,
        peers, neighbours, tuple(statements),
    )  # fmt: skip


def yearly(values: Array, years: Sequence[int]) -> pd.Series:
    """Return a yearly series, nothing where no value is known."""
    return pd.Series(values, index=pd.Index(years)) if np.isfinite(values).any() else nothing()


def table(rows: Array, years: Sequence[int]) -> pd.DataFrame:
    """Return the rows in which a value is known."""
    known = rows[np.isfinite(rows).any(axis=1)]
    return pd.DataFrame(known, columns=pd.Index(years)) if len(known) else no_table()


def gain_error(own: Marks, base: Marks, units: Array) -> float:
    """Return the standard error of a gain in skill, by a bootstrap over what was held out together."""
    names, place = np.unique(units, return_inverse=True)
    rng, draws = np.random.default_rng(0), []
    for _ in range(DRAWS if len(names) > 1 else 0):
        counts = np.bincount(rng.integers(0, len(names), len(names)), minlength=len(names))
        rows = np.repeat(np.arange(len(place)), counts[place])
        draws.append(brier_skill(chosen(own, rows)) - brier_skill(chosen(base, rows)))
    return float(np.nanstd(draws)) if draws else math.nan
