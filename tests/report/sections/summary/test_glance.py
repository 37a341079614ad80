"""All targets by symbols: each has the one of its verdict, and the legend has those that are shown."""

from __future__ import annotations

import pytest

from ontrack.assessment.verdicts import SYMBOLS
from ontrack.plan import LANGUAGES
from ontrack.report.edition import Edition
from ontrack.report.sections.summary.glance import glance

ALL = [
    ("very_likely", 0.95), ("likely", 0.7), ("uncertain", 0.5), ("unlikely", 0.2), ("very_unlikely", 0.05),
    ("", 0.6), ("met", None), ("missed", None), ("not_assessable", None),
]  # fmt: skip
KEYS = [verdict or "not_judged" for verdict, _ in ALL]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_its_symbol_word_and_meaning(with_verdicts, language):
    found = glance(with_verdicts(ALL, language))
    assert [row["key"] for row in found["rows"]] == KEYS
    assert len({row["word"] for row in found["rows"]}) == len(ALL)
    assert {key for key, _ in found["legend"]} == set(SYMBOLS) == set(KEYS)
    assert [row["probability"] for row in found["rows"]][5:7] == ["60%", "–"]
    assert [row["binding"] for row in found["rows"]] == [True, *[False] * 8]


def test_what_is_met_already_has_the_word_for_staying_so(with_verdicts):
    edition = with_verdicts([("likely", 0.7), ("likely", 0.7)], "zh", held=[1])
    assert [row["word"] for row in glance(edition)["rows"]] == ["可能实现", "有望保持"]


def test_the_legend_has_only_what_is_shown(with_verdicts):
    assert [key for key, _ in glance(with_verdicts([ALL[0], ALL[5]]))["legend"]] == [
        "very_likely",
        "not_judged",
    ]


def test_targets_outside_the_table_stand_by_place_and_by_name_where_anything_is_known(raw_and_results):
    raw, results, stamp = raw_and_results
    edition = Edition(raw, results, "zh", stamp)
    found = glance(edition)
    shown = results["assessments"].set_index("target")["verdict"]
    assert sum(len(place["keys"]) for place in found["places"]) == len(raw.plan.other_targets)
    by_place = {place["name"]: place["keys"] for place in found["places"]}
    for target in raw.plan.other_targets:
        assert (shown[target.target] or "not_judged") in by_place[edition.location(target)]
    known = [one for one in raw.plan.other_targets if shown[one.target] != "not_assessable"]
    assert [row["name"] for row in found["named"]] == [edition.name_of(one) for one in known]


def test_a_plan_without_other_targets_has_no_heading_for_them(with_verdicts):
    found = glance(with_verdicts([ALL[0]]))
    assert (found["others_heading"], found["places"], found["named"]) == ("", [], [])
