"""What each official rule says: tables of the targets by the rules, and the rules in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TypedDict

from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.sections.targets.rule_findings import not_judged
from ontrack.report.sections.targets.rule_list import RuleList, rule_list
from ontrack.report.sections.targets.rule_matrices import Matrix, matrices, reason_letters
from ontrack.rules.rules_table import Ruling
from ontrack.tables.choices import RULES, TONES

Tones = dict[str, dict[str, str]]


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
    keys = dict.fromkeys(row.reason for row in rows if row.reason)
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
