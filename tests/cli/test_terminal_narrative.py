"""What `ontrack check` says of written texts."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest
from cli.command_line import called

from ontrack.cli.terminal.narrative import figure_lines, one_sided_lines
from ontrack.errors import InputError
from ontrack.narrative.reader import read_text
from ontrack.paths import Paths
from ontrack.tables import RawData

ROOT = Path(__file__).resolve().parents[2]
GOOD = ROOT / "tests" / "data" / "good"


def with_texts(raw: RawData, **texts: str) -> RawData:
    """Return raw data with a text for each language, of the assessment of 2025."""
    found = {}
    for language, text in texts.items():
        found[2025, language], faults = read_text(
            text,
            raw.plan,
            language=language,
            year=2025,
            file=f"narrative.{language}.md",
            folder=Path("nowhere"),
        )
        assert faults == []
    return dataclasses.replace(raw, narratives=found)


def test_what_one_language_lacks_is_named(raw):
    one = "# 经验\n\n甲\n\n# 问题与原因\n\n乙\n\n# 指标\n\n## plant_variety_rights\n\n丙\n"
    other = "# Lessons\n\na\n\n# Suggestions\n\nb\n"
    assert list(one_sided_lines(with_texts(raw, zh=one, en=other))) == [
        "narrative.zh.md does not have what the other language has: 对策建议.",
        "narrative.en.md does not have what the other language has: Problems and causes, "
        "plant_variety_rights.",
    ]


def test_a_text_in_one_language_alone_is_complete(raw):
    assert list(one_sided_lines(with_texts(raw, zh="# 经验\n\n甲\n"))) == []


def test_what_will_be_printed_is_listed_and_what_the_results_do_not_know(raw, paths):
    written = with_texts(
        raw,
        en="# Problems and causes\n\nThe office has 47.3 staff in a budget of 3.5678 million yuan of "
        "{as_of}.\n\n"
        "# Indicators\n\n## ip_protection_satisfaction\n\nIt was {latest}.\n",
    )
    assert figure_lines(paths, written) == [
        "2 figures are put in by name:",
        "narrative.en.md, line 3: {as_of} is 2025",
        "narrative.en.md, line 9: {latest} is 87.28",
        "2 numbers written out are not in the results:",
        "narrative.en.md, line 3: “47.3” in “The office has 47.3 staff in a budget of 3.5678 million yuan of "
        "{as_of}.”",
        "narrative.en.md, line 3: “3.5678 million” in “The office has 47.3 staff in a budget of 3.5678 "
        "million yuan of "
        "{as_of}.”",
    ]


def test_a_wrong_figure_is_refused(raw, paths):
    written = with_texts(
        raw,
        en="# Problems and causes\n\nPublic satisfaction with IP protection has a probability of 99.9%.\n",
    )
    with pytest.raises(InputError, match=r"found “99.9%” in “Public satisfaction"):
        figure_lines(paths, written)


def test_without_results_there_is_nothing_to_compare_with(raw, tmp_path):
    with pytest.raises(InputError, match="no readable file"):
        figure_lines(Paths(tmp_path), with_texts(raw, en="# Lessons\n\nNone.\n"))


def test_the_command_reads_the_texts_too(tmp_path):
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    text = tmp_path / "data" / "raw" / "plans" / "tiny" / "narrative.en.md"
    text.write_text("# Weather\n\nFine.\n", encoding="utf-8")
    run = called(tmp_path, "check")
    assert run.returncode == 1
    assert "data/raw/plans/tiny/narrative.en.md, line 1: found unknown section “Weather”" in run.stderr
    text.write_text("# Lessons\n\nNone.\n", encoding="utf-8")
    text.with_name("narrative.zh.md").write_text("# 问题与原因\n\n无。\n", encoding="utf-8")
    run = called(tmp_path, "check")
    assert run.stdout == (
        "No fault in 4 values of 2 indicators and in the plans tiny.\n"
        "data/raw/plans/tiny/narrative.zh.md does not have what the other language has: 经验.\n"
        "data/raw/plans/tiny/narrative.en.md does not have what the other language has: Problems and "
        "causes.\n"
    )


def test_the_texts_of_the_default_plan_have_the_same_parts_in_both_languages(raw):
    assert list(one_sided_lines(raw)) == []
    assert set(raw.narratives[2025, "zh"].targets) == {target.target for target in raw.plan.table_targets}
