"""Published targets and series that lie beside the project, turned into plans of one language for tests."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.raw_tables import SHARED, read

from ontrack.paths import Paths
from ontrack.plan import LANGUAGES
from ontrack.tables.columns import Table
from ontrack.tables.raw_columns import GOALS, INDICATORS, OBSERVATIONS, REGIONS, SOURCES, TARGETS

CANADA, EUROPE = "canada-sdg-2030", "europe-2020"
CANADA_FILES = ("canada_targets.csv", "canada_series.csv")
EUROPE_FILES = ("policy_targets.csv", "policy_target_series.csv")
COUNTRIES = {"DE": "Germany", "EE": "Estonia", "PT": "Portugal"}
PROGRAMME = "Europe 2020 national targets"
SOURCE = {"id": "published", "publisher": "not stated", "title": "Published tables", "licence": "not stated"}
GOAL_NAMES = (
    "No poverty", "Zero hunger", "Good health and well-being", "Quality education", "Gender equality",
    "Clean water and sanitation", "Affordable and clean energy", "Decent work and economic growth",
    "Industry, innovation and infrastructure", "Reduced inequalities", "Sustainable cities and communities",
    "Responsible consumption and production", "Climate action", "Life below water", "Life on land",
    "Peace, justice and strong institutions", "Partnerships for the goals",
)  # fmt: skip
GOAL_DOMAINS = (
    "society", "agriculture", "health", "education", "society", "environment", "energy", "labour",
    "innovation", "society", "society", "environment", "environment", "environment", "environment", "society",
    "government",
)  # fmt: skip
THEMES = {
    "Employment rate 20-64": ("labour", "Work"), "R&D expenditure": ("innovation", "Research"),
    "Renewable share of gross final energy": ("energy", "Energy"),
    "Early leavers from education 18-24": ("education", "Education"),
    "Tertiary attainment 30-34": ("education", "Education"),
}  # fmt: skip
Row = Mapping[str, object]


@dataclass(frozen=True)
class Written:
    """What a plan's files say, a row a mapping; columns of the other language are left out."""

    id: str
    head: Row
    regions: Sequence[Row]
    goals: Sequence[Row]
    indicators: Sequence[Row]
    targets: Sequence[Row]
    observations: Mapping[str, Sequence[Row]]


def has(*files: str) -> bool:
    """Return whether the published figures lie beside the project."""
    return all((SHARED / file).is_file() for file in files)


def write_plan(root: Path, plan: Written) -> Paths:
    """Write a plan in English alone, with the figures it needs and nothing else, and return its project."""
    raw, folder = root / "data" / "raw", root / "data" / "raw" / "plans" / plan.id
    folder.mkdir(parents=True)
    (raw / "observations").mkdir(exist_ok=True)
    write_rows(raw / "indicators.csv", INDICATORS, plan.indicators)
    write_rows(raw / "regions.csv", REGIONS, plan.regions)
    write_rows(raw / "sources.csv", SOURCES, [SOURCE])
    write_rows(folder / "goals.csv", GOALS, plan.goals)
    write_rows(folder / "targets.csv", TARGETS, plan.targets)
    for region, rows in plan.observations.items():
        write_rows(raw / "observations" / f"{region}.csv", OBSERVATIONS, rows)
    head = {"id": plan.id, "languages": ["en"], "source": SOURCE["id"], **plan.head}
    lines = [
        f"{key} = {str(value) if isinstance(value, (int, list)) else quoted(value)}"
        for key, value in head.items()
    ]
    (folder / "plan.toml").write_text("\n".join(lines).replace("'", '"') + "\n", encoding="utf-8")
    return Paths(root)


def quoted(text: object) -> str:
    """Return a text between double quotes."""
    return f'"{text}"'


def write_rows(path: Path, table: Table, rows: Iterable[Row]) -> None:
    """Write a table without the columns it may lack in English."""
    foreign = tuple(f"_{language}" for language in LANGUAGES if language != "en")
    lacking = {name for name in table.may_lack if not any(name in row for row in rows)}
    names = [name for name in table.names if not name.endswith(foreign) and name not in lacking]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: row.get(name, "") for name in names} for row in rows)


def decimals_of(values: Iterable[str]) -> int:
    """Return the decimals that published values have, at most three: longer ones are quotients."""
    lengths = [len(value.partition(".")[2].rstrip("0")) for value in values]
    return min(max(lengths, default=0), 3)


def canada() -> Written:
    """Return the Canadian indicator framework: 115 series, 40 of them with a number to be reached."""
    rows = read(SHARED / "canada_targets.csv")
    values: dict[str, list[dict[str, str]]] = {row["id"]: [] for row in rows}
    for one in read(SHARED / "canada_series.csv"):
        values[one["indicator"]].append(one)
    figures = [
        observation(one["indicator"], one["period"], one["value"], unit_of(row))
        for row in rows
        for one in values[row["id"]]
    ]
    return Written(
        CANADA,
        {
            "name_en": "Canadian Indicator Framework for the Sustainable Development Goals", "region": "CA",
            "status_en": "in force", "published": "2021", "baseline_year": 2015, "first_year": 2016,
            "last_year": 2030, "default_as_of": 2026,
        },
        [{"id": "CA", "name_en": "Canada", "kind": "country"}],
        [{"id": f"sdg{number}", "name_en": name} for number, name in enumerate(GOAL_NAMES, 1)],
        [canadian_indicator(row, values[row["id"]]) for row in rows],
        [canadian_target(row) for row in rows],
        {"CA": figures},
    )  # fmt: skip


