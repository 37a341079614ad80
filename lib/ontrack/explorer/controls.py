"""The controls a scenario is set with: for each kind those that it needs, with ranges that fit the target."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets

from ontrack.explorer.draft import CONTROLS, Values
from ontrack.explorer.needs import pace_unit_text
from ontrack.plan import Indicator
from ontrack.plan.scenario import Scenario
from ontrack.wording import Wording

LABEL = {"description_width": "136px"}
WIDE = {"width": "100%"}
WHOLE = {"first_year", "ramp_years", "recovery_years", "return_year", "from_year"}
SCOPES = ("all", "one", "named")
CHOICES = ("path", "part", "region")
RANGES: Mapping[str, tuple[float, float, float, float]] = {  # least, most, step, at first
    "pace": (-20, 20, 0.1, 1), "first_year": (2026, 2030, 1, 2026), "ramp_years": (1, 5, 1, 3),
    "shock": (-50, 50, 1, -10), "recovery_years": (0, 4, 1, 4), "return_year": (2027, 2030, 1, 2028),
    "speed": (0.25, 4, 0.25, 1), "from_year": (2010, 2025, 1, 2020), "quantile_pct": (5, 95, 5, 10),
    "effect": (-20, 20, 0.1, 2), "fade": (0, 1, 0.05, 0),
}  # fmt: skip
FORMATS = {
    "pace": ".2f",
    "effect": ".1f",
    "shock": ".1f",
    "speed": ".2f",
    "fade": ".2f",
    "quantile_pct": ".0f",
}


class Controls:
    """Sliders and choices of a scenario.

    Parameters
    ----------
    changed : callable
        Called without arguments after each change by hand.

    Attributes
    ----------
    box : VBox
        What the page shows: the controls of the present kind.
    named : tuple of str
        Indicators that the scenario shown names; empty where it changes all.
    """

    named: tuple[str, ...] = ()

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed, self._quiet = changed, False
        self.kind = widgets.Dropdown(options=list(CONTROLS), style=LABEL, layout=WIDE)
        self.scope = widgets.Dropdown(style=LABEL, layout=WIDE)
        self._scopes = dict(zip(SCOPES, SCOPES, strict=True))
        self._offer_scopes()
        self.by_name: dict[str, Any] = {name: slider(name) for name in RANGES}
        for name in CHOICES:
            self.by_name[name] = widgets.Dropdown(options=[], style=LABEL, layout=WIDE)
        self.by_name["path"].options = ["geometric", "linear"]
        self.by_name["part"].options = ["numerator", "denominator"]
        self.box = widgets.VBox()
        self.kind.observe(self._on_kind, "value")
        for widget in (self.kind, self.scope, *self.by_name.values()):
            widget.observe(self._on_change, "value")
        self._show_kind()

    @property
    def values(self) -> Values:
        """Values by control."""
        return {name: widget.value for name, widget in self.by_name.items()}

    def show(self, scenario: Scenario, values: Mapping[str, Any], indicator: str) -> None:
        """Show a scenario without calling `changed`; a slider whose range is too short grows."""
        self._quiet = True
        try:
            self.named = scenario.indicators
            self._offer_scopes()
            one = scenario.indicators == (indicator,)
            self.scope.value = "one" if one else "named" if self.named else "all"
            self.kind.value = scenario.kind
            for name, value in values.items():
                widget = self.by_name[name]
                if name in CHOICES:
                    if value in values_of(widget):
                        widget.value = value
                else:
                    least, most = min(widget.min, value), max(widget.max, value)
                    set_range(widget, least, most, widget.step, value)
            self._show_kind()
        finally:
            self._quiet = False

    def fit(self, indicator: Indicator, latest: float, first_year: int, last_year: int) -> None:
        """Give the sliders ranges that fit an indicator and the years ahead."""
        self._quiet = True
        try:
            for name, reach in (("pace", 20.0), ("shock", 50.0)):
                most, step = reach, RANGES[name][2]
                if indicator.pace_unit == "points":
                    most = reach / 200 * (float(indicator.upper or 100) - float(indicator.lower or 0))
                    step = most / 200
                elif indicator.pace_unit == "amount":
                    most = max(abs(latest), 1.0) * reach / 100
                    step = most / 200
                set_range(self.by_name[name], -most, most, step)
            for name, least in (("first_year", first_year), ("return_year", first_year + 1)):
                set_range(self.by_name[name], min(least, last_year), last_year, 1)
        finally:
            self._quiet = False

    def offer_regions(self, options: list[tuple[str, str]], wording: Wording) -> None:
        """Offer the regions that can be followed; none is said as such."""
        self._quiet = True
        try:
            none = {"": wording("explorer.control.no_region")}
            relabel(self.by_name["region"], {region: name for name, region in options} or none)
        finally:
            self._quiet = False

    def set_words(self, wording: Wording, indicator: Indicator) -> None:
        """Write every label and choice in a language."""
        self._quiet = True
        try:
            self.kind.description = wording("explorer.control.kind")
            relabel(self.kind, {kind: wording(f"explorer.kind.{kind}") for kind in CONTROLS})
            self.scope.description = wording("explorer.control.scope")
            self._scopes = {scope: wording(f"explorer.scope.{scope}") for scope in SCOPES}
            self._offer_scopes()
            for name in ("path", "part"):
                words = {
                    value: wording(f"explorer.{name}.{value}") for value in values_of(self.by_name[name])
                }
                relabel(self.by_name[name], words)
            unit = pace_unit_text(indicator, wording)
            if self.scope.value == "all":
                unit = wording("explorer.unit.fitting")
            units = {"pace": unit, "shock": "%" if indicator.pace_unit == "percent" else unit}
            for name, widget in self.by_name.items():
                widget.description = wording(f"explorer.control.{name}", unit=units.get(name, ""))
        finally:
            self._quiet = False

    def _offer_scopes(self) -> None:
        """Offer the indicators a scenario names only where it names some."""
        offered = {scope: word for scope, word in self._scopes.items() if scope != "named" or self.named}
        relabel(self.scope, offered)

    def _on_kind(self, change: object) -> None:
        self._show_kind()

    def _on_change(self, change: object) -> None:
        if not self._quiet:
            self._changed()

    def _show_kind(self) -> None:
        self.box.children = [self.by_name[name] for name in CONTROLS[self.kind.value]]


def slider(name: str) -> widgets.Widget:
    """Return the slider of a control."""
    least, most, step, value = RANGES[name]
    if name in WHOLE:
        return widgets.IntSlider(
            int(value), int(least), int(most), readout_format="d", style=LABEL, layout=WIDE
        )
    return widgets.FloatSlider(
        value, min=least, max=most, step=step, readout_format=FORMATS[name], style=LABEL, layout=WIDE
    )


def set_range(
    widget: widgets.Widget, least: float, most: float, step: float, value: float | None = None
) -> None:
    """Give a slider another range, and a value inside it; its own where none is given.

    All goes to the browser at once, the range first, and the steps from the least value lead to the value. A
    slider there that learns of the value first, of one thing after another, or that stands between two steps,
    answers with a value of its own. `hold_sync` alone sends in the order of a set, another in every process.
    """
    wanted = widget.value if value is None else value
    if least < wanted <= most:
        least = wanted - step * math.floor((wanted - least) / step + 1e-9)
    with widget.hold_sync():
        with widget.hold_trait_notifications():
            widget.min, widget.max, widget.step = least, most, step
            widget.value = min(max(wanted, least), most)
        widget.send_state(["min", "max", "step", "value"])


def values_of(dropdown: widgets.Dropdown) -> list[Any]:
    """Return what can be chosen, without the words."""
    return [option[1] if isinstance(option, tuple) else option for option in dropdown.options]


def relabel(dropdown: widgets.Dropdown, words: Mapping[Any, str]) -> None:
    """Write the choices in other words, where they differ, and keep what is chosen.

    Choices set anew would take back what the reader may have chosen meanwhile.
    """
    kept, options = dropdown.value, tuple((word, value) for value, word in words.items())
    if tuple(dropdown.options) == options:
        return
    dropdown.options = options
    dropdown.value = kept if kept in words else next(iter(words), None)
