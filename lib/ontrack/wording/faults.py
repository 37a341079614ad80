"""Failures in the user's language: faults of an input by their parts, other failures line by line."""

from __future__ import annotations

from ontrack.errors import Fault, InputError, OntrackError, lines_of
from ontrack.wording import Wording, load_wording
from ontrack.wording.translation import SOURCE, lines_translated, translated


def told(error: OntrackError, language: str) -> str:
    """Return what a failure says in a language; all faults of an input, each in a line."""
    if language == SOURCE:
        return str(error)
    wording = load_wording(language)
    if not isinstance(error, InputError):
        return lines_translated(str(error), wording)
    heading = wording.count("faults.heading", len(error.faults))
    lines = lines_of(
        error.faults,
        said=lambda fault: fault_told(fault, wording),
        more=lambda file, number: wording("faults.more", file=file, number=number),
    )
    return "\n".join([heading, *lines])


def fault_told(fault: Fault, wording: Wording) -> str:
    """Return one fault: where, what was found and expected, and the remedy."""
    parts = [
        wording("faults.file", file=fault.file) if fault.file else "",
        wording("faults.line", line=fault.line) if fault.line is not None else "",
        wording(f"faults.{'column' if fault.file or fault.line else 'key'}", column=fault.column)
        if fault.column
        else "",
    ]
    place = wording("faults.between").join(part for part in parts if part)
    found, expected, remedy = (
        translated(text, wording) or text for text in (fault.shown, fault.expected, fault.remedy)
    )
    line = wording(
        "faults.said", place=place + wording("faults.colon") if place else "", found=found,
        expected=expected, remedy=remedy,
    )  # fmt: skip
    return line + (wording("faults.following", number=fault.following) if fault.following else "")
