"""Which annexes of a report are asked for."""

from __future__ import annotations

import pytest

from ontrack.errors import InputError
from ontrack.report.forms import ANNEXES, annexes_asked
from ontrack.report.sections import SECTIONS, sections_of


def test_the_letters_are_those_of_the_sections():
    assert tuple(dict.fromkeys(section.annex for section in SECTIONS if section.annex)) == ANNEXES


@pytest.mark.parametrize(
    ("text", "letters"), [("all", ANNEXES), ("none", ()), ("C, a", ("A", "C")), ("H", ("H",))]
)
def test_annexes_are_asked_for_by_letter_and_kept_in_order(text, letters):
    assert annexes_asked(text) == letters
    assert {section.annex for section in sections_of("annual", letters)} == {"", *letters}


@pytest.mark.parametrize(("text", "found"), [("A,X", "--annexes A,X"), (" ", "an empty --annexes")])
def test_an_unknown_annex_is_refused(text, found):
    with pytest.raises(InputError, match=rf"{found}.*all, none or some of A, B.*--annexes A,C"):
        annexes_asked(text)
