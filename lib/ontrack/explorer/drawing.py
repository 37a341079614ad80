"""Write what a view holds into the page: answer and chart at once, what takes longer afterwards."""

from __future__ import annotations

from ontrack.explorer import sentences
from ontrack.explorer.figure import FanFigure
from ontrack.explorer.frame import Frame
from ontrack.explorer.needs import needs
from ontrack.explorer.view import View
from ontrack.plan import Target


def draw_answer(frame: Frame, figure: FanFigure, view: View, planned: Target) -> None:
    """Show the answer and the chart of a view; `planned` is its target as the plan has it."""
    frame.answer.value = sentences.answer(
        *view.outcomes, view.names, view.wording, is_baseline=view.scenarios[0].kind == "baseline",
        beside=lenses(view, planned),
    )  # fmt: skip
    figure.draw(*view.outcomes, view.wording, names=view.names)


def lenses(view: View, planned: Target) -> list[str]:
    """Return the lenses of the target shown; none where it is not as the plan has it."""
    if (view.target.value, view.target.year) != (planned.value, planned.year):
        return []
    return sentences.lenses(
        view.desk.lenses_of(view.target), view.outcomes[0], view.names[0], view.indicator, view.wording,
        region=view.desk.plan.region,
    )  # fmt: skip


def draw_rest(frame: Frame, view: View) -> None:
    """Show every target at a glance, the way to this one, the two scenarios, and the chart in words."""
    desk, say, indicator, (shown, _) = view.desk, view.wording, view.indicator, view.outcomes
    frame.strip.value = sentences.strip(desk.plan.table_targets, *view.strips, view.target.target, say)
    if indicator is None:
        return
    frame.needs.value = needs(
        shown, desk.reached(shown), desk.safe_value(view.target), indicator=indicator,
        next_year=desk.as_of + 1, wording=say,
    )  # fmt: skip
    frame.table.value = sentences.comparison(view.outcomes, view.names, indicator, say)
    from ontrack.explorer.picture import picture_text  # here: the first page need not wait for it

    frame.helper.picture_text = picture_text(desk, shown, say.language)
