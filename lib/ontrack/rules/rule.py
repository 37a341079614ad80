"""What an official rule is: a judgement of a course, the bands it may name, and where it is laid down."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ontrack.numbers.comparing import compare_ratios
from ontrack.rules.course import Course

BEYOND_NUMBERS = "beyond_numbers"
NEEDS_A_NUMBER = "needs_a_number"


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
        What `value` is, one of `ontrack.tables.choices.MEASURES`.
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
    formula : callable
        Takes a course and returns a finding, with a reason for a course that it cannot judge.
    without_number : callable or None
        The same for a course whose plan names a direction alone; None where the rule needs a number.
    tones : mapping
        Band to good, middle or bad, from best to worst.
    source : Source
    """

    formula: Callable[[Course], Finding]
    tones: Mapping[str, str]
    source: Source
    without_number: Callable[[Course], Finding] | None = None

    def judge(self, course: Course) -> Finding:
        """Return the finding on a course; without an answer where its figures lead beyond any number."""
        formula = self.without_number if course.direction_only else self.formula
        if formula is None:
            return Finding(self.measure(course), reason=NEEDS_A_NUMBER)
        try:
            with np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore"):
                found = formula(course)
        except (OverflowError, ZeroDivisionError):
            return Finding(self.measure(course), reason=BEYOND_NUMBERS)
        if all(one is None or math.isfinite(one) for one in (found.value, found.yardstick)):
            return found
        return Finding(found.measure, reason=BEYOND_NUMBERS)

    def measure(self, course: Course) -> str:
        """Return what the rule would compute of a course had it an answer."""
        return self.formula(replace(course, history=course.history.iloc[:0])).measure


def band_at(value: float, floors: Sequence[tuple[float, str]], lowest: str) -> str:
    """Return the first band whose floor a ratio reaches, `lowest` where it reaches none."""
    return next((band for floor, band in floors if compare_ratios(value, floor) >= 0), lowest)
