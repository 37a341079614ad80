"""Among the problems stand the relations that must be settled, and only those."""

from __future__ import annotations

import dataclasses

import pytest

from ontrack.plan import LANGUAGES
from ontrack.plan.relations import Identities
from ontrack.report.edition import Edition
from ontrack.report.sections.plan.problems_page import problems_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_must_be_settled_is_listed_by_severity(raw_and_results, language):
    raw, results, stamp = raw_and_results
    edition = Edition(raw, results, language, stamp)
    checks = problems_page(edition)["checks"]
    assert [row["key"] for row in checks["rows"]] == ["contradictory", *["strained"] * 3, "differs"]
    assert "13" in checks["intro"] and "5" in checks["intro"]
    share = checks["rows"][-1]
    assert "37.7%" in share["judgement"] and "33.6%" in share["judgement"]
    assert share["word"] == edition.wording("finding.differs")


def test_a_plan_without_relations_and_text_has_no_such_section(raw_and_results):
    raw, results, stamp = raw_and_results
    bare = dataclasses.replace(raw, identities=Identities(), narratives={})
    none = {**results, "coherence": results["coherence"].iloc[:0]}
    assert problems_page(Edition(bare, none, "en", stamp)) is None
