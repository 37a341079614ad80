"""Which texts a table must have: a plan's own in its languages, shared ones in those of who uses them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

import pandas as pd
from pydantic_core import ErrorDetails

from ontrack.errors import Fault
from ontrack.languages import LANGUAGES
from ontrack.plan import Plan
from ontrack.plan.relations import Identities
from ontrack.tables.columns import Table
from ontrack.tables.raw_columns import BREAKS, INDICATORS, REGIONS
from ontrack.tables.row_faults import Row

if TYPE_CHECKING:
    from ontrack.tables.reader import Reader

EVERYWHERE = "*"


def as_typed(detail: ErrorDetails) -> ErrorDetails:
    """Return one of pydantic's findings in a text as one in the key that was typed: name_zh for name, zh."""
    loc = detail["loc"]
    if loc[-1:] == ("[key]",) or detail["type"] == "dict_type":  # a language we lack, or none
        return {**detail, "type": "extra_forbidden", "loc": loc[:-2] if loc[-1:] == ("[key]",) else loc}
    if not set(loc[-1:]) & set(LANGUAGES):
        return detail
    return {**detail, "loc": (*loc[:-2], f"{loc[-2]}_{loc[-1]}")}


@cache
def written_in(table: Table, languages: tuple[str, ...]) -> Table:
    """Return a table whose texts in other languages may be empty, or their columns absent."""
    foreign = [one.name for one in table.columns if one.language and one.language not in languages]
    columns = tuple(replace(one, optional=True) if one.name in foreign else one for one in table.columns)
    return Table(columns, table.key, (*table.may_lack, *foreign))


def in_any_language(table: Table) -> Table:
    """Return a table several plans share: whether a text is needed, who uses the row decides."""
    return written_in(table, ())


def texts_needed(table: Table, languages: Collection[str]) -> list[str]:
    """Return the columns of texts that may not be empty for a plan in these languages."""
    return [one.name for one in table.columns if one.language in languages and not one.optional]


def check_shared_texts(
    reader: Reader, plan: Plan | None, identities: Identities, observations: pd.DataFrame
) -> None:
    """Add a fault for each text that a row of a shared table lacks in a language of the plan that uses it.

    Nothing is said after the plan's own faults: what it uses is not known.
    """
    if plan is None:
        return
    indicators = indicators_used(plan, identities)
    regions = {
        *observations["region"][observations["indicator"].isin(indicators)].unique(),
        *places_above(plan.region, reader.rows["regions.csv"]),
    }
    used = {
        "indicators.csv": (INDICATORS, {"id": indicators}),
        "regions.csv": (REGIONS, {"id": regions}),
        "breaks.csv": (BREAKS, {"indicator": indicators, "region": {*regions, EVERYWHERE}}),
    }  # fmt: skip
    for file, (table, wanted) in used.items():
        if file in reader.rows:
            rows = reader.rows[file]
            mine = rows[rows[list(wanted)].isin(wanted).all(axis=1)]
            for column in texts_needed(table, plan.languages):
                empty = mine[column] == ""
                if empty.any():
                    reader.check(mine[empty], file, column, partial(untold, plan=plan))


def untold(row: Row, *, plan: Plan) -> Fault:
    """Return the fault of a row that the plan uses and that has no text in a language of the plan."""
    del row
    expected = f"text, as the plan {plan.id} is in {', '.join(plan.languages)}"
    return Fault("an empty cell", expected, "Type it, or name fewer languages in the plan's plan.toml.")


def indicators_used(plan: Plan, identities: Identities) -> set[str]:
    """Return the indicators of a plan's targets and identities, and what these are computed from."""
    parts = [*identities.identity, *identities.ratio]
    named = {figure.indicator for part in parts for figure in part.figures}
    named |= {target.indicator for target in (*plan.targets, *plan.targets_without_value)}
    found: set[str] = set()
    while named := {name for name in named if name in plan.indicators and name not in found}:
        found |= named
        named = {
            driver
            for name in named
            for driver in (plan.indicators[name].numerator, plan.indicators[name].denominator)
        }
    return found


def places_above(region: str, regions: pd.DataFrame) -> Iterator[str]:
    """Yield a region and the larger places it lies in, each once."""
    parents = dict(zip(regions["id"], regions["parent"], strict=True))
    seen: list[str] = []
    while region and region not in seen:
        seen.append(region)
        yield region
        region = parents.get(region, "")
