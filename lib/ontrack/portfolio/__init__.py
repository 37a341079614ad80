"""How many targets of a plan will be met: the distribution of the count, and what moves it."""

from ontrack.portfolio.joint import joint_outcomes
from ontrack.portfolio.summary import CountSummary, summary_of
from ontrack.portfolio.tables import portfolio, portfolio_targets

__all__ = ["CountSummary", "joint_outcomes", "portfolio", "portfolio_targets", "summary_of"]
