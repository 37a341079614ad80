"""Plans whose targets have the probabilities a test wants."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import pandas as pd
import pytest

from ontrack.plan import Indicator, Plan, Target
from ontrack.plan.texts import Texts

GOALS = ("创造", "运用", "保护", "服务")


@pytest.fixture
def make(indicator: Indicator, target: Target) -> Callable[..., tuple[Plan, pd.DataFrame]]:
    """Return a function that makes a plan and its assessments from probabilities, or verdicts.

    `indicators` names what each target rests on and `goals` its goal; `of_target` changes single targets.
    """

    def build(
        chances: Sequence[float | str],
        *,
        indicators: Sequence[str] | None = None,
        goals: Sequence[str] | None = None,
        of_target: dict[int, dict[str, object]] | None = None,
    ) -> tuple[Plan, pd.DataFrame]:
        names = indicators or [f"i{place}" for place in range(len(chances))]
        known = {name: dataclasses.replace(indicator, id=name) for name in names}
        targets = []
        for place, name in enumerate(names):
            goal = goals[place] if goals else GOALS[0]
            one = dataclasses.replace(target, target=f"t{place}", indicator=name, goal=goal)
            targets.append(dataclasses.replace(one, **(of_target or {}).get(place, {})))
        plan = Plan(
            "sample", Texts(zh="样例", en="Sample"), "CN-ZJ", Texts(zh="试行", en="trial"),
            "2026", "source", 2025, 2026, 2030, 2025,
            tuple(targets), known,
        )  # fmt: skip
        rows = [
            {"target": f"t{place}", "probability_met": None, "verdict": chance}
            if isinstance(chance, str)
            else {"target": f"t{place}", "probability_met": chance, "verdict": "uncertain"}
            for place, chance in enumerate(chances)
        ]
        return plan, pd.DataFrame(rows).astype({"probability_met": float})

    return build
