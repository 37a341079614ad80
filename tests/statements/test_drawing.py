"""Histories drawn from statements: all of them agree, distributed as rejection would leave them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from helpers.said import agrees, class_of, facts_beside, said
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontrack.errors import InputError
from ontrack.projection.mixture.course import Course
from ontrack.projection.mixture.drawing import class_paths, dates_before, draw
from ontrack.projection.reference_class import ReferenceClass

KINDS = {
    "amount": {"kind": "flow", "lower": 0.0, "upper": None},
    "share": {"kind": "share", "lower": 0.0, "upper": 100.0, "quantity": "share"},
    "total": {"kind": "cumulative", "lower": 0.0, "upper": None, "quantity": "count"},
    "rate": {"kind": "flow", "lower": None, "upper": None, "quantity": "growth_rate"},
}


def drawn(own, *statements, **other):
    plain = class_of(own, *statements, **other)
    return plain, draw(plain, facts_beside(plain))


@st.composite
def told(draw_one):
    """Draw an indicator's path, the years of it that are known, and true statements on others."""
    name = draw_one(st.sampled_from(sorted(KINDS)))
    steps = draw_one(st.lists(st.floats(-0.2, 0.25), min_size=8, max_size=8))
    level = draw_one(
        st.sampled_from([0.37, 24.3, 61.0, 45_000.0] if name in ("amount", "total") else [7.0, 61.0])
    )
    moved = np.cumsum(0.01 + np.abs(steps) if name == "total" else steps)
    if name == "share":
        path = 100 / (1 + (100 / level - 1) * np.exp(moved[-1] - moved))
    elif name == "rate":
        path = level + 10 * (moved - moved[-1])
    else:
        path = level * np.exp(moved - moved[-1])
    decimals = draw_one(st.integers(0, 2)) if level > 1 else 3
    path = np.round(path, decimals)
    years = [float(year) for year in range(2018, 2026)]
    seen = draw_one(st.sets(st.sampled_from(years[:-1]), max_size=3)) | {2025.0}
    own = {year: value for year, value in zip(years, path, strict=True) if year in seen}
    truth = dict(zip(years, path, strict=True))
    statements = []
    for _ in range(draw_one(st.integers(1, 3))):
        first, last = sorted(draw_one(st.sets(st.sampled_from(years), min_size=2, max_size=2)))
        statements.append(draw_one(st.sampled_from(list(true_of(truth, first, last, name)))))
    return name, own, decimals, statements


def true_of(truth, first, last, name):
    """Yield statements that are true of a path between two years."""
    start, end = truth[first], truth[last]
    span = str(int(first)), str(int(last))
    yield said("change_over", *span, f"{end - start:.3f}")
    yield said("at_least", "", span[0], f"{start - 0.1 * abs(start):.3f}")
    yield said("at_most", "", span[0], f"{start + 0.1 * abs(start):.3f}")
    yield said("between", "", span[0], f"{start - 0.05 * abs(start):.3f}..{start + 0.2 * abs(start):.3f}")
    if name == "amount":
        yield said("sum_over", *span, f"{sum(truth[y] for y in truth if first <= y <= last):.2f}")
    if min(start, end) > 1:
        yield said("ratio_over", *span, f"{end / start:.3f}")
        yield said("average_growth", *span, f"{100 * ((end / start) ** (1 / (last - first)) - 1):.1f}")


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(told())
def test_every_history_agrees_with_all_values_and_statements(case):
    name, own, decimals, statements = case
    plain = class_of(own, *statements, decimals=decimals, **KINDS[name])
    facts = facts_beside(plain)
    if not facts:
        return
    found = draw(plain, facts)
    assert len(found.values) >= 16
    for date, value in own.items():
        if date in found.dates:
            assert (found.values[:, found.dates == date] == value).all()
    for fact in facts:
        assert all(agrees(fact, found.dates, path, plain.evidence.own, decimals) for path in found.values)
    assert (found.values >= plain.lower).all() and (found.values <= plain.upper).all()
    if plain.never_falls:
        assert (np.diff(found.values, axis=1) >= -1e-9 * np.abs(found.values[:, 1:])).all()


