"""What each official rule says: the table of all targets by all rules, and the rules in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from string import ascii_lowercase
from typing import TypedDict

from ontrack.plan import Target
from ontrack.plan.kinds import kind_of
from ontrack.report.edition import Edition, rate_pct
from ontrack.report.phrases.target_rows import figures_of, reason_text
from ontrack.report.sections.targets.rule_list import RuleList, rule_list
from ontrack.rules.rules_table import Ruling
from ontrack.tables.choices import REASONS, RULES, TONES
from ontrack.wording.number_format import format_share, format_value

Tones = dict[str, dict[str, str]]


class RuleCell(TypedDict):
    """What one rule says of one target."""

    tone: str
    band: str
    value: str
    reason: str


class MatrixRow(TypedDict):
    """One target by all rules."""

    number: str
    name: str
    nature: str
    binding: bool
    not_judged: list[str]
    cells: list[RuleCell]


class Matrix(TypedDict):
    """The table of targets by rules."""

    caption: str
    heads: list[str]
    silent: list[bool]
    rows: list[MatrixRow]
    tones: list[list[str]]
    notes: list[str]


class ToneGroup(TypedDict):
    """The rules of one tone."""

    tone: str
    text: str


class PageRules(TypedDict):
    """What the rules say, on a target's page."""

    label: str
    groups: list[ToneGroup]
    remarks: list[str]


class RulesPage(TypedDict):
    """The page of the rules."""

    intro: str
    verdict: list[str]
    matrix: Matrix
    list: RuleList


def rules_page(edition: Edition) -> RulesPage:
    """Return the page of the rules: sentences, the table by targets and rules, the list of rules."""
    return {
        "intro": edition.say("rules.intro"),
        "verdict": verdict(edition),
        "matrix": matrix(edition),
        "list": rule_list(edition),
    }


def matrix(edition: Edition) -> Matrix:
    """Return a row a target of the indicator table: each rule's word and figure, or why it has none."""
    findings = {target: edition.rows_of("rules", Ruling, target) for target in edition.plan.table_targets}
    columns = [[row for rows in findings.values() for row in rows if row.rule == rule] for rule in RULES]
    letters = reason_letters([rows for rows in findings.values() if any(row.band for row in rows)])
    return {
        "caption": edition.say("rules.matrix_caption"),
        "heads": [edition.wording(f"rule.name.{rule}") for rule in RULES],
        "silent": [not any(row.band for row in column) for column in columns],
        "rows": [
            matrix_row(edition, target, place, letters)
            for place, target in enumerate(edition.plan.table_targets, 1)
        ],
        "tones": [[tone, edition.say(f"rules.tone_{tone}")] for tone in TONES],
        "notes": [
            edition.say("rules.tones_note"),
            *(
                edition.say(
                    "rules.reason_note", letter=letter, reason=edition.wording(f"rule.reason.{reason}")
                )
                for reason, letter in letters.items()
            ),
        ],
    }  # fmt: skip


def reason_letters(answered: Sequence[Sequence[Ruling]]) -> dict[str, str]:
    """Return a letter for each reason that some rule gives on targets which others judge."""
    reasons = dict.fromkeys(row.reason for rows in answered for row in rows if row.reason)
    return dict(zip(reasons, ascii_lowercase, strict=False))


def matrix_row(edition: Edition, target: Target, place: int, letters: dict[str, str]) -> MatrixRow:
    """Return a target's row of the table."""
    rows = edition.rows_of("rules", Ruling, target)
    answered = [row for row in rows if row.band]
    return {
        "number": str(place),
        "name": edition.name_of(target),
        "nature": under_name(edition, target, answered),
        "binding": target.nature == "binding",
        "not_judged": [] if answered else not_judged(edition, target, rows),
        "cells": [
            {
                "tone": row.tone,
                "band": band_of(edition, row),
                "value": value_text(edition, target, row),
                "reason": letters.get(row.reason, ""),
            }
            for row in (rows if answered else [])
        ],
    }  # fmt: skip


def under_name(edition: Edition, target: Target, answered: Sequence[Ruling]) -> str:
    """Return whether a target binds, and the years that are counted where some rule judges it."""
    nature = edition.wording(f"nature.{target.nature}")
    spans = sorted({span for row in answered if (span := span_of(edition, row))})
    years = edition.say("rules.separator").join(spans)
    return edition.say("rules.under_name", nature=nature, years=years) if spans else nature


def span_of(edition: Edition, row: Ruling) -> str:
    """Return the years a rule counts; empty where it has none."""
    if row.base_year is None or row.latest_year is None:
        return ""
    return edition.span(row.base_year, row.latest_year)


