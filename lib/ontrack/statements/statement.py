"""One statement: a fact of an indicator over or at some time, as an official text gives it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ontrack.plan.texts import Texts


@dataclass(frozen=True)
class Statement:
    """A fact that is no yearly value, a row of statements.csv.

    Attributes
    ----------
    indicator, region : str
    kind : str
        One of `ontrack.tables.choices.STATEMENT_KINDS`.
    start : str
        Period that a change, ratio or growth starts from, or the first one of a sum; else empty.
    end : str
        Period that it ends with, or that a bound or an increment is of.
    value : str
        As typed: the number of its digits says how it was rounded. Two with `..` between them are the ends of
        *between*.
    status : str
        *lower_bound* for “above”, else as observations have it.
    published : str
        ISO date; an assessment that could not know it is not told it.
    source : str
        Id in sources.csv.
    text : Texts
        The sentence, or its sense.
    """

    indicator: str
    region: str
    kind: str
    start: str
    end: str
    value: str
    status: str
    published: str
    source: str
    text: Texts = field(default_factory=Texts)