def unit_of(row: Mapping[str, str]) -> str:
    """Return a unit that says no more than the bounds do: the published tables have none."""
    return "%" if row["upper"] == "100" else "units"


def goal_number(row: Mapping[str, str]) -> int:
    """Return the number of the goal in a series' key: 9 of 9-3-1."""
    return int(row["published_key"].split("-")[0])


def canadian_name(row: Mapping[str, str]) -> str:
    """Return the name of a series; several share one and are told apart by their number."""
    return f"{row['name']} ({row['id'].removeprefix('i').replace('_', '-')})"


def canadian_indicator(row: Mapping[str, str], values: Sequence[Mapping[str, str]]) -> Row:
    """Return the indicator of a series."""
    return {
        "id": row["id"], "name_en": canadian_name(row), "unit_en": unit_of(row),
        "kind": "share" if row["upper"] else "ratio", "quantity": "share" if row["upper"] else "unknown",
        "domain": GOAL_DOMAINS[goal_number(row) - 1], "lower": row["lower"], "upper": row["upper"],
        "better": row["better"], "decimals": decimals_of(one["value"] for one in values),
        "publication_lag_months": 6, "definition_en": row["name"],
    }  # fmt: skip


def canadian_target(row: Mapping[str, str]) -> Row:
    """Return the target of a series: a number to be reached, or where there is none the better direction."""
    floor = row["better"] == "higher"
    kind = ("share" if row["upper"] else "ratio") if row["target"] else "direction"
    comparison = (">=" if floor else "<=") if row["target"] else (">" if floor else "<")
    return {
        "target": row["id"], "indicator": row["id"], "name_en": canadian_name(row),
        "location": f"Goal {goal_number(row)}", "goal": f"sdg{goal_number(row)}", "nature": "expected",
        "baseline_year": row["base_year"], "baseline_value": row["base_value"], "year": row["target_year"],
        "value": row["target"], "unit_en": unit_of(row), "kind": kind, "comparison": comparison,
        "in_table": "yes",
        "note_en": "" if row["target"] else f"The framework sets no number; {row['better']} is better.",
    }  # fmt: skip


def observation(indicator: str, period: str, value: str, unit: str, published: str = "") -> Row:
    """Return a figure as published."""
    return {
        "indicator": indicator, "period": period, "value": value, "unit": unit, "status": "quoted",
        "confidence": "high", "published": published, "source": SOURCE["id"],
    }  # fmt: skip


def europe(country: str) -> Written:
    """Return the national targets that a country set itself for Europe 2020, with the values since."""
    rows = [
        row for row in read(SHARED / "policy_targets.csv")
        if row["plan"] == PROGRAMME and row["country_or_region"] == country and row["indicator"] in THEMES
    ]  # fmt: skip
    names = {row["id"]: f"t{place}" for place, row in enumerate(rows, 1)}
    series = [one for one in read(SHARED / "policy_target_series.csv") if one["id"] in names]
    units = {row["id"]: row["unit"] for row in rows}
    themes = {
        name: f"g{place}" for place, name in enumerate(dict.fromkeys(name for _, name in THEMES.values()))
    }
    figures = [observation(names[one["id"]], one["year"], one["value"], units[one["id"]]) for one in series]
    return Written(
        f"{EUROPE}-{country.lower()}",
        {
            "name_en": f"Europe 2020, national targets of {COUNTRIES[country]}", "region": country,
            "status_en": "in force", "published": "2011-04", "baseline_year": 2010, "first_year": 2011,
            "last_year": 2020, "default_as_of": 2014,
        },
        [{"id": country, "name_en": COUNTRIES[country], "kind": "country"}],
        [{"id": name, "name_en": theme} for theme, name in themes.items()],
        [
            {
                "id": names[row["id"]], "name_en": row["indicator"], "unit_en": row["unit"], "kind": "share",
                "quantity": "share", "domain": THEMES[row["indicator"]][0], "lower": 0, "upper": 100,
                "better": "higher" if row["direction"] == "increase" else "lower", "decimals": 1,
                "publication_lag_months": 6, "definition_en": f"{row['indicator']}, {row['unit']}.",
            }
            for row in rows
        ],
        [
            {
                "target": names[row["id"]], "indicator": names[row["id"]], "name_en": row["indicator"],
                "location": "National Reform Programme", "goal": themes[THEMES[row["indicator"]][1]],
                "nature": "expected", "baseline_year": row["base_year"], "baseline_value": row["base_value"],
                "year": row["target_year"], "value": row["target_value"], "unit_en": row["unit"],
                "kind": "share", "comparison": ">=" if row["direction"] == "increase" else "<=",
                "in_table": "yes",
            }
            for row in rows
        ],
        {country: figures},
    )  # fmt: skip
