"""What each official rule says: tables of the targets by the rules, and the rules in plain words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
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
WIDEST = 6  # rules that stand beside one another on an upright page


class RuleCell(TypedDict):
    """What one rule says of one target."""

    tone: str
    band: str
    value: str
    reason: str


class MatrixRow(TypedDict):
    """One target by some rules."""

    number: str
    name: str
    nature: str
    binding: bool
    cells: list[RuleCell]


class Matrix(TypedDict):
    """A table of targets by some of the rules, as many as a page is wide."""

    caption: str
    heads: list[str]
    rows: list[MatrixRow]


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
    """The page of the rules; under the last table stand the signs and who is not judged."""

    intro: str
    verdict: list[str]
    matrices: list[Matrix]
    tones: list[list[str]]
    notes: list[str]
    silent: list[str]
    list: RuleList


def rules_page(edition: Edition) -> RulesPage:
    """Return the page of the rules: sentences, tables by targets and rules, the list of rules."""
    findings = {target: edition.rows_of("rules", Ruling, target) for target in edition.plan.table_targets}
    answered = [rows for rows in findings.values() if any(row.band for row in rows)]
    letters = reason_letters(answered)
    reasons = [
        edition.say("rules.reason_note", letter=letter, reason=edition.wording(f"rule.reason.{reason}"))
        for reason, letter in letters.items()
    ]
    return {
        "intro": edition.say("rules.intro"),
        "verdict": verdict(edition),
        "matrices": matrices(edition, letters),
        "tones": [[tone, edition.say(f"rules.tone_{tone}")] for tone in TONES] if answered else [],
        "notes": [edition.say("rules.tones_note"), *reasons] if answered else [],
        "silent": [*silent_rules(edition, answered), *silent_targets(edition, findings)],
        "list": rule_list(edition),
    }


def matrices(edition: Edition, letters: dict[str, str]) -> list[Matrix]:
    """Return the tables: the targets that some rule judges, by the rules that judge any of them.

    The rules are dealt out evenly over as few tables as a page is wide enough for.
    """
    targets = [(place, target) for place, target in enumerate(edition.plan.table_targets, 1)]
    rows = {target: edition.rows_of("rules", Ruling, target) for _, target in targets}
    judging = [
        rule for rule in RULES if any(row.band for of in rows.values() for row in of if row.rule == rule)
    ]
    parts = math.ceil(len(judging) / WIDEST)
    wide = math.ceil(len(judging) / parts) if parts else 1
    dealt = [judging[first : first + wide] for first in range(0, len(judging), wide)]
    return [
        {
            "caption": edition.say("rules.matrix_caption", place=part, parts=parts),
            "heads": [edition.wording(f"rule.name.{rule}") for rule in rules],
            "rows": [
                matrix_row(
                    edition, target, place, letters, [row for row in rows[target] if row.rule in rules]
                )
                for place, target in targets
                if any(row.band for row in rows[target])
            ],
        }
        for part, rules in enumerate(dealt, 1)
    ]


def silent_rules(edition: Edition, answered: Sequence[Sequence[Ruling]]) -> list[str]:
    """Return the rules that judge no target while others do, with their reasons, in a sentence each."""
    found = []
    for rule in RULES:
        rows = [row for of in answered for row in of if row.rule == rule]
        if rows and not any(row.band for row in rows):
            found.append(
                edition.say(
                    "rules.silent_rule", rule=edition.wording(f"rule.name.{rule}"),
                    reasons=joined_reasons(edition, rows),
                )
            )  # fmt: skip
    return found


def joined_reasons(edition: Edition, rows: Sequence[Ruling]) -> str:
    """Return the reasons of findings, each once, as sentences that follow each other."""
    keys = dict.fromkeys(row.reason for row in rows)
    return edition.wording.join([edition.wording(f"rule.reason.{key}") for key in keys])


def silent_targets(edition: Edition, findings: Mapping[Target, Sequence[Ruling]]) -> list[str]:
    """Return the targets that no rule judges, those with the same reasons in one sentence."""
    groups: dict[str, list[str]] = {}
    for target, rows in findings.items():
        if not any(row.band for row in rows):
            reasons = edition.wording.join(not_judged(edition, target, rows)[1:])
            groups.setdefault(reasons, []).append(edition.name_of(target))
    comma = edition.say("rules.comma")
    return [
        edition.say("rules.silent_targets", targets=comma.join(names), reasons=reasons)
        for reasons, names in groups.items()
    ]


def reason_letters(answered: Sequence[Sequence[Ruling]]) -> dict[str, str]:
    """Return a letter for each reason that some rule gives on targets which others judge."""
    reasons = dict.fromkeys(row.reason for rows in answered for row in rows if row.reason)
    return dict(zip(reasons, ascii_lowercase, strict=False))


def matrix_row(
    edition: Edition, target: Target, place: int, letters: dict[str, str], rows: Sequence[Ruling]
) -> MatrixRow:
    """Return a target's row of a table, a cell a finding."""
    judged = [row for row in edition.rows_of("rules", Ruling, target) if row.band]
    return {
        "number": str(place),
        "name": edition.name_of(target),
        "nature": under_name(edition, target, judged),
        "binding": target.nature == "binding",
        "cells": [
            {
                "tone": row.tone,
                "band": band_of(edition, row),
                "value": value_text(edition, target, row),
                "reason": letters.get(row.reason, ""),
            }
            for row in rows
        ],
    }


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
