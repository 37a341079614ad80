"""The languages that ontrack speaks: one row each, beside the folder of its words in `ontrack.wording`.

What a language does otherwise is said in its row: no other module asks which language it is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language; what is left out is as in English.

    Attributes
    ----------
    code : str
        ISO 639-1; it ends the names of columns (``name_zh``) and files (``assessment.zh.pdf``).
    name : str
        As its readers write it.
    tag : str
        Code and country, for documents: ``en-GB``.
    full_width : bool
        Whether its letters fill squares, two where a Latin one takes one, and lines may break anywhere.
    joiner : str
        What stands between two sentences.
    interval, percentages : str
        Two figures from ``{low}`` to ``{high}``, and two percentages, given without their signs.
    spreadsheet_font, spreadsheet_charset : str and int or None
        What Excel and WPS set it in by default, and the character set another font is sought for.
    features : tuple of str
        OpenType features of the fonts, whose quotation marks and apostrophes are full-width without *pwid*.
    size, leading, spacing, indent : str
        Of the report's text, as typst writes lengths.
    heading_numbers : tuple of str
        Patterns of the numbers of headings, the first level first.
    nested_numbers : bool
        Whether a heading's number repeats those of the headings above it: 1.1.
    gap : str
        Between a heading's number and its words.
    """

    code: str
    name: str
    tag: str
    full_width: bool = False
    joiner: str = " "
    interval: str = "{low} – {high}"
    percentages: str = "{low}–{high}%"
    spreadsheet_font: str = "Calibri"
    spreadsheet_charset: int | None = None
    features: tuple[str, ...] = ("pwid",)
    size: str = "10pt"
    leading: str = "0.72em"
    spacing: str = "1.2em"
    indent: str = "0em"
    heading_numbers: tuple[str, ...] = ("1", "1.1", "1.1.1")
    nested_numbers: bool = True
    gap: str = "0.7em"


ROWS = (
    Language(
        "zh", "中文", "zh-CN", full_width=True, joiner="",
        # A full-width wave between two figures, as GB/T 15834 has it; years take a dash.
        interval="{low}～{high}", percentages="{low}%～{high}%",
        spreadsheet_font="等线", spreadsheet_charset=134, features=(),
        size="10.5pt", leading="0.92em", spacing="0.92em", indent="2em",
        heading_numbers=("一、", "（一）", "1."), nested_numbers=False, gap="0em",
    ),
    Language("en", "English", "en-GB"),
)  # fmt: skip
LANGUAGES = {row.code: row for row in ROWS}
UNLESS_TOLD = ("zh", "en")  # the languages of a plan that names none
