"""Read identities.toml: what must hold between the figures of a plan."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ontrack.errors import Fault
from ontrack.plan import Plan
from ontrack.plan.relations import Identities, RatioParts, Term, Whole
from ontrack.tables.choices import COHERENCE_KINDS as KINDS
from ontrack.tables.texts_needed import as_typed

if TYPE_CHECKING:
    from ontrack.tables.reader import Reader

EXPECTED = {
    "missing": ("the part", "Add it; data/raw/README.md lists the parts of each kind."),
    "extra_forbidden": ("only the keys of its kind", "Remove or correct it."),
    "union_tag_invalid": (f"one of {', '.join(KINDS)}", "Use one of these words."),
    "union_tag_not_found": (f"kind, one of {', '.join(KINDS)}", "Add the kind."),
    "int_type": ("a whole number", "Type digits without quotes."),
    "float_type": ("a number", "Type digits without quotes."),
    "bool_type": ("true or false", "Type true or false without quotes."),
    "string_type": ("text", "Put it between double quotes."),
}


def read_identities(
    reader: Reader, plan_id: str, plan: Plan | None, *, regions: Collection[str], sources: Collection[str]
) -> Identities:
    """Return what a plan's identities.toml declares; nothing without the file, or after adding its faults."""
    file = f"data/raw/plans/{plan_id}/identities.toml"
    if not (reader.paths.root / file).exists():
        return Identities()
    found = reader.read_toml(file)
    if found.entries is None or found.faults:
        return Identities()
    text = found.text
    try:
        identities = Identities.model_validate(found.entries)
    except ValidationError as error:
        reader.faults += [part_fault(detail, text, file) for detail in error.errors()]
        return Identities()
    reader.faults += [replace(fault, file=file) for fault in repeated(identities, text)]
    if plan is not None:
        untold = texts_lacking(identities, text, plan.languages)
        reader.faults += [replace(fault, file=file) for fault in untold]
        known = {
            "target": ({target.target for target in plan.targets}, f"plans/{plan_id}/targets.csv"),
            "indicator": (plan.indicators, "indicators.csv"),
            "region": (regions, "regions.csv"),
            "source": (sources, "sources.csv"),
        }
        reader.faults += [replace(fault, file=file) for fault in unknown_names(identities, text, known)]
    return identities


def part_fault(
    detail: ErrorDetails,
    text: str,
    file: str,
    *,
    kinds: Sequence[str] = KINDS,
    words: Mapping[str, tuple[str, str]] = EXPECTED,
) -> Fault:
    """Return one of pydantic's findings as a fault, at the line of its part.

    `words` holds, by pydantic's type of finding, what is expected and the remedy.
    """
    detail = as_typed(detail)
    table, place, *inner = (*detail["loc"], 0)
    keys = [str(key) for key in inner if isinstance(key, str) and key not in kinds]
    message = detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    expected, remedy = words.get(detail["type"], (message, "Correct the value."))
    if detail["type"] in ("missing", "union_tag_not_found"):
        found = "no such key"
    elif detail["type"] == "union_tag_invalid":
        keys, found = ["kind"], f"kind “{detail['input'].get('kind')}”"
    elif isinstance(detail["input"], Mapping):
        found = f"the keys {', '.join(detail['input'])}"
    elif isinstance(detail["input"], list):
        found = "a list of other figures"
    else:
        found = f"{detail['input']!r}"
    line = line_of_part(text, str(table), place if isinstance(place, int) else 0, keys[:1])
    return Fault(found, expected, remedy, file, line, ".".join(keys) or str(table))


def line_of_part(text: str, table: str, place: int, keys: list[str]) -> int | None:
    """Return the line of a key of the `place`-th [[table]], or of its heading when the key is not there."""
    lines = text.splitlines()
    headings = [number for number, line in enumerate(lines, 1) if line.strip() == f"[[{table}]]"]
    if place >= len(headings):
        return next((number for number, line in enumerate(lines, 1) if table in line), None)
    for number, line in enumerate(lines[headings[place] :], headings[place] + 1):
        if line.strip().startswith("[["):
            break
        if keys and re.split(r"[=.\s]", line.strip().removeprefix(f"[{table}.").rstrip("]"))[0] == keys[0]:
            return number
    return headings[place]


def texts_lacking(identities: Identities, text: str, languages: Sequence[str]) -> Iterator[Fault]:
    """Yield a fault for each title, and each name of a typed figure, that a language of the plan lacks."""
    for language in languages:
        for place, entry in enumerate(identities.identity):
            if not entry.text("title", language).strip():
                line, key = line_of_part(text, "identity", place, ["title"]), f"title_{language}"
                yield Fault("no such key", *EXPECTED["missing"], "", line, key)
        for table in ("identity", "ratio"):
            for place, entry in enumerate(getattr(identities, table)):
                typed = [one for one in entry.figures if one.value is not None]
                if any(not figure.text("name", language).strip() for figure in typed):
                    found = f"a typed value without name_{language}"
                    line, key = line_of_part(text, table, place, []), f"name_{language}"
                    yield Fault(found, "a name in each language of the plan", "Add it.", "", line, key)


def repeated(identities: Identities, text: str) -> Iterator[Fault]:
    """Yield a fault for each id declared a second time."""
    for table in ("identity", "ratio"):
        ids = [entry.id for entry in getattr(identities, table)]
        for place, name in enumerate(ids):
            if name in ids[:place]:
                line = line_of_part(text, table, place, ["id"])
                yield Fault(f"“{name}” a second time", "each once", "Rename or remove one.", "", line, "id")


def unknown_names(
    identities: Identities, text: str, known: Mapping[str, tuple[Collection[str], str]]
) -> Iterator[Fault]:
    """Yield a fault for each id that the table it belongs to does not have.

    `known` holds, for target, indicator, region and source, the ids there are and the table's name.
    """
    for table in ("identity", "ratio"):
        for place, entry in enumerate(getattr(identities, table)):
            for part, kind, name in names_of(entry):
                ids, file = known[kind]
                if name not in ids and len(ids):  # an empty table has faults of its own
                    near = difflib.get_close_matches(name, list(ids), n=1)
                    remedy = f"Did you mean {near[0]}?" if near else f"Correct it, or add a row to {file}."
                    line = line_of_part(text, table, place, [part])
                    found, sought = f"unknown “{name}”", (f"data/raw/{file}", name)
                    yield Fault(found, f"an id of data/raw/{file}", remedy, "", line, part, sought)


def names_of(entry: Whole) -> Iterator[tuple[str, str, str]]:
    """Yield part, kind of id and id for every reference of an identity or a ratio."""
    if isinstance(entry, RatioParts):
        yield "id", "target", entry.id
    for part, term in entry.terms.items():
        for figure in term.figures if isinstance(term, Term) else (term,):
            for kind in ("target", "indicator", "region", "source"):
                if getattr(figure, kind):
                    yield part, kind, getattr(figure, kind)
            if figure.from_ratio:
                yield part, "indicator", figure.from_ratio.numerator
                yield part, "indicator", figure.from_ratio.ratio
