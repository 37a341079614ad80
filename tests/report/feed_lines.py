"""The figures of each printed table, from the result tables: one function a table, for one row of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from report.tagged import PrintedTable, Row
from report.tracing import PRINTED, Book, Cells, Figures, known, one_line

from ontrack.plan import Target
from ontrack.records.track_record import OFFICIAL, figures_of, held_out_of, nearest_population, quoted
from ontrack.report.pdf_check.check import squeeze
from ontrack.tables.choices import RULES
from ontrack.wording import load_wording

ANSWERS = {"without": "page.own_method", "with": "comparators.own_method"}


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
        "fact_elapsed": found["elapsed_pct"],
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
    """Return how many facts of a target are known; in the baseline's year progress and time say nothing."""
    target = page_target(book, table)
    found = book.assessment(target)
    level = target.level is not None and target.level != target.value
    values = ["latest_value", "required_rate_pct", "observed_rate_pct"]
    if any(found[f"latest_{one}"] != found[f"baseline_{one}"] for one in ("year", "value")):
        values += ["baseline_value", "progress_pct", "elapsed_pct"]
    if target.indicator and len(book.years(target)) > 2:
        values.append("latest_rate_pct")
    return 1 + level + sum(known(found[name]) for name in values)


def page_target(book: Book, table: PrintedTable) -> Target:
    """Return the target whose page a table stands on."""
    heading = re.sub(r"^\D*\d+\s*", "", table.heading, count=1)
    return book.target(heading)


PROBABILITIES = (
    "probability_level", "probability_log", "probability_logit", "probability_without_last",
    "probability_rounded_lower", "probability_rounded_upper",
)  # fmt: skip


def alarms_of(book: Book, target: Target) -> Cells:
    return book.results["alarms"].set_index("target").loc[target.target]


def watch_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    """Return the figure of what is to be watched, found by its label."""
    target, (label, printed, _) = page_target(book, table), row.cells
    found = alarms_of(book, target)
    ahead = next(filter(known, (found["years_ahead"], found["projected_years_ahead"])), None)
    reached = found["attained_median"] if known(found["attained_median"]) else found["attained_horizon"]
    values: dict[str, list[float | None]] = {
        "pace_over": [found["last_pace"]], "safe": [found["last_safe_value"]],
        "kept": [found["value_keeping_80"]], "ambition": [],
        "reached": [] if book.says("alarm.reached_already", printed) else [reached],
        "ahead": [found["attained_horizon"] if ahead is None else abs(ahead)],
        "sensitive": other_reckonings(book, target, printed),
    }  # fmt: skip
    values["ahead_projected"] = values["ahead"]
    return {1: next(figures for key, figures in values.items() if book.says(f"alarm.{key}_label", label))}


def other_reckonings(book: Book, target: Target, printed: str) -> list[float | None]:
    found = [alarms_of(book, target)[name] for name in PROBABILITIES]
    shares = [100 * share for share in (*found, book.assessment(target)["probability_met"]) if known(share)]
    return [min(shares), max(shares)] if len(PRINTED.findall(printed)) == 2 else [max(shares)]


def watch_count(book: Book, table: PrintedTable) -> int:
    """Return how much there is to watch: year and range always, the rest where it is known."""
    target = page_target(book, table)
    found = alarms_of(book, target)
    not_met = not known(book.assessment(target)["probability_held"])
    values = sum(known(found[name]) for name in ("last_pace", "last_safe_value", "value_keeping_80"))
    return 2 + not_met + bool(found["ambition"]) + values


def method_lines(book: Book, table: PrintedTable) -> list[tuple[str, list[float]]]:
    """Return the key of each method's name and its figures: from own values, from all, trends."""
    target = page_target(book, table)
    answers = book.results["comparators"]
    mine = answers[answers["target"] == target.target].set_index("answer").to_dict("index")
    if len(mine) < len(ANSWERS):
        mine = {"without": book.assessment(target)}
    asked = [(ANSWERS[answer], mine[answer]) for answer in ANSWERS if answer in mine]
    lines = [
        (key, [row["projected_median"], row["lower_80"], row["upper_80"]])
        for key, row in asked
        if known(row["projected_median"])
    ]
    trends = book.results["trends"]
    fits = trends[(trends["indicator"] == target.indicator) & (trends["year"] == target.year)]
    rest = fits[["value", "lower_80", "upper_80"]].to_numpy().tolist() if lines else []
    return [*lines, *(("", figures) for figures in rest)]


def methods_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    key, (value, lower, upper) = method_lines(book, table)[place]
    if key and not book.says(key, row.cells[0]):
        raise LookupError(f"row {place + 1} is “{one_line(row.cells[0])}”, not report.{key}")
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


def judged_by_rules(book: Book, table: PrintedTable) -> int:
    rules = book.results["rules"]
    judged = set(rules.loc[rules["band"].fillna("") != "", "target"])
    return sum(target.target in judged for target in book.plan.table_targets)


