"""Every official rule side by side: each judges the course of an indicator in its own words.

They stand beside the probability and do not enter it. They are never averaged.
"""

from __future__ import annotations

from ontrack.plan import RuleSettings
from ontrack.rules import (
    china_elapsed_time,
    escap,
    eurostat,
    german_symbols,
    ihme,
    oecd,
    sdsn,
    statistics_canada,
    unsd,
    who,
)
from ontrack.rules.course import Course
from ontrack.rules.rule import Finding, Rule, Source

__all__ = ["Course", "Finding", "Rule", "Source", "official_rules"]


def official_rules(settings: RuleSettings) -> dict[str, Rule]:
    """Return the official rules by name, with a plan's settings of them."""
    return {
        "china_elapsed_time": china_elapsed_time.rule(settings),
        "eurostat": eurostat.RULE,
        "statistics_canada": statistics_canada.RULE,
        "unsd": unsd.RULE,
        "escap_current_status": escap.STATUS_RULE,
        "escap_anticipated_progress": escap.ANTICIPATED_RULE,
        "sdsn": sdsn.RULE,
        "oecd": oecd.RULE,
        "german_symbols": german_symbols.RULE,
        "who": who.RULE,
        "ihme": ihme.rule(settings.ihme_omega),
    }
