"""The official rules in plain words: what each computes, its words and where they change, its source."""

from __future__ import annotations

from typing import TypedDict

from ontrack.plan.kinds import kind_of
from ontrack.report.edition import Edition
from ontrack.rules import Rule, official_rules

DIRECTION_BANDS = ("moderate_away", "significant_away")  # only an indicator without a number gets them


class BandLine(TypedDict):
    """A word of a rule and where it changes."""

    tone: str
    text: str


class ListRow(TypedDict):
    """One rule in plain words."""

    name: str
    formula: str
    bands: list[BandLine]
    source: str
    address: str


class RuleList(TypedDict):
    """The rules in plain words."""

    intro: str
    caption: str
    heads: list[str]
    rows: list[ListRow]


def rule_list(edition: Edition) -> RuleList:
    """Return the rules in plain words: what each computes, its words and where they change, its source."""
    rules = official_rules(edition.plan.rule_settings)
    return {
        "intro": edition.say("rules.base"),
        "caption": edition.say("rules.list_caption"),
        "heads": [edition.say(f"rules.list_{head}") for head in ("rule", "formula", "bands")],
        "rows": [list_row(edition, name, rule) for name, rule in rules.items()],
    }


def list_row(edition: Edition, name: str, rule: Rule) -> ListRow:
    """Return one rule in plain words."""
    settings = edition.plan.rule_settings
    directions = any(kind_of(target).direction_only for target in edition.plan.targets)
    told = directions and rule.without_number
    places = {
        "omega": f"{settings.ihme_omega:g}", "ahead": f"{settings.elapsed_ahead:g}",
        "on_schedule": f"{settings.elapsed_on_schedule:g}", "nearly": f"{settings.elapsed_nearly:g}",
    }  # fmt: skip
    bands: list[BandLine] = [
        {
            "tone": tone,
            "text": edition.say(
                "rules.band_line", band=edition.wording(f"rule.band.{name}.{band}"),
                cut=edition.wording(f"rule.cut.{name}.{band}", **places),
            ),
        }
        for band, tone in rule.tones.items()
        if directions or band not in DIRECTION_BANDS
    ]  # fmt: skip
    source = edition.say(
        "rules.source_line", publisher=rule.source.publisher, title=rule.source.title,
        reading=edition.wording(f"rule.reading.{rule.source.reading}"),
    )  # fmt: skip
    return {
        "name": edition.wording(f"rule.name.{name}"),
        "formula": edition.wording(f"rule.formula.{name}", **places)
        + (edition.wording(f"rule.direction.{name}") if told else ""),
        "bands": bands,
        "source": source,
        "address": rule.source.address,
    }
