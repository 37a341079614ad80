"""Why the international rules say something else than the probability."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from ontrack.explanation.lenses.reconcile import (
    OwnPace,
    reconciled,
    tone_of_probability,
    tone_of_rules,
    tones_of,
)
from ontrack.tables.choices import RECONCILED

SLOWING = OwnPace(17.2, 6.1, 2020, 2024, 2025, 6)
STEADY = OwnPace(17.2, 16.0, 2020, 2024, 2025, 6)
TWO = OwnPace(2.0, 2.0, 2020, 2020, 2025, 2)


def tones(good: int, middle: int = 0, bad: int = 0) -> dict[str, int]:
    return {"good": good, "middle": middle, "bad": bad}


def test_only_international_rules_that_answer_are_counted():
    rules = pd.DataFrame({
        "target": ["a", "a", "a", "a", "b"], "rule": ["china_elapsed_time", "eurostat", "who", "oecd", "who"],
        "tone": ["good", "good", "bad", "", "middle"],
    })  # fmt: skip
    assert tones_of(rules, "a") == tones(1, 0, 1)
    assert tones_of(rules, "b") == tones(0, 1, 0)
    assert sum(tones_of(rules, "c").values()) == 0


@pytest.mark.parametrize(
    ("found", "tone"),
    [((9, 1, 0), 1), ((2, 1, 1), 0), ((4, 0, 2), 1), ((0, 6, 2), 0), ((0, 1, 2), -1), ((0, 6, 3), -1)],
)
def test_a_clear_balance_is_needed(found, tone):
    assert tone_of_rules(tones(*found)) == tone


@pytest.mark.parametrize(("probability", "tone"), [(0.66, 1), (0.659, 0), (0.33, 0), (0.329, -1)])
def test_words_divide_probabilities_as_verdicts_do(probability, tone):
    assert tone_of_probability(probability) == tone


@pytest.mark.parametrize(
    ("probability", "rules", "own", "nation", "options", "key"),
    [
        (0.87, (9, 1), SLOWING, 19.0, {}, "agree"),
        (0.4, (9, 1), SLOWING, 19.0, {}, "rules_see_longer_pace"),
        (0.9, (0, 0, 9), SLOWING, 19.0, {}, "rules_know_no_chance"),  # slower is no reason to say more
        (0.9, (0, 0, 9), OwnPace(2.0, 6.0, 2020, 2024, 2025, 6), 1.0, {}, "rules_see_longer_pace"),
        (0.4, (9, 1), STEADY, 19.0, {"held": True}, "rules_see_last_value"),
        (0.9, (0, 0, 9), STEADY, 19.0, {"held": True}, "rules_know_no_chance"),
        (0.3, (7, 1), TWO, math.nan, {}, "rules_see_two_values"),
        (0.4, (7, 1), OwnPace(2.07, 2.07, 2020, 2020, 2025, 3), 0.52, {}, "rules_see_own_pace"),
        (0.4, (7, 1), STEADY, 19.0, {}, "rules_know_no_chance"),
        (0.4, (7, 1), STEADY, math.nan, {}, "rules_know_no_chance"),
        (0.4, (0, 0), STEADY, 3.0, {}, "no_rule_answers"),
        # Less is wanted: it fell by 3 a year, lately by 1 only.
        (0.2, (8, 0), OwnPace(-3.0, -1.0, 2020, 2024, 2025, 6), -3.0, {"wants_more": False},
         "rules_see_longer_pace"),
        (0.2, (8, 0), OwnPace(-3.0, -3.0, 2020, 2024, 2025, 6), -1.0, {"wants_more": False},
         "rules_see_own_pace"),
    ],
)  # fmt: skip
def test_the_first_reason_that_holds(probability, rules, own, nation, options, key):
    found = reconciled(
        probability, tones(*rules), own, nation, **{"wants_more": True, "held": False, **options}
    )
    assert found == key
    assert key in RECONCILED


def test_a_last_pace_of_many_years_is_no_last_years():
    wide = OwnPace(17.2, 6.1, 2019, 2021, 2025, 6)
    assert reconciled(0.4, tones(9), wide, 19.0, wants_more=True, held=False) == "rules_know_no_chance"
