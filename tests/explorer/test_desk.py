"""What the page is set with becomes the scenario that is meant."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from ipywidgets import FloatSlider

from ontrack.assessment.verdicts import SYMBOLS, shown_verdict
from ontrack.errors import InputError
from ontrack.explorer.controls import set_range
from ontrack.explorer.desk import load_desk
from ontrack.explorer.draft import CONTROLS, control_values, draft_scenario, recovery_shares
from ontrack.explorer.sentences import answer, symbol_of, tile, verdict_words
from ontrack.paths import Paths
from ontrack.plan.scenario import CLASSES
from ontrack.wording import load_wording

VALUES = {
    "pace": 1.5, "first_year": 2027, "ramp_years": 3, "path": "linear", "shock": -10.0, "recovery_years": 4,
    "return_year": 2029, "region": "CN", "speed": 0.5, "from_year": 2020, "quantile_pct": 10.0,
    "part": "denominator", "effect": 2.0, "fade": 0.25, "last_year": 2030,
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(paths: Paths):
    return load_desk(paths, "zhejiang-ip-2030", None)


def test_every_kind_has_controls():
    assert set(CONTROLS) == set(CLASSES)


@pytest.mark.parametrize("kind", CONTROLS)
def test_a_draft_shows_again_what_it_was_set_with(desk, kind):
    scenario = draft_scenario(kind, VALUES, ("high_value_patents_per_10k",))
    shown = control_values(scenario, desk.plan.indicators["high_value_patents_per_10k"])
    wanted = {name: VALUES[name] for name in CONTROLS[kind]}
    if kind == "shock":
        wanted["recovery_years"] = 2  # no share after the plan's last year
    assert shown == wanted


@pytest.mark.parametrize(
    ("years", "shares"), [(0, (1.0,)), (1, (0.0, 1.0)), (4, (0.0, 0.25, 0.5, 0.75, 1.0))]
)
def test_recovery_in_even_steps(years, shares):
    """METHODS section 5: 0, 25, 50, 75, 100 % of past growth."""
    assert recovery_shares(years) == shares


@pytest.mark.parametrize(
    ("least", "most", "step", "value"),
    [(21.8, 24.2, 0.1, 23.04), (-20.0, 20.0, 0.1, 2.34), (0.0, 1.0, 0.05, 0.0)],
)
def test_a_sliders_steps_lead_to_its_value(least, most, step, value):
    widget = FloatSlider()
    set_range(widget, least, most, step, value)
    assert widget.value == value
    assert least <= widget.min < least + step
    assert (value - widget.min) / step == pytest.approx(round((value - widget.min) / step), abs=1e-6)


def test_a_slider_learns_its_range_before_its_value(monkeypatch):
    widget, sent = FloatSlider(), []
    monkeypatch.setattr(widget, "_send", lambda message, buffers=None: sent.append(message))
    set_range(widget, 500.0, 900.0, 1.0, 700.0)
    assert list(sent[0]["state"].items()) == [("min", 500.0), ("max", 900.0), ("step", 1.0), ("value", 700.0)]
    assert all(message["state"].items() <= sent[0]["state"].items() for message in sent)


def test_a_draft_that_cannot_be():
    with pytest.raises(InputError, match=r"quantile_pct = 100.*less than 100.*Change it on the page"):
        draft_scenario("quantile_path", {"quantile_pct": 100.0}, ())


def test_a_later_target_year_is_projected_further(desk):
    target = desk.plan.table_targets[0]
    baseline = draft_scenario("baseline", {}, ())
    later = desk.outcome(baseline, replace(target, year=2035))
    assert later.projection.years[-1] == 2035
    assert 0 < later.probability < 1
    assert later.probability > desk.outcome(baseline, target).probability


def test_the_last_safe_value_and_the_change_are_those_of_the_tables(desk):
    from ontrack.assessment.alarms import plan_alarms

    raw = desk.raw
    named = {one.target: one for one in desk.plan.table_targets}
    target = named["works_registered_per_million"]  # its probability is below 80 %
    found = plan_alarms(desk.plan, desk.cases, observations=raw.observations, breaks=raw.breaks)
    alarms = found.set_index("target")
    safe = {one.target: desk.safe_value(one) for one in desk.plan.table_targets if one.target in alarms.index}
    expected = alarms.loc[list(safe), "last_safe_value"]
    assert list(safe.values()) == pytest.approx(list(expected), nan_ok=True)
    assert expected.isna().all()  # no record, or one at whose pace today's value suffices
    far = replace(named["high_value_patents_per_10k"], value=60.0)  # the nation went from 6.3 to 14.0
    assert desk.safe_value(far) == pytest.approx(60 / (14.0 / 6.3))
    baseline = draft_scenario("baseline", {}, ())
    outcome = desk.outcome(baseline, target)
    assert desk.reached(outcome).median == alarms.loc[target.target, "attained_median"]
    change = outcome.change_for_80
    faster = draft_scenario("accelerated_step", {"pace": change.amount, "first_year": 2026}, ())
    assert desk.outcome(faster, target).probability == pytest.approx(0.8, abs=1e-4)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_answer_carries_the_symbol_of_its_verdict(desk, language):
    wording = load_wording(language)
    baseline = draft_scenario("baseline", VALUES, ())
    for target in desk.plan.table_targets:
        shown = desk.outcome(baseline, target)
        symbol = SYMBOLS[shown_verdict(shown.assessment)]
        marked = f'<span class="symbol" aria-hidden="true">{symbol}</span> {verdict_words(shown, wording)}'
        names = ("A", "A")
        assert marked in answer(shown, shown, names, wording, is_baseline=True)
        assert marked in tile(target, shown, shown, wording, chosen=False)


def test_a_target_without_a_probability_has_the_symbol_of_none():
    row = SimpleNamespace(verdict="")
    assert symbol_of(SimpleNamespace(assessment=row, probability=None)) == SYMBOLS["not_assessable"]
    assert symbol_of(SimpleNamespace(assessment=row, probability=0.5)) == SYMBOLS["not_judged"]


def test_a_move_is_told_apart_from_a_verdict(desk):
    target = desk.plan.table_targets[0]
    shown = desk.outcome(draft_scenario("baseline", VALUES, ()), target)
    lower = SimpleNamespace(
        probability=shown.probability - 0.1, assessment=shown.assessment, changed=shown.changed
    )
    assert "↑ 10" in tile(target, shown, lower, load_wording("en"), chosen=False)
    assert "↓ 10" in tile(target, lower, shown, load_wording("en"), chosen=False)
