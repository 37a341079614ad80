"""Recommendations: what people wrote, which figures are wanted, and the value of next year that would do."""

from __future__ import annotations

import dataclasses

import pytest

from ontrack.plan import LANGUAGES
from ontrack.report.edition import Edition
from ontrack.report.sections.written.suggestions_page import suggestions_page


@pytest.fixture
def edition_in(raw_and_results):
    raw, results, stamp = raw_and_results
    return lambda language: Edition(raw, results, language, stamp)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_target_that_is_not_judged_is_named_under_what_it_lacks(edition_in, language):
    edition = edition_in(language)
    head, *lines = suggestions_page(edition)["wanted"]
    rows = edition.results["assessments"].set_index("target")
    unjudged = [one for one in edition.plan.table_targets if rows.loc[one.target, "verdict"] == ""]
    assert str(len(unjudged)) in head
    for target in unjudged:
        assert sum(edition.name_of(target) in line for line in lines) == 1
    assert len(lines) == rows.loc[[one.target for one in unjudged], "reason"].nunique()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_check_points_are_the_values_that_keep_80_per_cent(edition_in, language):
    edition = edition_in(language)
    points = suggestions_page(edition)["points"]
    alarms = edition.results["alarms"].set_index("target")
    told = [
        one for one in edition.plan.table_targets
        if alarms.loc[one.target, "keeping_80_steady"] == "yes"
    ]  # fmt: skip
    assert len(points["rows"]) == len(told) > 0
    for row, target in zip(points["rows"], told, strict=True):
        value = edition.figure(alarms.loc[target.target, "value_keeping_80"], edition.indicator_of(target))
        assert row[2] == f"≥ {value}"
        assert row[0].startswith(edition.name_of(target))


def test_who_and_when_stand_in_the_table_that_people_wrote(edition_in):
    (table,) = suggestions_page(edition_in("en"))["written"]["blocks"]
    assert [head[0]["text"] for head in table["heads"]] == ["Recommendation", "Who", "By when"]
    assert [bool(row[1][0]["gap"]) for row in table["rows"]] == [True, True, False, False, False]


def test_once_nothing_is_open_and_nothing_written_there_is_no_section(edition_in):
    edition = edition_in("en")
    over = edition.results["assessments"].assign(verdict="met", probability_met=None)
    raw = dataclasses.replace(edition.raw, narratives={})
    done = dataclasses.replace(edition, raw=raw, results={**edition.results, "assessments": over})
    assert suggestions_page(done) is None
