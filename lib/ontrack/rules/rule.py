"""What an official rule is: a judgement of a course, the bands it may name, and where it is laid down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ontrack.rules.course import Course


@dataclass(frozen=True)
class Source:
    """Where a rule is laid down.

    Attributes
    ----------
    title, publisher, address : str
        In the publisher's own language; the address is the publisher's own.
    reading : str
        full, secondary (in the text or code of another body that uses it), excerpt, or common_knowledge:
        some part of the rule is given as commonly stated.
    """

    title: str
    publisher: str
    address: str
    reading: str


@dataclass(frozen=True)
class Finding:
    """What a rule says of a course.

    Attributes
    ----------
    measure : str
        What `value` is, one of `ontrack.tables.columns.MEASURES`.
    value : float or None
        None where the rule gives none.
    band : str
        Key of the rule's own word for it; empty where the rule gives no answer.
    reason : str
        Why there is no answer; empty where there is one.
    yardstick : float or None
        What the value is held against, in its unit, where that differs from course to course.
    base_year : int or None
        Year the rule counts from.
    """

    measure: str
    value: float | None = None
    band: str = ""
    reason: str = ""
    yardstick: float | None = None
    base_year: int | None = None


@dataclass(frozen=True)
class Rule:
    """An official rule.

    Attributes
    ----------
    judge : callable
        Takes a course and returns a finding; never raises for a course that it cannot judge.
    tones : mapping
        Band to good, middle or bad, from best to worst.
    source : Source
    """

    judge: Callable[[Course], Finding]
    tones: Mapping[str, str]
    source: Source


def band_at(value: float, floors: Sequence[tuple[float, str]], lowest: str) -> str:
    """Return the first band whose floor a value reaches, `lowest` where it reaches none."""
    return next((band for floor, band in floors if value >= floor), lowest)
