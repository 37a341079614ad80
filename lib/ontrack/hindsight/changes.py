"""How each target's probability and word moved since the assessment before, and what moved them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ontrack.hindsight.earlier import Cells, Earlier, by_target, just_before, known
from ontrack.hindsight.reruns import Rerun
from ontrack.plan import Plan
from ontrack.tables.choices import CHANGE_STEPS
from ontrack.tables.result_columns import CHANGES

DECIMALS = 4  # as probabilities are written
METHOD, *ASKED_AFTER = (CHANGE_STEPS[-1], *CHANGE_STEPS[:-1])  # the order in which it is asked


@dataclass(frozen=True)
class Change:
    """A row of changes.csv."""

    target: str
    earlier_as_of: int
    earlier_probability: float | None
    probability: float | None
    difference: float | None
    earlier_verdict: str
    verdict: str
    cause: str
    from_plan_changed: float | None
    from_definition: float | None
    from_revised_figures: float | None
    from_new_figures: float | None
    from_statements: float | None
    from_method: float | None

    @property
    def steps(self) -> dict[str, float | None]:
        """What each step moved the probability by, in the order of `CHANGE_STEPS`."""
        return dict(zip(CHANGE_STEPS, (
            self.from_plan_changed, self.from_definition, self.from_revised_figures, self.from_new_figures,
            self.from_statements, self.from_method,
        ), strict=True))  # fmt: skip


def changes(plan: Plan, assessments: pd.DataFrame, earlier: Earlier, found: Rerun | None) -> pd.DataFrame:
    """Return the rows of changes.csv: each target of the plan beside the latest earlier assessment.

    Parameters
    ----------
    plan : Plan
    assessments : DataFrame
        This year's assessments.csv.
    earlier : mapping of int to tables
        Result tables of earlier assessments by their year; only the latest is compared with.
    found : Rerun or None
        As `ontrack.hindsight.rerun` returns it of the same; None without an earlier assessment.

    Returns
    -------
    DataFrame
        Empty without an earlier assessment. ``from_<cause>`` is what a step moved the probability by: the
        plan, the definitions, revised figures, new figures and statements changed one after another in this
        order, and what then remains, the method. They add up to `difference`. `cause` is the step that moved
        it most; where a probability came or went, the step at which it did; where none moved it, the first
        that changed anything of the target's own, *method* for another word alone, or *unchanged*.
    """
    before = just_before(earlier)
    if before is None or found is None:
        return pd.DataFrame(columns=CHANGES.names)
    year, tables = before
    now, then = by_target(assessments), by_target(tables["assessments"])
    rows = []
    for target in plan.targets:
        one, other = now[target.target], then.get(target.target)
        moved = movement(one, other)
        answers = [answer.get(target.target) for answer in found.answers]
        steps, cause = steps_of(answers, moved["earlier_probability"], moved["probability"])
        if other is None:
            steps, cause = {}, "plan_changed"
        elif not cause:
            cause = cause_of_nothing(found.touching(target.target, one["indicator"]), moved)
        points = {f"from_{name}": steps.get(name) for name in CHANGE_STEPS}
        rows.append({"target": target.target, "earlier_as_of": year, **moved, "cause": cause, **points})
    return pd.DataFrame(rows, columns=CHANGES.names)


def movement(now: Cells, then: Cells | None) -> Cells:
    """Return both probabilities, both words, and the difference of the probabilities where there are two."""
    probability = known(now["probability_met"])
    before = known(then["probability_met"]) if then else None
    return {
        "earlier_probability": before, "probability": probability,
        "difference": None if probability is None or before is None else probability - before,
        "earlier_verdict": then["verdict"] if then else "", "verdict": now["verdict"],
    }  # fmt: skip


def steps_of(
    answers: Sequence[float | None], before: float | None, after: float | None
) -> tuple[dict[str, float], str]:
    """Return what each step moved a probability by, and the step that decided its move; empty: none did.

    Parameters
    ----------
    answers : sequence
        As in `Rerun.answers`, of one target.
    before, after : float or None
        What the two assessments say.

    Notes
    -----
    While there is nothing to answer from, the change up to the next answer is the step's that took it away.
    """
    steps = dict.fromkeys(CHANGE_STEPS, 0.0)
    last, taken, given = before, "", ""
    for name, answer in zip((METHOD, *ASKED_AFTER), [*answers, after], strict=True):
        if answer is None:
            taken = taken or name
            continue
        answer = round(answer, DECIMALS)
        if last is None:
            given = name
        else:
            steps[taken or name] += answer - last
        last, taken = answer, ""
    if before is None or after is None:
        return {}, "" if before is after else (given if before is None else taken)
    steps = {name: round(moved, DECIMALS) + 0.0 for name, moved in steps.items()}
    most = max(steps, key=lambda name: abs(steps[name]))
    return steps, most if steps[most] else ""


def cause_of_nothing(touched: frozenset[str], moved: Cells) -> str:
    """Return the cause where no step moved the probability."""
    first = next((name for name in CHANGE_STEPS if name in touched), "")
    return first or ("unchanged" if moved["verdict"] == moved["earlier_verdict"] else METHOD)
