"""The page of exploring: controls at the left; answer, fan chart and every target at the right."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from ontrack.alarms.peers import peer_histories as comparator_histories
from ontrack.errors import InputError, OntrackError
from ontrack.explorer import sentences
from ontrack.explorer.controls import LABEL, WIDE, Controls, relabel, set_range
from ontrack.explorer.desk import Desk, Outcome, load_desk
from ontrack.explorer.draft import DRAFT, control_values, draft_scenario
from ontrack.explorer.figure import FanFigure
from ontrack.explorer.helper import Helper
from ontrack.explorer.tables import path_rows, to_csv, to_xlsx
from ontrack.number_format import format_probability
from ontrack.paths import Paths, find_root
from ontrack.plan import LANGUAGES, Plan, Target
from ontrack.scenario import BASELINE, Scenario
from ontrack.series import cutoff_date
from ontrack.tables.scenario_file import save_scenario, scenarios_digest
from ontrack.wording import Wording, load_wording

STYLE = Path(__file__).with_name("page") / "page.css"
SOON_SECONDS = 0.15  # what takes longer waits until the slider rests for so long
LEAST_PEER_YEARS = 2
LANGUAGE_NAMES = (("中文", "zh"), ("English", "en"))
VALUE_STEPS = 200


def explorer(paths: Paths, plan: str, *, as_of: int | None = None, language: str = "zh") -> widgets.Widget:
    """Return the page; where the figures or the plan are at fault, what is wrong with them.

    Parameters
    ----------
    paths : Paths
    plan : str
        A folder of data/raw/plans.
    as_of : int, optional
        Last data year; the plan's own when left out.
    language : str
        zh or en; it can be changed on the page.
    """
    try:
        return Explorer(paths, load_desk(paths, plan, as_of), language).widget
    except OntrackError as error:
        return page_of([alert(str(error), load_wording(language))])


def rehearse(plan: str) -> None:
    """Build the page once and close it, so that everything slow is loaded when a reader comes."""
    explorer(Paths(find_root()), plan)
    widgets.Widget.close_all()


def page_of(children: list[widgets.Widget]) -> widgets.VBox:
    """Return the frame with the page's style."""
    style = widgets.HTML(f"<style>{STYLE.read_text(encoding='utf-8')}</style>", layout={"display": "none"})
    box = widgets.VBox([style, *children])
    box.add_class("ontrack")
    return box


def alert(text: str, wording: Wording) -> widgets.HTML:
    """Return a message of what is wrong."""
    box = widgets.HTML(f'<p role="alert">{escape(wording("explorer.fault"))}\n{escape(text)}</p>')
    box.add_class("alert")
    return box


