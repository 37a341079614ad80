"""The figures of the tables that tell what the charts draw, from the result tables."""

from __future__ import annotations

import math
from collections.abc import Mapping

from report.tagged import PrintedTable, Row
from report.tracing import Book, Figures, known

from ontrack.charts.reference.example import example_intervals
from ontrack.plan import Target
from ontrack.records.track_record import quoted_bins
from ontrack.report.pdf_check.check import squeeze
from ontrack.series import date_of
from ontrack.tables.choices import WHY_PIECES
from ontrack.wording import load_wording

OTHERS = (
    "probability_level", "probability_log", "probability_logit", "probability_without_last",
    "probability_rounded_lower", "probability_rounded_upper",
)  # fmt: skip
USUAL_YEARS = 10
Lines = dict[float, dict[str, list[float]]]


def all_targets_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    """Return probability, other answers, and the rates of one target."""
    target = book.target(row.cells[0])
    found = book.assessment(target)
    alarms = book.results["alarms"].set_index("target").loc[target.target]
    others = [100 * alarms[name] for name in OTHERS if known(alarms[name])]
    columns = ("progress_pct", "elapsed_pct")
    if found["elapsed_pct"] == 0 or not known(found["elapsed_pct"]):
        columns = ("required_rate_pct", "observed_rate_pct", "latest_rate_pct")
    rates = {4 + column: [found[name]] for column, name in enumerate(columns)}
    ends = [min(others), max(others)] if others else []
    return {1: [100 * found["probability_met"]], 2: ends, **rates}


def target_of_fan(book: Book, table: PrintedTable) -> Target:
    """Return the target that a caption names."""
    caption = squeeze(table.caption)
    named = [one for one in book.plan.table_targets if squeeze(one.text("name", book.language)) in caption]
    return max(named, key=lambda one: len(one.text("name", book.language)))


def fan_lines(book: Book, target: Target) -> list[tuple[float, dict[str, list[float]]]]:
    """Return what a fan draws by date and by head of column."""
    lines: Lines = {}
    indicator = book.plan.indicators[target.indicator]
    mine = {
        name: book.results[name][book.results[name]["indicator"] == target.indicator]
        for name in ("series", "projections", "evidence_series")
    }
    annual = {}
    for one in mine["series"].to_dict("records"):
        end = date_of(one["period"]) if "-" in one["period"] else float(one["period"])
        lines.setdefault(end, {})["observed"] = [one["value"]]
        if one["role"] == "annual":
            annual[int(end)] = one["value"]
    ahead = mine["projections"].query("status == 'projected' and year <= @target.year")
    for one in ahead.to_dict("records"):
        cells = lines.setdefault(float(one["year"]), {})
        cells["median"] = [one["median"]]
        cells |= {level: [one[f"lower_{level}"], one[f"upper_{level}"]] for level in ("80", "95")}
    first = min(*(math.floor(end) for end in lines), target.year - USUAL_YEARS)
    known_of_nation = mine["evidence_series"]
    shown = (known_of_nation["piece"] == "parent") & (known_of_nation["year"] >= first)
    nation = known_of_nation[shown]
    for one in nation.to_dict("records"):
        lines.setdefault(float(one["year"]), {})["nation_level"] = [one["value"]]
    start = max(annual)
    straight = indicator.kind in ("share", "score")
    for year in range(start, target.year + 1):
        part = (year - start) / (target.year - start)
        grown = annual[start] * (target.level / annual[start]) ** part
        even = annual[start] + part * (target.level - annual[start])
        lines[float(year)]["required_path"] = [even if straight else grown]
    lens = book.results["lenses"].set_index("target").loc[target.target]
    if known(lens["nation_pace"]):
        for year in range(start, target.year + 1):
            ratio = (1 + lens["nation_pace"] / 100) ** (year - start)
            along = annual[start] + lens["nation_pace"] * (year - start)
            by_points = lens["pace_unit"] == "points"
            lines[float(year)]["nation_pace"] = [along if by_points else annual[start] * ratio]
    return sorted(lines.items())


def shown_lines(book: Book, table: PrintedTable) -> list[tuple[float, dict[str, list[float]]]]:
    """Return the lines of a fan that have a figure in one of the columns that are printed."""
    heads = columns_of(book, table)
    return [
        (end, cells) for end, cells in fan_lines(book, target_of_fan(book, table)) if set(cells) & set(heads)
    ]


def columns_of(book: Book, table: PrintedTable) -> list[str]:
    """Return the keys of a table's heads."""
    prefix = "report.chart_numbers.head_"
    keys = {
        squeeze(text): key.removeprefix(prefix)
        for key, text in load_wording(book.language).texts.items()
        if key.startswith(prefix)
    }
    return [keys[squeeze(head)] for head in table.heads[-1]]


def fan_count(book: Book, table: PrintedTable) -> int:
    return len(shown_lines(book, table))


def fan_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    end, cells = shown_lines(book, table)[place]
    year = math.ceil(end - 1e-6)
    month = 12 - round((year - end) * 12)
    dated = [float(month)] if month < 12 and book.language == "zh" else []
    heads = columns_of(book, table)
    return {0: [float(year), *dated]} | {
        place: cells.get(head, []) for place, head in enumerate(heads) if place
    }


def why_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    """Return the probability after each piece that is known of any target."""
    why = book.results["why"]
    table_ids = [target.target for target in book.plan.table_targets]
    present = why[why["target"].isin(table_ids) & (why["present"] == "yes")]
    pieces = [piece for piece in WHY_PIECES if piece in set(present["piece"])]
    mine = present[present["target"] == book.target(row.cells[0]).target].set_index("piece")["probability"]
    return {1 + place: [100 * mine[piece]] if piece in mine else [] for place, piece in enumerate(pieces)}


def reliability_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    start = 10.0 * place
    rows = quoted_bins(book.plan)
    lengths = sorted(set(rows["length"]), key=float)
    shown = [lengths[0], "3", lengths[-1]]
    cells: dict[int, Figures] = {0: [start, start + 10]}
    for number, length in enumerate(dict.fromkeys(shown)):
        (found,) = rows[(rows["length"] == length) & (rows["from_pct"] == start)].to_dict("records")
        cells |= {
            1 + 3 * number: [found["stated_pct"]],
            2 + 3 * number: [found["observed_pct"], found["error_pct"]],
            3 + 3 * number: [found["events"]],
        }
    return cells


def reference_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    found = example_intervals().iloc[place]
    named = {1: [80.0]} if "80" in row.cells[1] else {}
    return {0: [found["count"]], **named, 2: [found["lower"]], 3: [found["median"]], 4: [found["upper"]]}
