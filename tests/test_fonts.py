"""The font files."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

import pytest
from matplotlib.font_manager import get_font

from ontrack import fonts
from ontrack.charts.parts import style
from ontrack.charts.parts.style import register_font
from ontrack.errors import RunError
from ontrack.fonts import FONT_FOLDER, SANS_FAMILY, SANS_FILE, SERIF_FAMILY, SERIF_FILE
from ontrack.report import build
from ontrack.report.build import fonts as report_fonts


@pytest.mark.parametrize(("file", "family"), [(SANS_FILE, SANS_FAMILY), (SERIF_FILE, SERIF_FAMILY)])
def test_a_file_holds_the_family_it_is_called_by(file, family):
    font = get_font(str(file))
    assert font.family_name == family
    assert file.parent == FONT_FOLDER
    assert {ord(character) for character in "浙知−–≥→▲▼“”"} <= set(font.get_charmap())


@pytest.fixture
def fonts_at(tmp_path, monkeypatch):
    """Return a function that puts changed copies of both font files where the fonts are looked for."""

    def put(sans: bytes | None, serif: bytes | None) -> None:
        for name, content, original in (
            ("SANS_FILE", sans, SANS_FILE), ("SERIF_FILE", serif, SERIF_FILE),
        ):  # fmt: skip
            path = tmp_path / original.name
            if content is not None:
                path.write_bytes(content)
            monkeypatch.setattr(fonts, name, path)

    return put


def check_anew() -> None:
    """Check the fonts although they were found sound earlier in this process."""
    fonts.require_fonts.__wrapped__()


def test_the_fonts_as_delivered_pass():
    check_anew()
    assert len(fonts.delivered_hashes()) >= 2


def test_missing_and_damaged_fonts_are_named_with_what_to_do(fonts_at):
    fonts_at(SANS_FILE.read_bytes()[:-1], None)
    with pytest.raises(RunError) as caught:
        check_anew()
    text = str(caught.value)
    assert f"- {SANS_FILE.name} is damaged: not the file that was delivered" in text
    assert f"- {SERIF_FILE.name} cannot be read (No such file or directory)" in text
    assert "Delete the folder .venv" in text
    assert "pip install --force-reinstall pylopdf-fonts-zh-cn" in text


def test_without_an_installers_record_a_font_must_only_be_there(fonts_at, monkeypatch):
    def none_recorded(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(fonts, "files", none_recorded)
    fonts_at(b"some font", b"some font")
    check_anew()


@pytest.mark.parametrize("door", [register_font, report_fonts])
def test_charts_and_documents_ask_for_sound_fonts(monkeypatch, door):
    def broken() -> None:
        raise RunError("the fonts cannot be used")

    for module in (style, build):
        monkeypatch.setattr(module, "require_fonts", broken)
    with pytest.raises(RunError, match="the fonts cannot be used"):
        door.__wrapped__()
