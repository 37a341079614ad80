"""The sentences of a written text, each with its line."""

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
    """

    text: str
    line: int


def sentences(narrative: Narrative) -> Iterator[Sentence]:
    """Yield every sentence of a written text, in its order."""
    for section in (*narrative.targets.values(), *narrative.sections.values()):
        for runs in passages(section.blocks):
            yield from split(runs)


def split(runs: tuple[Run, ...]) -> Iterator[Sentence]:
    """Yield each sentence of a paragraph; a figure that is put in stands in its braces."""
    texts = [f"{{{run.text}}}" if run.insertion else run.text for run in runs]
    text = "".join(texts)
    lines = [run.line for run, said in zip(runs, texts, strict=True) for _ in said]
    start = 0
    for end in [*ends(text), len(text)]:
        piece = text[start:end]
        if piece.strip():
            yield Sentence(piece.strip(), lines[start + len(piece) - len(piece.lstrip())])
        start = end


def ends(text: str) -> Iterator[int]:
    """Yield where sentences end."""
    for match in END.finditer(text):
        if not ABBREVIATION.search(text[: match.start() + 1]):
            yield match.end()
