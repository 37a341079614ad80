"""The three forms of an assessment, and what their documents are called."""

from __future__ import annotations

from ontrack.errors import Fault, InputError
from ontrack.plan import Plan

FORMS = ("annual", "midterm", "final")  # 年度、中期、总结
ANNEXES = tuple("ABCDEFGH")  # their letters; `ontrack.report.sections` says what stands in each
DOCUMENTS = {"annual": "assessment", "midterm": "midterm", "final": "final"}


def document_name(form: str, language: str) -> str:
    """Return the file name of a form's document in a language."""
    return f"{DOCUMENTS[form]}.{language}.pdf"


def require_form(form: str, plan: Plan, as_of: int) -> None:
    """Raise InputError unless a plan can have a form of assessment as of a year.

    A final assessment (总结评估) looks back: the plan's last year must be over.
    """
    if form not in FORMS:
        remedy = "Write --form annual, --form midterm or --form final."
        raise InputError([Fault(f"--form {form}", f"one of {', '.join(FORMS)}", remedy)])
    if form == "final" and as_of < plan.last_year:
        found = f"--form final with --as-of {as_of}"
        expected = f"a year from {plan.last_year}, the last of the plan {plan.id}"
        remedy = f"Choose --form annual or --form midterm, or wait for the figures of {plan.last_year}."
        raise InputError([Fault(found, expected, remedy)])


def annexes_asked(text: str) -> tuple[str, ...]:
    """Return the letters of annexes that ``all``, ``none`` or ``A,C`` asks for, in their order.

    Raises
    ------
    InputError
        When a letter is none of an annex, or nothing is asked for.
    """
    if text in ("all", "none"):
        return ANNEXES if text == "all" else ()
    words = [word.strip().upper() for word in text.split(",") if word.strip()]
    unknown = [word for word in words if word not in ANNEXES]
    if unknown or not words:
        found = f"--annexes {text}" if text.strip() else "an empty --annexes"
        expected = f"all, none or some of {', '.join(ANNEXES)}"
        raise InputError([Fault(found, expected, "Write them with commas: --annexes A,C.")])
    return tuple(letter for letter in ANNEXES if letter in words)
