"""The words that say what an indicator is, and what is proposed from its unit."""

from __future__ import annotations

import dataclasses

import pytest

from ontrack.plan.texts import Texts
from ontrack.plan.vocabulary import DOMAINS, QUANTITIES, quantity_from_unit, quantity_hints


def test_the_words_stand_in_the_order_the_reference_class_counts_them_in():
    assert (len(QUANTITIES), QUANTITIES[0], QUANTITIES[5], QUANTITIES[-1]) == (
        10, "share", "per_population", "unknown",
    )  # fmt: skip
    assert (len(DOMAINS), DOMAINS[0], DOMAINS[7], DOMAINS[-1]) == (17, "agriculture", "innovation", "other")


@pytest.mark.parametrize(
    ("unit", "quantity"),
    [
        ("%", "share"), ("per cent", "share"), ("% a year", "growth_rate"), ("亿元", "money"),
        ("100 million yuan a year", "money"), ("US dollars a year", "money"), ("million euros", "money"),
        ("yuan per tonne", "price"), ("元/平方米", "price"), ("件/万人", "per_population"),
        ("works per million people a year", "per_population"),
        ("patents per 10,000 people", "per_population"),
        ("件/百户", "ratio"), ("trademarks per 100 enterprises", "ratio"), ("倍", "ratio"), ("件", "count"),
        ("万户", "count"), ("人", "count"), ("10,000 people", "count"), ("家", "count"), ("个", "count"),
        ("万吨", "physical"), ("公顷", "physical"), ("千瓦", "physical"), ("tonnes", "physical"),
        ("km2", "physical"), ("分", "index"), ("points of 100", "index"), ("", "unknown"), ("?", "unknown"),
    ],
)  # fmt: skip
def test_a_unit_suggests_its_quantity(unit, quantity):
    assert quantity_from_unit(unit) == quantity


def test_an_empty_cell_is_unknown_and_gets_a_proposal(indicator):
    assert (indicator.quantity, indicator.domain) == ("unknown", "other")
    assert quantity_hints([indicator]) == [
        "data/raw/indicators.csv: example has no quantity; its unit “件” (pieces) suggests count."
    ]


def test_what_has_a_quantity_or_a_dumb_unit_gets_none(indicator):
    named = dataclasses.replace(indicator, quantity="count")
    dumb = dataclasses.replace(indicator, unit=Texts(zh="?", en="?"))
    assert quantity_hints([named, dumb]) == []


def test_proposals_agree_with_what_people_chose(raw):
    """Every unit of ours is understood; people may still differ, as for the score of a survey."""
    chosen = {indicator.id: indicator.quantity for indicator in raw.indicators.values()}
    proposed = {
        indicator.id: quantity_from_unit(indicator.unit["en"], indicator.unit["zh"])
        for indicator in raw.indicators.values()
    }
    assert {name for name in chosen if chosen[name] != proposed[name]} == set()
    assert "unknown" not in chosen.values()
