"""What every answer is: of one shape, finite, ordered, inside bounds, and the same whoever else is asked."""

from __future__ import annotations

import csv
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from reference.questions import AWKWARD, NAN, evidence_of

from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.reference import FURTHEST_HORIZON, LEVELS, predict_at, predict_quantiles

SAMPLE = Path(__file__).with_name("m3_yearly_sample.csv")
KINDS = (None, "positive", "percent", "score", "real")
EVIDENCE = tuple(evidence_of())


@pytest.fixture(scope="module")
def sample() -> list[np.ndarray]:
    """Every fifth yearly series of the M3 competition: the last fifteen values."""
    with SAMPLE.open(encoding="utf-8", newline="") as stream:
        return [np.array(row[1:], float) for row in csv.reader(line for line in stream if line[0] == "N")]


def random_walks(count: int, length: int) -> np.ndarray:
    rng = np.random.default_rng(11)
    return np.exp(3 + np.cumsum(rng.normal(0.02, 0.1, (count, length)), axis=1))


def allowed(row: list[float], kind: str | None) -> np.ndarray:
    """Return a history within the bounds of a kind."""
    values = np.array([row])
    if kind in ("positive", "percent", "score"):
        values = np.abs(values)
    return np.minimum(values, 100) if kind in ("percent", "score") else values


def is_sound(quantiles: np.ndarray, horizon: int, low: float = -np.inf, high: float = np.inf) -> bool:
    return (
        quantiles.shape[1:] == (horizon, 21)
        and bool(np.isfinite(quantiles).all())
        and bool((np.diff(quantiles, axis=2) >= 0).all())
        and bool(((quantiles >= low) & (quantiles <= high)).all())
    )


def bounds_of(kind: str | None) -> tuple[float, float]:
    if kind in ("percent", "score"):
        return 0.0, 100.0
    return (0.0, np.inf) if kind == "positive" else (-np.inf, np.inf)


def test_levels():
    assert LEVELS.tolist() == pytest.approx([0.025, *np.arange(0.05, 0.96, 0.05), 0.975])
    assert not LEVELS.flags.writeable


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("row", AWKWARD.values(), ids=AWKWARD.keys())
def test_every_valid_history_is_answered(row, kind):
    values = allowed(row, kind)
    for evidence in ({}, evidence_of(5.0)):
        quantiles = predict_quantiles(values, FURTHEST_HORIZON, kind=kind, **evidence)
        assert is_sound(quantiles, FURTHEST_HORIZON, *bounds_of(kind))


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_every_quantity_is_answered(quantity):
    rows = np.stack([np.resize(row[-3:], 3) for row in AWKWARD.values()])
    rows[:, -1] = np.where(np.isfinite(rows[:, -1]), rows[:, -1], 1)
    for domain in (None, DOMAINS[0], DOMAINS[-1]):
        assert is_sound(predict_quantiles(rows, 10, quantity=quantity, domain=domain), 10)


@pytest.mark.parametrize("horizon", [1, 5, 10, 11, 12, 25])
def test_every_horizon_is_answered(horizon):
    assert is_sound(predict_quantiles(random_walks(3, 4), horizon), horizon)


@pytest.mark.parametrize("number", range(len(EVIDENCE) + 1))
def test_every_mixture_of_evidence_is_answered(number):
    values, evidence = [[20.0, NAN, 22, 25]], evidence_of(20.0)
    for names in combinations(EVIDENCE, number):
        found = predict_quantiles(values, 6, **{name: evidence[name] for name in names})
        assert is_sound(found, 6, 0)


@pytest.mark.parametrize("name", EVIDENCE)
def test_evidence_may_be_anything(name):
    """Years that are not known, none but those, zeros, signs, infinities, constants, a single year."""
    values = [[20.0, 22, 25]]
    without = predict_quantiles(values, 5, quantity="count")
    for row, known in (
        ([NAN] * 5, False), ([np.inf, -np.inf, 1e300, NAN], False), ([0.0] * 8, True),
        ([-1.0, 2, -3, 4], True), ([7.0] * 15, True), ([3.0], True),
    ):  # fmt: skip
        given = np.tile(row, (4, 1))
        told = [given] if name in ("comparators", "same_place") else given[:1]
        found = predict_quantiles(values, 5, quantity="count", **{name: told})
        assert is_sound(found, 5, 0)
        assert known or (found == without).all()


