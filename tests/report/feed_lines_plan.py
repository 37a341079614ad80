"""The figures of the tables on the whole plan: summary, boxes, reliability and appendix."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from report.feed_lines import last_step, page_target, pct
from report.tagged import PrintedTable, Row
from report.tracing import Book, Cells, Figures, known

from ontrack.plan import Target
from ontrack.records.track_record import quoted
from ontrack.report.pdf_check.check import squeeze
from ontrack.series import YEARLY_ROLE
from ontrack.wording import load_wording

GRADES = {"A": (7, 99), "B": (5, 6), "C": (3, 4), "D": (2, 2), "E": (1, 1)}


def whole_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    """Return the figures of a target by column; which columns there are, their heads say."""
    target = book.target(row.cells[1])
    found, size = book.assessment(target), size_of(book, target)
    series = book.results["series"]
    mine = series[(series["indicator"] == target.indicator) & (series["role"] == YEARLY_ROLE)]
    known_elsewhere = nation_of(book, target)
    latest = [scaled(found["latest_value"], size), found["latest_year"]]
    figures = {
        "baseline": [scaled(found["baseline_value"], size), found["baseline_year"]],
        "latest": latest, "latest_baseline": latest,
        "aim": [scaled(target.value, size), target.year],
        "progress": [found["progress_pct"], found["elapsed_pct"]],
        "schedule": [],
        "ahead": [book.results["alarms"].set_index("target").loc[target.target, "years_ahead"]],
        "observed": [found["observed_rate_pct"]], "last_step": [last_step(book, target)],
        "required": [found["required_rate_pct"]],
        "nation": [scaled(known_elsewhere[0], size), known_elsewhere[1]], "nation_rate": known_elsewhere[2:],
        "median": [scaled(found[name], size) for name in ("projected_median", "lower_80", "upper_80")],
        "probability": [pct(found["probability_met"])],
    }  # fmt: skip
    earlier = mine.loc[mine["year"] == book.plan.baseline_year - 5, "value"]
    wanted: dict[int, Figures] = {0: [place + 1]}
    for column, head in enumerate(table.heads[-1][2:-1], 2):
        key = next((key for key in figures if squeeze(head) == head_of(book, key)), "")
        wanted[column] = figures[key] if key else [scaled(value, size) for value in earlier]
    return wanted


def head_of(book: Book, key: str) -> str:
    """Return the head of a column of the indicator table, without blanks."""
    return squeeze(load_wording(book.language)(f"report.whole.head_{key}").replace("|", ""))


def size_of(book: Book, target: Target) -> float:
    """Return what figures are multiplied by in print: English tables have billions, not 100 millions."""
    unit = book.plan.indicators[target.indicator].text("unit", book.language) if target.indicator else ""
    return 0.1 if unit.startswith("100 million ") else 1.0


def scaled(value: float | None, size: float) -> float | None:
    return value * size if known(value) else None


def nation_of(book: Book, target: Target) -> list[float | None]:
    """Return the latest value of the larger area, its year, and its rate over three years."""
    values, rates = book.results["evidence_series"], book.results["evidence"]
    of_parent = (table["piece"] == "parent" for table in (values, rates))
    values, rates = (
        table[mine & (table["indicator"] == target.indicator)]
        for table, mine in zip((values, rates), of_parent, strict=True)
    )
    if values.empty:
        return [None, None, None]
    last = values.loc[values["year"].idxmax()]
    return [last["value"], last["year"], rates["pace_3_pct"].iloc[0]]


def glance_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    target = book.target(row.cells[1])
    return {0: [place + 1], -2: [pct(book.assessment(target)["probability_met"])]}


def risk_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    target = book.target(row.cells[1])
    return {0: [place + 1], 2: [pct(book.assessment(target)["probability_met"])]}


def box_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures] | None:
    if len(row.cells) < 5:  # the head of a box, or a remark below a target
        return None
    target = book.target(row.cells[0])
    found = book.assessment(target)
    return {
        1: [target.value, None if target.year == book.plan.last_year else target.year],
        2: [found["latest_value"], found["latest_year"]],
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


def main_facts(book: Book, table: PrintedTable) -> list[float]:
    """Return the figures in the table of a binding target, read downwards."""
    target = page_target(book, table)
    found, years = book.assessment(target), book.years(target)
    lens, alarm = (one_row(book, name, target) for name in ("lenses", "alarms"))
    nation = book.results["evidence_series"]
    nation = nation[(nation["indicator"] == target.indicator) & (nation["piece"] == "parent")]
    begun = found["latest_year"] != found["baseline_year"]
    values = [
        found["baseline_value"] if begun else None, found["latest_value"], target.value,
        *([found["progress_pct"], found["elapsed_pct"]] if begun else []),
        found["required_rate_pct"], found["observed_rate_pct"] if len(years) > 1 else None,
        last_step(book, target), nation.sort_values("year")["value"].iloc[-1],
        lens["nation_pace"], alarm["attained_median"],
    ]  # fmt: skip
    return [value for value in values if known(value)]


def one_row(book: Book, name: str, target: Target) -> Cells:
    """Return the row of a target in a table that has one a target."""
    table = book.results[name]
    return table[table["target"] == target.target].to_dict("records")[0]


def main_facts_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    figures = main_facts(book, table)
    half = -(-len(figures) // 2)
    return {1: figures[place : place + 1], 3: figures[place + half : place + half + 1]}


def check_point_targets(book: Book) -> list[Target]:
    """Return the targets of the table for which a value of next year would do."""
    alarms = book.rows_of_targets("alarms")
    return [
        target
        for target in book.plan.table_targets
        if alarms.get(target.target, {}).get("keeping_80_steady") == "yes"
    ]


def check_point_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    target = check_point_targets(book)[place]
    found = book.assessment(target)
    kept = book.rows_of_targets("alarms")[target.target]["value_keeping_80"]
    return {1: [found["latest_value"], found["latest_year"]], 2: [kept], 3: [target.value]}


THREE = ("baseline", "stagnation", "faster")


def three_scenarios_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    """Return the probabilities of one target under three scenarios; the last row has their sums."""
    scenarios = book.results["scenarios"]
    targets = [target.target for target in book.plan.table_targets]
    of = {name: scenarios[scenarios["scenario"] == name].set_index("target") for name in THREE}
    if place == len(targets):
        return {
            column: [float(of[name].loc[targets, "probability_met"].sum())]
            for column, name in enumerate(THREE, 1)
        }
    return {
        column: [pct(of[name].loc[targets[place], "probability_met"])] for column, name in enumerate(THREE, 1)
    }
