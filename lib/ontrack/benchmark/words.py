"""Whether words given to probabilities come true: the rule of `assessment.judgement` on the benchmark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.assessment.judgement import Signs, withheld
from ontrack.assessment.verdicts import verdict
from ontrack.benchmark.left_out import APART, CLASS, PIECES, unseen_probabilities
from ontrack.benchmark.populations import (
    CHINESE_PROVINCES,
    FIVE_AHEAD,
    OFFICIAL,
    WORLD_BANK,
    Questions,
    questions,
)
from ontrack.benchmark.protocols import RANDOM, TIME_SAFE, answered_at, fitted
from ontrack.benchmark.views import earlier_shares, pace_shares
from ontrack.records.word_record import THREE_OR_MORE
from ontrack.reference.levels import Array
from ontrack.tables.choices import VERDICTS, WITHHELD_REASONS
from ontrack.training.fitting import Progress, Settings
from ontrack.training.panels import Panel

POPULATIONS = (WORLD_BANK, OFFICIAL, CHINESE_PROVINCES)
PROTOCOLS = (RANDOM, TIME_SAFE)
VIEWS = {"all": (), CLASS: PIECES, "apart": APART} | {piece: (piece,) for piece in PIECES}
SETTINGS = Settings(windows=80_000)
COLUMNS = ["protocol", "set", "length", "reason", "word", "events", "share", "stated", "came", "error"]


@dataclass(frozen=True)
class Events:
    """Target events of one population and number of values, one an entry.

    Attributes
    ----------
    stated, came : array (E,)
        Probability, and whether it came true.
    reason, word : array (E,)
        Why the rule gives no word, empty where it does; the word bound to the probability in either case.
    cluster : array (E,)
        What events hang together by: the indicator.
    """

    protocol: str
    population: str
    length: str
    stated: Array
    came: npt.NDArray[np.bool_]
    reason: npt.NDArray[np.str_]
    word: npt.NDArray[np.str_]
    cluster: npt.NDArray[np.str_]


def panel_events(
    panel: Panel,
    protocols: Sequence[str] = PROTOCOLS,
    *,
    settings: Settings = SETTINGS,
    shares: Mapping[str, float],
    progress: Progress = lambda message: None,
) -> Iterator[Events]:
    """Yield the events of each protocol, population and number of values, judged by the rule.

    Parameters
    ----------
    shares : mapping
        Class of ambition to the share met of earlier targets.
    """
    for protocol in protocols:
        asked = list(questions(panel, POPULATIONS))
        answers = [np.full((len(VIEWS), *one.targets.shape), np.nan) for one in asked]
        for cut, crossed in fitted(panel, protocol, settings=settings, progress=progress):
            for one, found in zip(asked, answers, strict=True):
                mine = answered_at(one, cut)
                for place, pieces in enumerate(VIEWS.values()):
                    found[place, mine] = unseen_probabilities(crossed, one.part(mine), pieces)
        for one, found in zip(asked, answers, strict=True):
            kept = np.flatnonzero(np.isfinite(found[0, :, 0]))
            if len(kept):
                yield judged_events(protocol, panel, one.part(kept), found[:, kept], shares)


def judged_events(
    protocol: str, panel: Panel, asked: Questions, found: Array, shares: Mapping[str, float]
) -> Events:
    """Return the events of some questions, of their probabilities in all views, (views, N, 11)."""
    histories = asked.histories
    views = dict(zip(VIEWS, found, strict=True))
    views |= {"pace_share": pace_shares(asked), "earlier_share": earlier_shares(asked, shares)}
    columns = {name: table.ravel().tolist() for name, table in views.items()}
    times = found.shape[2]
    counts = np.repeat(histories.count, times).tolist()
    nation = np.repeat(np.isfinite(histories.parent).any(axis=1), times).tolist()
    peers = np.repeat(np.isfinite(histories.peers).any(axis=(1, 2)), times).tolist()
    reason = [
        withheld(
            Signs(
                columns["all"][at], columns[CLASS][at], columns["apart"][at],
                {piece: columns[piece][at] for piece in PIECES}, columns["pace_share"][at],
                columns["earlier_share"][at], counts[at], 0, nation[at], peers[at],
            )
        )
        for at in range(len(counts))
    ]  # fmt: skip
    came = asked.outcomes[:, [FIVE_AHEAD]] >= asked.targets
    word = [verdict(probability) for probability in columns["all"]]
    return Events(
        protocol, asked.population, asked.length, found[0].ravel(), came.ravel(), np.array(reason),
        np.array(word), np.repeat(panel.indicator[asked.rows], times),
    )  # fmt: skip


def word_table(events: Sequence[Events]) -> pd.DataFrame:
    """Return how often each word came true: the rows of word_record.csv.

    Returns
    -------
    DataFrame
        protocol, set (population), length (values seen; *3+* for three or more of them together), reason
        (empty where the word was given, else why it was not), word, events, share (of all events of that set
        and length), stated (mean probability), came (share that came true) and its standard error.
    """
    rows = [row for one in events for row in rows_of([one], one.length)]
    for protocol, population in dict.fromkeys((one.protocol, one.population) for one in events):
        more = [one for one in events if (one.protocol, one.population) == (protocol, population)]
        rows += rows_of([one for one in more if at_least_three(one.length)], THREE_OR_MORE)
    return pd.DataFrame(rows, columns=COLUMNS).round({name: 4 for name in COLUMNS[-4:]})


def at_least_three(length: str) -> bool:
    """Whether three values or more are seen."""
    return int(length.removeprefix("gap ")) >= 3


def rows_of(events: Sequence[Events], length: str) -> Iterator[dict[str, object]]:
    """Yield the rows of one population and protocol: words given first, then those withheld."""
    if not events:
        return
    stated, came, reason, word, cluster = (
        np.concatenate([getattr(one, name) for one in events])
        for name in ("stated", "came", "reason", "word", "cluster")
    )
    for why in ("", *WITHHELD_REASONS):
        for name in VERDICTS[: VERDICTS.index("met")]:
            mine = (reason == why) & (word == name)
            if mine.any():
                yield {
                    "protocol": events[0].protocol, "set": events[0].population, "length": length,
                    "reason": why, "word": name, "events": int(mine.sum()), "share": float(mine.mean()),
                    "stated": float(stated[mine].mean()), "came": float(came[mine].mean()),
                    "error": clustered_error(came[mine], cluster[mine]),
                }  # fmt: skip


def clustered_error(came: npt.NDArray[np.bool_], cluster: npt.NDArray[np.str_]) -> float:
    """Return the standard error of the share that came true, events of one cluster hanging together.

    That of a ratio of totals over clusters (Cochran, Sampling Techniques, 3rd ed., equation 6.13, without
    finite correction); NaN with one cluster.
    """
    _, place, size = np.unique(cluster, return_inverse=True, return_counts=True)
    if len(size) < 2:
        return float("nan")
    off = np.bincount(place, came) - came.mean() * size
    return float(np.sqrt((off**2).sum() * len(size) / (len(size) - 1)) / len(came))
