"""The page of exploring: what is moved on it, and what it then shows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import ipywidgets as widgets

from ontrack.errors import InputError, OntrackError
from ontrack.explorer.controls import Controls
from ontrack.explorer.desk import Desk
from ontrack.explorer.draft import DRAFT, control_values, draft_scenario
from ontrack.explorer.drawing import draw_answer, draw_rest
from ontrack.explorer.figure import FanFigure
from ontrack.explorer.frame import Frame, alert, page_of
from ontrack.explorer.store import Store
from ontrack.explorer.view import View
from ontrack.languages import LANGUAGES, UNLESS_TOLD
from ontrack.paths import Paths, find_root
from ontrack.plan import Indicator, Target, require_languages
from ontrack.plan.scenario import BASELINE, Scenario
from ontrack.wording import Wording, load_wording
from ontrack.wording.faults import told

SOON_SECONDS = 0.15  # what takes longer waits until the slider rests for so long


def explorer(paths: Paths, plan: str, *, as_of: int | None = None, language: str = "") -> widgets.Widget:
    """Return the page; where the figures or the plan are at fault, what is wrong with them.

    Parameters
    ----------
    paths : Paths
    plan : str
        A folder of data/raw/plans.
    as_of : int, optional
        Last data year; the plan's own when left out.
    language : str
        zh or en, the plan's first when left out; it can be changed on the page where the plan has both.
    """
    try:
        store = Store(paths, plan, as_of)
        require_languages(store.desk.plan, [language] if language else [])
        return Explorer(store, language or store.desk.plan.languages[0]).widget
    except OntrackError as error:
        spoken = language if language in LANGUAGES else UNLESS_TOLD[0]
        return page_of([alert(told(error, spoken), load_wording(spoken))])


def rehearse(plan: str) -> None:
    """Build the page once and close it, so that everything slow is loaded when a reader comes."""
    explorer(Paths(find_root()), plan)
    widgets.Widget.close_all()


class Explorer:
    """The page and what it shows.

    Parameters
    ----------
    store : Store
        The plan with its scenarios.
    language : str

    Attributes
    ----------
    frame : Frame
        Its widgets.
    widget : VBox
        The page.
    """

    def __init__(self, store: Store, language: str) -> None:
        self.store, self._quiet = store, True
        self._waiting: asyncio.TimerHandle | None = None
        self.frame = Frame(language, Controls(self._on_controls), store.desk.plan.languages)
        self._offer()
        self._choose_target()
        first = self.view
        self.figure = FanFigure(*first.outcomes, first.wording, names=first.names)
        self.widget = self.frame.arranged(self.figure.widget)
        self._listen()
        self._quiet = False
        self.refresh()

    @property
    def desk(self) -> Desk:
        """The plan as it was read last."""
        return self.store.desk

    @property
    def wording(self) -> Wording:
        """Of the language chosen."""
        return load_wording(self.frame.language.value)

    @property
    def planned(self) -> Target:
        """The target chosen, as the plan has it."""
        return next(one for one in self.desk.targets if one.target == self.frame.target.value)

    @property
    def indicator(self) -> Indicator | None:
        """What decides the target chosen."""
        return self.desk.plan.indicators.get(self.planned.indicator)

    @property
    def shown(self) -> Scenario:
        """The scenario shown: the one chosen, or what the controls describe.

        Raises
        ------
        InputError
            When the controls describe none.
        """
        if self.frame.scenario.value != DRAFT:
            return self.store.scenarios[self.frame.scenario.value]
        kind, values = self.frame.controls.kind.value, self.frame.controls.values
        values["last_year"] = self.desk.plan.furthest_year
        return draft_scenario(kind, values, self._concerned(kind, values["region"]))

    @property
    def view(self) -> View:
        """What is to be shown."""
        frame, say = self.frame, self.wording
        target = replace(self.planned, value=float(frame.value.value), year=int(frame.year.value))
        pair = (self.shown, self.store.scenarios[frame.other.value])
        first, second = (
            say("explorer.own") if one.id == DRAFT else one.text("name", say.language) for one in pair
        )
        return View(self.desk, target, pair, (first, second), say)

    def refresh(self) -> None:
        """Draw answer and chart anew; what takes longer follows when nothing moves."""
        try:
            view = self.view
            draw_answer(self.frame, self.figure, view, self.planned)
        except InputError as error:
            self.frame.answer.value = alert(told(error, self.wording.language), self.wording).value
            return
        self._later(lambda: draw_rest(self.frame, view))

    def _later(self, work: Callable[[], None]) -> None:
        """Do work soon, and only the last that was asked for; at once where no event loop runs."""
        if self._waiting is not None:
            self._waiting.cancel()
        try:
            self._waiting = asyncio.get_running_loop().call_later(SOON_SECONDS, work)
        except RuntimeError:
            work()

    def _concerned(self, kind: str, region: str) -> tuple[str, ...]:
        """Return the indicators that the draft changes; of all only those that the kind can change."""
        scope = self.frame.controls.scope.value
        if scope != "all":
            return (self.planned.indicator,) if scope == "one" else self.frame.controls.named
        indicators = self.desk.plan.decisive_indicators
        if kind == "driver_effect":
            return tuple(one.id for one in indicators if one.denominator)
        if kind.startswith("peer_"):
            return tuple(one.id for one in indicators if region in self.desk.followable(one.id))
        return ()

    def _listen(self) -> None:
        frame = self.frame
        frame.language.observe(self._quietly(self._set_words), "value")
        frame.target.observe(self._quietly(self._choose_target), "value")
        frame.scenario.observe(self._quietly(self._show_scenario), "value")
        for widget in (frame.other, frame.value, frame.year):
            widget.observe(self._quietly(lambda: None), "value")
        frame.as_planned.on_click(self._quietly(self._plan_target))
        frame.save.on_click(lambda _: self._told(self._save))
        frame.again.on_click(lambda _: self._told(self._read_again))
        for kind, button in frame.files.items():
            button.on_click(lambda _, kind=kind: self._told(lambda: self._hand_over(kind)))

    def _quietly(self, action: Callable[[], None]) -> Callable[[object], None]:
        """Return a listener that acts, during which nothing else listens, and then draws anew."""

        def listener(change: object) -> None:
            if self._quiet:
                return
            self._quiet = True
            try:
                self.frame.tell("", fault=False)
                action()
            finally:
                self._quiet = False
            self.refresh()

        return listener

    def _on_controls(self) -> None:
        def take_over() -> None:
            self.frame.scenario.value = DRAFT
            if self.indicator is not None:
                self.frame.controls.set_words(self.wording, self.indicator)

        self._quietly(take_over)(None)

    def _told(self, action: Callable[[], str]) -> None:
        """Do something and say so, or why not."""
        try:
            self.frame.tell(action(), fault=False)
        except OntrackError as error:
            why = told(error, self.wording.language)
            self.frame.tell(f"{self.wording('explorer.fault')}\n{why}", fault=True)

    def _offer(self) -> None:
        self.frame.offer(self.desk.targets, self.store.scenarios, self.wording)

    def _set_words(self) -> None:
        self._offer()
        self.frame.set_words(self.desk.plan, self.desk.as_of, self.planned, self.wording)
        if self.indicator is not None:
            regions = self.desk.region_names(self.indicator.id, self.wording.language)
            self.frame.controls.offer_regions(regions, self.wording)
            self.frame.controls.set_words(self.wording, self.indicator)

    def _choose_target(self) -> None:
        history = self.desk.history(self.planned)
        if self.indicator is not None and len(history):
            latest, year = float(history.iloc[-1]), int(history.index[-1])
            self.frame.controls.fit(self.indicator, latest, year + 1, self.desk.plan.furthest_year)
        self._plan_target()
        self._set_words()
        self._show_scenario()

    def _plan_target(self) -> None:
        """Set value and year to the plan's."""
        history = self.desk.history(self.planned)
        latest = float(history.iloc[-1]) if len(history) else self.planned.value
        first = int(history.index[-1]) + 1 if len(history) else self.desk.plan.first_year
        self.frame.show_target(self.planned, self.indicator, latest, first)

    def _show_scenario(self) -> None:
        """Let the controls show the scenario chosen."""
        indicator, frame = self.indicator, self.frame
        if frame.scenario.value == DRAFT or indicator is None:
            return
        scenario = self.store.scenarios[frame.scenario.value]
        frame.controls.show(scenario, control_values(scenario, indicator), indicator.id)
        frame.controls.set_words(self.wording, indicator)
        named = scenario.id != BASELINE
        for code, field in frame.names.items():
            field.value = scenario.text("name", code) if named else ""

    def _save(self) -> str:
        """Save the scenario shown under the name typed, and choose it."""
        frame, say = self.frame, self.wording
        names = [field.value for field in frame.names.values()]
        saved = self.store.save(self.shown, names, frame.other.value, say)
        self._quietly(self._offer)(None)
        frame.scenario.value = saved
        return say("explorer.save.done", name=self.store.scenarios[saved].text("name", say.language))

    def _read_again(self) -> str:
        """Read the plan and its scenarios anew."""
        self.store.read()
        self._quietly(self._offer)(None)
        return self.wording("explorer.save.read")

    def _hand_over(self, kind: str) -> str:
        """Let the browser keep the picture or the table."""
        view = self.view
        name = f"{self.desk.plan.id}.{view.target.target}.{view.scenarios[0].id}.{kind}"
        self.frame.helper.hand_over(name, *view.file(kind))
        return self.wording("explorer.button.kept", name=name)