def rejected(plain: ReferenceClass, dates, keep, number=120_000):
    """Return turned-round paths of the class that `keep` says agree: nothing but rejection."""
    last = float(plain.evidence.own.iloc[-1])
    course = Course(plain, dates, len(dates) - 1, last)
    paths = class_paths(
        plain, np.array([[last]]), pd.Index([dates[0]]), dates[1:], number, np.random.default_rng(5)
    )
    scaled = Course(plain, dates, 0, last).forward(np.insert(paths, 0, last, axis=1))
    values = course.values(course.states(course.known + scaled - scaled[:, -1:]))
    return values[keep(values)]


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Return the largest difference of two distribution functions (Kolmogorov and Smirnov)."""
    points = np.sort(np.concatenate([one, other]))
    return float(
        np.abs(
            np.searchsorted(np.sort(one), points, side="right") / len(one)
            - np.searchsorted(np.sort(other), points, side="right") / len(other)
        ).max()
    )


@pytest.mark.parametrize(
    ("statements", "keep"),
    [
        ([said("sum_over", "2021", "2024", "250")], lambda v: np.abs(v[:, :4].sum(axis=1) - 250) < 4),
        (
            [said("sum_over", "2021", "2024", "300"), said("at_least", "", "2022", "70")],
            lambda v: (np.abs(v[:, :4].sum(axis=1) - 300) < 6) & (v[:, 1] >= 70),
        ),
        (
            [said("ratio_over", "2021", "2025", "1.6"), said("sum_over", "2022", "2024", "240")],
            lambda v: (np.abs(v[:, 4] - 1.6 * v[:, 0]) < 3) & (np.abs(v[:, 1:4].sum(axis=1) - 240) < 6),
        ),
        ([said("between", "", "2021", "20..60")], lambda v: (v[:, 0] >= 20) & (v[:, 0] <= 60)),
    ],
)
def test_drawn_histories_are_distributed_as_rejection_leaves_them(statements, keep):
    plain, found = drawn({2025: 100.0}, *statements)
    accepted = rejected(plain, found.dates, keep)
    assert len(accepted) > 300
    for place in range(len(found.dates) - 1):
        assert distance(found.values[:, place], accepted[:, place]) < 0.14, found.dates[place]


def test_a_total_that_stands_may_be_told_to_stand():
    _, found = drawn(
        {2018: 24.0, 2025: 24.0}, said("change_over", "2018", "2019", "0.000"), kind="cumulative", decimals=0
    )
    assert (found.values == 24).all()


def test_two_statements_that_say_nearly_the_same_agree():
    """Both pin the value of 2018 down, one more closely."""
    told = said("change_over", "2018", "2025", "0.000"), said("between", "", "2018", "0.351..0.444")
    _, found = drawn({2025: 0.37}, *told, decimals=3)
    assert found.values[:, 0] == pytest.approx(0.37, abs=0.0011)


def test_a_known_end_before_another_known_value_is_reached():
    own = {2018: 24.0, 2019: 25.0, 2025: 30.0}
    _, found = drawn(own, said("change_over", "2018", "2020", "2.0"))
    assert found.dates.tolist() == list(range(2018, 2026))
    assert found.values[:, 2] == pytest.approx(26, abs=0.11)


def test_a_bound_below_which_there_is_no_end():
    _, found = drawn({2025: 7.0}, said("at_most", "", "2018", "7.7"), **KINDS["rate"])
    assert found.values[:, 0].max() <= 7.7 and found.values[:, 0].min() < 5


def test_the_same_histories_each_time():
    told = said("sum_over", "2021", "2025", "350")
    first, second = (drawn({2025: 100.0}, told)[1] for _ in range(2))
    assert np.array_equal(first.values, second.values)


def test_histories_begin_at_the_value_before_what_is_unknown():
    plain = class_of({2010: 3.0, 2018: 8.0, 2020: 10.0, 2025: 20.0}, said("sum_over", "2022", "2025", "65"))
    assert dates_before(plain.evidence.own, facts_beside(plain)).tolist() == [
        2020,
        2021,
        2022,
        2023,
        2024,
        2025,
    ]
    found = draw(plain, facts_beside(plain))
    told = found.with_earlier(plain.evidence.own)
    assert told.dates.tolist() == [2010, 2018, 2020, 2021, 2022, 2023, 2024, 2025]
    assert (told.values[:, :2] == [3.0, 8.0]).all()


def test_values_within_a_year_keep_their_dates():
    own = {2023 + 5 / 12: 6081.0, 2024.5: 22000.0}
    _, found = drawn(own, said("at_least", "", "2025", "30000"), kind="cumulative", decimals=0)
    assert found.dates.tolist() == [2024.5, 2025.0]
    assert found.values[:, 1].min() >= 30000


def test_a_total_of_which_some_years_are_known_leaves_the_rest():
    own = {2022: 10.0, 2023: 20.0, 2024: 30.0, 2025: 40.0}
    _, found = drawn(own, said("sum_over", "2021", "2025", "105"))
    assert found.dates.tolist() == [2021, 2022, 2023, 2024, 2025]
    assert found.values[:, 0].min() >= 5 - 0.5 - 0.2 and found.values[:, 0].max() <= 5 + 0.5 + 0.2


def test_what_reaches_beyond_the_last_value_is_carried_on():
    _, found = drawn({2023: 12.0}, said("sum_over", "2021", "2025", "70"))
    assert found.dates.tolist() == [2021, 2022, 2023, 2024, 2025]
    assert found.values.sum(axis=1) == pytest.approx(70, abs=0.56)
    assert (found.values[:, 2] == 12).all()


def test_histories_that_hardly_are_stop_the_run():
    """Contradictory ones, which no reader lets through."""
    leap = said("sum_over", "2022", "2024", "0.0001"), said("at_least", "", "2023", "900")
    plain = class_of({2025: 100.0}, *leap)
    with pytest.raises(InputError, match="sum_over 2022–2024 of example") as raised:
        draw(plain, facts_beside(plain))
    assert "statements that its values and its like leave likely enough" in str(raised.value)
