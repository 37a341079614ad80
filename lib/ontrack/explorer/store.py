"""The plan's scenarios.toml as the page reads and writes it."""

from __future__ import annotations

import re

from ontrack.errors import OntrackError
from ontrack.explorer.desk import Desk, load_desk
from ontrack.explorer.draft import DRAFT, draft_scenario
from ontrack.paths import Paths
from ontrack.plan.scenario import BASELINE, Scenario
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

    def save(self, scenario: Scenario, names: tuple[str, str], compared_with: str, wording: Wording) -> str:
        """Save a scenario under its Chinese and English name, read everything anew, and return its id.

        Raises
        ------
        OntrackError
            When no name is given, or somebody else has changed the file; it is then as it was.
        InputError
            When the scenario has faults.
        """
        first, second = (name.strip() for name in names)
        zh, en = first or second, second or first
        if not zh:
            raise OntrackError(wording("explorer.save.no_name"))
        if scenarios_digest(self.paths, self.plan) != self.digest:
            raise OntrackError(wording("explorer.save.changed", button=wording("explorer.button.again")))
        identity, raw = self.id_for(zh, en), self.desk.raw
        other = BASELINE if compared_with == identity else compared_with
        given = {f"name_{one}": name for one, name in (("zh", zh), ("en", en)) if one in raw.plan.languages}
        named = scenario.model_copy(
            update={"name_zh": "", "name_en": "", "id": identity, "compared_with": other, **given}
        )
        known = {one.id for one in raw.scenarios}
        for one in ([] if BASELINE in known else [self.scenarios[BASELINE]]) + [named]:
            self.digest = save_scenario(self.paths, raw, one, digest=self.digest)
        self.read()
        return identity

    def id_for(self, zh: str, en: str) -> str:
        """Return the id of a scenario of that name: its own where it is known, else a new one."""
        others = [one for one in self.desk.raw.scenarios if one.id != BASELINE]
        first = self.desk.plan.languages[0]
        known = {one.text("name", first): one.id for one in others}
        name = zh if first == "zh" else en
        if name in known:
            return known[name]
        word = re.sub(r"[^a-z0-9]+", "_", en.lower()).strip("_") or "scenario"
        taken = {BASELINE, DRAFT, *(one.id for one in self.desk.raw.scenarios)}
        names = (word, *(f"{word}_{number}" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)
