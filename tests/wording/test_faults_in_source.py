"""Every message of the code has its Chinese: those of the folders of tests/data, and those of the source."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

from wording.fault_texts import PLACE, sources

from ontrack.reference.model_file import FORMAT as MODEL_FORMAT
from ontrack.wording import load_wording
from ontrack.wording.translation import NESTED, TEXTS, lines_translated, patterns, translated

ZH = load_wording("zh")
DATA = Path(__file__).parents[1] / "data"
# Sentences that the code puts together while it runs, so that no line of it holds their longest part.
COMPOSED = (
    "header_with", "header_both", "header_order", "neither", "total_of", "increment_of", "semicolons", "tabs",
    "picture_slashes", "headings_to", "headings_to_none", "statement_more", "years_such_and",
    "notebook_stopped", "html_in_text", "code_in_text", "picture_in_text", "above_such",
)  # fmt: skip
# Functions whose words come from callers, columns or tables, and are found where those write them.
HANDED_ON = {
    "batch/stale.py:fault", "explorer/draft.py:draft_scenario", "narrative/characters.py:character_faults",
    "narrative/inline.py:fault", "narrative/insertions.py:insertion", "narrative/pictures.py:picture_of",
    "narrative/reader.py:named", "narrative/reader.py:refuse", "notebooks/parameters.py:_declarations",
    "reference/model_file.py:foreign", "statements/faults.py:contradictions", "tables/columns.py:",
    "tables/raw_columns.py:", "tables/result_columns.py:",
    "tables/columns.py:region_id",
    "tables/identities.py:part_fault", "tables/mending.py:mended_table", "tables/plan_head.py:key_fault",
    "tables/reader.py:character_faults", "tables/reader.py:check_each", "tables/target_rows.py:kind_fault",
    "tables/toml_files.py:character_faults", "tables/validation.py:cell_fault",
    "files/text_files.py:read_content", "files/text_files.py:read_file", "training/panels.py:read_series",
}  # fmt: skip
# Functions whose words are the system's or pydantic's, or names, numbers and lists put together.
PUT_TOGETHER = {
    "batch/manifest.py:read_manifest",  # of the system
    "charts/parts/saving.py:refuse_missing_glyphs",  # lines; see below
    "report/pdf_check/check.py:check_document",
    "projection/mixture/drawing.py:draw", "statements/faults.py:joint_faults",  # statements side by side
    "notebooks/parameters.py:_declaration", "notebooks/parameters.py:_value_fault",  # Python
    "notebooks/parameters.py:read_notebook",  # of the system
    "narrative/literals.py:fault_of",  # figures side by side
    "tables/csv_files.py:header_fault",  # names of columns; tested with the folders of tests/data
    "tables/scenario_faults.py:date_faults", "tables/statement_faults.py:beyond_bounds",  # numbers
    "plan/kinds/milestones.py:wrong", "projection/trends/check.py:_faults_of_years",  # years
}  # fmt: skip
# What is the same in every language: names of columns and files, and how two of them compare.
NEUTRAL = re.compile(r"[a-z_0-9./]*[_./,][a-z_0-9./,]*|\w+( [<>]=? \w+)+|nan")
QUOTED = re.compile(r"“[^”]*”|'[^']*'|\{.*\}")
SAID = re.compile(r"found (.+?); expected (.+)\. ((?:[A-Z]|Did you mean).*?)(?: \(And .*\))?$")


def messages() -> list[str]:
    """Return found, expected and remedy of every fault that the folders of tests/data make."""
    lines = [
        line
        for path in DATA.glob("*/expected.txt")
        for line in path.read_text(encoding="utf-8").splitlines()[1:]
    ]
    return [part for line in lines if (said := SAID.search(line)) for part in said.groups()]


def english_in(text: str) -> list[str]:
    """Return the lines of a message that stay English: all with a word, but for quotations and names."""
    if translated(text, ZH) or QUOTED.fullmatch(text):
        return []
    lines = zip(text.splitlines(), lines_translated(text, ZH).splitlines(), strict=True)
    same = [line for line, told in lines if line == told]
    return [line for line in same if re.search("[A-Za-z]{3}", line) and not NEUTRAL.fullmatch(line)]


def swallowed(text: str) -> list[str]:
    """Return the words of a message that a sentence takes for a name: it was meant for another message."""
    found = next((match for _, pattern in patterns(TEXTS) if (match := pattern.fullmatch(text))), None)
    parts = found.groupdict() if found else {}
    named = [re.sub(" (or|and) ", ", ", part) for name, part in parts.items() if name not in NESTED]
    return [part for part in named if re.search("[a-z]{2} [a-z]", part) and part != MODEL_FORMAT]


def test_every_message_has_its_chinese():
    said = [text for text in messages() if re.search("[A-Za-z]{3}", text)]
    assert len(said) > 200
    assert [line for text in sorted(set(said)) for line in english_in(text)] == []


def test_every_message_in_the_source_has_its_chinese():
    said = {text for source in sources() for text in source.said()}
    assert len(said) > 600
    # Said of semicolons and tabs, which have sentences of their own.
    assert [line for text in sorted(said) for line in english_in(text)] == [f"{PLACE} between the columns"]
    assert [part for text in sorted(said) for part in swallowed(text)] == []
    unseen = {where for source in sources() for where in source.unseen}
    assert unseen == HANDED_ON | PUT_TOGETHER


def test_the_english_sentences_are_the_codes():
    words = [node.value for source in sources() for node in source.nodes if isinstance(node, ast.Constant)]
    joined = "\n".join(word for word in words if isinstance(word, str))
    texts = load_wording("en").texts
    for key, text in texts.items():
        if key.startswith("faults.text.") and key.removeprefix("faults.text.") not in COMPOSED:
            longest = max((literal for literal, *_ in Formatter().parse(text)), key=len).strip()
            assert longest in joined, key
