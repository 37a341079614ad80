"""The program's own files."""

from __future__ import annotations

import pytest

from ontrack.batch import installation
from ontrack.batch.installation import require_installation
from ontrack.errors import Fault, InputError, RunError


def test_ours_is_whole():
    require_installation()


@pytest.mark.parametrize(
    ("part", "error"),
    [
        ("load_wording", InputError([Fault("no such sentence", "one", "Add it.")])),
        ("require_fonts", RunError("The fonts of the package cannot be used")),
    ],
)
def test_what_is_broken_is_said(monkeypatch, part, error):
    def broken(*of: str) -> None:
        raise error

    monkeypatch.setattr(installation, part, broken)
    with pytest.raises(type(error), match=r"no such sentence|fonts of the package"):
        require_installation()
