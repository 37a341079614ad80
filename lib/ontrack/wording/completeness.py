"""Whether all languages say the same things: a sentence that one lacks would stop a report half-way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter

from ontrack.errors import Fault

FOLDER = "lib/ontrack/wording"
MAY_BE_A_WORD = frozenset({"number"})  # one thing need not be counted in figures
Texts = Mapping[str, Mapping[str, str]]


def places(sentence: str) -> set[str]:
    """Return the names of the ``{places}`` in a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def language_faults(texts_by_language: Mapping[str, Texts]) -> list[Fault]:
    """Return every sentence that one language has and another lacks, or has with other places.

    Parameters
    ----------
    texts_by_language : mapping
        Language to file to dotted key to sentence.
    """
    return [
        fault
        for language, texts in texts_by_language.items()
        for other, others in texts_by_language.items()
        if language != other
        for fault in faults_of_one(language, texts, others)
    ]


def faults_of_one(language: str, texts: Texts, others: Texts) -> Iterator[Fault]:
    """Yield what the sentences of one language lack beside those of another."""
    mine = {key: sentence for found in texts.values() for key, sentence in found.items()}
    for file, found in others.items():
        counterpart = f"{FOLDER}/{language}/{file.partition('/')[2]}"
        for key, sentence in found.items():
            if key not in mine:
                yield Fault(
                    "no such sentence", "the same sentences in every language",
                    f"Add it; {file} has “{sentence}”.", counterpart, column=key,
                )  # fmt: skip
            elif lacking := wanted_places(key, sentence) - places(mine[key]):
                yield Fault(
                    f"a sentence without {{{'}, {'.join(sorted(lacking))}}}",
                    "the same places for figures in every language",
                    f"Write them in; {file} has “{sentence}”.", counterpart, column=key,
                )  # fmt: skip


def wanted_places(key: str, sentence: str) -> set[str]:
    """Return the places that a sentence must have in every language."""
    return places(sentence) - (MAY_BE_A_WORD if key.endswith(".one") else set())
