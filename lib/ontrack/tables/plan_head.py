"""Read plan.toml, the head of a plan: its keys, their settings, and what is wrong with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from ontrack.errors import Fault
from ontrack.languages import LANGUAGES, UNLESS_TOLD
from ontrack.plan import RuleSettings
from ontrack.plan.relations import Noun
from ontrack.plan.texts import Texts
from ontrack.tables import columns
from ontrack.tables.texts_needed import as_typed
from ontrack.tables.toml_files import Toml

if TYPE_CHECKING:
    from ontrack.tables.reader import Reader


Code = Literal[*LANGUAGES]  # type: ignore[valid-type]


class DependenceHead(BaseModel):
    """How strongly targets hang together: one number for all pairs, or one within and one across goals."""

    model_config = ConfigDict(extra="forbid", strict=True)

    same_goal: float = Field(ge=0, lt=1)
    other_goal: float = Field(ge=0, lt=1)

    @model_validator(mode="before")
    @classmethod
    def for_all_pairs(cls, setting: object) -> object:
        """Read a number alone as the correlation of every pair."""
        return {"same_goal": setting, "other_goal": setting} if isinstance(setting, (int, float)) else setting

    @model_validator(mode="after")
    def stronger_within(self) -> DependenceHead:
        """Refuse targets that hang together less within a goal than across goals."""
        if self.other_goal > self.same_goal:
            raise ValueError("other_goal <= same_goal")
        return self


class RuleSection(BaseModel):
    """What the section rules of plan.toml may say."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

    ihme_omega: float = Field(default=RuleSettings.ihme_omega, ge=0)
    elapsed_ahead: float = RuleSettings.elapsed_ahead
    elapsed_on_schedule: float = RuleSettings.elapsed_on_schedule
    elapsed_nearly: float = Field(default=RuleSettings.elapsed_nearly, gt=0)

    @model_validator(mode="after")
    def in_order(self) -> RuleSection:
        """Refuse thresholds out of order."""
        if not self.elapsed_ahead > self.elapsed_on_schedule > self.elapsed_nearly:
            raise ValueError("elapsed_ahead > elapsed_on_schedule > elapsed_nearly")
        return self


def in_calendar(date: str) -> str:
    """Refuse a date that no calendar has."""
    if not columns.is_date(date):
        raise ValueError("a date of the calendar")
    return date


class PlanHead(Noun):
    """What plan.toml must say."""

    id: str = Field(pattern=f"^{columns.IDENTIFIER}$")
    languages: tuple[Code, ...] = Field(default=UNLESS_TOLD, min_length=1, strict=False)
    name: Texts = Texts()
    region: str
    status: Texts = Texts()
    published: Annotated[str, Field(pattern=f"^{columns.DATE}$"), AfterValidator(in_calendar)]
    source: str
    compiler: Texts = Texts()
    contact: Texts = Texts()
    revision_policy: Texts = Texts()
    next_release: Annotated[str, Field(pattern=f"^{columns.DATE}$"), AfterValidator(in_calendar)] | None = (
        None
    )
    report_scenarios: tuple[str, ...] = Field(default=(), strict=False)
    baseline_year: int
    first_year: int
    last_year: int | None = None
    default_as_of: int
    dependence: DependenceHead | None = None
    rules: RuleSection = RuleSection()

    @model_validator(mode="after")
    def each_once(self) -> PlanHead:
        """Refuse a language named twice."""
        if len(set(self.languages)) < len(self.languages):
            raise ValueError("each language once")
        return self

    @model_validator(mode="after")
    def in_order(self) -> PlanHead:
        """Refuse years out of order."""
        last = self.first_year if self.last_year is None else self.last_year
        if not self.baseline_year < self.first_year <= last:
            raise ValueError("baseline_year < first_year <= last_year")
        return self


def plan_file(plan_id: str) -> str:
    """Return how a plan's head is called in faults."""
    return f"data/raw/plans/{plan_id}/plan.toml"


