"""What the rule looks at: how a probability hangs on its evidence, and what other views say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Signs:
    """One probability with what it would be if less were known, and with two other views of the target.

    Attributes
    ----------
    probability : float
        From all that is known.
    class_only : float
        From the last value alone, nothing known of what it is.
    apart : float
        Without nation and peers; NaN where it is not known.
    without_each : mapping
        By piece of evidence: the probability with that piece alone left out. A piece that there is none of
        may be left away.
    pace_share : float
        Of the nation and the peers whose present pace is known, the part that would meet the target at that
        pace; NaN where none is known.
    earlier_share : float
        Of earlier targets as ambitious as this one, the part that was met; NaN where it is not known.
    values, statements : int
        Own values, and statements about them.
    nation, peers : bool
        Whether anything is known of the larger area, and of other places.
    """

    probability: float
    class_only: float
    apart: float
    without_each: Mapping[str, float] = field(default_factory=dict)
    pace_share: float = math.nan
    earlier_share: float = math.nan
    values: int = 0
    statements: int = 0
    nation: bool = False
    peers: bool = False

    @property
    def largest_move(self) -> float:
        """How much the probability changes when the piece that matters most is left out."""
        known = [other for other in self.without_each.values() if not math.isnan(other)]
        return max((abs(self.probability - other) for other in known), default=0.0)

    @property
    def lenses_distance(self) -> float:
        """How far apart the highest and the lowest of the views known lie; the probability is one of them."""
        views = (self.probability, self.apart, self.pace_share, self.earlier_share)
        known = [view for view in views if not math.isnan(view)]
        return max(known) - min(known)
