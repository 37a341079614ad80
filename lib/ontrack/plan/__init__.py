"""The nouns of a plan: its targets and their kinds, its indicators, relations and scenarios."""

from ontrack.languages import LANGUAGES
from ontrack.plan.indicator import Indicator, Region, in_china
from ontrack.plan.plan import Dependence, Goal, Plan, Redefined, Remark, RuleSettings, require_languages
from ontrack.plan.target import Aim, Target, TargetWithoutValue

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
