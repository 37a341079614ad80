"""What a sentence is about: targets of the plan, other indicators, other places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ontrack.tables import RawData

FOREIGN = frozenset({""})  # about something whose figures we do not compare
ELSEWHERE = {"zh": r"全国|外省|其他省|兄弟省", "en": r"\b(?:national|nationwide|other provinces|elsewhere)\b"}
BRACKETS = re.compile(r"[（(][^（）()]*[）)]|[“”]")
ENDINGS = re.compile(r"(?:拥有量|授权量|登记量|总量|总额|金额|数量|量|额|数)$")
OWN_PLACE = {"zh": r"省?(?=为|达|是|(?:19|20|21)\d\d年)", "en": r"\b(?= (?:was|is|had|has|stood)\b)"}
SHORTEST = {"zh": 4, "en": 12}


@dataclass(frozen=True)
class Mention:
    """Where a sentence names something, and the ids of the targets it then is about.

    The plan's own region stands for no target: what its clause is about was named before.
    """

    start: int
    end: int
    targets: frozenset[str]


class Subjects:
    """Finds what sentences are about.

    Parameters
    ----------
    raw : RawData
        Its plan names the targets, its tables the other indicators and places.
    language : str
    """

    def __init__(self, raw: RawData, language: str) -> None:
        names = self.names(raw, language)
        ordered = sorted(names, key=len, reverse=True)  # the longest name wins
        self.targets = {name.lower(): targets for name, targets in names.items()}
        self.pattern = re.compile("|".join(map(re.escape, ordered)) or r"(?!)", re.IGNORECASE)
        own = place_name(raw, language)
        self.own = re.compile(re.escape(own) + OWN_PLACE[language] if own else r"(?!)")
        elsewhere = [re.escape(name) for name in places_elsewhere(raw, language)]
        self.elsewhere = re.compile("|".join([ELSEWHERE[language], *elsewhere]), re.IGNORECASE)

    def names(self, raw: RawData, language: str) -> Mapping[str, frozenset[str]]:
        """Return the targets that each name stands for; none for other indicators."""
        found: dict[str, frozenset[str]] = {}
        for indicator in raw.indicators.values():
            mine = frozenset(t.target for t in raw.plan.targets if t.indicator == indicator.id)
            for name in aliases(indicator.text("name", language), language):
                found[name] = found.get(name, frozenset()) | (mine or FOREIGN)
        for target in raw.plan.targets:
            for name in aliases(target.text("name", language), language):
                found[name] = frozenset({target.target})
        return {name: targets - FOREIGN or FOREIGN for name, targets in found.items()}

    def mentions(self, sentence: str) -> list[Mention]:
        """Return what a sentence names, in its order."""
        named = [
            Mention(match.start(), match.end(), self.targets[match.group().lower()])
            for match in self.pattern.finditer(sentence)
        ]
        covered = masked(sentence, named)
        other = [Mention(match.start(), match.end(), FOREIGN) for match in self.elsewhere.finditer(covered)]
        own = [Mention(match.start(), match.end(), frozenset()) for match in self.own.finditer(covered)]
        return sorted([*named, *other, *own], key=lambda mention: mention.start)


def aliases(name: str, language: str) -> set[str]:
    """Return a name, and the name without brackets and without its last word for an amount."""
    bare = BRACKETS.sub("", name).strip()
    stem = ENDINGS.sub("", bare)
    return {text for text in (name, bare, stem) if len(text) >= SHORTEST[language] or text == name}


def place_name(raw: RawData, language: str) -> str:
    """Return the name of the plan's own region; empty where it is not declared."""
    column = f"name_{language}"
    known = column in raw.regions and raw.plan.region in raw.regions.index
    return str(raw.regions.loc[raw.plan.region, column]) if known else ""


def places_elsewhere(raw: RawData, language: str) -> list[str]:
    """Return the names of all regions but the plan's own."""
    if f"name_{language}" not in raw.regions:
        return []
    names = raw.regions.drop(index=raw.plan.region, errors="ignore")[f"name_{language}"]
    return [name for name in names if name]


def masked(sentence: str, mentions: list[Mention]) -> str:
    """Return a sentence of the same length with names blotted out, so that digits in them are no figures."""
    letters = list(sentence)
    for mention in mentions:
        letters[mention.start : mention.end] = "□" * (mention.end - mention.start)
    return "".join(letters)
