"""The sentences of a written text, each with its line and the target whose page it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ontrack.narrative import Narrative
from ontrack.narrative.document import Run, passages

END = re.compile(r"[。！？]+[”’」』）)]*|[.!?]+[”’\"')]*(?=\s)")
# A full stop after these ends no sentence.
ABBREVIATION = re.compile(r"(?:\b(?:No|Nos|vs|cf|approx|e\.g|i\.e|St|Dr|Mr|Ms|p|pp)|^\s*\d{1,2})\.$")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a written text.

    Attributes
    ----------
    line : int
        In which it begins.
    target : str
        Id of the target below whose heading it stands; empty in the other sections.
    paragraph : int
        Counts the paragraphs, so that “it” may mean what the sentence before was about.
    """

    text: str
    line: int
    target: str
    paragraph: int


def sentences(narrative: Narrative) -> Iterator[Sentence]:
    """Yield every sentence of a written text, in its order."""
    parts = [(section.key, section.blocks) for section in narrative.targets.values()]
    parts += [("", section.blocks) for section in narrative.sections.values()]
    places = ((target, runs) for target, blocks in parts for runs in passages(blocks))
    for paragraph, (target, runs) in enumerate(places):
        for text, line in split(runs):
            yield Sentence(text, line, target, paragraph)


def split(runs: tuple[Run, ...]) -> Iterator[tuple[str, int]]:
    """Yield each sentence of a paragraph and the line it begins in."""
    text = "".join(run.text for run in runs)
    lines = [run.line for run in runs for _ in run.text]
    start = 0
    for end in [*ends(text), len(text)]:
        piece = text[start:end]
        if piece.strip():
            yield piece.strip(), lines[start + len(piece) - len(piece.lstrip())]
        start = end


def ends(text: str) -> Iterator[int]:
    """Yield where sentences end."""
    for match in END.finditer(text):
        if not ABBREVIATION.search(text[: match.start() + 1]):
            yield match.end()
