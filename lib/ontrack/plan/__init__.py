"""The nouns of a plan: its targets and their kinds, its indicators, relations and scenarios."""

from ontrack.languages import LANGUAGES
from ontrack.plan.plan import (
    Aim,
    Dependence,
    Goal,
    Indicator,
    Plan,
    Redefined,
    Region,
    Remark,
    RuleSettings,
    Target,
    TargetWithoutValue,
    in_china,
    require_languages,
)

__all__ = [
    "LANGUAGES",
    "Aim",
    "Dependence",
    "Goal",
    "Indicator",
    "Plan",
    "Redefined",
    "Region",
    "Remark",
    "RuleSettings",
    "Target",
    "TargetWithoutValue",
    "in_china",
    "require_languages",
]
