"""The report's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ontrack.plan import LANGUAGES
from ontrack.plan.kinds import KINDS as TARGET_KINDS
from ontrack.report import build
from ontrack.report.sections import SECTIONS
from ontrack.tables.choices import FIGURE_STATUSES, REASONS, VERDICTS
from ontrack.wording import load_wording, places

REPORT = Path(build.__file__).parent


def words(language: str) -> dict[str, str]:
    return {key: text for key, text in load_wording(language).texts.items() if key.startswith("report.")}


def test_both_languages_have_the_same_keys():
    assert set(words("zh")) == set(words("en"))


def test_both_languages_fill_the_same_places():
    chinese, english = words("zh"), words("en")
    several = [key for key in chinese if not key.endswith(".one")]  # one thing need not be counted in English
    assert [key for key in several if places(chinese[key]) != places(english[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_status_and_verdict_has_its_words(language):
    wording = load_wording(language)
    wanted = [f"report.missing.{kind}" for kind in TARGET_KINDS]
    wanted += [f"report.value_status.{status}" for status in FIGURE_STATUSES]
    wanted += [f"report.mark.{status}" for status in FIGURE_STATUSES if status not in ("quoted", "final")]
    wanted += [f"verdict.{verdict}" for verdict in VERDICTS]
    wanted += [f"reason.{reason}" for reason in REASONS]
    assert [key for key in wanted if key not in wording.texts] == []


def test_every_label_is_used_by_a_template_or_by_the_code():
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(REPORT.rglob("*.*"))
        if path.suffix in (".py", ".typ")
    )
    labels = [key.removeprefix("report.label.") for key in words("en") if key.startswith("report.label.")]
    named = re.compile(
        r"words\.([a-z_]+)|label\.([a-z_]+)\"|\(\"(definition|note|break|elsewhere|remark|yearly)\","
    )
    used = {name for found in named.findall(sources) for name in found if name}
    assert set(labels) - used <= {section.key for section in SECTIONS}


def test_the_template_uses_no_label_that_is_not_there():
    templates = "".join(path.read_text(encoding="utf-8") for path in sorted(REPORT.rglob("*.typ")))
    used = set(re.findall(r"words\.([a-z_]+)", templates))
    assert {label for label in used if f"report.label.{label}" not in words("en")} == set()