def test_unknown_evidence_is_no_evidence():
    values = random_walks(3, 5)
    nothing = {
        "economy": np.full((3, 4), NAN), "parent": np.full((3, 9), NAN),
        "comparators": [None, np.empty((0, 5)), np.full((4, 6), NAN)], "same_place": [None] * 3,
        "quantity": [None, "", "unknown"], "domain": ["", None, None], "kind": [None, "", None],
    }  # fmt: skip
    assert (predict_quantiles(values, 5, **nothing) == predict_quantiles(values, 5)).all()


@pytest.mark.parametrize("name", [*EVIDENCE, "quantity", "domain"])
def test_each_kind_of_evidence_moves_the_answer(name):
    evidence = {**evidence_of(20.0, seed=3), "quantity": "count", "domain": "innovation"}
    values = [[20.0, 22]]
    told = predict_quantiles(values, 5, **{name: evidence[name]})
    assert np.abs(told / predict_quantiles(values, 5) - 1).max() > 1e-4


def test_only_the_newest_eleven_years_of_evidence_count():
    values, early, late = [[20.0, 22, 25]], np.full((1, 6), 3.0), 20 + np.arange(11.0)[None]
    longer = np.concatenate([early, late], axis=1)
    for name in ("economy", "parent"):
        one, two = (predict_quantiles(values, 5, **{name: table}) for table in (late, longer))
        assert (one == two).all()


def test_the_same_question_has_the_same_answer():
    values, evidence = [[20.0, NAN, 22, 25]], evidence_of(20.0)
    one, two = (predict_quantiles(values, 10, quantity="money", **evidence) for _ in range(2))
    assert (one == two).all()


def test_nothing_handed_in_is_changed():
    values, evidence = np.array([[20.0, NAN, 22, 25]]), evidence_of(20.0)
    kept = [values.copy(), evidence["parent"].copy(), evidence["comparators"][0].copy()]
    predict_quantiles(values, 3, **evidence)
    for before, after in zip(kept, [values, evidence["parent"], evidence["comparators"][0]], strict=True):
        assert np.array_equal(before, after, equal_nan=True)


def test_a_row_does_not_depend_on_its_neighbours():
    rng = np.random.default_rng(3)
    table = np.where(rng.random((12, 9)) < 0.4, NAN, random_walks(12, 9))
    table[:, -1] = 20.0
    told = [evidence_of(20.0, seed) for seed in range(12)]
    many = {name: np.concatenate([one[name] for one in told]) for name in ("economy", "parent")}
    many |= {name: [one[name][0] for one in told] for name in ("comparators", "same_place")}
    many["comparators"][4] = None
    words = [QUANTITIES[row % 10] for row in range(12)]
    together = predict_quantiles(table, 6, quantity=words, **many)
    for row, one in enumerate(told):
        own = {**one, "comparators": [many["comparators"][row]]}
        alone = predict_quantiles(table[row : row + 1], 6, quantity=words[row], **own)
        assert together[row : row + 1] == pytest.approx(alone, rel=1e-9)


def test_more_rows_than_are_answered_at_once():
    table = random_walks(1030, 2)
    assert predict_quantiles(table, 1)[-2:] == pytest.approx(predict_quantiles(table[-2:], 1), rel=1e-9)


def test_a_shorter_horizon_is_the_beginning_of_a_longer_one():
    walks = random_walks(8, 5)
    longest = predict_quantiles(walks, FURTHEST_HORIZON)
    for horizon in (1, 3, 10, 11, 24):
        assert predict_quantiles(walks, horizon) == pytest.approx(longest[:, :horizon], rel=1e-12)


def test_whole_years_ahead_are_those_of_the_horizon():
    walks = random_walks(4, 5)
    five = predict_quantiles(walks, 5)
    assert (predict_at(walks, [2, 5.0]) == five[:, [1, 4]]).all()
    assert (predict_at(walks, 5) == five).all()


def test_part_of_a_year_lies_between():
    walks = random_walks(20, 5)
    width = np.ptp(predict_at(walks, [0.25, 0.5, 1, 1.5, 2])[..., [0, -1]], axis=2).mean(axis=0)
    assert (np.diff(width) > 0).all()


