"""Which evidence a projection rests on: everything there is, unless a researcher wants to vary it."""

from __future__ import annotations

from dataclasses import dataclass

from ontrack.errors import Fault, InputError

PACES = ("all", "3", "10", "none")


@dataclass(frozen=True)
class EvidenceChoice:
    """What of the evidence counts.

    Attributes
    ----------
    economy, parent, peers, same_place : bool
        Whether each piece is told.
    pace_of_nation : str
        Whose growth parent and economy show: *all* years as they were, the mean of the last *3* or *10*
        years in every year, or *none* of it.
    """

    economy: bool = True
    parent: bool = True
    peers: bool = True
    same_place: bool = True
    pace_of_nation: str = "all"

    def __post_init__(self) -> None:
        """Refuse a pace that is not one of ours."""
        if self.pace_of_nation not in PACES:
            expected = f"one of {', '.join(PACES)}"
            raise InputError([Fault(f"pace of the nation “{self.pace_of_nation}”", expected, "Choose one.")])

    def has(self, piece: str) -> bool:
        """Whether a piece is told."""
        nation = piece in ("economy", "parent")
        return bool(getattr(self, piece)) and not (nation and self.pace_of_nation == "none")

    @property
    def pace_years(self) -> int | None:
        """Years whose mean pace the nation is shown at; None for its own years."""
        return int(self.pace_of_nation) if self.pace_of_nation in ("3", "10") else None


ALL_EVIDENCE = EvidenceChoice()
NO_EVIDENCE = EvidenceChoice(economy=False, parent=False, peers=False, same_place=False)
