"""Steps rounded so that they add up as shown, and revisions with their size."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from helpers.rows import row_saying

from ontrack.hindsight.changes import Change
from ontrack.hindsight.revisions import Revision
from ontrack.report.edition import Edition
from ontrack.report.sections.hindsight.causes import cause_text, kind_text, shown_steps, size_of, whole
from ontrack.report.stamp import Stamp
from ontrack.tables.choices import CHANGE_STEPS


def row(cause: str = "method", **steps: float | None) -> Change:
    return row_saying(Change, cause=cause, **{f"from_{name}": steps.get(name, 0.0) for name in CHANGE_STEPS})


@pytest.fixture
def edition(raw):
    return Edition(raw, {}, "en", Stamp("", "", {}, 2025, ""))


def test_rounded_steps_add_up_to_the_rounded_difference():
    draws = np.random.default_rng(4)
    for _ in range(500):
        steps = np.round(draws.normal(0, 0.05, len(CHANGE_STEPS)), 4)
        found = shown_steps(row(**dict(zip(CHANGE_STEPS, steps, strict=True))))
        assert sum(found.values()) == whole(100 * steps.sum())
        assert 0 not in found.values()


def test_causes_are_told_in_their_order_with_their_points(edition):
    assert cause_text(edition, row(method=0.05, definition=-0.2, new_figures=0.301)) == (
        "definition −20, new figures +30, method +5"
    )
    assert cause_text(edition, row("new_figures", new_figures=0.001)) == "new figures"
    assert cause_text(edition, row("definition", definition=None)) == "definition"


def changed(before: float | None, now: float, kind: str = "revised", **statuses: str) -> Revision:
    told = {"earlier_status": "quoted", "status": "quoted"} | statuses
    return row_saying(Revision, earlier_value=before, value=now, kind=kind, **told)


def test_what_happened_to_a_figure_with_its_size(edition, indicator, share):
    assert kind_text(edition, changed(2000.0, 1800.0, "linked"), indicator) == "linked (×0.9)"
    assert kind_text(edition, changed(64613.0, 67164.5), indicator) == "revised (+3.9%)"
    assert kind_text(edition, changed(87.3, 86.9), share) == "revised (−0.4)"
    final = changed(24.3, 24.3, earlier_status="preliminary", status="final")
    assert kind_text(edition, final, indicator) == "preliminary, now final"
    assert kind_text(edition, changed(None, 24.3, "added"), indicator) == "added"


def test_a_size_in_per_cent_needs_something_to_be_of(indicator, free):
    assert size_of(0.0, 5.0, indicator) == "–"
    assert size_of(-1.0, 1.5, dataclasses.replace(free, decimals=1)) == "+2.5"
