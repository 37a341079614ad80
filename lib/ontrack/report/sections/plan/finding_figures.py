"""How a finding writes its figures: names, amounts with their units, ranges, rates, products."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ontrack.coherence.rows import FigureRow, FindingRow
from ontrack.plan import Target
from ontrack.plan.kinds import kind_of
from ontrack.plan.relations import Figure, Term
from ontrack.report.edition import Edition, plain
from ontrack.wording.number_format import MISSING, format_share

SIGNIFICANT_DIGITS, PUBLISHED_DIGITS = 4, 7
SCALED_UNIT = re.compile(r"(1[0,]*)( million)? (.+)")
SCALES = ((1e9, "billion"), (1e6, "million"), (1.0, "thing"))
Texts = dict[str, Any]
Numbers = Mapping[str, FigureRow]


@dataclass(frozen=True)
class Writer:
    """Writes the figures of one finding.

    Attributes
    ----------
    identity : Statement
    row : FindingRow
    numbers : mapping
        Its rows of coherence_figures.csv by name.
    """

    edition: Edition
    identity: Any
    row: FindingRow
    numbers: Numbers

    def value(self, name: str, end: str = "value") -> float:
        """Return a figure; NaN where there is none."""
        found = getattr(self.numbers[name], end) if name in self.numbers else None
        return math.nan if found is None else found

    def amount(self, name: str, unit: str) -> str:
        """Return a figure with its unit: ``209,000 patents``."""
        return with_unit(self.edition, [self.value(name)], unit, self.digits(name))

    def range(self, name: str, unit: str) -> str:
        """Return the interval of a figure with its unit."""
        ends = [self.value(name, end) for end in ("lower", "upper")]
        return with_unit(self.edition, ends, unit, self.digits(name))

    def digits(self, name: str) -> int:
        """Return how many significant digits a figure is written with: all that are published, or four."""
        published = self.identity.kind == "same" or name == "latest"
        return PUBLISHED_DIGITS if published else SIGNIFICANT_DIGITS

    def rate(self, name: str) -> str:
        """Return a growth rate in per cent."""
        return format_share(self.value(name), 2)

    def rate_range(self, name: str) -> str:
        """Return the interval of a growth rate."""
        lower, upper = (format_share(self.value(name, end), 1) for end in ("lower", "upper"))
        return self.edition.say("range", lower=lower, upper=upper)

    def label(self, part: Term | Figure) -> str:
        """Return what a part of the identity is called, with its year where it has one."""
        figure = only_figure(part)
        if figure is None:
            assert isinstance(part, Term)
            name, year = part.text("name", self.edition.language), year_of(part)
            return self.edition.say("coherence.named", name=name, year=year) if year else name
        return figure_label(self.edition, figure)

    def name(self, part: Term | Figure) -> str:
        """Return the name of a part without year or role."""
        figure = only_figure(part)
        if figure is None or figure.value is not None:
            return self.label(part)
        if figure.target:
            return self.edition.name_of(target_of(self.edition, figure))
        return self.edition.name_of(self.edition.raw.indicators[figure.indicator])

    def unit(self, part: Term | Figure) -> str:
        """Return the unit of a part that is one figure; empty where it is a product or typed."""
        figure = only_figure(part)
        if figure is None or figure.value is not None:
            return ""
        return unit_of(self.edition, figure)

    def expression(self, name: str, unit: str) -> str:
        """Return a part as figures multiplied and divided, or its one figure with its name."""
        part = getattr(self.identity, name)
        figure = only_figure(part)
        if figure is not None:
            return self.edition.say("coherence.one", name=self.label(part), value=self.amount(name, unit))
        words = [
            ("" if place == 1 else " × " if place <= len(part.times) else " ÷ ")
            + self.edition.say(
                "coherence.factor", name=figure_label(self.edition, one),
                value=self.amount(f"{name}_{place}", unit_of(self.edition, one)),
            )
            for place, one in enumerate(part.figures, 1)
        ]  # fmt: skip
        return self.edition.say("coherence.result", expression="".join(words), value=self.amount(name, unit))

    def say(self, key: str, **places: object) -> str:
        """Return a sentence of the identity's kind."""
        return self.edition.say(f"coherence.{self.identity.kind}.{key}", **places)