def read_head(reader: Reader, plan_id: str) -> tuple[PlanHead | None, str]:
    """Return the head of a plan, or None after adding its faults to the reader; and the text of plan.toml."""
    file = plan_file(plan_id)
    found = reader.read_toml(file)
    if found.entries is None or found.faults:
        return None, found.text
    try:
        head = PlanHead.model_validate(found.entries)
    except ValidationError as error:
        details = {place_of(detail): detail for detail in reversed(error.errors())}
        reader.faults += [key_fault(detail, found, file) for detail in reversed(details.values())]
        return None, found.text
    reader.faults += [
        Fault("no such key", *EXPECTED["missing"], file, None, f"{name}_{language}")
        for language in head.languages
        for name in ("name", "status")
        if not head.text(name, language).strip()
    ]
    if head.id != plan_id:
        remedy = "Make the id and the folder's name the same."
        fault = Fault(f"id “{head.id}”", f"“{plan_id}”", remedy, file, line_of(found.text, "id"), "id")
        reader.faults.append(fault)
    return head, found.text


def place_of(detail: ErrorDetails) -> tuple[int | str, ...]:
    """Return where a finding of pydantic stands; a dependence has two forms and is found wrong in each."""
    return detail["loc"][:1] if detail["loc"][:1] == ("dependence",) else detail["loc"]


EXPECTED = {
    "missing": ("the key", "Add it."),
    "int_type": ("a whole number", "Type digits without quotes."),
    "float_type": ("a number", "Type digits without quotes."),
    "model_type": ("a section", "Begin it with its name between brackets."),
    "finite_number": ("a number", "Type digits without quotes."),
    "greater_than": ("a number above 0", "Correct the value."),
    "greater_than_equal": ("a number from 0 up", "Correct the value."),
    "string_type": ("text", "Put it between double quotes."),
    "literal_error": (f"some of {', '.join(LANGUAGES)}", "Correct the language."),
    "tuple_type": ('a list such as ["en"]', "Put brackets around it."),
    "too_short": ("at least one language", "Name one, or remove the key."),
    "string_pattern_mismatch": ("an id or a date such as 2026-02-14", "Correct the value."),
}


DEPENDENCE_EXPECTED = (
    "a number from 0 to less than 1, or { same_goal = 0.3, other_goal = 0.1 } with other_goal the smaller",
    "Correct the value, or remove the key to take what the reference class's panel says.",
)


def key_fault(detail: ErrorDetails, toml: Toml, file: str) -> Fault:
    """Return one of pydantic's findings as a fault."""
    if detail["loc"][:1] == ("dependence",):
        setting = (toml.entries or {})["dependence"]
        line = line_of(toml.text, "dependence")
        return Fault(repr(setting), *DEPENDENCE_EXPECTED, file, line, "dependence")
    detail = as_typed(detail)
    key = ".".join(str(part) for part in detail["loc"])
    message = detail["msg"].removeprefix("Value error, ")
    expected, remedy = EXPECTED.get(detail["type"], (message, "Correct the value."))
    if detail["type"] == "extra_forbidden":
        keys = list(RuleSection.model_fields) if key.startswith("rules.") else PlanHead.typed_keys()
        expected, remedy = f"only the keys {', '.join(keys)}", "Remove or correct it."
    found = "no such key" if detail["type"] == "missing" else f"{detail['input']!r}"
    if detail["type"] == "value_error" and key != "published":
        found = "another order" if key else "other years"
    return Fault(found, expected, remedy, file, line_of(toml.text, key), key)


def line_of(text: str, key: str) -> int | None:
    """Return the line on which a dotted key stands, or the innermost of its tables that has a line."""
    lines, found = text.splitlines(), None
    for part in key.split("."):
        later = range((found or 1) - 1, len(lines))
        place = next((number for number in later if part in names_before_equals(lines[number])), None)
        if place is None:
            break
        found = place + 1
    return found


def names_before_equals(line: str) -> list[str]:
    """Return the keys a line of TOML names: those of a table's heading or of a setting, or a list's items."""
    return re.findall(r"[\w-]+", line.split("#")[0].split("=")[0])
