"""The pieces that a probability is built of, in the order in which they are told to the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ontrack.evidence import Evidence
from ontrack.evidence.known import nothing
from ontrack.evidence.summary import as_table
from ontrack.tables.choices import PIECES, WHY_PIECES

FIELDS = {
    "what": ("quantity", "domain"),
    "economy": ("economy",),
    "nation": ("parent",),
    "peers": ("peers",),
    "same_place": ("same_place",),
    "own_values": ("own",),
    "statements": ("statements",),
}
NOTHING = Evidence(nothing(), domain="")  # even “other” is a subject to the model
NOT_SAID = ("unknown", ("", "other"))


@dataclass(frozen=True)
class Rung:
    """One step from the class alone to all that is known.

    Attributes
    ----------
    piece : str
        One of `ontrack.tables.choices.WHY_PIECES`.
    present : bool
        Whether there is any such piece; one that is absent tells what the rung before it did.
    evidence : Evidence
        What is told up to and with it.
    """

    piece: str
    present: bool
    evidence: Evidence


def class_alone(evidence: Evidence) -> Evidence:
    """Return the last value alone, nothing known of what it is: what the class says of any such number."""
    return replace(NOTHING, own=evidence.own.iloc[-1:])


def ladder(evidence: Evidence) -> Iterator[Rung]:
    """Yield the rungs in the stated order, the last of them with everything but another form."""
    told = class_alone(evidence)
    yield Rung(WHY_PIECES[0], present=True, evidence=told)
    for piece, fields in FIELDS.items():
        if here := has(evidence, piece):
            told = replace(told, **{name: getattr(evidence, name) for name in fields})
        yield Rung(piece, here, told)


def lacking(evidence: Evidence, piece: str) -> Evidence:
    """Return evidence without one piece; without its own values the last one stays."""
    bare = class_alone(evidence) if piece == "own_values" else NOTHING
    return replace(evidence, **{name: getattr(bare, name) for name in FIELDS[piece]})


def has(evidence: Evidence, piece: str) -> bool:
    """Whether there is any of a piece, and of other series a value up to the last own one."""
    if piece == "what":
        return evidence.quantity != NOT_SAID[0] or evidence.domain not in NOT_SAID[1]
    if piece == "own_values":
        return len(evidence.own) > 1
    (name,) = FIELDS[piece]
    there = len(getattr(evidence, name)) > 0
    return there and (name not in PIECES or len(as_table(evidence, name)) > 0)
