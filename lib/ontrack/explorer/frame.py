"""The widgets of the page: where each stands and what is written on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import ipywidgets as widgets

from ontrack.explorer.controls import LABEL, WIDE, Controls, relabel, set_range
from ontrack.explorer.draft import DRAFT
from ontrack.explorer.helper import Helper
from ontrack.languages import LANGUAGES, UNLESS_TOLD
from ontrack.plan import Indicator, Plan, Target
from ontrack.plan.kinds import kind_of
from ontrack.plan.scenario import Scenario
from ontrack.series import cutoff_date
from ontrack.wording import Wording

STYLE = Path(__file__).with_name("page") / "page.css"
VALUE_STEPS = 200
YEARS_AHEAD = 9


def page_of(children: list[widgets.Widget]) -> widgets.VBox:
    """Return the frame with the page's style."""
    rules = "\n".join([STYLE.read_text(encoding="utf-8"), *map(features_of, LANGUAGES)])
    style = widgets.HTML(f"<style>{rules}</style>", layout={"display": "none"})
    box = widgets.VBox([style, *children])
    box.add_class("ontrack")
    return box


def features_of(language: str) -> str:
    """Return the rule of a style sheet for what a language wants of the font."""
    features = ", ".join(f'"{feature}"' for feature in LANGUAGES[language].features) or "normal"
    here = f'[lang="{language}"]'
    return f".ontrack {here}, .ontrack{here} {{ font-feature-settings: {features}; }}"


def alert(text: str, wording: Wording) -> widgets.HTML:
    """Return a message of what is wrong."""
    box = widgets.HTML(f'<p role="alert">{escape(wording("explorer.fault"))}\n{escape(text)}</p>')
    box.add_class("alert")
    return box


class Frame:
    """Every widget of the page by its part.

    Parameters
    ----------
    language : str
    controls : Controls
        Those of the scenario.
    languages : sequence of str
        Those of the plan; there is a name for a scenario in each.
    """

    def __init__(self, language: str, controls: Controls, languages: Sequence[str] = UNLESS_TOLD) -> None:
        self.controls, self.helper = controls, Helper()
        offered = [(row.name, code) for code, row in LANGUAGES.items() if code in languages]
        self.language = widgets.ToggleButtons(options=offered, value=language)
        self.target, self.scenario, self.other = (
            widgets.Dropdown(style=LABEL, layout=WIDE) for _ in range(3)
        )
        self.value = widgets.FloatSlider(style=LABEL, layout=WIDE)
        self.year = widgets.IntSlider(value=2030, min=2026, max=2035, style=LABEL, layout=WIDE)
        self.names = {
            code: widgets.Text(style=LABEL, layout=WIDE, continuous_update=False) for code in LANGUAGES
        }
        for code, field in self.names.items():
            field.layout.display = "" if code in languages else "none"
        self.as_planned, self.save, self.again = (widgets.Button(layout={"width": "auto"}) for _ in range(3))
        self.files = {
            kind: widgets.Button(layout={"width": "72px"}) for kind in ("svg", "png", "csv", "xlsx")
        }
        self.heads = {name: widgets.HTML() for name in ("title", "scenario", "target", "save", "files")}
        self.answer, self.needs, self.table, self.strip, self.message = (widgets.HTML() for _ in range(5))

    def arranged(self, figure: widgets.Widget) -> widgets.VBox:
        """Return the page: controls at the left, results at the right."""
        controls = widgets.VBox(
            [
                self.target, self.heads["scenario"], self.scenario, self.controls.kind, self.controls.box,
                self.controls.scope, self.other, self.heads["target"], self.value, self.year, self.as_planned,
                self.heads["save"], *self.names.values(), widgets.HBox([self.save, self.again]),
                self.message, self.heads["files"], widgets.HBox(list(self.files.values())),
            ],
            layout={"width": "400px", "flex": "0 0 auto"},
        )  # fmt: skip
        controls.add_class("controls")
        results = widgets.VBox(
            [self.answer, figure, self.needs, self.table, self.strip],
            layout={"flex": "1 1 0", "min_width": "0", "padding": "0 0 0 20px"},
        )
        head = widgets.HBox([self.heads["title"], self.language], layout={"justify_content": "space-between"})
        body = widgets.HBox([controls, results])
        body.add_class("body")
        return page_of([head, body, self.helper])

    def offer(self, targets: tuple[Target, ...], scenarios: Mapping[str, Scenario], wording: Wording) -> None:
        """Offer targets and scenarios by their names."""
        language = wording.language
        relabel(self.target, {one.target: one.text("name", language) for one in targets})
        names = {name: scenario.text("name", language) for name, scenario in scenarios.items()}
        relabel(self.scenario, {**names, DRAFT: wording("explorer.own")})
        relabel(self.other, names)

    def set_words(self, plan: Plan, as_of: int, target: Target, wording: Wording) -> None:
        """Write headings, labels and buttons in a language."""
        for name in ("target", "scenario", "other", "year"):
            getattr(self, name).description = wording(f"explorer.control.{name}")
        for code, field in self.names.items():
            key = f"explorer.control.name.{code}"
            own = key if key in wording.texts else "explorer.control.name.other"
            field.description = wording(own, language=LANGUAGES[code].name)
        unit = unit_of(target, plan.indicators.get(target.indicator), wording.language)
        self.value.description = wording("explorer.control.value", unit=unit)
        for name in ("as_planned", "save", "again"):
            button = getattr(self, name)
            button.description = button.tooltip = wording(f"explorer.button.{name}")
        for kind, button in self.files.items():
            button.description, button.tooltip = kind.upper(), wording(f"explorer.button.{kind}")
        for name in ("scenario", "target", "save", "files"):
            self.heads[name].value = f"<h2>{escape(wording(f'explorer.heading.{name}'))}</h2>"
        texts = {name: plan.text(name, wording.language) for name in ("name", "status")}
        subtitle = wording(
            "explorer.subtitle", plan=texts["name"], status=texts["status"], date=cutoff_date(as_of)
        )
        title = wording("explorer.title")
        self.heads["title"].value = f'<h1>{escape(title)}</h1><p class="subtitle">{escape(subtitle)}</p>'
        self.helper.language, self.helper.title = wording.language, title

    def show_target(
        self, target: Target, indicator: Indicator | None, latest: float, first_year: int
    ) -> None:
        """Give value and year ranges about the plan's, and set them to the plan's."""
        reach = max(abs(target.value - latest) * 2, abs(target.value) * 0.25, 1e-9)
        least, most = target.value - reach, target.value + reach
        if indicator is not None and not kind_of(target).own_unit:
            least = max(least, indicator.lower if indicator.lower is not None else least)
            most = min(most, indicator.upper if indicator.upper is not None else most)
        decimals = indicator.decimals if indicator is not None else 1
        step = 10.0**-decimals if most - least < 500 else reach / VALUE_STEPS
        self.value.readout_format = f",.{decimals}f"
        set_range(self.value, least, most, step, target.value)
        set_range(self.year, first_year, first_year + YEARS_AHEAD, 1, target.year or first_year)

    def tell(self, text: str, *, fault: bool) -> None:
        """Show a message, or none."""
        self.message.remove_class("done")
        self.message.remove_class("alert")
        self.message.add_class("alert" if fault else "done")
        role = "alert" if fault else "status"
        self.message.value = f'<p role="{role}">{escape(text)}</p>' if text else ""


def unit_of(target: Target, indicator: Indicator | None, language: str) -> str:
    """Return the unit of a target's value."""
    if indicator is None or kind_of(target).own_unit:
        return target.text("unit", language)
    return indicator.text("unit", language)
