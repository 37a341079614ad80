"""The numbers that each chart draws, as the charts wrote them down; what another table has is left to it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from ontrack.assessment.progress import clock_runs
from ontrack.plan import Indicator, Target
from ontrack.report.edition import Edition
from ontrack.wording.number_format import MISSING, format_probability, format_rate, format_share, format_value

Row = dict[str, Any]
Drawn = Mapping[str, Sequence[Row]]
NAMED = ("targets", "why")
FIGURE = "{figure}"  # where the template writes the figure's number
OBSERVED = ("observed", "before_break", "within_year")
LINES = ("required_path", "nation_level", "nation_pace", "peers_pace")
PLACES = ("median", "80", "95", *LINES)
OF_TARGETS = ("overview", "odds", "progress")
CLOCK, PACES = ("progress_pct", "elapsed_pct"), ("required_rate_pct", "observed_rate_pct", "latest_rate_pct")


class NumbersTable(TypedDict):
    """The numbers of some charts.

    Attributes
    ----------
    charts : list of str
        Whose they are; the template writes their numbers in place of ``{figure}`` in the caption.
    named : bool
        Whether the first column holds names, which need more room than figures.
    """

    charts: list[str]
    named: bool
    caption: str
    heads: list[str]
    rows: list[list[str]]


class ChartNumbers(TypedDict):
    """The section; the tables come with the charts."""

    intro: str
    separator: str
    tables: list[NumbersTable]


def chart_numbers_page(edition: Edition) -> ChartNumbers | None:
    """Return the section, whose tables `numbers_tables` makes; None without a table of targets."""
    if not edition.plan.table_targets:
        return None
    separator = edition.wording("chart.source.separator")
    return {"intro": edition.say("chart_numbers.intro"), "separator": separator, "tables": []}


def numbers_tables(edition: Edition, drawn: Drawn) -> list[NumbersTable]:
    """Return the tables of the charts that a report shows.

    Parameters
    ----------
    drawn : mapping
        What each of them draws, by its name, as `ontrack.charts.Chart.rows` holds it.
    """
    found = [
        targets_table(edition, drawn),
        *(fan_table(edition, target, drawn) for target in edition.plan.table_targets),
        why_table(edition, drawn),
        reliability_table(edition, drawn),
        reference_table(edition, drawn),
    ]
    return [table for table in found if table["rows"]]


def table_of(
    edition: Edition, key: str, charts: list[str], heads: Iterable[str], rows: list[list[str]], **named: str
) -> NumbersTable:
    """Return a table with the caption of its kind."""
    caption = edition.say(f"chart_numbers.{key}", figure=FIGURE, **named)
    return {"charts": charts, "named": key in NAMED, "caption": caption, "heads": list(heads), "rows": rows}


def targets_table(edition: Edition, drawn: Drawn) -> NumbersTable:
    """Return what the charts of all targets draw: probability, other answers, and paces or progress."""
    charts = [name for name in OF_TARGETS if drawn.get(name)]
    odds, progress = (by_target(drawn.get(name, ())) for name in ("odds", "progress"))
    odds = odds or by_target(drawn.get("overview", ()))
    columns = CLOCK if clock_runs(edition.results["assessments"]) else PACES
    heads = ["target", *(["probability", "others", "grade"] if odds else []), *(columns if progress else [])]
    rows = [
        [edition.name_of(target), *odds_cells(odds, target), *progress_cells(progress, target, columns)]
        for target in edition.plan.table_targets
        if charts
    ]
    said = [edition.say(f"chart_numbers.head_{head}") for head in heads]
    return table_of(edition, "targets", charts, said, rows)


def odds_cells(odds: Mapping[str, Row], target: Target) -> list[str]:
    """Return probability, other answers and grade of a target; nothing where no chart draws them."""
    if not odds:
        return []
    row = odds.get(target.target, {})
    ends = [row.get(end) for end in ("lowest", "highest")]
    others = MISSING if None in ends else " – ".join(format_probability(end) for end in ends)
    known = row.get("probability_met")
    return [
        MISSING if known is None else format_probability(known),
        others,
        row.get("evidence_grade") or MISSING,
    ]


def progress_cells(progress: Mapping[str, Row], target: Target, columns: Sequence[str]) -> list[str]:
    """Return progress and time, or the paces, of a target; nothing where no chart draws them."""
    row = progress.get(target.target, {})
    form = format_share if columns is CLOCK else rate_text
    return [form(row.get(column)) for column in columns] if progress else []


def rate_text(rate: float | None) -> str:
    """Return a rate as it is written in the chart."""
    return MISSING if rate is None else format_rate(rate, 2 if abs(rate) < 1 else 1)


def fan_table(edition: Edition, target: Target, drawn: Drawn) -> NumbersTable:
    """Return what the fan of a target draws, a row a year: what was observed, projected and required."""
    indicator, points = edition.indicator_of(target), drawn.get(f"fan.{target.target}", ())
    by_year: dict[float, dict[str, str]] = {}
    for point in points if indicator else ():
        assert indicator is not None, "a target with a fan has an indicator"
        if point["year"] is not None:
            by_year.setdefault(float(point["year"]), {}).update(cells_of(edition, point, indicator))
    filled = {key for cells in by_year.values() for key in cells}
    columns = [key for key in ("observed", *PLACES) if key in filled]
    heads = ["year", *columns]
    rows = [
        [year_text(edition, year), *(cells.get(key, MISSING) for key in columns)]
        for year, cells in sorted(by_year.items())
        if cells
    ]
    said = [edition.say(f"chart_numbers.head_{head}") for head in heads]
    unit = edition.name_of(indicator, "unit") if indicator else ""
    named = {"name": edition.name_of(target), "unit": unit}
    return table_of(edition, "fan", [f"fan.{target.target}"], said, rows, **named)


def cells_of(edition: Edition, point: Row, indicator: Indicator) -> dict[str, str]:
    """Return the cells that one point of a fan fills; the target itself stands in every other table."""
    layer, value = point["layer"], edition.figure(point["value"], indicator)
    if layer in OBSERVED:
        return {"observed": value}
    if layer in LINES:
        return {layer: value}
    if layer != "projected":
        return {}
    bounds = {
        level: edition.interval(point[f"lower_{level}"], point[f"upper_{level}"], indicator)
        for level in ("80", "95")
    }
    return {"median": value, **bounds}


def year_text(edition: Edition, year: float) -> str:
    """Return a year, or the month of a value dated within one; a whole year is its end."""
    end = math.ceil(year - 1e-6)
    month = 12 - round((end - year) * 12)
    return edition.period(str(end) if month == 12 else f"{end}-{max(month, 1):02d}")


def why_table(edition: Edition, drawn: Drawn) -> NumbersTable:
    """Return the probability of each target after each piece of evidence, in the order of the pieces."""
    steps = {
        target: {row["piece"]: row for row in drawn[f"why.{target.target}"]}
        for target in edition.plan.table_targets
        if drawn.get(f"why.{target.target}")
    }
    pieces = list(dict.fromkeys(piece for found in steps.values() for piece in found))
    shown = [piece for piece in pieces if any(is_known(found.get(piece)) for found in steps.values())]
    rows = [
        [edition.name_of(target), *(step_text(found.get(piece)) for piece in shown)]
        for target, found in steps.items()
    ]
    heads = [
        edition.say("chart_numbers.head_target"),
        *(edition.wording(f"why.bar.{piece}") for piece in shown),
    ]
    return table_of(edition, "why", [f"why.{target.target}" for target in steps], heads, rows)


def is_known(step: Row | None) -> bool:
    """Return whether a piece of evidence is there."""
    return step is not None and step["present"] == "yes"


def step_text(step: Row | None) -> str:
    """Return the probability after a piece, a dash where it is not known."""
    return format_probability(step["probability"]) if step is not None and is_known(step) else MISSING


def reliability_table(edition: Edition, drawn: Drawn) -> NumbersTable:
    """Return stated and observed shares with the number of events, a row for each ten points."""
    found = drawn.get("reliability", ())
    lengths = list(dict.fromkeys(row["length"] for row in found))
    cells = {(row["length"], row["from_pct"]): row for row in found}
    heads = [edition.say("chart_numbers.head_range")]
    for length in lengths:
        of = {"length": length}
        heads += [
            edition.say(f"chart_numbers.head_{head}", **of) for head in ("stated", "came_true", "events")
        ]
    rows = [
        [f"{start:.0f} – {start + 10:.0f}%"]
        + [text for length in lengths for text in bin_texts(cells.get((length, start)))]
        for start in sorted({row["from_pct"] for row in found})
    ]
    return table_of(edition, "reliability", ["reliability"], heads, rows)


def bin_texts(row: Row | None) -> list[str]:
    """Return stated and observed share with its standard error, and the number of events."""
    if row is None:
        return [MISSING] * 3
    stated, observed, error = (format_value(row[f"{key}_pct"], 1) for key in ("stated", "observed", "error"))
    return [stated, f"{observed} ± {error}", format_value(row["events"], 0)]


def reference_table(edition: Edition, drawn: Drawn) -> NumbersTable:
    """Return the interval of the example of the method for each number of values known."""
    rows = [
        [
            format_value(row["count"], 0), edition.wording(f"chart.reference.{row['method']}"),
            *(format_value(row[place], 0) for place in ("lower", "median", "upper")),
        ]
        for row in drawn.get("reference", ())
    ]  # fmt: skip
    heads = [
        edition.say(f"chart_numbers.head_{head}") for head in ("known", "method", "lower", "median", "upper")
    ]
    return table_of(edition, "reference", ["reference"], heads, rows)


def by_target(rows: Iterable[Row]) -> dict[str, Row]:
    """Return rows by their target."""
    return {row["target"]: row for row in rows}