def matrix_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    target, rules = book.target(row.cells[1]), book.results["rules"]
    wording = load_wording(book.language)
    names = {squeeze(wording(f"rule.name.{rule}")): rule for rule in RULES}
    rules = rules[rules["target"] == target.target].set_index("rule")
    answers = [rules.loc[names[squeeze(head)]] for head in table.heads[-1][2:]]
    number = 1 + [one.target for one in book.plan.table_targets].index(target.target)
    return {0: [number]} | {
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


def skill(found: Cells) -> Figures:
    return [found["brier_skill"], found["brier_skill_error"]]


def stated(found: Cells) -> Figures:
    return [100 * found["stated"], 100 * found["happened"]]


def record_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    found = quoted(book.plan).iloc[place]
    figures = {
        column: [found[name]] for column, name in enumerate(("series", "coverage_80", "coverage_95"), 1)
    }
    return {0: [float(found["length"])]} | figures | {4: skill(found), 5: [found["ece"]], 6: stated(found)}


def asked_otherwise(book: Book) -> list[tuple[str, str]]:
    """Return population and protocol of each row of the table of other tests, in the order of the page."""
    nearest = nearest_population(book.plan)
    others = [name for name in ("chinese_provinces", OFFICIAL, "world_bank") if name != nearest]
    own = [(nearest, protocol) for protocol in ("time_safe", "random", "economy_left_out")]
    asked = [*own, *((name, "time_safe") for name in others)]
    return [pair for pair in asked if "3" in set(figures_of(*pair)["length"])]


def population_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    found = figures_of(*asked_otherwise(book)[place]).set_index("length").loc["3"]
    return {2: [found["series"]], 3: [found["coverage_80"]], 4: skill(found), 5: stated(found)}


def left_out() -> list[str]:
    """Return the tables of intellectual property that were left out, in the order of the page."""
    names = ("RDPatentAccept", "RDPatentAuthority", "RDPatentValid", "RDPlantVariety")
    tested = {name: set(held_out_of("chinese_provinces", "time_safe", name)["length"]) for name in names}
    return [name for name in names if {"1", "3", "7"} <= tested[name]]


def held_out_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    found = held_out_of("chinese_provinces", "time_safe", left_out()[place]).set_index("length")
    rows = found.loc[["1", "3", "7"]]
    shares = {4: 100 * rows["stated"], 5: 100 * rows["happened"]}
    return {1: [rows["series"].min()], 2: rows["coverage_80"], 3: rows["brier_skill"]} | shares


def evidence_lines(book: Book) -> list[Mapping[int, Figures]]:
    """Return the figures of each indicator with values of its own, in the plan's order."""
    table = book.results["evidence"].set_index(["indicator", "piece"])
    lines = []
    for one in book.plan.decisive_indicators:
        if (one.id, "own") not in table.index or not table.loc[(one.id, "own"), "values"]:
            continue
        own = table.loc[(one.id, "own")]
        years = sorted({float(own["first_year"]), float(own["last_year"])})
        line: dict[int, Figures] = {1: [own["values"], *years]}
        for column, piece in enumerate(("economy", "parent", "peers", "same_place"), 2):
            found = table.loc[(one.id, piece)]
            paces = [found["pace_3_pct"], found["pace_10_pct"]]
            there = found["present"] == "yes"
            line[column] = [] if not there else paces if column < 4 else [found["series"]]
        lines.append(line)
    return lines


def era_pairs(book: Book) -> list[tuple[Cells, Cells]]:
    """Return the rows of ten and of three years of each target that has both, in the plan's order."""
    table = book.results["eras"]
    found = {(row["target"], row["pace_years"]): row for row in table.to_dict("records")}
    keys = [target.target for target in book.plan.targets]
    return [(found[key, "10"], found[key, "3"]) for key in keys if {(key, "10"), (key, "3")} <= set(found)]


def era_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    pair = era_pairs(book)[place]
    paces = [[one[f"{piece}_pace_pct"] for one in pair] for piece in ("parent", "economy")]
    shown = next((both for both in paces if all(known(pace) for pace in both)), [])
    line: dict[int, Figures] = {1: shown}
    for column, one in zip((2, 4), pair, strict=True):
        line[column] = [one["median"], one["lower_80"], one["upper_80"]]
        line[column + 1] = [pct(one["probability_met"])]
    return line


def statement_rows(book: Book) -> list[Cells]:
    """Return the statements that bear on a target, in the plan's order, then by year and kind."""
    order = [target.target for target in book.plan.targets]
    rows = [row for row in book.results["statements"].to_dict("records") if row["target"] in order]
    return sorted(rows, key=lambda row: (order.index(row["target"]), row["to"], row["kind"]))


def statement_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    found = statement_rows(book)[place]
    if book.target(row.cells[0]).target != found["target"]:
        raise LookupError(f"row {place + 1} is “{one_line(row.cells[0])}”, not {found['target']}")
    if squeeze(found[f"text_{book.language}"]) not in squeeze(row.cells[1]):
        raise LookupError(f"row {place + 1} says “{one_line(row.cells[1])}”")
    return {3: [pct(found["probability_without"])], 4: [found["points_moved"]]}


AMBITION = ("met_already", "under_half", "half_to_one", "one_to_two", "over_two")


def earlier_rows(book: Book) -> list[Cells]:
    """Return all earlier targets, then by ambition, kind and issuer: the hardest or the fewest last."""
    table = book.results["outside_view"].to_dict("records")
    groups = {group: [row for row in table if row["group"] == group and row["targets"]] for group in
              ("all", "ambition", "kind", "issuer")}  # fmt: skip
    groups["ambition"].sort(key=lambda row: AMBITION.index(row["name"]))
    for group in ("kind", "issuer"):
        groups[group].sort(key=lambda row: -row["targets"])
    return [row for rows in groups.values() for row in rows]


def earlier_line(book: Book, table: PrintedTable, row: Row, place: int) -> Mapping[int, Figures]:
    found = earlier_rows(book)[place]
    counts = {column: [found[name]] for column, name in enumerate(("targets", "met", "plans"), 1)}
    return counts | {4: [pct(found["share"])], 5: [pct(found["lower"]), pct(found["upper"])]}
