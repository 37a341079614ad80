"""The large figures of an indicator's page, outside its tables, are those of the result tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

import pytest
from report.tagged import elements_of
from report.tracing import PRINTED, Book, agrees, known, one_line

from ontrack.plan import LANGUAGES, Target
from ontrack.report import build
from ontrack.report.pdf_check.tags import HEADINGS, Element
from ontrack.wording import load_wording

PROBABILITIES = (
    "probability_level", "probability_log", "probability_logit", "probability_without_last",
    "probability_rounded_lower", "probability_rounded_upper",
)  # fmt: skip


def alarms_of(book: Book, target: Target):
    table = book.results["alarms"].set_index("target")
    return table.loc[target.target]


def reached(book: Book, target: Target, printed: str) -> list[float]:
    found = alarms_of(book, target)
    if known(found["attained_median"]):
        return [found["attained_median"]]
    return [] if book.says("alarm.reached_already", printed) else [found["attained_horizon"]]


def sensitive(book: Book, target: Target, printed: str) -> list[float]:
    found = [alarms_of(book, target)[name] for name in PROBABILITIES]
    shares = [100 * share for share in (*found, book.assessment(target)["probability_met"]) if known(share)]
    least, greatest = min(shares), max(shares)
    return [least, greatest] if len(PRINTED.findall(printed)) == 2 else [greatest]


# The figure that stands below a label.
BELOW: dict[str, Callable[[Book, Target, str], Sequence[float]]] = {
    "page.probability_of": lambda book, target, _: [100 * book.assessment(target)["probability_met"]],
    "page.probability_held": lambda book, target, _: [100 * book.assessment(target)["probability_met"]],
    "alarm.pace_over_label": lambda book, target, _: [alarms_of(book, target)["last_pace"]],
    "alarm.safe_label": lambda book, target, _: [alarms_of(book, target)["last_safe_value"]],
    "alarm.kept_label": lambda book, target, _: [alarms_of(book, target)["value_keeping_80"]],
    "alarm.reached_label": reached,
    "alarm.sensitive_label": sensitive,
}


def faults_of_pages(book: Book, elements: list[Element]) -> list[str]:
    """Return the labelled figures of the indicators' pages that are not those of the result tables."""
    faults = []
    for _, page in groupby(elements, key=lambda element: element.page):
        inside = list(page)
        titles = [one.title for one in inside if one.kind in HEADINGS]
        target = next((one for title in titles[:1] for one in book.plan.table_targets
                       if title.endswith(one.text("name", book.language))), None)  # fmt: skip
        if target is not None:
            faults += faults_of_page(book, target, [one for one in inside if one.kind == "P" and one.text])
    return faults


def faults_of_page(book: Book, target: Target, paragraphs: list[Element]) -> Iterator[str]:
    """Yield the faults of one page, whose label is followed by its figure."""
    row, seen = book.assessment(target), 0
    for label, below in pairwise(paragraphs):
        first, *rest = label.text.split("\n")
        for key, wanted in BELOW.items():
            if book.says(key, label.text):
                seen += 1
                yield from compare(label, below.text, wanted(book, target, below.text))
        if book.says("page.median_label", first):
            seen += 1
            yield from compare(label, rest[0], [row["projected_median"]])
            interval = "\n".join(rest[1:]).partition("%")[2]
            yield from compare(label, interval, [row["lower_80"], row["upper_80"]])
    measures = [alarms_of(book, target)[name] for name in ("last_safe_value", "value_keeping_80")]
    if known(row["probability_met"]) and seen < 4 + sum(known(value) for value in measures):
        yield f"page {paragraphs[0].page}: only {seen} labelled figures"


def compare(label: Element, printed: str, values: Sequence[float]) -> Iterator[str]:
    """Yield what differs between a printed figure, or two, and their values."""
    found, expected = list(PRINTED.finditer(printed)), [float(value) for value in values if known(value)]
    if len(found) != len(expected) or not all(map(agrees, found, expected)):
        shown = ", ".join(f"{value:.10g}" for value in expected) or "no figure"
        yield f"page {label.page}, “{one_line(label.text)}”: printed {one_line(printed)!r}, expected {shown}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_large_figure_is_that_of_a_result_table(default_report, annual_reports, language):
    book = Book(default_report.raw, default_report.results, language)
    assert faults_of_pages(book, elements_of(annual_reports[language])) == []


def test_wrong_figures_are_named(default_report, tmp_path, monkeypatch):
    written = build.report_content
    book = Book(default_report.raw, default_report.results, "en")
    first = book.plan.table_targets[0]
    row, value = book.assessment(first), alarms_of(book, first)["value_keeping_80"]
    wrong_upper, wrong_kept = f"{row['upper_80'] + 0.1:.1f}", f"≥ {value + 0.1:.1f}"

    def content_of(edition):
        content = written(edition)
        status = content["indicators"][0]["status"]
        status["probability"] = "55%"
        note = status["figures"][0]["note"]
        status["figures"][0]["note"] = note.replace(f"{row['upper_80']:.1f}", wrong_upper)
        cells = content["indicators"][0]["alarms"]["cells"]
        next(cell for cell in cells if f"{value:.1f}" in cell["value"])["value"] = wrong_kept
        return content

    monkeypatch.setattr(build, "report_content", content_of)
    pdf = default_report.build("en", tmp_path / "en.pdf")
    elements = elements_of(pdf)
    probability, interval, kept = faults_of_pages(book, elements)
    share, (lower, upper) = 100 * row["probability_met"], (row["lower_80"], row["upper_80"])
    asked = "Probability of ≥ 30.0 in 2030"
    page = next(one.page for one in elements if one.kind == "P" and one.text == asked)
    assert probability == f"page {page}, “{asked}”: printed '55%', expected {share:.10g}"
    assert interval.endswith(
        f"printed 'interval {lower:.1f} – {wrong_upper}', expected {lower:.10g}, {upper:.10g}"
    )
    page = next(one.page for one in elements if one.kind == "P" and wrong_kept in (one.text or ""))
    label = load_wording("en")("report.alarm.kept_label", year=2026)
    assert kept.startswith(f"page {page}, “{label}”: ")
    assert kept.endswith(f"printed {wrong_kept!r}, expected {value:.10g}")