def not_judged(edition: Edition, target: Target, rows: Sequence[Ruling]) -> list[str]:
    """Return sentences on why no rule judges a target: the rules' reasons, or why it is no level."""
    reasons = [edition.wording(f"rule.reason.{key}") for key in dict.fromkeys(row.reason for row in rows)]
    lack = "no_level" if kind_of(target).several_years else "no_one_level"
    unknown = edition.assessment_of(target).reason in REASONS and reason_text(edition, target)
    other = unknown or edition.say(f"rules.{lack}")
    return [edition.say("rules.not_judged"), *(reasons or [other])]


def band_of(edition: Edition, row: Ruling) -> str:
    """Return a rule's own word for a finding, empty without an answer."""
    return edition.wording(f"rule.band.{row.rule}.{row.band}") if row.band else ""


def value_text(edition: Edition, target: Target, row: Ruling) -> str:
    """Return the figure a finding rests on, beside its yardstick where it has one; empty where none is."""
    value, yardstick = row.value, row.yardstick
    if value is None:
        return ""
    shown = measured(edition, target, row.measure, value)
    if yardstick is None:
        return shown
    against = measured(edition, target, row.measure, yardstick)
    return edition.say("rules.against", value=shown, yardstick=against)


def measured(edition: Edition, target: Target, measure: str, value: float) -> str:
    """Return a figure as its measure is written."""
    if measure == "rate_pct":
        return rate_pct(value)
    if measure == "path_share":
        return format_share(100 * value)
    if measure.endswith("_pct"):
        return format_share(value)
    if measure == "level":
        return format_value(value, *figures_of(edition, target))
    return format_value(value, 1 if measure == "index_10" else 2)


def tones_by_target(edition: Edition) -> Tones:
    """Return the tones of the rules that judge a target, by target, where at least two do."""
    tones = {
        target.target: {row.rule: row.tone for row in edition.rows_of("rules", Ruling, target) if row.band}
        for target in edition.plan.table_targets
    }
    return {target: found for target, found in tones.items() if len(found) > 1}


def verdict(edition: Edition) -> list[str]:
    """Return on how many targets the rules disagree, and which pairs do so most often."""
    tones = tones_by_target(edition)
    if not tones:
        return [edition.say("rules.none_judged")]
    judged, total = len(tones), len(edition.plan.table_targets)
    split = sum(len(set(found.values())) > 1 for found in tones.values())
    opposite = sum({"good", "bad"} <= set(found.values()) for found in tones.values())
    form = "agree" if split == 0 else "disagree_all" if split == judged else "disagree"
    sentences = [
        edition.count("rules.answers", judged, total=total),
        edition.count(f"rules.{form}", split if form == "disagree" else judged),
    ]
    sentences += [edition.count("rules.opposite", opposite)] if opposite else []
    return sentences + pairs_sentence(edition, tones)


def pairs_sentence(edition: Edition, tones: Tones) -> list[str]:
    """Return which pairs of rules disagree most often; nothing where all agree."""
    apart = disagreements(tones)
    if not apart:
        return []
    most = max(apart.values())
    pairs = [
        edition.say("rules.pair", **{
            place: edition.wording(f"rule.name.{rule}")
            for place, rule in zip(("first", "second"), pair, strict=True)
        })
        for pair, times in apart.items()
        if times == most
    ]  # fmt: skip
    form = "single_pair" if len(pairs) == 1 else "pairs"
    return [edition.count(f"rules.{form}", most, pairs=edition.say("rules.separator").join(pairs))]


def disagreements(tones: Tones) -> Counter[tuple[str, str]]:
    """Return on how many targets each pair of rules gives words of different tone."""
    return Counter(
        pair
        for pair in combinations(RULES, 2)
        for found in tones.values()
        if found.get(pair[0]) and found.get(pair[1]) and found[pair[0]] != found[pair[1]]
    )


def page_rules(edition: Edition, target: Target) -> PageRules:
    """Return which rules judge a target favourably and which not, in a few lines for its page."""
    rows = edition.rows_of("rules", Ruling, target)
    answered = any(row.band for row in rows)
    return {
        "label": edition.say("rules.page_label"),
        "groups": [
            {"tone": tone, "text": edition.say(f"rules.group_{tone or 'none'}", rules=names)}
            for tone in (*TONES, "")
            if answered and (names := names_of(edition, [row for row in rows if row.tone == tone]))
        ],
        "remarks": [] if answered else not_judged(edition, target, rows),
    }


def names_of(edition: Edition, rows: Sequence[Ruling]) -> str:
    """Return the names of the rules of findings, between commas."""
    names = [edition.wording(f"rule.name.{row.rule}") for row in rows]
    return edition.say("rules.comma").join(names)
