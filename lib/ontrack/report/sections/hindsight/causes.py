"""What moved a probability, step by step, and by how much a figure was revised or linked: in words."""

from __future__ import annotations

from ontrack.hindsight.changes import Change
from ontrack.hindsight.revisions import Revision
from ontrack.plan import Indicator
from ontrack.report.edition import Edition
from ontrack.tables.choices import CHANGE_STEPS
from ontrack.wording.number_format import MISSING, format_rate, format_value

PER_POINT = 100


def cause_text(edition: Edition, row: Change) -> str:
    """Return the causes of a row of changes.csv with their points, in the order they were changed in.

    The cause alone where no step moved the probability by half a point, or it came or went.
    """
    words = {name: edition.say(f"revisions.cause_{name}") for name in (*CHANGE_STEPS, "unchanged")}
    told = [
        edition.say("revisions.cause_step", cause=words[name], points=points(moved))
        for name, moved in shown_steps(row).items()
    ]
    alone = [words[row.cause]]
    return edition.say("revisions.cause_comma").join(told or alone)


def shown_steps(row: Change) -> dict[str, int]:
    """Return the whole points each step moved a probability by, without those that moved it by none.

    Rounded so that they add up to the difference as it is shown.
    """
    shown: dict[str, int] = {}
    reached = 0.0
    for name, moved in row.steps.items():
        if moved is None:
            return {}
        before, reached = reached, reached + PER_POINT * moved
        shown[name] = whole(reached) - whole(before)
    return {name: moved for name, moved in shown.items() if moved}


def whole(points: float) -> int:
    """Return points rounded as they are printed."""
    return round(round(points, 2))


def points(difference: float) -> str:
    """Return a difference of probabilities, in percentage points, whole and signed."""
    return format_rate(difference, 0).removesuffix("%")


def kind_text(edition: Edition, row: Revision, indicator: Indicator | None) -> str:
    """Return what happened to a figure of revisions.csv, and by how much where it was revised or linked."""
    before, now = row.earlier_value, row.value
    if row.kind == "linked" and before and now is not None:
        return edition.say("revisions.kind_linked", factor=f"{now / before:.6g}")
    if row.kind != "revised" or before is None or now is None:
        return edition.say(f"revisions.kind_{row.kind}")
    if before == now:
        earlier, status = (edition.say(f"value_status.{one}") for one in (row.earlier_status, row.status))
        return edition.say("revisions.kind_status", earlier_status=earlier, status=status)
    return edition.say("revisions.kind_revised", size=size_of(before, now, indicator))


def size_of(before: float, now: float, indicator: Indicator | None) -> str:
    """Return how large a revision is: in per cent, or in its unit for a share, a score or a balance."""
    if indicator is not None and indicator.pace_unit != "percent":
        text = format_value(now - before, max(indicator.decimals, 1))
        return text if now < before else f"+{text}"
    return format_rate(PER_POINT * (now / before - 1)) if before > 0 else MISSING
