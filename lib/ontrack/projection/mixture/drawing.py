"""Histories drawn that agree with all own values and statements; their prior is the reference class.

Where an own value stands before all that is to be drawn, paths begin there, as the class goes on from the
values up to it. Else it is run backwards: paths from one value at the earliest date, as the class goes on
from it with what is known of economy, nation, peers and neighbours by then, turned round so that they end
at the last own value: their steps on the model's scale are the class's. Where levels count (shares, rates),
this is done twice, the second time from the level that the first finds at that date. What lies after the
last own value follows from each history so found.

A path of the class wavers as its years hang together on average (`ontrack.reference.sample_paths`); some
indicators go straight, others do not, and what a history shows of that is what the class looks at. So
steadiness is drawn too: the distribution of each year stays what the model says. Every year that was drawn
is told. On panel series told through one statement (`ontrack.benchmark.statements`) this did better than
telling the ends alone, and than one steadiness for all.

What is approximate: the class goes on from the earliest date without knowing what nation and peers did
later; steps on its scale are taken not to depend on the level they start from, but for the second round;
and the conditioning is exact for normal ensembles only (`ontrack.projection.mixture.conditioning`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ontrack.errors import Fault, InputError
from ontrack.projection.mixture.conditioning import Ensemble, conditioned
from ontrack.projection.mixture.course import Course
from ontrack.projection.mixture.measures import rows_of
from ontrack.projection.reference_class import NEAREST, ReferenceClass
from ontrack.reference.levels import Array
from ontrack.reference.paths import drawn_ranks
from ontrack.statements.agreement import half_unit
from ontrack.statements.facts import REACH_BACK, Fact
from ontrack.statements.faults import name_of

PATHS = 6000  # of the class, before any is chosen
POOL = 256  # histories kept
FEWEST = 16  # histories with which an answer is still given
# Exponents of `ontrack.reference.paths.correlation`, each as often: paths then waver as differently as the
# series of panels do of which one value is told (mean step of the surprise from year to year, in normal
# deviations: 10 to 90 % of the series have .06 to .80 in the World Bank's, .08 to .55 in Chinese provinces).
STEADINESS = (0.02, 0.1, 0.3, 0.6)
SEED = 2026


@dataclass(frozen=True)
class Drawn:
    """Histories that agree with all that is known.

    Attributes
    ----------
    dates : array (D,)
        Rising: year-ends and own values' dates, from the first that a statement speaks of, or the own value
        before it, to the last of either.
    values : array (N, D)
        In the own unit; at own values' dates these as published.
    """

    dates: Array
    values: Array

    def with_earlier(self, own: pd.Series) -> Drawn:
        """Return them with the own values before them."""
        before = own[own.index < self.dates[0]]
        values = np.tile(before.to_numpy(dtype=float), (len(self.values), 1))
        dates = np.concatenate([before.index.to_numpy(dtype=float), self.dates])
        return Drawn(dates, np.concatenate([values, self.values], axis=1))


def draw(plain: ReferenceClass, facts: Sequence[Fact]) -> Drawn:
    """Return histories of an indicator of which all facts are true; the same ones each time.

    Parameters
    ----------
    plain : ReferenceClass
        What it is, its own values and what is known beside them.
    facts : sequence of Fact
        As `ontrack.statements.facts_of` returns them for the own values' dates; at least one.

    Raises
    ------
    InputError
        When hardly any such history is found.
    """
    own, last, rng = plain.evidence.own, plain.evidence.last_date, np.random.default_rng(SEED)
    dates = dates_before(own, facts)
    found = Drawn(np.array([last]), np.array([[own.iloc[-1]]]))
    if len(dates) > 1:
        earlier = [fact for fact in facts if fact.end <= last]
        paths = onward if dates[0] in own.index else turned
        found = paths(plain, dates, earlier, rng)
    if any(fact.end > last for fact in facts) and len(found.values):
        found = carried(plain, found, facts, rng)
    if len(found.values) < FEWEST:
        named = "; ".join(name_of(fact.statement) for fact in facts)
        expected = "statements that its values and its like leave likely enough"
        raise InputError([Fault(named, expected, "Check these statements against the values.")])
    return found


def dates_before(own: pd.Series, facts: Sequence[Fact]) -> Array:
    """Return the dates from the first to be drawn, or the own value before it, to the last own value.

    Only that of the last own value where all before it that is spoken of is known.
    """
    last, seen = float(own.index[-1]), set(own.index)
    spoken = {date for fact in facts for date in fact.dates if date < last}
    unknown = spoken - seen
    if not unknown:
        return np.array([last])
    before = own.index[(own.index < min(unknown)) & (own.index >= last - REACH_BACK)]
    begin = min(float(before[-1]) if len(before) else min(unknown), *spoken)
    return np.array(sorted({d for d in seen | spoken | year_ends(begin, last) if begin <= d <= last}))


def year_ends(first: float, last: float) -> set[float]:
    """Return the year-ends after a date, up to another one."""
    return set(map(float, range(int(np.floor(round(first, 6))) + 1, int(np.floor(round(last, 6))) + 1)))


def onward(plain: ReferenceClass, dates: Array, facts: Sequence[Fact], rng: np.random.Generator) -> Drawn:
    """Return histories that begin at the own value at the first date, as the class goes on from there."""
    own = plain.evidence.own
    known = own[own.index <= dates[0]]
    course = Course(plain, dates, 0, float(known.iloc[-1]))
    paths = class_paths(plain, known.to_frame().T.to_numpy(dtype=float), known.index, dates[1:], PATHS, rng)
    states = course.states(course.forward(np.insert(paths, 0, course.value, axis=1)))
    return agreeing(course, states, facts, rng)


def turned(plain: ReferenceClass, dates: Array, facts: Sequence[Fact], rng: np.random.Generator) -> Drawn:
    """Return histories that end at the last own value: the class's paths up to it, turned round."""
    level = last = float(plain.evidence.own.iloc[-1])
    course = Course(plain, dates, len(dates) - 1, last)
    for number in (PATHS,) if plain.kind == "positive" else (PATHS // 4, PATHS):
        begun = Course(plain, dates, 0, level)
        start = pd.Index([dates[0]])
        paths = class_paths(plain, np.array([[level]]), start, dates[1:], number, rng)
        scaled = begun.forward(np.insert(paths, 0, level, axis=1))
        found = agreeing(course, course.states(course.known + scaled - scaled[:, -1:]), facts, rng)
        level = float(np.median(found.values[:, 0])) if len(found.values) else level
    return found


def carried(plain: ReferenceClass, found: Drawn, facts: Sequence[Fact], rng: np.random.Generator) -> Drawn:
    """Return histories carried on, beyond the last own value, to the last date that a fact speaks of."""
    own, last = plain.evidence.own, plain.evidence.last_date
    end = max(fact.end for fact in facts)
    spoken = {date for fact in facts for date in fact.dates}
    ahead = np.array(sorted(date for date in year_ends(last, end) | spoken if date > last))
    told = found.with_earlier(own)
    each = -(-PATHS // len(told.values))
    paths = class_paths(plain, told.values, pd.Index(told.dates), ahead, each, rng)
    before = np.repeat(found.values, each, axis=0)
    dates = np.concatenate([found.dates, ahead])
    course = Course(plain, dates, len(found.dates) - 1, float(own.iloc[-1]))
    states = course.states(course.forward(np.concatenate([before, paths], axis=1)))
    return agreeing(course, states, facts, rng)


def class_paths(
    plain: ReferenceClass, values: Array, dates: pd.Index, ahead: Array, each: int, rng: np.random.Generator
) -> Array:
    """Return how the class goes on after each of some histories, (N * each, A), in the own unit.

    Parameters
    ----------
    values : array (N, n)
        In the own unit, at `dates` (n,).
    ahead : array (A,)
        Later dates.
    """
    evidence = replace(plain.evidence, own=pd.Series(values[0], index=dates), statements=())
    there = plain.with_evidence(evidence)
    years = np.maximum(ahead - there.evidence.last_date, NEAREST)
    told = there.counted(values)
    table = np.repeat(there.answered(told, years), each, axis=0)
    parts = np.array_split(np.arange(len(table)), len(STEADINESS))
    ranks = np.concatenate([
        drawn_ranks(years, (len(part),), int(rng.integers(2**31)), steadiness)
        for part, steadiness in zip(parts, STEADINESS, strict=True)
    ])  # fmt: skip
    ranks = ranks[rng.permutation(len(ranks))]
    return there.values_in(table, np.repeat(told[:, -1], each), years, ranks)


def agreeing(course: Course, states: Array, facts: Sequence[Fact], rng: np.random.Generator) -> Drawn:
    """Return the paths of a course, moved so that own values and facts are met."""
    own = course.plain.evidence.own
    decimals = course.plain.decimals
    half = 0.0 if decimals is None else half_unit(decimals)
    rows = rows_of(course, {float(date): value for date, value in own.items()}, facts, half,
                   float(own.iloc[-1]))  # fmt: skip
    found: Ensemble = conditioned(course, rows, states, POOL, rng)
    if len(found.states) < FEWEST:  # rather slowly: limits that say nearly the same, or leave hardly any room
        found = conditioned(course, rows.loosened(), states, POOL, rng, patient=True)
    values = course.values(found.states)
    published = own.reindex(course.dates)
    values = np.where(published.notna(), published, values)  # to the last digit
    if course.plain.never_falls:  # and what a last digit leaves beyond its neighbours
        values = np.clip(values, published.ffill().fillna(-np.inf), published.bfill().fillna(np.inf))
    return Drawn(course.dates, values[rows.hold(values)])
