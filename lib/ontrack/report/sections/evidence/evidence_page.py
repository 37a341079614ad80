"""What each probability rests on beside own values: evidence, eras, statements, and earlier targets."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ontrack.assessment.verdicts import is_judged, verdict
from ontrack.explanation.eras import EraAnswer
from ontrack.plan import Indicator, Target
from ontrack.report.edition import Edition, number, rate_pct
from ontrack.report.sections.evidence.outside_part import outside_part
from ontrack.report.sections.evidence.statements_part import statements_part
from ontrack.tables.choices import PIECES
from ontrack.wording.number_format import MISSING, format_probability

HEADS = ("indicator", "own", *PIECES)
ERA_HEADS = ("target", "pace", "ten", "ten_probability", "three", "three_probability")
PACED = ("economy", "parent")
TEN, THREE = "10", "3"
Item = dict[str, Any]


def evidence_page(edition: Edition) -> Item | None:
    """Return what is known of each indicator, and the eras; None where no target has a probability."""
    rows = evidence_rows(edition)
    if not rows or not edition.results["assessments"]["probability_met"].notna().any():
        return None
    return {
        "intro": [edition.say("evidence.intro"), edition.wording.join(known_texts(edition, rows))],
        "caption": edition.say("evidence.caption"),
        "heads": [edition.say(f"evidence.head_{head}") for head in HEADS],
        "rows": [row["cells"] for row in rows],
        "eras": eras_part(edition),
        "told": statements_part(edition),
        "outside": outside_part(edition),
    }


def evidence_rows(edition: Edition) -> list[Item]:
    """Return a row for each indicator with values that decides a target, in the plan's order."""
    table = edition.results["evidence"]
    known = {name: part.set_index("piece") for name, part in table.groupby("indicator")}
    return [
        {"pieces": pieces_of(known[one.id]), "cells": evidence_cells(edition, one, known[one.id])}
        for one in edition.plan.decisive_indicators
        if one.id in known and known[one.id].loc["own", "values"]
    ]


def pieces_of(part: pd.DataFrame) -> list[str]:
    """Return which pieces of evidence there are."""
    return [piece for piece in PIECES if piece in part.index and part.loc[piece, "present"] == "yes"]


def evidence_cells(edition: Edition, indicator: Indicator, part: pd.DataFrame) -> list[str]:
    """Return name, own values, paces of economy and larger area, and how many others there are."""
    own, found = part.loc["own"], pieces_of(part)
    years = edition.span(int(own["first_year"]), int(own["last_year"]))
    if own["first_year"] == own["last_year"]:
        years = edition.say("year", year=int(own["last_year"]))
    cells = [edition.name_of(indicator), edition.say("evidence.own", values=int(own["values"]), years=years)]
    for piece in PIECES:
        if piece not in found:
            cells.append(MISSING)
        elif piece in PACED:
            cells.append(paces_text(*(number(part.loc[piece, f"pace_{span}_pct"]) for span in (3, 10))))
        else:
            cells.append(str(int(part.loc[piece, "series"])))
    return cells


def paces_text(first: float | None, second: float | None) -> str:
    """Return two paces, a dash for one that is not known."""
    return f"{rate_pct(first)} / {rate_pct(second)}"


def known_texts(edition: Edition, rows: list[Item]) -> list[str]:
    """Return how many indicators have each piece, and how many have nothing but their own values."""
    counts = {piece: sum(piece in row["pieces"] for row in rows) for piece in PIECES}
    alone = sum(not row["pieces"] for row in rows)
    if alone == len(rows):
        return [edition.say("evidence.nothing")]
    texts = [edition.count("evidence.counts", len(rows), **counts)]
    return [*texts, edition.count("evidence.alone", alone)] if alone else texts


def eras_part(edition: Edition) -> Item | None:
    """Return the answers at the nation's pace of ten and of three years; None where neither is known."""
    pairs = []
    for target in edition.plan.targets:
        found = {row.pace_years: row for row in edition.rows_of("eras", EraAnswer, target)}
        if {TEN, THREE} <= set(found):
            pairs.append((target, found[TEN], found[THREE]))
    if not pairs:
        return None
    return {
        "heading": edition.say("evidence.eras_heading"),
        "texts": [edition.say("evidence.eras_text"), *era_counts(edition, pairs)],
        "caption": edition.say("evidence.eras_caption"),
        "heads": [edition.say(f"evidence.head_{head}") for head in ERA_HEADS],
        "rows": [era_row(edition, *pair) for pair in pairs],
    }


def era_row(edition: Edition, target: Target, ten: EraAnswer, three: EraAnswer) -> Item:
    """Return one target at both paces."""
    indicator = edition.plan.indicators[target.indicator]
    answers = [
        {
            "median": edition.figure(row.median, indicator),
            "interval": edition.interval(row.lower_80, row.upper_80, indicator),
            "probability": format_probability(row.probability_met),
        }
        for row in (ten, three)
    ]
    return {
        "name": edition.name_of(target),
        "unit": edition.name_of(indicator, "unit"),
        "pace": pace_text(edition, ten, three),
        "answers": answers,
    }


def pace_text(edition: Edition, ten: EraAnswer, three: EraAnswer) -> str:
    """Return the pace of ten and of three years: the indicator's in the larger area, else the economy's."""
    paces = {
        "parent": (ten.parent_pace_pct, three.parent_pace_pct),
        "economy": (ten.economy_pace_pct, three.economy_pace_pct),
    }
    known = (edition.say(f"evidence.pace_{piece}", paces=paces_text(*both)) for piece, both in paces.items()
             if None not in both)  # fmt: skip
    return next(known, MISSING)


def era_counts(edition: Edition, pairs: list[tuple[Target, EraAnswer, EraAnswer]]) -> list[str]:
    """Return how many probabilities are lower at the pace of three years, and how many words would change.

    A target that is not judged has no word to change.
    """
    known = [
        (target, first, second)
        for target, ten, three in pairs
        if (first := ten.probability_met) is not None and (second := three.probability_met) is not None
    ]
    if not known:
        return []
    lower = sum(three < ten for _, ten, three in known)
    moved = sum(
        is_judged(edition.assessment_of(target)) and verdict(three) != verdict(ten)
        for target, ten, three in known
    )
    words = edition.count("evidence.eras_moved", moved) if moved else edition.say("evidence.eras_same")
    return [edition.wording.join([edition.count("evidence.eras_lower", len(known), lower=lower), words])]
