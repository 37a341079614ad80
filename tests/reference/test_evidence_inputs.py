"""What the networks see beside a history, each number worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.reference.calibration import ALONE, AMONG_PEERS, AMONG_SISTERS
from ontrack.reference.checks import checked_histories
from ontrack.reference.evidence_inputs import (
    BLOCKS,
    block,
    economy_rates,
    evidence_inputs,
    local_rate,
    on_own_scale,
    parent_rates,
    quantile_among,
    rate_over,
    rates_among,
    standing_inputs,
)
from ontrack.reference.inputs import input_slices, situation_of
from ontrack.reference.transform import Transform

NAN = np.nan


def straight(rate: float, start: float = 0.0, years: int = 11) -> np.ndarray:
    return start + rate * np.arange(float(years))


def inputs_of(values, scale: float = 0.1, **known) -> dict[str, np.ndarray]:
    histories = checked_histories(values, **known)
    transform = Transform.of(histories.values, histories.kind, histories.quantity)
    return evidence_inputs(histories, transform, np.full(len(histories.values), scale))


def test_the_rate_over_some_years():
    path = np.array([[0.0, 0.1, 0.3, 0.7, 1.0]])
    assert rate_over(path, 1) == pytest.approx([0.3])
    assert rate_over(path, 3) == pytest.approx([0.3])
    assert np.isnan(rate_over(path, 10)).all()


def test_a_year_that_is_not_known_is_gone_around():
    path = np.array([[0.0, 0.1, NAN, 0.7, NAN]])
    assert rate_over(path, 3) == pytest.approx([0.7 / 3])  # up to the year before, over three years
    first_missing = np.array([[NAN, 0.1, NAN, 0.7, 0.8]])
    assert rate_over(first_missing, 4) == pytest.approx([0.7 / 3])  # over one year less
    assert rate_over(first_missing, 2) == pytest.approx([0.7 / 3])  # over one year more
    assert np.isnan(rate_over(np.array([[0.0, 0.1, NAN, NAN, NAN]]), 1)).all()


def test_growth_of_an_economy():
    gdp = 100 * np.cumprod([1, 1.02, 1.04, 1.06, 1.08, 1.10])[None]
    logs = np.log([1.02, 1.04, 1.06, 1.08, 1.10])
    told = [logs[2:].mean(), logs.mean(), logs[-1], logs[-1] - logs.mean()]
    assert economy_rates(np.concatenate([np.full((1, 5), NAN), gdp], axis=1))[0] == pytest.approx(told)


def test_a_new_currency_or_a_war_is_no_growth():
    gdp = np.array([[1.0, 1.1, 1.21, 1210, 1331, 1331 * 0.5, 1331 * 0.55]])
    told = economy_rates(gdp)[0]
    assert told[:3] == pytest.approx(np.log([1.1] * 3))
    assert told[3] == pytest.approx(0)
    assert np.isnan(economy_rates(np.array([[1.0, 2, 4, 8, 16, 32]]))).all()


def test_growth_up_to_two_years_before_counts_as_the_newest():
    gdp = np.array([[NAN, 1.0, 1.1, 1.21, 1.452, NAN, NAN]])
    assert economy_rates(gdp)[0, [1, 2]] == pytest.approx([np.log(1.452) / 3, np.log(1.2)])
    older = np.array([[1.0, 1.1, 1.21, 1.452, NAN, NAN, NAN]])
    assert np.isnan(economy_rates(older)[0, 2])


def test_the_larger_areas_rates():
    path = np.concatenate([straight(0.1, years=8), 0.7 + straight(0.4, 0.4, 3)])[None]
    one, three, five, ten, faster = parent_rates(path)[0]
    assert [one, three, five, ten] == pytest.approx([0.4, 0.4, 1.4 / 5, 1.9 / 10])
    assert faster == pytest.approx(0.4 - 0.19)


def test_the_middle_among_places():
    paths = np.stack([straight(rate) for rate in (0.0, 0.1, 0.3, 0.4)])[None]
    assert rates_among(paths)[0] == pytest.approx([0.2, 0.2, 0.2, 0.325 - 0.075])
    fewer = np.concatenate([paths, np.full((1, 3, 11), NAN)], axis=1)
    assert rates_among(fewer)[0] == pytest.approx(rates_among(paths)[0])


def test_fewer_than_three_places_say_nothing():
    paths = np.stack([straight(0.1), straight(0.2), np.full(11, NAN)])
    assert np.isnan(rates_among(paths[None])).all()
    assert np.isnan(rates_among(paths[None, :2])).all()
    assert np.isnan(quantile_among(np.array([[1.0, 2.0, NAN]]), 0.5)).all()


def test_quantiles_among_are_those_of_numpy():
    rng = np.random.default_rng(1)
    numbers = np.where(rng.random((30, 9)) < 0.3, NAN, rng.normal(size=(30, 9)))
    for level in (0.25, 0.5, 0.75):
        assert quantile_among(numbers, level) == pytest.approx(np.nanquantile(numbers, level, axis=1))


def test_rates_are_told_as_they_are_and_in_scales():
    told = block(np.array([[0.2, NAN]]), np.array([0.1]), np.array([3]))
    assert told[0] == pytest.approx([0.4, 0, np.arcsinh(2) / 2, 0, 1])  # 4 · .2 · 2/4, asinh(.2 / .1) · 2/4
    far = block(np.array([[3.0]]), np.array([0.1]), np.array([1]))
    assert far[0] == pytest.approx([2.8, np.arcsinh(30), 1])
    assert block(np.array([[NAN]]), np.array([0.1]), np.array([1])).tolist() == [[0, 0, 0]]


def test_what_came_next_to_those_that_stood_there():
    """One peer stood at the level for six years before it rose by .5 in five; another stood far away."""
    near = np.concatenate([np.full(6, 1.0), np.full(5, 1.5)])
    far = np.concatenate([np.full(6, 50.0), np.full(5, 40.0)])
    rate, weight = local_rate(np.stack([near, far])[None], np.array([1.0]))
    assert weight == pytest.approx([6])  # years with another five years later
    assert rate == pytest.approx([0.1 * 5 / (6 + 0.5)])  # .5 in five years after all of them but the first


def test_nearness_falls_with_distance():
    path = np.concatenate([np.full(1, 1.35), np.full(10, NAN)])
    path[5] = 1.85
    rate, weight = local_rate(path[None, None], np.array([1.0]))
    assert weight == pytest.approx([np.exp(-0.5)])
    assert rate == pytest.approx([0.1 * np.exp(-0.5) / (np.exp(-0.5) + 0.5)])


def test_where_a_value_stands_among_its_peers():
    peers = np.stack([np.full(11, level) for level in (1.0, 2.0, 3.0)])[None]
    peers[0, 2, -1] = NAN  # its value of the year before counts
    told = standing_inputs(peers, np.array([0.5]), np.array([True]), np.array([3]))[0]
    rate, weight = local_rate(peers, np.array([0.5]))
    assert rate == pytest.approx([0])
    assert told == pytest.approx([
        np.arcsinh(1.5), np.arcsinh(1.5) / 2, 1.5 / 1.1, 0, weight[0] / (weight[0] + 2)
    ])  # fmt: skip
    assert standing_inputs(peers, np.array([0.5]), np.array([False]), np.array([3])).tolist() == [[0] * 5]
    assert standing_inputs(peers[:, :2], np.array([0.5]), np.array([True]), np.array([3])).tolist() == [
        [0] * 5
    ]


def test_evidence_stands_on_the_scale_of_its_history():
    values, peers = [[40.0]], [np.tile(100 * 1.1 ** np.arange(11.0), (3, 1))]
    histories = checked_histories(values, kind="positive", comparators=peers)
    path = peers[0][0]
    told = np.log(path / path.mean() + 0.01)
    assert on_own_scale(histories, histories.peers)[0, 1] == pytest.approx(told)


def test_blocks_of_a_share():
    odds = lambda p: np.log((p / 100 + 0.005) / (1 - p / 100 + 0.005))  # noqa: E731
    nation = np.array([[50.0, 51, 52, 53]])
    told = inputs_of([[40.0]], kind="percent", quantity="share", domain="health", parent=nation)
    one = odds(53) - odds(52)
    three = (odds(53) - odds(50)) / 3
    assert told["parent"][0, :3] == pytest.approx(4 * np.array([one, three, 0]))
    assert told["parent"][0, 5:7] == pytest.approx(np.arcsinh(np.array([one, three]) / 0.1))
    assert told["parent"][0, -1] == 1
    assert told["quantity"][0].tolist() == [1.0] + [0.0] * (len(QUANTITIES) - 2)
    assert told["domain"][0].argmax() == DOMAINS.index("health")
    assert told["domain"].sum() == 1
    assert not told["peers"].any()


def test_the_pace_of_others_is_left_out_where_values_may_be_negative():
    others = [np.array([straight(rate, 5) for rate in (0.1, 0.2, 0.3, 0.4)])]
    for quantity, level_known in (("growth_rate", True), ("money", False)):
        told = inputs_of([[-1.0, 2]], quantity=quantity, comparators=others, same_place=others)
        assert not told["same_place"].any()
        assert not told["peers"][0, :9].any()
        assert told["peers"][0, 9:].any() == level_known


def test_neighbours_tell_their_pace_over_three_and_five_years():
    others = [np.array([10 * np.exp(straight(rate)) for rate in (0.05, 0.1, 0.15)])]
    told = inputs_of([[7.0]], kind="positive", same_place=others)["same_place"][0]
    assert len(told) == 5
    assert told[:2] / 4 == pytest.approx([0.1, 0.1], rel=0.05)  # hardly bent at that size


def test_unknown_words_are_no_words():
    told = inputs_of([[7.0]], quantity="unknown")
    assert not any(told[name].any() for name in BLOCKS)


def test_blocks_lie_one_after_the_other():
    slices = input_slices()
    assert list(slices) == ["own", *BLOCKS]
    ends = [part.stop for part in slices.values()]
    assert [part.start for part in slices.values()] == [0, *ends[:-1]]
    assert slices["quantity"].stop - slices["quantity"].start == len(QUANTITIES) - 1
    assert slices["domain"].stop - slices["domain"].start == len(DOMAINS)


def test_three_places_are_company_and_sisters_have_a_nation():
    peers = [np.ones((2, 4)), np.ones((3, 4)), np.full((5, 4), NAN), None, np.ones((3, 4)), None]
    nation = np.full((6, 3), NAN)
    nation[[4, 5], 0] = 1
    histories = checked_histories(np.ones((6, 1)), comparators=peers, parent=nation)
    told = [ALONE, AMONG_PEERS, ALONE, ALONE, AMONG_SISTERS, ALONE]
    assert situation_of(histories).tolist() == told
