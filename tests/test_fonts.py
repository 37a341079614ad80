"""The font files."""

from __future__ import annotations

import pytest
from matplotlib.font_manager import get_font

from ontrack.fonts import FONT_FOLDER, SANS_FAMILY, SANS_FILE, SERIF_FAMILY, SERIF_FILE


@pytest.mark.parametrize(("file", "family"), [(SANS_FILE, SANS_FAMILY), (SERIF_FILE, SERIF_FAMILY)])
def test_a_file_holds_the_family_it_is_called_by(file, family):
    font = get_font(str(file))
    assert font.family_name == family
    assert file.parent == FONT_FOLDER
    assert {ord(character) for character in "浙知−–≥→▲▼“”"} <= set(font.get_charmap())
