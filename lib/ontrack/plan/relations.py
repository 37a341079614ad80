"""The nouns of a plan checked against itself: figures, and what must hold between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from ontrack.languages import LANGUAGES
from ontrack.plan.texts import Texts, gathered

Dependence = Annotated[float, Field(ge=-1, le=1)]


class Noun(BaseModel):
    """A table of identities.toml: no key but the declared ones, never changed once read."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def by_language(cls, data: Any) -> Any:
        """Take the keys of a text, one a language, together."""
        return gathered(data, cls.worded()) if isinstance(data, dict) else data

    @classmethod
    def worded(cls) -> list[str]:
        """Return the names of its texts."""
        kinds = {name: one.annotation for name, one in cls.model_fields.items()}
        return [name for name, kind in kinds.items() if isinstance(kind, type) and issubclass(kind, Texts)]

    @classmethod
    def typed_keys(cls) -> list[str]:
        """Return the keys that may be typed: name_zh and name_en for a name."""
        texts = cls.worded()
        columns = {name: [f"{name}_{code}" for code in LANGUAGES] if name in texts else [name]
                   for name in cls.model_fields}  # fmt: skip
        return [key for keys in columns.values() for key in keys]

    def text(self, field: str, language: str) -> str:
        """Return its name or title in a language: ``identity.text("title", "zh")``."""
        return getattr(self, field)[language]


class FromRatio(Noun):
    """Yearly values computed as numerator ÷ ratio × factor, from the figures of two indicators."""

    numerator: str
    ratio: str
    factor: float = Field(default=1, gt=0)


class Figure(Noun):
    """One figure by reference: of a target, of an indicator in a year, or typed here with its source.

    Attributes
    ----------
    target : str
        Id of a target: its level, or its `part`.
    part : str
        Of a target: *level*, *value* as the plan writes it (15 for 15 % a year), or *baseline*.
    indicator : str
        Id of an indicator, observed in `year`, or `projected` to it.
    region : str
        Of an indicator; empty for the plan's.
    from_ratio : FromRatio or None
        Stands in for the years of a projected indicator's history that have no figure of their own.
    value : float or None
        Typed here because no table has it; then `source` and a name are needed.
    last_digit : float or None
        Unit of the last digit published (1000 for 20.9万); None reads it off the figure.
    """

    target: str = ""
    part: Literal["level", "value", "baseline"] = "level"
    indicator: str = ""
    year: int | None = None
    region: str = ""
    projected: bool = False
    from_ratio: FromRatio | None = None
    value: float | None = None
    source: str = ""
    name: Texts = Texts()
    last_digit: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def one_reference(self) -> Figure:
        """Refuse a figure that is none, or more than one."""
        if bool(self.target) + bool(self.indicator) + (self.value is not None) != 1:
            raise ValueError("one of target, indicator, value")
        if self.indicator and self.year is None:
            raise ValueError("an indicator with its year")
        if self.value is not None and not (self.source and self.name.first):
            raise ValueError("a typed value with source and name")
        return self


def of_target(figure: Figure) -> Figure:
    """Return a figure, refusing one that is not of a target."""
    if not figure.target:
        raise ValueError("a figure of a target")
    return figure


TargetFigure = Annotated[Figure, AfterValidator(of_target)]