def test_dated_values_count_at_their_dates():
    """The same three values, eighteen months and half a year apart instead of a year each."""
    values = [[6081.0, 22000, 30000]]
    told = predict_at(values, [5], times=[[-1.6, -0.5, 0]])
    yearly, dated = predict_at(values, [5]), predict_at(values, [5], times=[[-2.0, -1, 0]])
    assert (yearly == dated).all()
    assert not np.allclose(told, yearly, rtol=1e-3)
    gap = predict_at([[6081.0, NAN, 22000, 30000]], [5])
    assert (predict_at(values, [5], times=[[-3.0, -1, 0]]) == gap).all()


def test_times_of_years_not_seen_do_not_matter():
    one, two = (predict_at([[1.0, NAN, 3]], [5], times=[[-2.0, year, 0]]) for year in (-1, NAN))
    assert (one == two).all()


def test_score_is_answered_as_percent():
    values = [[40.0, 42, 47], [90, 95, 99]]
    assert (predict_quantiles(values, 5, kind="score") == predict_quantiles(values, 5, kind="percent")).all()


def test_a_share_within_its_bounds_is_per_cent_by_itself():
    values = [[40.0, 42, 47]]
    told = predict_quantiles(values, 5, kind="percent", quantity="share")
    assert (predict_quantiles(values, 5, quantity="share") == told).all()
    above = [[40.0, 101, 99]]
    positive = predict_quantiles(above, 25, kind="positive", quantity="share")
    assert (predict_quantiles(above, 25, quantity="share") == positive).all()


def test_one_unknown_kind_among_known_ones_is_guessed():
    values = [[40.0, 42, 47], [-1.0, 2, 3]]
    told = predict_quantiles(values, 5, kind=["percent", "real"])
    assert (predict_quantiles(values, 5, kind=["percent", None]) == told).all()


def test_a_longer_horizon_is_less_sure():
    """Strictly to eight years; further on no horizon is narrower by more than two per cent than the last."""
    width = np.ptp(predict_quantiles(random_walks(100, 6), 25)[..., [0, -1]], axis=2).mean(axis=0)
    assert (np.diff(width[:8]) > 0).all()
    assert (width[1:] > 0.98 * width[:-1]).all()
    assert width[24] > 1.5 * width[9]


def test_more_history_does_not_widen_on_average(sample):
    last = np.stack([series[:10] for series in sample])
    answers = [predict_quantiles(last[:, -n:], 5, kind="positive")[:, 4] for n in (1, 2, 3, 5, 10)]
    widths = [np.log(found[:, -1] / found[:, 0]).mean() for found in answers]
    assert all(later <= earlier * 1.03 for earlier, later in pairwise(widths)), widths


def test_a_steady_rise_is_expected_to_go_on():
    median = predict_quantiles([[100.0, 104, 108, 112, 116, 120]], 5, kind="positive")[0, :, 10]
    assert (np.diff(median) > 0).all()
    assert 128 < median[-1] < 145


def test_peers_that_grow_raise_what_little_is_known():
    grown, still = 1.1 ** np.arange(11.0), np.ones(11)
    fast, slow = (
        predict_quantiles([[10.0]], 5, quantity="money", comparators=[np.tile(path, (6, 1))])[0, 4, 10]
        for path in (grown, still)
    )
    assert fast > 1.1 * slow


@pytest.mark.parametrize(("seen", "low", "high"), [(1, 87, 99.5), (3, 90, 99), (5, 91, 99), (10, 91, 99)])
def test_calibrated_on_m3(sample, seen, low, high):
    values = np.stack([series[10 - seen : 10] for series in sample])
    outcomes = np.stack([series[10:] for series in sample])
    quantiles = predict_quantiles(values, 5, kind="positive")
    inside = (outcomes >= quantiles[..., 0]) & (outcomes <= quantiles[..., -1])
    assert low < 100 * inside.mean() < high


@pytest.mark.parametrize("kept", [(0, 6, 9), (2, 3, 7, 9)])
def test_calibrated_on_m3_with_gaps(sample, kept):
    values = np.full((len(sample), 10), NAN)
    values[:, kept] = np.stack([series[list(kept)] for series in sample])
    outcomes = np.stack([series[10:] for series in sample])
    quantiles = predict_quantiles(values, 5)
    inside = (outcomes >= quantiles[..., 0]) & (outcomes <= quantiles[..., -1])
    assert 90 < 100 * inside.mean() < 99
