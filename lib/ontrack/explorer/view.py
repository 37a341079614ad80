"""What the page shows at a moment, and the files that are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ontrack.explorer.desk import Desk
from ontrack.explorer.sentences import verdict_words
from ontrack.explorer.tables import path_rows, to_csv, to_xlsx
from ontrack.plan import Indicator, Target
from ontrack.plan.scenario import Scenario
from ontrack.scenarios import Outcome
from ontrack.series import cutoff_date
from ontrack.wording import Wording
from ontrack.wording.number_format import format_probability

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class View:
    """A target under a scenario, and under another one.

    Attributes
    ----------
    desk : Desk
    target : Target
        With the value and the year that the page has.
    scenarios : pair of Scenario
        The one shown, and the one it is compared with.
    names : pair of str
        What they are called.
    wording : Wording
    """

    desk: Desk
    target: Target
    scenarios: tuple[Scenario, Scenario]
    names: tuple[str, str]
    wording: Wording

    @property
    def indicator(self) -> Indicator | None:
        """What decides the target."""
        return self.desk.plan.indicators.get(self.target.indicator)

    @cached_property
    def outcomes(self) -> tuple[Outcome, Outcome]:
        """The target under both scenarios."""
        first, second = (self.desk.outcome(scenario, self.target) for scenario in self.scenarios)
        return first, second

    @cached_property
    def strips(self) -> tuple[list[Outcome], list[Outcome]]:
        """Every target of the plan's table under both scenarios."""
        mine = self.target
        first, second = (
            [
                self.desk.outcome(scenario, mine if target.target == mine.target else target)
                for target in self.desk.plan.table_targets
            ]
            for scenario in self.scenarios
        )
        return first, second

    def file(self, kind: str) -> tuple[bytes, str]:
        """Return the picture (svg, png) or the table (csv, xlsx) as a file, and its media type."""
        if kind == "csv":
            return to_csv(self.paths), "text/csv"
        if kind == "xlsx":
            return to_xlsx({"years": self.paths, "targets": self.targets}), XLSX_TYPE
        from ontrack.explorer.picture import FORMATS, picture  # here: most readers take no picture

        shown, say = self.outcomes[0], self.wording
        name = self.target.text("name", say.language)
        heading = say("explorer.picture.heading", target=name, scenario=self.names[0])
        answer = say(
            "explorer.picture.answer", year=self.target.year, verdict=verdict_words(shown, say),
            probability=format_probability(shown.probability), date=cutoff_date(self.desk.as_of),
        )  # fmt: skip
        made = picture(self.desk, shown, say.language, format=kind, heading=heading, answer=answer)
        return made, FORMATS[kind]

    @property
    def paths(self) -> pd.DataFrame:
        """What was observed and is projected of the target's indicator, by scenario and year."""
        both = list(zip(self.outcomes, self.names, strict=True))
        kept = both[: 1 if self.names[0] == self.names[1] else 2]
        return pd.concat([path_rows(outcome, name) for outcome, name in kept], ignore_index=True)

    @property
    def targets(self) -> pd.DataFrame:
        """Every target of the plan's table, by scenario."""
        rows = [
            {
                "scenario": name, "target": target.target,
                "name": target.text("name", self.wording.language),
                "probability_met": outcome.probability, "verdict": outcome.assessment.verdict,
                "median": outcome.assessment.projected_median, "lower_80": outcome.assessment.lower_80,
                "upper_80": outcome.assessment.upper_80, "crossing_year": outcome.crossing_year,
            }
            for name, outcomes in zip(self.names, self.strips, strict=True)
            for target, outcome in zip(self.desk.plan.table_targets, outcomes, strict=True)
        ]  # fmt: skip
        return pd.DataFrame(rows)
