"""How fast an indicator moved, and how fast it must: one sentence."""

from __future__ import annotations

from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.phrases.target_rows import already_met, paces
from ontrack.wording.number_format import format_share


def too_slow(edition: Edition, target: Target) -> bool:
    """Return whether an indicator has slowed, or moves more slowly than its target takes."""
    row = edition.assessment_of(target)
    observed, last, required = row.observed_rate_pct, row.latest_rate_pct, row.required_rate_pct
    if observed is None or required is None:
        return False
    way = 1 if target.wants_more else -1
    newest = observed if last is None else last
    return way * newest < way * max(observed, required, key=lambda rate: way * rate)


def pace(edition: Edition, target: Target) -> list[str]:
    """Return whether the indicator has slowed, and what the target takes."""
    row = edition.assessment_of(target)
    observed, last, required = row.observed_rate_pct, row.latest_rate_pct, row.required_rate_pct
    period, last_period = paces(edition, target)
    if observed is None or required is None or not period:
        return []
    if already_met(edition, target):
        return [edition.say("answer.beyond", period=period, observed=format_share(observed, 1))]
    figures = {"period": period, "observed": format_share(observed, 1), "required": format_share(required, 1)}
    if last is None or not last_period:
        return [edition.say("answer.pace_only", **figures)]
    way = 1 if target.wants_more else -1
    if way * last >= way * observed:
        form = "not_slower"
    else:
        form = "slower_enough" if way * last >= way * required else "slower_short"
    return [edition.say(f"answer.{form}", **figures, last_period=last_period, latest=format_share(last, 1))]
