"""Text that must find room."""

from __future__ import annotations

import pytest

from ontrack.charts.parts.style import LEAST_POINTS
from ontrack.charts.parts.text_fit import ELLIPSIS, break_lines, fit, width_mm


def test_a_chinese_character_is_as_wide_as_its_size():
    assert width_mm("中文", 10) == pytest.approx(20 / 72 * 25.4, rel=0.01)


def test_what_fits_stays_as_it_is():
    assert fit("Short name", 50, size=7.5) == ("Short name", 7.5)


def test_lines_break_between_words_and_between_chinese_characters():
    lines = break_lines("Registered trademarks per 100 enterprises", 30, 7.5)
    assert " ".join(line.strip() for line in lines) == "Registered trademarks per 100 enterprises"
    assert all(width_mm(line.rstrip(), 7.5) <= 30 for line in lines)
    assert break_lines("每百户企业注册商标，", 24, 7.5)[-1] != "，"


def test_a_long_text_is_set_smaller_before_it_is_cut():
    text = "Works registered per million people a year"
    fitted, size = fit(text, 48.5, size=7.5)
    assert fitted == text and LEAST_POINTS <= size < 7.5
    cut, size = fit(text * 4, 36, size=7.5, lines=2)
    assert cut.endswith(ELLIPSIS) and size == LEAST_POINTS
    assert all(width_mm(line, size) <= 36 for line in cut.split("\n"))


def test_a_word_wider_than_a_line_is_broken():
    assert all(width_mm(line, 7) <= 20 for line in break_lines("x" * 100, 20, 7))
