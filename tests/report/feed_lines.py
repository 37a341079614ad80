"""The figures of each printed table, from the result tables: one function a table, for one row of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from report.tagged import PrintedTable, Row
from report.tracing import Book, Cells, Figures, known, one_line

from ontrack.plan import Target
from ontrack.report.check import squeeze
from ontrack.track_record import ALL_SETS, track_record


def pct(share: float | None) -> float | None:
    """Return a share in per cent."""
    return 100 * share if known(share) else None


def last_step(book: Book, target: Target) -> float | None:
    """Return the rate of the last step, which is shown where it is not the whole observed rate."""
    return book.assessment(target)["latest_rate_pct"] if len(book.years(target)) > 2 else None


def facts_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    target = page_target(book, table)
    found, label = book.assessment(target), row.cells[0]
    columns = {
        "fact_baseline": found["baseline_value"], "fact_latest": found["latest_value"],
        "fact_baseline_none": found["baseline_value"], "fact_latest_none": found["latest_value"],
        "fact_target": target.value, "fact_target_none": target.value, "fact_level": target.level,
        "fact_required": found["required_rate_pct"], "fact_progress": found["progress_pct"],
        "fact_elapsed": found["elapsed_pct"], "fact_pace_none": found["observed_rate_pct"],
    }  # fmt: skip
    for key, value in columns.items():
        if book.says(f"page.{key}", label):
            return {1: [value]}
    years, printed = book.years(target), [int(year) for year in re.findall(r"\d{4}", label)]
    if len(years) > 2 and printed == years[-2:]:
        return {1: [found["latest_rate_pct"]]}
    if printed == [years[0], years[-1]]:
        return {1: [found["observed_rate_pct"]]}
    raise LookupError(f"no fact is called “{one_line(label)}”")


def facts_count(book: Book, table: PrintedTable) -> int:
    target = page_target(book, table)
    level = target.level is not None and target.level != target.value
    return 7 + level + (bool(target.indicator) and len(book.years(target)) > 2)


def page_target(book: Book, table: PrintedTable) -> Target:
    """Return the target whose page a table stands on."""
    heading = re.sub(r"^\D*\d+\s*", "", table.heading, count=1)
    return book.target(heading)


def method_lines(book: Book, table: PrintedTable) -> list[list[float]]:
    target = page_target(book, table)
    found, lines = book.assessment(target), []
    answers = book.results["comparators"]
    for row in (
        answers[answers["target"] == target.target].sort_values("used", ascending=False).to_dict("records")
    ):
        if known(row["projected_median"]):
            lines.append([row["projected_median"], row["lower_80"], row["upper_80"]])
    if not lines and known(found["projected_median"]):
        lines.append([found["projected_median"], found["lower_80"], found["upper_80"]])
    trends = book.results["trends"]
    fits = trends[(trends["indicator"] == target.indicator) & (trends["year"] == target.year)]
    return lines + (fits[["value", "lower_80", "upper_80"]].to_numpy().tolist() if lines else [])


def methods_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    value, lower, upper = method_lines(book, table)[place]
    return {1: [value], 2: [lower, upper]}


def published(book: Book, table: PrintedTable) -> list[Cells]:
    """Return the known figures of a page's indicator in the order of their dates; a year after its months."""
    series = book.results["series"]
    mine = series[series["indicator"] == page_target(book, table).indicator].to_dict("records")
    return sorted(mine, key=lambda row: f"{row['period']}-13" if len(row["period"]) == 4 else row["period"])


def published_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    found = published(book, table)[place]
    year, *rest = map(int, found["period"].split("-"))
    dated = [year, *rest] if book.language == "zh" else [*rest[1:], year]
    return {0: dated, 1: [found["value"]]}


def counts_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    counts = book.results["portfolio"]
    found = counts[(counts["group"] == "table") & (counts["number_met"] == place)].iloc[0]
    if place == 0:  # at least none is certain
        return {0: [0], 1: [pct(found["probability"])]}
    least, alone = pct(found["at_least"]), pct(found["at_least_independent"])
    bounds = [pct(found["lower_bound"]), pct(found["upper_bound"])]
    return {0: [place], 1: [pct(found["probability"])], 2: [least], 3: [alone], 4: bounds}


def influence_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    found = book.rows["portfolio_targets"][book.target(row.cells[0]).target]
    return {
        2: [pct(found["probability"])],
        3: [found["expected_if_met"]],
        4: [found["expected_if_missed"]],
        5: [found["variance_share_pct"]],
    }


def matrix_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    target, rules = book.target(row.cells[1]), book.results["rules"]
    if len(row.cells) == 3:  # why no rule judges the target
        return {0: [place + 1]}
    answers = rules[rules["target"] == target.target].to_dict("records")
    return {0: [place + 1]} | {
        column: [
            (100 if row["measure"] == "path_share" else 1) * row[name] for name in ("value", "yardstick")
        ]
        for column, row in enumerate(answers, 2)
    }


def ratio_lines(book: Book) -> list[Mapping[int, Figures]]:
    lines: list[Mapping[int, Figures]] = []
    table = book.results["ratio_forecasts"]
    for target in book.plan.targets:
        both = {row["method"]: row for row in table[table["target"] == target.target].to_dict("records")}
        figures = [
            [
                row["latest_value"],
                row["median"],
                row["lower_80"],
                row["upper_80"],
                pct(row["probability_met"]),
            ]
            for row in (both.get("direct"), both.get("through_parts"))
            if row is not None
        ]
        if len(figures) == 2 and known(figures[1][1]):
            figures.append([through - direct for direct, through in zip(*figures, strict=True)])
        lines += [{-4: [row[0]], -3: [row[1]], -2: row[2:4], -1: [row[4]]} for row in figures]
    return lines


def scenario_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    target, heads = book.target(row.cells[0]), table.heads[-1]
    rows = book.results["scenarios"].set_index(["scenario", "target"])
    names = {squeeze(one.text("name", book.language)): one.id for one in book.raw.scenarios}
    wanted: dict[int, Figures] = {}
    for column, head in enumerate(heads[1:], 1):
        scenario = names.get(squeeze(head))
        found = rows.loc[scenario or "baseline", target.target]
        if scenario is None:
            change = found["change_for_80"]
            wanted[column] = [change] if known(change) and change != 0 else []
            continue
        shown = not found["reason"] and (found["changed"] or scenario == found["compared_with"])
        compared = scenario != found["compared_with"] and not found["by_construction"]
        gap = [pct(found["probability_difference"])] if compared else []
        wanted[column] = [pct(found["probability_met"]), *gap] if shown else []
    return wanted


def record_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    record = track_record()
    found = record[record["set"] == ALL_SETS].iloc[place]
    columns = ("series", "coverage_80", "coverage_95", "brier_skill", "ece")
    length = [float(found["length"])] if found["length"].isdigit() else []
    return {0: length} | {column: [found[name]] for column, name in enumerate(columns, 1)}
