"""What is known beside an indicator's own values, and both answers on its page: without it and with it."""

from __future__ import annotations

from typing import Any

from ontrack.evidence.places import parent_of
from ontrack.number_format import format_probability
from ontrack.plan import Target
from ontrack.report.edition import Edition, number
from ontrack.tables.columns import PIECES

Item = dict[str, Any]
Figures = tuple[float, float, float]


def own_answers(edition: Edition, target: Target) -> list[tuple[str, Figures, bool]]:
    """Return name, median with 80 % interval, and whether the verdict rests on it: one answer, or two."""
    names = {"without": edition.say("page.own_method"), "with": edition.say("comparators.own_method")}
    found = answers_of(edition, target)
    if len(found) > 1:
        return [(names[row["answer"]], figures_of(row), bool(row["used"])) for row in found]
    return [(names["without"], figures_of(edition.assessment_of(target)), True)]


def figures_of(row: Item) -> Figures:
    """Return the median and the bounds of the 80 % interval in a row of a result table."""
    return row["projected_median"], row["lower_80"], row["upper_80"]


def answers_of(edition: Edition, target: Target) -> list[Item]:
    """Return a target's rows of comparators.csv: without, then with; none where nothing else is known."""
    table = edition.results["comparators"]
    return table[table["target"] == target.target].sort_values("answer", ascending=False).to_dict("records")


def elsewhere_texts(edition: Edition, target: Target) -> list[str]:
    """Return what is known beside the own values, the probability without it and with it, and by era."""
    found = answers_of(edition, target)
    if len(found) < 2:
        return []
    without, with_them = (format_probability(number(answer["probability_met"])) for answer in found)
    known = edition.say("comparators.divider").join(pieces(edition, target))
    texts = [
        edition.say("comparators.asked", pieces=known),
        edition.say("comparators.both", without=without, beside=with_them),
    ]
    return [edition.wording.join([*texts, *era_texts(edition, target)])]


def pieces(edition: Edition, target: Target) -> list[str]:
    """Return the pieces of evidence that there are, in words."""
    table = edition.results["evidence"]
    mine = table[(table["indicator"] == target.indicator) & (table["present"] == "yes")].set_index("piece")
    area = parent_of(edition.plan.region, edition.raw.regions)
    place = str(edition.raw.regions.loc[area, f"name_{edition.language}"]) if area else ""
    return [
        edition.count(f"comparators.piece.{piece}", int(mine.loc[piece, "series"]), place=place)
        for piece in PIECES
        if piece in mine.index
    ]


def era_texts(edition: Edition, target: Target) -> list[str]:
    """Return the probability at the nation's pace of ten and of three years; nothing without both."""
    table = edition.results["eras"]
    rows = table[table["target"] == target.target].set_index("pace_years")["probability_met"].dropna()
    if len(rows) < 2:
        return []
    ten, three = (format_probability(float(rows[years])) for years in ("10", "3"))
    return [edition.say("comparators.eras", ten=ten, three=three)]
