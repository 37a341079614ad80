"""Letters of the report are dark enough on every ground they stand on, in grey too."""

from __future__ import annotations

import re

from ontrack.report import build

LEAST = 4.5  # of WCAG 2 for text of any size
LETTERS = ("ink", "quiet", "blue", "vermilion")


def luminance(colour: str) -> float:
    """Return how bright a colour is, from 0 to 1: its grey, as WCAG weighs it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    dark, bright = sorted(map(luminance, (one, other)))
    return (bright + 0.05) / (dark + 0.05)


def style() -> str:
    return build.template()["style.typ"].decode()


def test_letters_stand_out_from_paper_tint_and_watermark():
    colours = dict(re.findall(r'#let (\w+) = rgb\("(#\w{6})"\)', style()))
    (watermark,) = re.findall(r'#let watermark.*rgb\("(#\w{6})"\)', style())
    grounds = ("#ffffff", colours["tint"], watermark)
    faint = [
        (name, ground)
        for name in LETTERS
        for ground in grounds
        if contrast(colours[name], ground) < LEAST
    ]  # fmt: skip
    assert faint == []


def test_what_is_still_to_be_written_stands_out_from_its_mark():
    ground, letters = re.search(r'highlight\(fill: rgb\("(#\w+)"\).*rgb\("(#\w+)"\)', style()).groups()
    assert contrast(ground, letters) >= LEAST


def test_no_letter_is_set_in_a_colour_of_lines_and_grounds():
    for name, source in build.template().items():
        assert not re.search(r"(text|sans)\([^()]*fill: (pale|faint|tint)", source.decode("utf-8")), name


def test_the_contrast_of_known_pairs():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
