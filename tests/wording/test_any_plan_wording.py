"""No sentence and no template of the package is about one place, one topic or one plan's own layout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ontrack.plan import LANGUAGES
from ontrack.wording import texts_of

PACKAGE = Path(__file__).resolve().parents[2] / "lib" / "ontrack"
OF_ONE_PLAN = re.compile(
    r"zhejiang|hangzhou|\bprovinc|intellectual|\bpatent|trademark|copyright|\bIP\b|\bboxe?s?\b|golden seed"
    r"|浙江|杭州|省份|各省|一省|省级|知识产权|专栏|专利|商标|版权|指标表\d",
    re.IGNORECASE,
)
# By the key: why the sentence may name them. None is said of a plan whatever its tables say.
RECORD = "a fact of the record: what a test was made on, chosen by the plan's region and domains"
ALLOWED = {
    "report.record.population.chinese_provinces": RECORD,
    "report.record.held_out_caption": RECORD,
    "report.record.table.RDPatentAccept": RECORD,
    "report.record.table.RDPatentAuthority": RECORD,
    "report.record.table.RDPatentValid": RECORD,
    "report.portfolio.held": RECORD,
    "terminal.reliability_property": RECORD,
    "faults.text.three_panels": "names the panels that a model is fitted to",
    "sensitivity.panels.without_chinese_provinces": "names the panel that a model was fitted without",
}
ALLOWED_FILES = {
    "report_reliability": RECORD,
    "report_evidence": "names the panels that the model was fitted to",
    "spreadsheet": "names a programme of earlier targets by its issuer",
}


def sentences() -> list[tuple[str, str, str]]:
    """Return file, key and text of every sentence of the package."""
    return [
        (file, key, text)
        for language in LANGUAGES
        for file, texts in texts_of(language).items()
        for key, text in texts.items()
    ]


def test_no_sentence_is_about_one_plan():
    found = {
        f"{file}: {key}: {text}"
        for file, key, text in sentences()
        if OF_ONE_PLAN.search(text) and key not in ALLOWED and Path(file).stem not in ALLOWED_FILES
    }
    assert found == set()


def test_every_exception_is_still_needed():
    named = {(Path(file).stem, key) for file, key, text in sentences() if OF_ONE_PLAN.search(text)}
    assert {key for key in ALLOWED if key not in {key for _, key in named}} == set()
    assert {file for file in ALLOWED_FILES if file not in {file for file, _ in named}} == set()


def test_no_place_or_goal_of_a_plan_is_a_key():
    keys = {key for _, key, _ in sentences()}
    assert [key for key in keys if key.startswith("goal.") or re.search("[一-龥]", key)] == []


@pytest.mark.parametrize("suffix", ["typ", "html", "js", "css"])
def test_no_template_is_about_one_plan(suffix):
    files = [path for path in PACKAGE.rglob(f"*.{suffix}") if "node_modules" not in path.parts]
    words = re.compile(OF_ONE_PLAN.pattern.replace(r"|\bboxe?s?\b", ""), re.IGNORECASE)  # Typst has boxes too
    found = [
        f"{path.name}, line {number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]
    assert found == []
    assert files or suffix == "html"