def only_figure(part: Term | Figure) -> Figure | None:
    """Return the figure a part consists of; None where it has several."""
    if isinstance(part, Figure):
        return part
    return part.times[0] if len(part.figures) == 1 else None


def year_of(term: Term) -> int | None:
    """Return the latest year a term's figures are for."""
    return max((figure.year for figure in term.figures if figure.year is not None), default=None)


def target_of(edition: Edition, figure: Figure) -> Target:
    """Return the target a figure refers to."""
    return next(target for target in edition.plan.targets if target.target == figure.target)


def figure_label(edition: Edition, figure: Figure) -> str:
    """Return the name of a figure: a target's, an indicator's with its year, or its own."""
    if figure.value is not None:
        return figure.text("name", edition.language)
    if figure.target:
        target = target_of(edition, figure)
        key = "coherence.baseline_of" if figure.part == "baseline" else "coherence.target_of"
        return edition.say(key, name=edition.name_of(target))
    name = edition.name_of(edition.raw.indicators[figure.indicator])
    if figure.region and figure.region != edition.plan.region:
        place = edition.raw.regions.loc[figure.region, f"name_{edition.language}"]
        return edition.say("coherence.elsewhere", name=name, place=place, year=figure.year)
    return edition.say("coherence.named", name=name, year=figure.year)


def unit_of(edition: Edition, figure: Figure) -> str:
    """Return the unit of a figure that is not typed: its indicator's, or else its target's."""
    if figure.indicator:
        return edition.name_of(edition.raw.indicators[figure.indicator], "unit")
    target = target_of(edition, figure)
    own = figure.part == "value" and kind_of(target).own_unit
    return edition.name_of(target if own else edition.indicator_of(target) or target, "unit")


def figure_text(value: float, unit: str, digits: int = SIGNIFICANT_DIGITS) -> str:
    """Return a figure with at most so many significant digits, or one decimal of a percentage."""
    if not math.isfinite(value):
        return MISSING
    if unit == "%":
        return plain(round(value, 1))
    places = digits - 1 - (math.floor(math.log10(abs(value))) if value else 0)
    return plain(round(value, min(places, 2)), unit)


def with_unit(edition: Edition, values: Sequence[float], unit: str, digits: int = SIGNIFICANT_DIGITS) -> str:
    """Return a figure, or a range of two, with the unit.

    A unit that starts with a number, such as 100 million yuan, is multiplied out: 13.7 billion yuan.
    """
    scaled = SCALED_UNIT.fullmatch(unit)
    form = "quantity_percent" if unit == "%" else "quantity" if unit else ""
    if scaled:
        size = float(scaled[1].replace(",", "")) * (1e6 if scaled[2] else 1)
        largest = max(abs(value) * size for value in values)
        step, name = next((step, name) for step, name in SCALES if largest >= step or step == 1)
        values, unit, form = [value * size / step for value in values], scaled[3], f"coherence.scaled.{name}"
    texts = [figure_text(value, unit, digits) for value in values]
    text = texts[0] if len(texts) == 1 else edition.say("range", lower=texts[0], upper=texts[1])
    return edition.say(form, value=text, unit=unit) if form else text


def missing_text(edition: Edition, missing: str) -> str:
    """Return the names of missing figures, as ``indicator@year`` or a target's id, in one phrase."""
    return edition.say("coherence.and").join(missing_names(edition, missing))


def missing_names(edition: Edition, missing: str) -> Iterator[str]:
    """Yield the name of each missing figure."""
    targets = {target.target: target for target in edition.plan.targets}
    for name in str(missing).split():
        indicator = name.partition("@")[0]
        if indicator in edition.raw.indicators and "@" in name:
            yield edition.name_of(edition.raw.indicators[indicator])
        elif name in targets:
            yield edition.say("coherence.target_of", name=edition.name_of(targets[name]))
