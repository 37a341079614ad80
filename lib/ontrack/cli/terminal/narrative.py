"""What the command line says of written texts: what one language lacks, which figures nothing confirms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ontrack.errors import InputError
from ontrack.narrative import Narrative
from ontrack.narrative.sections import section_titles
from ontrack.paths import Paths
from ontrack.prose import read_figures
from ontrack.prose.check import fault_of
from ontrack.tables import RawData, read_results
from ontrack.wording import Wording


def sound_text(raw: RawData, plans: Sequence[str], wording: Wording) -> str:
    """Return that nothing is wrong, and with how much."""
    figures = {"values": f"{len(raw.observations):,}", "indicators": len(raw.indicators)}
    named = wording("terminal.checked_separator").join(plans)
    if not raw.statements:
        return wording("terminal.checked_inputs", plans=named, **figures)
    return wording.count("terminal.checked_statements", len(raw.statements), plans=named, **figures)


def one_sided_lines(raw: RawData) -> Iterator[str]:
    """Yield a line for each section or target that is written in one language and not in the other.

    A text in one language alone is complete: whoever writes both is told what they may have forgotten.
    """
    for year in sorted({year for year, _ in raw.narratives}):
        keys = [(year, language) for language in raw.plan.languages]
        texts = [raw.narratives[key] for key in keys if key in raw.narratives]
        for text in texts:
            missing = [part for other in texts for part in parts(other) if part not in parts(text)]
            if missing:
                titles = section_titles(text.language)
                named = ", ".join(titles.get(part, part) for part in dict.fromkeys(missing))
                yield f"{text.file} does not have what the other language has: {named}."


def parts(text: Narrative) -> list[str]:
    """Return the sections and targets that a text has."""
    return [*text.sections, *text.targets]


def figure_lines(paths: Paths, raw: RawData) -> list[str]:
    """Return a line for each figure of the written texts that the results do not know.

    Raises
    ------
    InputError
        With every sentence whose figure is not the one of the results, or when there are no results yet.
    """
    readings = [
        reading
        for (year, _), text in sorted(raw.narratives.items())
        for reading in read_figures(raw, read_results(paths.processed(raw.plan.id, year)), text)
    ]
    wrong = [fault_of(reading) for reading in readings if reading.judgement.answer == "wrong"]
    if wrong:
        raise InputError(wrong)
    unknown = [reading for reading in readings if reading.judgement.answer == "unknown"]
    lines = [f"{one.file}, line {one.line}: “{one.text}” in “{one.sentence}”" for one in unknown]
    agreed = len(readings) - len(unknown)
    return [f"{agreed} figures in prose agree with the results; {len(unknown)} are not in them:", *lines]
