"""The figures of the tables on the whole plan: summary, boxes, reliability and appendix."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from report.feed_lines import last_step, pct
from report.tagged import PrintedTable, Row
from report.tracing import Book, Cells, Figures, known

from ontrack.plan import Target
from ontrack.records.track_record import quoted
from ontrack.report.pdf_check.check import squeeze
from ontrack.series import YEARLY_ROLE

WORDS = (("very_likely", "likely"), ("uncertain",), ("unlikely", "very_unlikely"), ("",))
GRADES = {"A": (7, 99), "B": (5, 6), "C": (3, 4), "D": (2, 2), "E": (1, 1)}


def whole_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    target = book.target(row.cells[1])
    found = book.assessment(target)
    series = book.results["series"]
    mine = series[(series["indicator"] == target.indicator) & (series["role"] == YEARLY_ROLE)]
    return {
        0: [place + 1],
        2: mine.loc[mine["year"] == book.plan.baseline_year - 5, "value"],
        3: [found["baseline_value"], found["baseline_year"]],
        4: [found["latest_value"], found["latest_year"]],
        5: [target.value, target.year],
        6: [found["progress_pct"], found["elapsed_pct"]],
        8: [years_ahead(book, target)],
        9: [found["observed_rate_pct"]],
        10: [last_step(book, target)],
        11: [found["required_rate_pct"]],
        12: [found["projected_median"], found["lower_80"], found["upper_80"]],
        13: [pct(found["probability_met"])],
    }


def years_ahead(book: Book, target: Target) -> float | None:
    """Return years ahead of the straight line, else of the median; a bound where the median never arrives."""
    alarms = book.results["alarms"].set_index("target").loc[target.target]
    if known(alarms["years_ahead"]):
        return alarms["years_ahead"]
    if known(alarms["projected_years_ahead"]):
        return alarms["projected_years_ahead"]
    end = alarms["attained_horizon"]
    return target.year - end - 1e-6 if known(end) and target.year else None


def standing_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    natures = [("binding", "expected"), ("binding",), ("expected",)][place]
    mine = [target for target in book.plan.table_targets if target.nature in natures]
    verdicts = [book.assessment(target)["verdict"] for target in mine]
    counts = [sum(word in words for word in verdicts) for words in WORDS]
    return {1: [len(mine)]} | {2 + column: [count] for column, count in enumerate(counts)}


def risk_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    target = book.target(row.cells[1])
    return {0: [place + 1], 2: [pct(book.assessment(target)["probability_met"])]}


def box_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures] | None:
    if len(row.cells) < 5:  # the head of a box, or a remark below a target
        return None
    target = book.target(row.cells[0])
    found = book.assessment(target)
    return {
        1: [target.value, target.year], 2: [found["latest_value"], found["latest_year"]],
        3: [pct(found["probability_met"])],
    }  # fmt: skip


def grade_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    grade = row.cells[0].strip()
    counts = [
        sum(grade_of(book, target) == (grade if grade in GRADES else "") for target in targets)
        for targets in (book.plan.table_targets, book.plan.other_targets)
    ]
    figures: dict[int, Figures] = {2: [counts[0]], 3: [counts[1]]}
    if grade not in GRADES:
        return figures
    least, most = GRADES[grade]
    record = quoted(book.plan)
    tested = record[record["length"].astype(int).between(least, most)]
    ends = {4: tested["coverage_80"], 5: tested["brier_skill"]}
    return figures | {
        column: sorted({f"{values.min():.{places}f}", f"{values.max():.{places}f}"}, key=float)
        for (column, values), places in zip(ends.items(), (0, 2), strict=True)
    }


def grade_of(book: Book, target: Target) -> str:
    found = book.assessment(target)
    return found["evidence_grade"] if known(found["probability_met"]) else ""


def decisive_series(book: Book) -> list[list[Cells]]:
    """Return the values of each indicator that decides a target, by the end of their periods."""
    order = [indicator.id for indicator in book.plan.decisive_indicators]
    rows = [row for row in book.results["series"].to_dict("records") if row["indicator"] in order]
    rows.sort(key=lambda row: (order.index(row["indicator"]), ended(row["period"])))
    return [list(group) for _, group in groupby(rows, key=lambda row: row["indicator"])]


def ended(period: str) -> str:
    return f"{period}-13" if len(period) == 4 else period


def series_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    """Return each value after the parts of its date; numbers of sources are links, which are read last."""
    figures: list[float] = []
    for value in decisive_series(book)[place]:
        year, *rest = map(int, value["period"].split("-"))
        figures += [year, *rest] if book.language == "zh" else [*rest[1:], year]
        figures.append(value["value"])
    return {1: figures + [int(number) for number in re.findall(r"\[(\d+)\]", row.cells[1])]}


def other_rules(book: Book) -> Sequence[Cells]:
    """Return what rules say of the targets outside the table, where they say something."""
    order = {target.target: place for place, target in enumerate(book.plan.other_targets)}
    rows = [row for row in book.results["rules"].to_dict("records") if row["target"] in order and row["band"]]
    return sorted(rows, key=lambda row: order[row["target"]])


def other_rule_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    found = other_rules(book)[place]
    assert squeeze(row.cells[0]), "the target's name"
    years = (found["base_year"], found["latest_year"])
    return {2: years if all(map(known, years)) else [], 4: [found["value"], found["yardstick"]]}
