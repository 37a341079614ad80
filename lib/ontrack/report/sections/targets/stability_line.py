"""How stable an answer is over other ways of asking: a line of sensitivity.csv on each page."""

from __future__ import annotations

from ontrack.assessment.verdicts import is_judged
from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.wording.number_format import format_probabilities


def stability_line(edition: Edition, target: Target) -> str:
    """Return in how many other ways of asking the word is the same, and how far the probability ranges.

    A target that is not judged has no word to keep. Empty without rows in sensitivity.csv.
    """
    table = edition.results.get("sensitivity")
    if table is None or target.target not in set(table["target"]):
        return ""
    rows = table[table["target"] == target.target]
    row = edition.assessment_of(target)
    ends = (float(rows["probability_met"].min()), float(rows["probability_met"].max()))
    places = {"range": format_probabilities(*ends, edition.language)}
    if not is_judged(row):
        return edition.count("beside.stable_not_judged", len(rows), **places)
    same = int((rows["word"] == row.verdict).sum())
    return edition.count("beside.stable", len(rows), same=same, **places)
