"""What the command line says of written texts: what one language lacks, which figures they will print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ontrack.narrative import Narrative
from ontrack.narrative.literals import unknown_literals
from ontrack.narrative.sections import section_titles
from ontrack.paths import Paths
from ontrack.report import Stamp
from ontrack.report.edition import Edition
from ontrack.report.sections.written.inserted_figures import figure_text
from ontrack.report.sections.written.narrative_pages import check_written
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
    """Return what each figure put in by name will print, and each number written out that no target has.

    Raises
    ------
    InputError
        With every figure that has no value or is none of the target named, or when there are no results yet.
    """
    filled, unknown = [], []
    for (year, language), text in sorted(raw.narratives.items()):
        results = read_results(paths.processed(raw.plan.id, year))
        edition = Edition(raw, results, language, Stamp("", "", {}, year, ""))
        check_written(edition)
        filled += [
            f"{text.file}, line {run.line}: {{{run.text}}} is {figure_text(edition, run.insertion)}"
            for run in text.insertions
            if run.insertion
        ]
        unknown += [
            f"{text.file}, line {sentence.line}: “{number}” in “{sentence.text}”"
            for sentence, number in unknown_literals(raw.plan, results, text)
        ]
    return [
        f"{len(filled)} figures are put in by name:", *filled,
        f"{len(unknown)} numbers written out are not in the results:", *unknown,
    ]  # fmt: skip
