"""A level of the indicator, to be reached in the target's year, of whatever kind the indicator is."""

from __future__ import annotations

from ontrack.plan.kinds.kind import TargetKind

WORDS = ("ratio", "share", "flow", "flow_ratio", "stock", "cumulative", "score")
KINDS = tuple(TargetKind(word) for word in WORDS)