class Explorer:
    """The widgets of the page and what they show.

    Parameters
    ----------
    paths : Paths
        The project, into whose scenarios.toml is saved.
    desk : Desk
    language : str

    Attributes
    ----------
    widget : VBox
        The page.
    """

    def __init__(self, paths: Paths, desk: Desk, language: str) -> None:
        self.paths, self.desk = paths, desk
        self.digest = scenarios_digest(paths, desk.plan.id)
        self._quiet = True
        self._waiting: asyncio.TimerHandle | None = None
        self.language = widgets.ToggleButtons(options=LANGUAGE_NAMES, value=language)
        self.target, self.scenario, self.other = (
            widgets.Dropdown(style=LABEL, layout=WIDE) for _ in range(3)
        )
        self.controls = Controls(self._on_controls)
        self.value = widgets.FloatSlider(style=LABEL, layout=WIDE)
        self.year = widgets.IntSlider(value=2030, min=2026, max=2035, style=LABEL, layout=WIDE)
        self.as_planned = widgets.Button(layout={"width": "auto"})
        self.name = widgets.Text(style=LABEL, layout=WIDE, continuous_update=False)
        self.name_other = widgets.Text(style=LABEL, layout=WIDE, continuous_update=False)
        self.save, self.again = (widgets.Button(layout={"width": "auto"}) for _ in range(2))
        self.files = {
            kind: widgets.Button(layout={"width": "72px"}) for kind in ("svg", "png", "csv", "xlsx")
        }
        self.helper = Helper()
        self.heads = {name: widgets.HTML() for name in ("title", "scenario", "target", "save", "files")}
        self.answer, self.needs, self.table, self.strip, self.message = (widgets.HTML() for _ in range(5))
        self._fill_choices()
        self._choose_target()
        first = self.scenarios[BASELINE]
        outcome, name = self.desk.outcome(first, self.wanted), self.name_of(first)
        self.figure = FanFigure(outcome, outcome, self.wording, names=(name, name))
        self.widget = page_of(self._arranged())
        self._listen()
        self._quiet = False
        self.refresh()

    # What is chosen

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.desk.plan

    @property
    def wording(self) -> Wording:
        """Of the language chosen."""
        return load_wording(self.language.value)

    @property
    def scenarios(self) -> dict[str, Scenario]:
        """Scenarios that can be chosen, by id; the baseline is always among them."""
        known = {scenario.id: scenario for scenario in self.desk.raw.scenarios}
        if BASELINE in known:
            return known
        names = {
            f"name_{language}": load_wording(language)("explorer.kind.baseline") for language in LANGUAGES
        }
        return {BASELINE: draft_scenario("baseline", {}, (), id=BASELINE, **names), **known}

    @property
    def planned(self) -> Target:
        """The target chosen, as the plan has it."""
        return next(target for target in self.desk.targets if target.target == self.target.value)

    @property
    def wanted(self) -> Target:
        """The target chosen, with the value and year of the page."""
        return replace(self.planned, value=float(self.value.value), year=int(self.year.value))

    @property
    def draft(self) -> Scenario:
        """The scenario that the controls describe."""
        kind, values = self.controls.kind.value, self.controls.values
        return draft_scenario(kind, {**values, "last_year": self.plan.last_year}, self._concerned(kind))

    @property
    def shown(self) -> Scenario:
        """The scenario shown."""
        return self.draft if self.scenario.value == DRAFT else self.scenarios[self.scenario.value]

    def name_of(self, scenario: Scenario) -> str:
        """Return what a scenario is called on the page."""
        return (
            self.wording("explorer.own")
            if scenario.id == DRAFT
            else scenario.text("name", self.language.value)
        )

    def _concerned(self, kind: str) -> tuple[str, ...]:
        """Return the indicators that the draft changes; of all only those that the kind can change."""
        if self.controls.scope.value == "one":
            return (self.planned.indicator,)
        if self.controls.scope.value == "named":
            return self.controls.named
        indicators = self.plan.decisive_indicators
        if kind == "driver_effect":
            return tuple(one.id for one in indicators if one.denominator)
        if kind.startswith("peer_"):
            region = self.controls.values["region"]
            return tuple(one.id for one in indicators if region in self._followable(one.id))
        return ()

    def _followable(self, indicator: str) -> dict[str, pd.Series]:
        """Return the regions with values enough to be followed."""
        raw, one = self.desk.raw, self.plan.indicators[indicator]
        known = comparator_histories(self.plan, one, raw.observations, raw.breaks, self.desk.as_of)
        return {region: values for region, values in known.items() if len(values) >= LEAST_PEER_YEARS}

    # How it is arranged and what is written on it

    def _arranged(self) -> list[widgets.Widget]:
        controls = widgets.VBox(
            [
                self.target, self.heads["scenario"], self.scenario, self.controls.kind, self.controls.box,
                self.controls.scope, self.other, self.heads["target"], self.value, self.year, self.as_planned,
                self.heads["save"], self.name, self.name_other, widgets.HBox([self.save, self.again]),
                self.message, self.heads["files"], widgets.HBox(list(self.files.values())),
            ],
            layout={"width": "400px", "flex": "0 0 auto"},
        )  # fmt: skip
        controls.add_class("controls")
        results = widgets.VBox(
            [self.answer, self.figure.widget, self.needs, self.table, self.strip],
            layout={"flex": "1 1 0", "min_width": "0", "padding": "0 0 0 20px"},
        )
        head = widgets.HBox([self.heads["title"], self.language], layout={"justify_content": "space-between"})
        body = widgets.HBox([controls, results])
        body.add_class("body")
        return [head, body, self.helper]

    def _fill_choices(self) -> None:
        language = self.language.value
        relabel(self.target, {one.target: one.text("name", language) for one in self.desk.targets})
        names = {name: scenario.text("name", language) for name, scenario in self.scenarios.items()}
        relabel(self.scenario, {**names, DRAFT: self.wording("explorer.own")})
        relabel(self.other, names)

    def _set_words(self) -> None:
        say, language = self.wording, self.language.value
        self._fill_choices()
        for widget, key in (
            (self.target, "target"), (self.scenario, "scenario"), (self.other, "other"), (self.year, "year"),
            (self.name, "name"), (self.name_other, "name_other"),
        ):  # fmt: skip
            widget.description = say(f"explorer.control.{key}")
        self.value.description = say("explorer.control.value", unit=self._unit())
        for button, key in ((self.as_planned, "as_planned"), (self.save, "save"), (self.again, "again")):
            button.description = button.tooltip = say(f"explorer.button.{key}")
        for kind, button in self.files.items():
            button.description, button.tooltip = kind.upper(), say(f"explorer.button.{kind}")
        for name in ("scenario", "target", "save", "files"):
            self.heads[name].value = f"<h2>{escape(say(f'explorer.heading.{name}'))}</h2>"
        subtitle = say(
            "explorer.subtitle", plan=self.plan.text("name", language),
            status=self.plan.text("status", language), date=cutoff_date(self.desk.as_of),
        )  # fmt: skip
        self.heads[
            "title"
        ].value = f'<h1>{escape(say("explorer.title"))}</h1><p class="subtitle">{escape(subtitle)}</p>'
        self.helper.language, self.helper.title = language, say("explorer.title")
        indicator = self.plan.indicators.get(self.planned.indicator)
        if indicator is not None:
            self._offer_regions()
            self.controls.set_words(say, indicator)

    def _unit(self) -> str:
        """Return the unit of the target's value."""
        indicator = self.plan.indicators.get(self.planned.indicator)
        if indicator is None or self.planned.kind in ("multiple_of_baseline", "average_growth"):
            return self.planned.text("unit", self.language.value)
        return indicator.text("unit", self.language.value)

    def _offer_regions(self) -> None:
        names = self.desk.raw.regions
        column = f"name_{self.language.value}"
        options = [
            (str(names.loc[region, column]) if region in names.index else region, region)
            for region in self._followable(self.planned.indicator)
        ]
        self.controls.offer_regions(options, self.wording)

    # What happens when something is moved

    def _listen(self) -> None:
        self.language.observe(self._quietly(self._set_words), "value")
        self.target.observe(self._quietly(self._choose_target), "value")
        self.scenario.observe(self._quietly(self._show_scenario), "value")
        for widget in (self.other, self.value, self.year):
            widget.observe(self._quietly(lambda: None), "value")
        self.as_planned.on_click(self._quietly(self._plan_target))
        self.save.on_click(lambda _: self._told(self._save))
        self.again.on_click(lambda _: self._told(self._read_again))
        for kind, button in self.files.items():
            button.on_click(lambda _, kind=kind: self._told(lambda: self._hand_over(kind)))

    def _quietly(self, action: Callable[[], None]) -> Callable[[object], None]:
        """Return a listener that acts, during which nothing else listens, and then draws anew."""

        def listener(change: object) -> None:
            if self._quiet:
                return
            self._quiet, self.message.value = True, ""
            try:
                action()
            finally:
                self._quiet = False
            self.refresh()

        return listener

    def _on_controls(self) -> None:
        if not self._quiet:
            self._quiet, self.message.value = True, ""
            self.scenario.value = DRAFT
            self._quiet = False
            self.refresh()

    def _choose_target(self) -> None:
        indicator = self.plan.indicators.get(self.planned.indicator)
        history = self.desk.history(self.planned)
        if indicator is not None and len(history):
            self.controls.fit(
                indicator, float(history.iloc[-1]), int(history.index[-1]) + 1, self.plan.last_year
            )
        self._plan_target()
        self._show_scenario()
        self._set_words()

    def _plan_target(self) -> None:
        """Set value and year to the plan's."""
        target, history = self.planned, self.desk.history(self.planned)
        indicator = self.plan.indicators.get(target.indicator)
        latest = float(history.iloc[-1]) if len(history) else target.value
        reach = max(abs(target.value - latest) * 2, abs(target.value) * 0.25, 1e-9)
        least, most = target.value - reach, target.value + reach
        if indicator is not None and target.kind not in ("multiple_of_baseline", "average_growth"):
            least = max(least, indicator.lower if indicator.lower is not None else least)
            most = min(most, indicator.upper if indicator.upper is not None else most)
        step = (
            10 ** -(indicator.decimals if indicator is not None else 1)
            if most - least < 500
            else reach / VALUE_STEPS
        )
        set_range(self.value, least, most, step)
        self.value.readout_format = f",.{indicator.decimals if indicator is not None else 1}f"
        self.value.value = target.value
        first = int(history.index[-1]) + 1 if len(history) else self.plan.first_year
        set_range(self.year, first, first + 9, 1)
        self.year.value = min(max(target.year or self.plan.last_year, first), first + 9)

    def _show_scenario(self) -> None:
        """Let the controls show the scenario chosen."""
        indicator = self.plan.indicators.get(self.planned.indicator)
        if self.scenario.value == DRAFT or indicator is None:
            return
        scenario = self.scenarios[self.scenario.value]
        self.controls.show(scenario, control_values(scenario, indicator), indicator.id)
        self.controls.set_words(self.wording, indicator)
        self.name.value = scenario.text("name", "zh") if scenario.id != BASELINE else ""
        self.name_other.value = scenario.text("name", "en") if scenario.id != BASELINE else ""

    # What is shown

    def refresh(self) -> None:
        """Draw the answer, the chart and the strip anew; what takes longer follows when nothing moves."""
        try:
            shown, other = self.shown, self.scenarios[self.other.value]
            pair = (self.desk.outcome(shown, self.wanted), self.desk.outcome(other, self.wanted))
        except InputError as error:
            self.answer.value = alert(str(error), self.wording).value
            return
        names = (self.name_of(shown), self.name_of(other))
        is_baseline = shown.kind == "baseline"
        self.answer.value = sentences.answer(*pair, names, self.wording, is_baseline=is_baseline)
        self.figure.draw(*pair, self.wording, names=names)
        self._later(lambda: self._follow(shown, other, pair, names))

    def _follow(
        self, shown: Scenario, other: Scenario, pair: tuple[Outcome, Outcome], names: tuple[str, str]
    ) -> None:
        indicator, say = self.plan.indicators.get(self.planned.indicator), self.wording
        if indicator is not None:
            self.needs.value = sentences.needs(
                pair[0], self.desk.reached(pair[0]), self.desk.safe_value(self.wanted),
                self.desk.change_for_80(shown, pair[0]), indicator=indicator, next_year=self.desk.as_of + 1,
                wording=say,
            )  # fmt: skip
            self.table.value = sentences.comparison(pair, names, indicator, say)
            from ontrack.explorer.picture import picture_text

            self.helper.picture_text = picture_text(self.desk, pair[0], self.language.value)
        targets = self.plan.table_targets
        self.strip.value = sentences.strip(
            targets, self._strip(shown), self._strip(other), self.target.value, say
        )

    def _strip(self, scenario: Scenario) -> list[Outcome]:
        """Return the outcomes of the plan's table under a scenario; the target chosen as the page has it."""
        chosen = self.wanted
        return [
            self.desk.outcome(scenario, chosen if target.target == chosen.target else target)
            for target in self.plan.table_targets
        ]

    def _later(self, work: Callable[[], None]) -> None:
        """Do work soon, and only the last that was asked for; at once where nothing else is running."""
        if self._waiting is not None:
            self._waiting.cancel()
        try:
            self._waiting = asyncio.get_running_loop().call_later(SOON_SECONDS, work)
        except RuntimeError:
            work()

    # What is kept

    def _told(self, action: Callable[[], str]) -> None:
        """Do something and say so, or why not."""
        try:
            text, kind, role = action(), "done", "status"
        except OntrackError as error:
            text, kind, role = f"{self.wording('explorer.fault')}\n{error}", "alert", "alert"
        for name in ("done", "alert"):
            self.message.remove_class(name)
        self.message.add_class(kind)
        self.message.value = f'<p role="{role}">{escape(text)}</p>' if text else ""

    def _save(self) -> str:
        """Save the scenario shown under the name typed, and choose it."""
        say = self.wording
        zh, en = self.name.value.strip(), self.name_other.value.strip()
        zh, en = zh or en, en or zh
        if not zh:
            raise OntrackError(say("explorer.save.no_name"))
        if scenarios_digest(self.paths, self.plan.id) != self.digest:
            raise OntrackError(say("explorer.save.changed", button=say("explorer.button.again")))
        identity = self._id_for(zh, en)
        given = {"id": identity, "name_zh": zh, "name_en": en, "compared_with": self.other.value}
        scenario = self.shown.model_copy(update=given)
        known = {one.id for one in self.desk.raw.scenarios}
        for one in ([] if BASELINE in known else [self.scenarios[BASELINE]]) + [scenario]:
            self.digest = save_scenario(self.paths, self.desk.raw, one, digest=self.digest)
        self._read_again()
        self.scenario.value = identity
        return say("explorer.save.done", name=scenario.text("name", self.language.value))

    def _id_for(self, zh: str, en: str) -> str:
        """Return the id of a scenario of that name: its own where it is known, else a new one."""
        for known in self.desk.raw.scenarios:
            if known.id != BASELINE and zh == known.name_zh:
                return known.id
        word = re.sub(r"[^a-z0-9]+", "_", en.lower()).strip("_") or "scenario"
        taken = {BASELINE, DRAFT, *(known.id for known in self.desk.raw.scenarios)}
        names = (word, *(f"{word}_{number}" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)

    def _read_again(self) -> str:
        """Read the plan and its scenarios anew."""
        desk = load_desk(self.paths, self.plan.id, self.desk.as_of)
        self.digest = scenarios_digest(self.paths, self.plan.id)
        kept = self.scenario.value, self.other.value
        self._quiet = True
        try:
            self.desk = desk
            self._fill_choices()
            self.scenario.value = kept[0] if kept[0] in (*self.scenarios, DRAFT) else BASELINE
            self.other.value = kept[1] if kept[1] in self.scenarios else BASELINE
        finally:
            self._quiet = False
        self.refresh()
        return self.wording("explorer.save.read")

    def _hand_over(self, kind: str) -> str:
        """Let the browser keep the picture or the table."""
        shown, other, say = self.shown, self.scenarios[self.other.value], self.wording
        pair = (self.desk.outcome(shown, self.wanted), self.desk.outcome(other, self.wanted))
        name = f"{self.plan.id}.{self.target.value}.{shown.id}.{kind}"
        content, media_type = self._file(kind, pair, (self.name_of(shown), self.name_of(other)))
        self.helper.hand_over(name, content, media_type)
        return say("explorer.button.kept", name=name)

    def _file(self, kind: str, pair: tuple[Outcome, Outcome], names: tuple[str, str]) -> tuple[bytes, str]:
        """Return a file's content and media type."""
        paths = [path_rows(outcome, name) for outcome, name in zip(pair, names, strict=True)]
        table = pd.concat(paths[: 1 if names[0] == names[1] else 2], ignore_index=True)
        if kind == "csv":
            return to_csv(table), "text/csv"
        if kind == "xlsx":
            sheets = {"years": table, "targets": self._targets_table(pair, names)}
            return to_xlsx(sheets), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        from ontrack.explorer.picture import FORMATS, picture

        say = self.wording
        heading = say(
            "explorer.picture.heading", target=self.planned.text("name", say.language), scenario=names[0]
        )
        answer = say(
            "explorer.picture.answer", year=pair[0].target.year,
            verdict=sentences.verdict_words(pair[0], say),
            probability=format_probability(pair[0].probability), date=cutoff_date(self.desk.as_of),
        )  # fmt: skip
        return picture(
            self.desk, pair[0], say.language, format=kind, heading=heading, answer=answer
        ), FORMATS[kind]

    def _targets_table(self, pair: tuple[Outcome, Outcome], names: tuple[str, str]) -> pd.DataFrame:
        """Return every target of the plan's table under both scenarios."""
        rows = [
            {
                "scenario": name, "target": target.target, "name": target.text("name", self.language.value),
                "probability_met": outcome.probability, "verdict": outcome.assessment.verdict,
                "median": outcome.assessment.projected_median, "lower_80": outcome.assessment.lower_80,
                "upper_80": outcome.assessment.upper_80, "crossing_year": outcome.crossing_year,
            }
            for scenario, name in zip((self.shown, self.scenarios[self.other.value]), names, strict=True)
            for target, outcome in zip(self.plan.table_targets, self._strip(scenario), strict=True)
        ]  # fmt: skip
        return pd.DataFrame(rows)
