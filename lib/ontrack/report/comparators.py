"""Where the plan names comparators: both answers on the page, and what the back-test of them gave."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ontrack.comparators import RECORD_PANELS, UNUSABLE, adds_skill, comparator_record
from ontrack.number_format import format_interval, format_probability, format_share, format_value
from ontrack.plan import Target
from ontrack.benchmark.comparators import LENGTHS
from ontrack.report.edition import Edition, number

HEADS = ("length", "without", "with", "gain", "held_without", "held_with")
Item = dict[str, Any]
Figures = tuple[float, float, float]


def own_answers(edition: Edition, target: Target) -> list[tuple[str, Figures, bool]]:
    """Return name, median with 80 % interval, and whether the verdict rests on it: one answer, or two."""
    names = {"without": edition.say("page.own_method"), "with": edition.say("comparators.own_method")}
    found = answers_of(edition, target)
    if len(found) > 1:
        return [(names[row["answer"]], figures_of(row), bool(row["used"])) for row in found]
    return [(names["without"], figures_of(edition.assessment_of(target)), True)]


def figures_of(row: Item) -> Figures:
    """Return the median and the bounds of the 80 % interval in a row of a result table."""
    return row["projected_median"], row["lower_80"], row["upper_80"]


def answers_of(edition: Edition, target: Target) -> list[Item]:
    """Return a target's rows of comparators.csv: without, then with; none where the plan names none."""
    table = edition.results["comparators"]
    return table[table["target"] == target.target].sort_values("answer", ascending=False).to_dict("records")


def elsewhere_texts(edition: Edition, target: Target) -> list[str]:
    """Return which regions are asked, both probabilities, and why which of them counts."""
    found = answers_of(edition, target)
    if not found:
        return []
    row, regions = found[0], found[0]["regions"].split()
    if row["reason"] in UNUSABLE:
        amount = len(regions) if row["reason"] == "few_regions" else int(row["observations"])
        return [edition.count(f"comparators.{row['reason']}", amount)]
    names, sources = named(edition, regions), cited(edition, row, regions)
    without, with_them = (format_probability(number(answer["probability_met"])) for answer in found)
    return sentences(edition, [
        edition.say("comparators.asked", regions=names, sources=sources),
        edition.say("comparators.both", without=without, beside=with_them),
        edition.say(f"comparators.reason.{row['reason']}"),
    ])  # fmt: skip


def tested_line(edition: Edition, target: Target) -> str:
    """Return how often intervals with comparators held, where the verdict rests on them, else nothing."""
    used = [row for row in answers_of(edition, target) if row["answer"] == "with" and row["used"]]
    record = comparator_record()
    tested = record[(record["panel"] == RECORD_PANELS[0]) & (record["cases"] > 0)].set_index("length")
    if not used or used[0]["observations"] not in tested.index:
        return ""
    row = tested.loc[used[0]["observations"]]
    share, cases = format_share(row["coverage_80_with"]), format_value(row["cases"], 0)
    return edition.count("comparators.line", int(row.name), share=share, cases=cases)


def named(edition: Edition, regions: list[str]) -> str:
    """Return the names of regions."""
    return listed(edition, edition.raw.regions.loc[regions, f"name_{edition.language}"])


def cited(edition: Edition, row: Item, regions: list[str]) -> str:
    """Return the numbers of the sources of an indicator's figures elsewhere."""
    figures = edition.results["comparator_series"]
    mine = figures[(figures["indicator"] == row["indicator"]) & figures["region"].isin(regions)]
    return "".join(f"[{place}]" for place in sorted({edition.cite(source) for source in mine["source"]}))


def sentences(edition: Edition, texts: list[str]) -> list[str]:
    """Return sentences as one paragraph: a blank between them where the language has one."""
    return [edition.wording.join(texts)]


def record_texts(edition: Edition) -> list[str]:
    """Return, for the method page, on what comparators were tested, where they gained, and what follows."""
    texts = [text for panel in RECORD_PANELS for text in panel_texts(edition, panel)]
    gaining = [length for length in LENGTHS if adds_skill(length)]
    key = "by_default" if gaining else "not_by_default"
    return sentences(edition, [*texts, edition.say(f"comparators.{key}", lengths=listed(edition, gaining))])


def panel_texts(edition: Edition, panel: str) -> list[str]:
    """Return how many cases a panel had and with how many own values comparators gained."""
    rows = comparator_record()
    rows = rows[(rows["panel"] == panel) & (rows["cases"] > 0)]
    if rows.empty:
        return [edition.say(f"comparators.untested.{panel}")]
    gained = rows["gain_lower"] > 0
    places = {
        "lengths": listed(edition, rows.loc[gained, "length"]),
        "others": listed(edition, rows.loc[~gained, "length"]),
    }
    outcome = "all" if gained.all() else "some" if gained.any() else "none"
    tested = edition.say(
        f"comparators.tested.{panel}", cases=format_value(rows["cases"].max(), 0),
        indicators=str(rows["indicators"].max()), date=edition.period(rows["tested"].max()),
    )  # fmt: skip
    return [tested, edition.say(f"comparators.outcome.{outcome}", **places)]


def comparators_table(edition: Edition) -> Item | None:
    """Return what comparators gained on the World Bank's series; None where it was not tested."""
    rows = comparator_record()
    rows = rows[(rows["panel"] == RECORD_PANELS[0]) & (rows["cases"] > 0)]
    if rows.empty:
        return None
    return {
        "caption": edition.say("comparators.record_caption"),
        "heads": [edition.say(f"comparators.head_{head}") for head in HEADS],
        "rows": [record_row(edition, row) for row in rows.to_dict("records")],
    }


def record_row(edition: Edition, row: Item) -> list[str]:
    """Return one number of own values."""
    interval = format_interval(row["gain_lower"], row["gain_upper"], 3, language=edition.language)
    return [
        str(row["length"]),
        *(format_value(row[name], 2) for name in ("brier_skill_without", "brier_skill_with")),
        edition.say("comparators.gain", gain=format_value(row["gain"], 3), interval=interval),
        *(format_share(row[f"coverage_80_{answer}"], 1) for answer in ("without", "with")),
    ]


def listed(edition: Edition, things: pd.Series | list[int]) -> str:
    """Return things one after the other, as the language divides them."""
    return edition.say("comparators.divider").join(str(thing) for thing in things)
