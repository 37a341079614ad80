"""Figures as a reader sees them."""

from __future__ import annotations

import math

import pytest

from ontrack.wording.number_format import (
    format_interval,
    format_probabilities,
    format_probability,
    format_rate,
    format_share,
    format_ticks,
    format_value,
)


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


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "text"),
    [
        (209000, 0, "件", "20.9万"), (164000, 0, "件", "16.4万"), (488123, 0, "件", "48.8123万"),
        (30000, 0, "件", "3万"), (4660, 0, "件", "4,660"), (9999.6, 0, "件", "1万"),
        (9999.4, 0, "件", "9,999"), (15000, 0, "元", "1.5万"), (12345678, 0, "人", "1,234.5678万"),
        (5.89e12, 0, "美元", "58,900亿"), (123456789, 0, "人", "1.23456789亿"), (-164000, 0, "件", "−16.4万"),
        (10000.25, 2, "件/百万人", "1.000025万"), (94545, 0, "亿元", "94,545"), (26543, 0, "万元", "26,543"),
        (10500, 0, "百万美元", "10,500"), (164000, 0, "", "164,000"), (164000, 0, "patents", "164,000"),
        (None, 0, "件", "–"),
    ],
)  # fmt: skip
def test_chinese_counts_are_written_in_ten_thousands(value, decimals, unit, text):
    assert format_value(value, decimals, unit) == text


@pytest.mark.parametrize(
    ("ticks", "decimals", "unit", "texts"),
    [
        ((0, 5000, 10000, 15000), 0, "件", ["0", "0.5万", "1.0万", "1.5万"]),
        ((0, 100000, 200000), 0, "件", ["0", "10万", "20万"]),
        ((0, 100000, 200000), 0, "patents", ["0", "100,000", "200,000"]),
        ((-20000, 0, 20000), 0, "户", ["−2万", "0", "2万"]),
        ((0, 2.5, 5), 1, "件", ["0.0", "2.5", "5.0"]),
    ],
)
def test_an_axis_is_written_in_one_size(ticks, decimals, unit, texts):
    assert format_ticks(ticks, decimals, unit) == texts


def test_ranges_in_chinese():
    assert format_interval(30827, 78040, 0, "件", "zh") == "3.0827万～7.804万"
    assert format_interval(9000, 12000, 0, "件", "zh") == "9,000～1.2万"
    assert format_interval(None, 158.0, 1, "件", "zh") == "–"
    assert format_interval(30827, 78040, 0, "patents", "en") == "30,827 – 78,040"


@pytest.mark.parametrize(
    ("language", "texts"),
    [("zh", ["53%～86%", "<1%～25%", "99%～>99%", "20%"]), ("en", ["53–86%", "<1–25%", "99–>99%", "20%"])],
)
def test_ranges_of_probabilities(language, texts):
    pairs = ((0.53, 0.86), (0.004, 0.25), (0.99, 0.999), (0.2, 0.201))
    assert [format_probabilities(*pair, language) for pair in pairs] == texts
