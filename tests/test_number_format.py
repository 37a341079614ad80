"""Figures as a reader sees them."""

from __future__ import annotations

import math

import pytest

from ontrack.number_format import format_interval, format_probability, format_rate, format_share, format_value


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (24.3, 1, "24.3"), (209000, 0, "209,000"), (-1.25, 2, "−1.25"), (-0.001, 1, "0.0"), (None, 1, "–"),
        (math.nan, 0, "–"), (87.28, 2, "87.28"), (math.inf, 1, "–"),
    ],
)  # fmt: skip
def test_values(value, decimals, text):
    assert format_value(value, decimals) == text


@pytest.mark.parametrize(
    ("rate", "text"), [(6.11, "+6.1%"), (-4.5, "−4.5%"), (0.0, "0.0%"), (None, "–"), (-0.01, "0.0%")]
)
def test_rates(rate, text):
    assert format_rate(rate) == text


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.827, "83%"), (0.0, "<1%"), (0.0099, "<1%"), (0.01, "1%"), (0.99, "99%"), (0.996, ">99%"), (1.0,
    ">99%"), (None, "–")],
)  # fmt: skip
def test_probabilities_never_claim_certainty(probability, text):
    assert format_probability(probability) == text


def test_shares_and_intervals():
    assert (format_share(52.0), format_share(math.nan)) == ("52%", "–")
    assert format_interval(18.2, 158.0, 1) == "18.2 – 158.0"
    assert format_interval(None, 158.0, 1) == "–"
