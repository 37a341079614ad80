"""Why this number, in words."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from ontrack.explanation.why.facts import WhyFact
from ontrack.explanation.why.reading import Step, shown, signed, steps_of
from ontrack.explanation.why.sentences import fact_sentence, fact_sentences, steps_sentence
from ontrack.wording import load_wording

EN, ZH = load_wording("en"), load_wording("zh")
WHY = pd.DataFrame({
    "target": "a", "step": [2, 1, 3, 4], "piece": ["what", "class", "economy", "peers"],
    "present": ["yes", "yes", "yes", "no"], "probability": [0.2951, 0.2049, 0.2849, 0.2849],
    "points": [9.02, 20.49, -1.02, 0.0], "points_alone": [3.0, float("nan"), 0.4, 0.0],
})  # fmt: skip


def test_steps_are_read_in_their_order_and_whole_points_add_up():
    steps = steps_of(WHY, "a")
    assert [step.piece for step in steps] == ["class", "what", "economy", "peers"]
    assert [step.points for step in steps] == [20, 10, -2, 0]  # 20 %, 30 %, 28 %
    assert [step.piece for step in shown(steps)] == ["class", "what", "economy"]
    assert steps_of(WHY, "b") == []


def test_a_piece_known_only_of_the_other_form_is_shown_where_it_moves_something():
    assert shown([Step("form", False, 20.0, 26.0, 6.0)]) != []


@pytest.mark.parametrize(
    ("points", "text"), [(3.4, "+3"), (-7.0, "−7"), (0.3, "0"), (-0.3, "0"), (float("nan"), "–")]
)
def test_points_have_their_sign(points, text):
    assert signed(points) == text


def test_all_steps_in_a_sentence():
    steps = steps_of(WHY, "a")
    assert steps_sentence(steps, EN) == (
        "Similar indicators alone say 20%, what it measures +10, economy −2, which makes 28%."
    )
    assert steps_sentence(steps, ZH) == "仅凭同类指标为20%，指标性质+10，经济−2，结果为28%。"


def fact(direction: str, value: float, probability: float, year: int = 2026, steady: str = "yes") -> WhyFact:
    return WhyFact("example", direction, year, value, probability, steady)


@pytest.mark.parametrize(
    ("row", "comparison", "probability", "en", "zh"),
    [
        (fact("up", 126, 0.803), ">=", 0.5, "A 2026 value of 126 or more brings 80% or more.",
         "2026年数值达到126及以上，实现概率不低于80%。"),
        (fact("down", 121, 0.32), ">=", 0.5, "A 2026 value of 121 or less leaves 33% or less.",
         "2026年数值为121及以下，实现概率不高于33%。"),
        (fact("up", 121, 0.803), "<=", 0.5, "A 2026 value of 121 or less brings 80% or more.",
         "2026年数值降到121及以下，实现概率不低于80%。"),
        (fact("down", 126, 0.32), "<=", 0.5, "A 2026 value of 126 or more leaves 33% or less.",
         "2026年数值为126及以上，实现概率不高于33%。"),
        (fact("down", 121, 0.32, steady="no"), ">=", 0.5,
         "A 2026 value of 121 leaves 33% or less; not every worse one does.",
         "2026年数值为121，实现概率不高于33%，但并非更不利的数值都如此。"),
        (fact("up", 126, 0.64, steady="no"), ">=", 0.3,
         "No plausible 2026 value brings 80%; 126 comes nearest, with 64%.",
         "2026年可能出现的数值都不能使实现概率达到80%，最接近的是126，为64%。"),
        (fact("up", 126, 0.798, steady="no"), ">=", 0.3, "The best plausible 2026 value, 126, brings 80%.",
         "2026年可能出现的数值中最有利的是126，实现概率为80%。"),
        (fact("up", 126, 0.97, steady="no"), ">=", 0.92, "The best plausible 2026 value, 126, brings 97%.",
         "2026年可能出现的数值中最有利的是126，实现概率为97%。"),
        (fact("up", 150, 1.0, 2030), ">=", 0.5,
         "The 2030 value itself decides: 150 or more meets the target.",
         "2030年的数值即见分晓：达到150及以上为实现。"),
        (fact("down", 149, 0.0, 2030), ">=", 0.5, "At 149 or less the target is missed.",
         "为149及以下则未实现。"),
        (fact("up", 149, 0.0, 2030, "no"), ">=", 0.5, "", ""),
    ],
)  # fmt: skip
def test_each_fact_in_a_sentence(indicator, target, row, comparison, probability, en, zh):
    goal = dataclasses.replace(target, comparison=comparison)
    assert fact_sentence(row, goal, probability, indicator, EN) == en
    assert fact_sentence(row, goal, probability, indicator, ZH) == zh


def test_what_would_hardly_move_it_is_not_said(share, target):
    facts = [fact("down", 12.5, 0.05), fact("up", 80.0, 0.965)]
    assert fact_sentences(facts, target, 0.95, share, EN) == [
        "A 2026 value of 12.5% or less leaves 90% or less."
    ]
