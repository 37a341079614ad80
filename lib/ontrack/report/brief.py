"""The brief: one page that is read in a minute, before or instead of the report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

import pypdfium2 as pdfium

from ontrack.errors import RunError
from ontrack.paths import replace_bytes
from ontrack.plan import Target
from ontrack.report.brief_watch import watch_table
from ontrack.report.build import compile_pdf
from ontrack.report.cover import cover, document, document_title
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import open_targets, share_decided
from ontrack.report.phrases.footing import rests_on_few
from ontrack.report.phrases.short_words import short_verdict
from ontrack.report.phrases.shortening import shortened
from ontrack.report.phrases.target_rows import target_row
from ontrack.report.sections.summary.binding_texts import binding
from ontrack.report.sections.summary.judgement import judgement, number_met, risks, without_risks

MOST_TARGETS = 14  # a longer table is cut to its binding targets and the first ones
SHOWN_TARGETS = 12


class BindingPanel(TypedDict):
    """What is said of the binding targets."""

    heading: str
    probability: str
    verdict: str
    verdict_key: str
    sentences: list[str]


class BarRow(TypedDict):
    """One target with a bar."""

    name: str
    binding: bool
    mark: str
    latest: str
    aim: str
    unit: str
    bar: float | None
    probability: str
    verdict: str
    verdict_key: str
    grade: str


class TargetsTable(TypedDict):
    """The targets of the brief."""

    heading: str
    heads: list[str]
    rows: list[BarRow]
    more: str
    note: str


class RiskLine(TypedDict):
    """A risk in one line."""

    number: str
    name: str
    probability: str
    word: str
    key: str
    reason: str


class RisksList(TypedDict):
    """The three largest risks."""

    heading: str
    rows: list[RiskLine]
    none: str


def build_brief(edition: Edition, destination: Path) -> Path:
    """Write the one-page brief of an edition to `destination` and return it.

    Parameters
    ----------
    edition : Edition
    destination : Path
        ``brief.<language>.pdf``.

    Raises
    ------
    RunError
        When the font lacks a character, typst has anything to warn of, or it takes more than one page.
    OutputError
        When the file cannot be written.
    """
    pdf = compile_pdf(brief_content(edition), {}, edition.stamp.assessment_date, main="brief.typ")
    require_one_page(pdf)
    return replace_bytes(destination, pdf)


def require_one_page(pdf: bytes) -> None:
    """Return when a PDF has one page; the template sets a full one smaller, down to what can be read."""
    document = pdfium.PdfDocument(pdf)
    pages = len(document)
    document.close()
    if pages != 1:
        raise RunError(
            f"The brief takes {pages} pages and should take one. Shorten the names of the plan and of its "
            "binding targets."
        )


def brief_title(edition: Edition) -> str:
    """Return the title in the PDF's metadata."""
    of_report = document_title(edition.plan, edition.language, edition.stamp.as_of, edition.form)
    return edition.say("brief.document_title", of=of_report)


def brief_content(edition: Edition) -> dict[str, Any]:
    """Return what the brief says: text, lists and dictionaries only."""
    front, head = cover(edition), document(edition)
    return {
        "language": edition.language,
        "document": head | {"title": brief_title(edition)},
        "plan": front["plan"],
        "kind": edition.say("brief.kind"),
        "edition": front["edition"],
        "cutoff": edition.say("brief.cutoff", date=edition.assessment_day(), code=edition.stamp.check_code),
        "judgement": judgement(edition),
        "met": number_met(edition),
        "binding": binding_panel(edition),
        "targets": targets_table(edition),
        "risks": None if share_decided(edition) == "all" else risks_list(edition),
        "watch": watch_table(edition),
        "where": where(edition),
    }


def where(edition: Edition) -> str:
    """Return where the report and the figures are; what probabilities are only where there are any."""
    said = [edition.say("brief.where")]
    if open_targets(edition):
        said.append(edition.say("brief.what"))
    return edition.wording.join(said)


def binding_panel(edition: Edition) -> BindingPanel:
    """Return what is said of the binding targets; with a single one, its probability stands large."""
    targets = edition.plan.binding_targets
    single = target_row(edition, targets[0], 1) if len(targets) == 1 else None
    return {
        "heading": edition.count("brief.binding", len(targets)),
        "probability": single["probability"] if single and single["assessed"] else "",
        "verdict": short_verdict(edition, targets[0]) if single else "",
        "verdict_key": single["verdict_key"] if single else "",
        "sentences": binding(edition)[: 1 if single else 2],
    }


def targets_table(edition: Edition) -> TargetsTable:
    """Return the rows of the indicator table; of a long one the binding targets and the first ones."""
    targets = edition.plan.table_targets
    shown = targets_shown(targets)
    left = len(targets) - len(shown)
    chances = share_decided(edition) != "all"
    heads = ("name", "way", "probability" if chances else "covered", "verdict", "grade")
    return {
        "heading": edition.count("brief.targets", len(targets)),
        "heads": [edition.say(f"brief.head_{head}") for head in heads],
        "rows": [bar_row(edition, target, chances=chances) for target in shown],
        "more": edition.count("brief.more", left) if left else "",
        "note": note(edition),
    }


def note(edition: Edition) -> str:
    """Return what the evidence grades are; what those of few values mean only where there are such."""
    said = [edition.say("brief.note")]
    if any(rests_on_few(edition, target) for target in edition.plan.table_targets):
        said.append(edition.say("brief.note_few"))
    return edition.wording.join(said)


def targets_shown(targets: Sequence[Target]) -> list[Target]:
    """Return the targets that have room, in the plan's order: all, or the binding and the first ones."""
    if len(targets) <= MOST_TARGETS:
        return list(targets)
    ranked = sorted(targets, key=lambda target: target.nature != "binding")[:SHOWN_TARGETS]
    return [target for target in targets if target in ranked]


def bar_row(edition: Edition, target: Target, *, chances: bool) -> BarRow:
    """Return one target with a bar, and its way from the latest value to the target.

    The bar is its probability; without `chances` left to show, the way covered.
    """
    row = target_row(edition, target, 1, billions=True)
    found = edition.assessment_of(target)
    covered = found.progress_pct
    part = None if covered is None else min(max(covered / 100, 0.0), 1.0)
    return {
        "name": shortened(row["name"]),
        "binding": row["binding"],
        "mark": edition.say("brief.binding_mark") if row["binding"] else "",
        "latest": row["latest"],
        "aim": row["aim"],
        "unit": shortened(row["unit"]),
        "bar": found.probability_met if chances else part,
        "probability": row["probability"] if chances else row["progress"],
        "verdict": short_verdict(edition, target),
        "verdict_key": row["verdict_key"],
        "grade": row["grade"],
    }


def risks_list(edition: Edition) -> RisksList:
    """Return the three largest risks, each with its chance and the first reason."""
    found = risks(edition)
    rows: list[RiskLine] = [
        {
            "number": risk["number"], "name": shortened(risk["name"]),
            "probability": risk["probability"],
            "word": risk["word"], "key": risk["key"], "reason": risk["reasons"][0] if risk["reasons"] else "",
        }
        for risk in found
    ]  # fmt: skip
    return {
        "heading": edition.say("brief.risks"),
        "rows": rows,
        "none": "" if any(risk["target"] for risk in found) else without_risks(edition),
    }
