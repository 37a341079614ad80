"""The plan's scenarios.toml as the page reads and writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ontrack.errors import OntrackError
from ontrack.explorer.desk import Desk, load_desk
from ontrack.explorer.draft import DRAFT, draft_scenario
from ontrack.languages import LANGUAGES
from ontrack.paths import Paths
from ontrack.plan.scenario import BASELINE, Scenario
from ontrack.plan.texts import Names
from ontrack.tables.scenario_file import save_scenario, scenarios_digest
from ontrack.wording import Wording, load_wording


class Store:
    """A plan's scenarios, and whether somebody else has changed them since they were read.

    Parameters
    ----------
    paths : Paths
    plan : str
    as_of : int or None
        Last data year; the plan's own when None.

    Attributes
    ----------
    desk : Desk
        The plan as it was read last.

    Raises
    ------
    InputError
        When the figures or the plan are at fault.
    """

    def __init__(self, paths: Paths, plan: str, as_of: int | None) -> None:
        self.paths, self.plan, self.as_of = paths, plan, as_of
        self.read()

    def read(self) -> None:
        """Read everything anew; what was read before stays where that fails."""
        digest = scenarios_digest(self.paths, self.plan)
        self.desk: Desk = load_desk(self.paths, self.plan, self.as_of)
        self.digest = digest

    @property
    def scenarios(self) -> dict[str, Scenario]:
        """Scenarios by id; the baseline is always among them."""
        known = {scenario.id: scenario for scenario in self.desk.raw.scenarios}
        if BASELINE in known:
            return known
        names = {
            f"name_{one}": load_wording(one)("explorer.kind.baseline") for one in self.desk.plan.languages
        }
        return {BASELINE: draft_scenario("baseline", {}, (), id=BASELINE, **names), **known}

    def save(self, scenario: Scenario, names: Sequence[str], compared_with: str, wording: Wording) -> str:
        """Save a scenario under its name in each language, read everything anew, and return its id.

        In a language of the plan without a name it has that of the first with one.

        Raises
        ------
        OntrackError
            When no name is given, or somebody else has changed the file; it is then as it was.
        InputError
            When the scenario has faults.
        """
        typed = {code: name.strip() for code, name in zip(LANGUAGES, names, strict=True)}
        first = next(filter(None, typed.values()), "")
        if not first:
            raise OntrackError(wording("explorer.save.no_name"))
        if scenarios_digest(self.paths, self.plan) != self.digest:
            raise OntrackError(wording("explorer.save.changed", button=wording("explorer.button.again")))
        identity, raw = self.id_for({code: name or first for code, name in typed.items()}), self.desk.raw
        other = BASELINE if compared_with == identity else compared_with
        given = Names({code: typed[code] or first for code in LANGUAGES if code in raw.plan.languages})
        named = scenario.model_copy(update={"id": identity, "name": given, "compared_with": other})
        known = {one.id for one in raw.scenarios}
        for one in ([] if BASELINE in known else [self.scenarios[BASELINE]]) + [named]:
            self.digest = save_scenario(self.paths, raw, one, digest=self.digest)
        self.read()
        return identity

    def id_for(self, names: Mapping[str, str]) -> str:
        """Return the id of a scenario of that name: its own where it is known, else a new one."""
        others = [one for one in self.desk.raw.scenarios if one.id != BASELINE]
        first = self.desk.plan.languages[0]
        known = {one.text("name", first): one.id for one in others}
        if names[first] in known:
            return known[names[first]]
        word = re.sub(r"[^a-z0-9]+", "_", [*names.values()][-1].lower()).strip("_") or "scenario"
        taken = {BASELINE, DRAFT, *(one.id for one in self.desk.raw.scenarios)}
        free = (word, *(f"{word}_{number}" for number in range(2, len(taken) + 3)))
        return next(name for name in free if name not in taken)
