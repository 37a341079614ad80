"""When a word may be given: a case for each reason, and what must hold of any rule."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from ontrack.assessment.judgement import Signs, withheld
from ontrack.assessment.judgement.rule import (
    CLASS_ANSWER,
    FEWEST_FOR_EXTREMES,
    LARGEST_DISTANCE,
    LARGEST_MOVE,
    LENSES_APART,
    LIKE_CLASS,
    MOVES_TOO_MUCH,
    ONE_VALUE_ALONE,
)
from ontrack.tables.choices import WITHHELD_REASONS

# Six values, a nation and peers, and every view near the answer.
CARRIED = Signs(
    probability=0.75, class_only=0.45, apart=0.70, pace_share=0.8, earlier_share=0.55,
    without_each={"what": 0.68, "peers": 0.72, "own_values": 0.6}, values=6, nation=True, peers=True,
)  # fmt: skip
ALONE = replace(CARRIED, values=1, nation=False, peers=False, pace_share=math.nan)


def drawn(rng: np.random.Generator) -> Signs:
    """Return signs at random, some of them not known."""
    numbers = np.where(rng.random(7) < 0.15, math.nan, rng.random(7)).tolist()
    answer, of_class = rng.random(2).tolist()
    near = [answer + (other - answer) * float(rng.choice([0.2, 1])) for other in numbers]
    return Signs(
        answer, of_class, near[0], {"what": near[1], "economy": near[2], "own_values": near[3]}, near[4],
        near[5], int(rng.integers(0, 8)), int(rng.integers(0, 2)), bool(rng.random() < 0.5),
        bool(rng.random() < 0.5),
    )  # fmt: skip


def mirrored(signs: Signs) -> Signs:
    """Return the signs of the opposite target: what is favourable to one is not to the other."""
    return replace(
        signs, probability=1 - signs.probability, class_only=1 - signs.class_only, apart=1 - signs.apart,
        without_each={piece: 1 - other for piece, other in signs.without_each.items()},
        pace_share=1 - signs.pace_share, earlier_share=1 - signs.earlier_share,
    )  # fmt: skip


@pytest.fixture(scope="module")
def many() -> list[Signs]:
    rng = np.random.default_rng(12)
    return [drawn(rng) for _ in range(4000)]


def test_carried_by_its_evidence_a_probability_gets_its_word():
    assert withheld(CARRIED) == ""


@pytest.mark.parametrize(
    ("signs", "reason"),
    [
        (ALONE, ONE_VALUE_ALONE),
        (replace(CARRIED, class_only=0.78), CLASS_ANSWER),
        (replace(CARRIED, class_only=0.70), CLASS_ANSWER),
        (replace(CARRIED, without_each={"what": 0.7, "peers": 0.49}), MOVES_TOO_MUCH),
        (replace(CARRIED, probability=0.93, earlier_share=0.86, values=2), MOVES_TOO_MUCH),
        (replace(CARRIED, probability=0.05, apart=0.1, class_only=0.3, without_each={}, pace_share=0.0,
                 earlier_share=0.22, values=1), MOVES_TOO_MUCH),
        (replace(CARRIED, apart=0.2), LENSES_APART),
        (replace(CARRIED, pace_share=0.2), LENSES_APART),
        (replace(CARRIED, earlier_share=0.2), LENSES_APART),
    ],
)  # fmt: skip
def test_each_reason(signs, reason):
    assert withheld(signs) == reason


def test_reasons_are_told_in_their_order():
    everything = replace(ALONE, class_only=0.75, without_each={"what": 0.0}, apart=0.0)
    second = replace(everything, values=2)
    third = replace(second, class_only=0.2)
    last = replace(third, without_each={})
    assert [withheld(one) for one in (everything, second, third, last)] == list(WITHHELD_REASONS)


@pytest.mark.parametrize(
    "more",
    [
        {"values": 2},
        {"statements": 1},
        {"nation": True, "pace_share": 0.5},
        {"peers": True, "pace_share": 0.5},
    ],
)
def test_one_value_alone_needs_a_second_a_statement_or_a_pace_elsewhere(more):
    assert withheld(replace(ALONE, **more)) == ""


def test_a_nation_or_peers_of_unknown_pace_are_no_second_value():
    assert withheld(replace(ALONE, nation=True, peers=True)) == ONE_VALUE_ALONE


@pytest.mark.parametrize("probability", [0.0, 0.05, 0.95, 1.0])
def test_extreme_words_need_three_values_or_statements(probability):
    near = replace(
        CARRIED, probability=probability, class_only=0.5, apart=probability, without_each={},
        pace_share=probability, earlier_share=abs(probability - 0.2),
    )  # fmt: skip
    for values, statements in product(range(1, 4), range(3)):
        enough = values + statements >= FEWEST_FOR_EXTREMES
        told = withheld(replace(near, values=values, statements=statements))
        assert told == ("" if enough else MOVES_TOO_MUCH)


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_certainty_is_judged_like_any_other_answer(probability):
    sure = replace(
        CARRIED, probability=probability, class_only=abs(probability - 0.3), apart=probability,
        without_each={"what": abs(probability - 0.1)}, pace_share=probability, earlier_share=math.nan,
    )  # fmt: skip
    assert withheld(sure) == ""
    assert withheld(replace(sure, class_only=probability)) == CLASS_ANSWER
    assert withheld(replace(sure, earlier_share=1 - probability)) == LENSES_APART


def test_thresholds_themselves_count_as_near():
    """At exactly five points of the class no word; at exactly the largest move and distance there is one."""
    at = replace(CARRIED, probability=0.6, apart=0.6, without_each={"what": 0.6 - LARGEST_MOVE},
                 pace_share=0.3, earlier_share=0.3 + LARGEST_DISTANCE)  # fmt: skip
    assert withheld(at) == ""
    assert withheld(replace(at, class_only=0.6 - LIKE_CLASS)) == CLASS_ANSWER
    assert withheld(replace(at, class_only=0.6 - LIKE_CLASS - 0.001)) == ""
    assert withheld(replace(at, without_each={"what": 0.6 - LARGEST_MOVE - 0.001})) == MOVES_TOO_MUCH
    assert withheld(replace(at, earlier_share=0.3 + LARGEST_DISTANCE + 0.001)) == LENSES_APART


def test_a_favourable_word_needs_the_same_evidence_as_an_unfavourable_one(many):
    """Not at the edges of words, which are closed on one side only."""
    inside = [one for one in many if min(abs(one.probability - edge) for edge in (0.1, 0.9)) > 1e-9]
    reasons = [withheld(one) for one in inside]
    assert reasons == [withheld(mirrored(one)) for one in inside]
    assert {*reasons} == {"", *WITHHELD_REASONS}


def test_more_agreement_never_loses_a_word(many):
    """Each view drawn a part of its way to the answer: what had a word keeps it."""
    for signs, part in zip(many, np.random.default_rng(1).random(len(many)).tolist(), strict=True):
        if withheld(signs):
            continue
        answer = signs.probability

        def nearer(other: float, answer: float = answer, part: float = part) -> float:
            return other + part * (answer - other)

        for piece, other in signs.without_each.items():
            moved = signs.without_each | {piece: nearer(other)}
            assert withheld(replace(signs, without_each=moved)) == ""
        for view in ("apart", "pace_share", "earlier_share"):
            assert withheld(replace(signs, **{view: nearer(getattr(signs, view))})) == ""
        assert (
            withheld(replace(signs, class_only=signs.class_only + part * (signs.class_only - answer))) == ""
        )


def test_more_evidence_of_a_kind_never_loses_a_word(many):
    given = [one for one in many if not withheld(one)]
    assert len(given) > 200
    for one in given:
        more = (
            {"values": one.values + 1},
            {"statements": one.statements + 1},
            {"nation": True},
            {"peers": True},
        )
        assert [withheld(replace(one, **kind)) for kind in more] == [""] * 4


def test_what_is_not_known_counts_as_left_away_and_not_as_agreement(many):
    for one in many:
        known = {piece: other for piece, other in one.without_each.items() if not math.isnan(other)}
        assert withheld(replace(one, without_each=known)) == withheld(one)
    unknown = replace(CARRIED, apart=math.nan, pace_share=math.nan, earlier_share=math.nan)
    assert withheld(unknown) == ""
    assert withheld(replace(unknown, pace_share=0.2)) == LENSES_APART
    assert withheld(replace(unknown, values=1)) == ONE_VALUE_ALONE


def test_the_rule_is_not_empty_and_not_a_ban(many):
    reasons = [withheld(one) for one in many]
    assert 0.05 < np.mean([reason == "" for reason in reasons]) < 0.95
