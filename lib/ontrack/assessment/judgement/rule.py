"""The rule: which probabilities get a word, and why the others get none.

The thresholds were chosen on the benchmark sets; README.md of this folder says how, and what came of it.
"""

from __future__ import annotations

import math

from ontrack.assessment.judgement.signs import Signs
from ontrack.assessment.verdicts import verdict
from ontrack.tables.choices import WITHHELD_REASONS

LIKE_CLASS = 0.05  # an answer no farther from the class's says nothing of its own
LARGEST_MOVE = 0.25  # that leaving out one piece of evidence may bring
LARGEST_DISTANCE = 0.50  # of the highest view from the lowest
FEWEST_FOR_EXTREMES = 3  # values and statements that “very likely” and “very unlikely” need
EXTREMES = ("very_likely", "very_unlikely")
DIGITS = 6  # that count: a difference of probabilities as printed is not cut by a machine's last bits
ONE_VALUE_ALONE, CLASS_ANSWER, MOVES_TOO_MUCH, LENSES_APART = WITHHELD_REASONS


def withheld(signs: Signs) -> str:
    """Return why a probability gets no word, or an empty string where it gets one.

    Nothing here asks whether the word would be favourable: a target and its opposite are treated alike.

    Parameters
    ----------
    signs : Signs
        With a probability.

    Returns
    -------
    str
        The first that holds: *one_value_alone*: one own value, no statement, and no pace of nation or peers;
        *class_answer*: within five points of what the class alone says; *moves_too_much*: leaving out one
        piece of evidence changes it by more than 25 points, or an extreme word would rest on fewer than three
        values and statements; *lenses_apart*: the views known lie more than 50 points apart.
    """
    if stands_alone(signs):
        return ONE_VALUE_ALONE
    if round(abs(signs.probability - signs.class_only), DIGITS) <= LIKE_CLASS:
        return CLASS_ANSWER
    if round(signs.largest_move, DIGITS) > LARGEST_MOVE or is_too_bold(signs):
        return MOVES_TOO_MUCH
    return LENSES_APART if round(signs.lenses_distance, DIGITS) > LARGEST_DISTANCE else ""


def stands_alone(signs: Signs) -> bool:
    """Whether there is one value and nothing else that bears on its course.

    A nation or peers whose pace is not known count for nothing: what is not known is no agreement.
    """
    elsewhere = (signs.nation or signs.peers) and not math.isnan(signs.pace_share)
    return signs.values <= 1 and not signs.statements and not elsewhere


def is_too_bold(signs: Signs) -> bool:
    """Whether an extreme word would rest on fewer than three values and statements."""
    few = signs.values + signs.statements < FEWEST_FOR_EXTREMES
    return few and verdict(signs.probability) in EXTREMES