class Term(Noun):
    """Figures multiplied and divided: Π times ÷ Π over × factor. A figure alone is a term.

    Attributes
    ----------
    name : Texts
        What they make; empty where a single figure has a name of its own.
    """

    name: Texts = Texts()
    times: tuple[Figure, ...] = Field(strict=False)
    over: tuple[Figure, ...] = Field(default=(), strict=False)
    factor: float = Field(default=1, gt=0)

    @model_validator(mode="before")
    @classmethod
    def from_figure(cls, data: Any) -> Any:
        """Take a figure for the term that holds only it."""
        return data if not isinstance(data, dict) or "times" in data else {"times": [data]}

    @field_validator("times")
    @classmethod
    def not_empty(cls, times: tuple[Figure, ...]) -> tuple[Figure, ...]:
        """Refuse a term of nothing."""
        if not times:
            raise ValueError("at least one figure")
        return times

    @field_validator("over")
    @classmethod
    def not_by_zero(cls, over: tuple[Figure, ...]) -> tuple[Figure, ...]:
        """Refuse a typed zero below the line."""
        if any(figure.value == 0 for figure in over):
            raise ValueError("a figure other than 0 below the line")
        return over

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the term."""
        return (*self.times, *self.over)


class Whole(Noun):
    """What is made of figures."""

    @property
    def terms(self) -> dict[str, Term | Figure]:
        """Its parts by name."""
        found = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: part for name, part in found.items() if isinstance(part, (Term, Figure))}

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure of its parts."""
        for part in self.terms.values():
            yield from part.figures if isinstance(part, Term) else (part,)

    @property
    def targets(self) -> tuple[str, ...]:
        """Ids of the targets it concerns, each once."""
        return tuple(dict.fromkeys(figure.target for figure in self.figures if figure.target))


class Statement(Whole):
    """What every identity has: an id, a kind, and a title in the project's own words."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: Texts = Texts()


class Rate(Statement):
    """rate × denominator × factor = stock."""

    kind: Literal["rate"]
    rate: Figure
    denominator: Term
    stock: Figure
    factor: float = Field(default=1, gt=0)


class Share(Statement):
    """share (%) = part ÷ whole."""

    kind: Literal["share"]
    share: Figure
    whole: Term
    part: Figure


class Numerator(Statement):
    """ratio × denominator × factor = the numerator it takes."""

    kind: Literal["numerator"]
    ratio: TargetFigure
    denominator: Term
    numerator: Term
    factor: float = Field(default=1, gt=0)


class Growth(Statement):
    """baseline × (1 + growth % a year)^years = level."""

    kind: Literal["growth"]
    growth: TargetFigure
    baseline: Figure
    level: TargetFigure


class Multiple(Statement):
    """A part of a whole is multiplied: it must still fit into the whole.

    Attributes
    ----------
    share : Term
        Share of the part today, in per cent.
    share_is_own : bool
        Whether that is the plan's own region; otherwise it stands in for an unknown share.
    """

    kind: Literal["multiple"]
    multiple: TargetFigure
    share: Term
    share_is_own: bool
    whole_now: Figure
    whole_then: Figure


class Count(Statement):
    """existing + named = goal; `open_ended` when the plan's list ends with “and others”."""

    kind: Literal["count"]
    existing: Figure
    named: Figure
    goal: TargetFigure
    open_ended: bool


class Existing(Statement):
    """A goal against what exists already."""

    kind: Literal["existing"]
    existing: Figure
    goal: TargetFigure


class Same(Statement):
    """Two figures of one quantity; a `goal` shows what follows from each."""

    kind: Literal["same"]
    left: Term
    right: Term
    goal: TargetFigure | None = None


Identity = Annotated[
    Rate | Share | Numerator | Growth | Multiple | Count | Existing | Same, Field(discriminator="kind")
]


class RatioParts(Whole):
    """A target's ratio as numerator ÷ denominator, both projected to its year.

    Attributes
    ----------
    id : str
        Of the target.
    dependence : float
        Rank correlation of the two in their futures, from −1 to 1.
    """

    id: str
    numerator: Term
    denominator: Term
    dependence: Dependence


class Identities(Noun):
    """What identities.toml declares; nothing when a plan has none."""

    identity: tuple[Identity, ...] = Field(default=(), strict=False)
    ratio: tuple[RatioParts, ...] = Field(default=(), strict=False)

    def without(self, targets: Collection[str]) -> Identities:
        """Return those that concern none of some targets."""
        kept = [one for one in self.identity if not set(targets) & set(one.targets)]
        ratios = [one for one in self.ratio if not set(targets) & {one.id, *one.targets}]
        return self.model_copy(update={"identity": tuple(kept), "ratio": tuple(ratios)})
