"""What can be wrong with one row of data/raw beside the others: a name, a unit, a bound, a date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ontrack.errors import Fault
from ontrack.plan import Indicator
from ontrack.plan.periods import beginning_of
from ontrack.tables import raw_columns

CURRENCIES = ("元", "美元", "欧元", "日元", "韩元", "英镑", "港元", "澳门元", "新台币元")

Row = Mapping[str, Any]


def unknown(name: str, known: object, table: str) -> Fault | None:
    """Return a fault when a cell names something `table` does not have; an empty cell names nothing."""
    if not name or name in known:  # type: ignore[operator]
        return None
    return Fault(
        f"unknown “{name}”", f"an id of data/raw/{table}", f"Correct the id, or add a row to {table}.",
        sought=(f"data/raw/{table}", name),
    )  # fmt: skip


def translation_of_nothing(key: list[str], noted: set[tuple[str, ...]]) -> Fault | None:
    """Return a fault when a translation belongs to no note."""
    if tuple(key) in noted:
        return None
    named = ", ".join(filter(None, key))
    return Fault(f"no note on {named}", "a figure with a note", "Correct or remove the line.")


def no_translation(row: Row) -> Fault | None:
    """Return a fault when a row of translations has none."""
    if any(row[name] for name in raw_columns.TRANSLATED):
        return None
    return Fault("an empty cell", "text without blanks around it", "Type the text.")


def upside_down(row: Row) -> Fault | None:
    """Return a fault when an indicator's bounds leave nothing between them."""
    if not row["upper"] <= row["lower"]:
        return None
    return Fault(
        f"upper bound {row['upper']:g}", f"more than the lower, {row['lower']:g}", "Correct the bounds."
    )


def reposted_with_address(row: Row) -> Fault | None:
    """Return a fault when a value read on somebody else's page is given that page's address."""
    if not (row["reposted"] and row["url"]):
        return None
    return Fault("an address beside reposted", "a publisher's own address or none", "Empty the url.")


def wrong_unit(row: Row, indicators: dict[str, Indicator]) -> Fault | None:
    """Return a fault when a figure is not in its indicator's unit, as when 万件 is typed for 件."""
    indicator = indicators.get(row["indicator"])
    units = list(indicator.unit.values()) if indicator else []
    if indicator is None or row["unit"] in units:
        return None
    remedy = "Convert the value to that unit."
    if any(another_currency(row["unit"], unit) for unit in units):
        remedy = f"Take a figure in the currency of {indicator.id}: rates of exchange would look like growth."
    return Fault(f"unit “{row['unit']}”", f"“{units[0]}”", remedy)


def another_currency(unit: str, other: str) -> bool:
    """Whether two units are money of two currencies, whatever the multiples of ten before them."""
    first, second = (one.lstrip("十百千万亿") for one in (unit, other))
    return first != second and {first, second} <= set(CURRENCIES)


def out_of_bounds(row: Row, indicators: dict[str, Indicator]) -> Fault | None:
    """Return a fault when a figure lies outside its indicator's natural bounds."""
    indicator = indicators.get(row["indicator"])
    if indicator is None:
        return None
    lower, upper = bounds_of(indicator)
    if lower <= row["value"] <= upper:
        return None
    remedy = "Correct the figure, or the bounds in data/raw/indicators.csv."
    return Fault(f"{row['value']:g}", f"a value from {lower:g} to {upper:g}", remedy)


def bounds_of(indicator: Indicator) -> tuple[float, float]:
    """Return what an indicator lies between: its own bounds, or those of a percentage for a share in %."""
    percentage = indicator.kind == "share" and "%" in indicator.unit.values()
    lower, upper = (0.0, 100.0) if percentage else (-float("inf"), float("inf"))
    return (
        lower if indicator.lower is None else indicator.lower,
        upper if indicator.upper is None else indicator.upper,
    )


def published_before_its_period(row: Row) -> Fault | None:
    """Return a fault when a figure would have been out before its period began."""
    begins = beginning_of(row["period"])
    shared = min(len(row["published"]), len(begins))
    if not row["published"] or row["published"][:shared] >= begins[:shared]:
        return None
    return Fault(
        f"{row['published']}", f"a date not before {row['period']}", "Correct the date or the period."
    )
