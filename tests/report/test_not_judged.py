"""A probability may stand without a word: every consumer shows the number and says that it is not judged."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest
from helpers.made_once import plan_of_ours
from helpers.not_judged import reasons_of, tables_of, with_all_words, withheld
from helpers.rows import assessment
from report.reading import pages_of

from ontrack.assessment import Assessment
from ontrack.assessment.adjustments import suggestion
from ontrack.assessment.verdicts import (
    NOT_JUDGED,
    SYMBOLS,
    full_verdict_key,
    shown_verdict,
    targets_not_judged,
    verdict_key,
)
from ontrack.charts import Given, figure_of, odds_chart, overview_chart
from ontrack.charts.multiples import words as multiples
from ontrack.charts.odds.words import odds_alternative_text
from ontrack.charts.overview.words import overview_alternative_text
from ontrack.cli.terminal.assessment import verdict_text
from ontrack.narrative.document import Insertion
from ontrack.paths import Paths
from ontrack.plan import LANGUAGES
from ontrack.portfolio import joint_outcomes
from ontrack.report import Stamp
from ontrack.report.brief import build_brief
from ontrack.report.content import report_content
from ontrack.report.edition import Edition
from ontrack.report.sections.summary.judgement import judgement, none_at_risk
from ontrack.report.sections.summary.risks import risks
from ontrack.report.sections.written.inserted_figures import figure_text, grouped
from ontrack.report.spreadsheet.definitions import words_sheet
from ontrack.report.spreadsheet.results import result_sheets
from ontrack.report.spreadsheet.sheet import Word
from ontrack.report.spreadsheet.targets import targets_sheet
from ontrack.tables import RawData
from ontrack.tables.rows import rows_of
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_probability

ROOT = Path(__file__).resolve().parents[2]
PLANS = [("zhejiang-ip-2030", 2025), ("china-ip-2025", 2024)]
WORDS = {"zh": "不作判断", "en": "ot judged"}


@dataclasses.dataclass(frozen=True)
class Case:
    """A plan, its tables with words withheld from some targets, and the reasons by target."""

    raw: RawData
    tables: dict[str, pd.DataFrame]
    reasons: dict[str, str]

    def edition(self, language: str, as_of: int = 2025) -> Edition:
        stamp = Stamp("c0ffee", "5ha2560123456789abcdef", {"plan": self.raw.plan.id}, as_of, "2026-06")
        return Edition(self.raw, self.tables, language, stamp)


@pytest.fixture(scope="module", params=PLANS, ids=[plan for plan, _ in PLANS])
def case(request) -> Case:
    paths = Paths(ROOT)
    plan, as_of = request.param
    tables = tables_of(paths.processed(plan, as_of))
    reasons = reasons_of(tables)
    return Case(plan_of_ours(plan), withheld(tables, reasons), reasons)


@pytest.fixture(scope="module")
def ours() -> Case:
    paths = Paths(ROOT)
    tables = tables_of(paths.processed(*PLANS[0]))
    reasons = reasons_of(tables)
    return Case(plan_of_ours(PLANS[0][0]), withheld(tables, reasons), reasons)


def test_an_empty_verdict_has_one_key_everywhere():
    row = assessment(target="a", probability_held=0.9, reason="class_answer")
    assert (shown_verdict(row), verdict_key(row)) == ("not_judged", "verdict.not_judged")
    assert full_verdict_key(row) == "not_judged.class_answer"
    assert full_verdict_key(dataclasses.replace(row, verdict="likely")) == "held.likely"
    assert full_verdict_key(dataclasses.replace(row, reason="")) == "verdict.not_judged"
    assert targets_not_judged(pd.DataFrame([row, dataclasses.replace(row, target="b", verdict="met")])) == {
        "a": "class_answer"
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_written_and_gives_no_word(case, language):
    edition = case.edition(language)
    content = report_content(edition)
    for row in content["indicator_table"]["rows"]:
        target = next(one for one in case.raw.plan.table_targets if edition.name_of(one) == row["name"])
        unjudged = target.target in case.reasons
        assert (row["verdict_key"] == "not_judged") == unjudged
        assert (row["verdict"] == edition.say("brief.word.not_judged")) == unjudged
    for page in content["indicators"]:
        if page["id"] in case.reasons:
            status = page["status"]
            assert status["assessed"] and status["verdict_key"] == "not_judged"
            assert edition.wording(f"reason.{case.reasons[page['id']]}") in status["lines"]
            assert status["figures"][0]["note"]  # the 80 % interval
    assert all(risk["target"] not in case.reasons for risk in risks(edition))


def test_targets_without_a_word_are_counted_apart(ours):
    edition = ours.edition("en")
    counts = grouped(edition, ours.raw.plan.table_targets)
    assert counts["not_judged"] == len(ours.reasons)
    assert sum(counts.values()) == len(ours.raw.plan.table_targets)
    assert judgement(edition).endswith(
        " and the other 4 are not judged this year."
    )  # besides the binding one
    assert judgement(ours.edition("zh")).endswith("其余4项本年不作判断。")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_none_of_whose_targets_is_judged(ours, tmp_path, language):
    known = ours.tables["assessments"].dropna(subset=["probability_met"])["target"]
    none = Case(ours.raw, withheld(ours.tables, dict.fromkeys(known, "lenses_apart")), {})
    edition = none.edition(language)
    assert none_at_risk(edition) == "none_judged"
    said = judgement(edition)
    assert said.count({"zh": "本年不作判断", "en": "not judged this year"}[language]) == 2
    assert "%" not in said
    assert len(pages_of(build_brief(edition, tmp_path / "brief.pdf"))) == 1


def test_the_probability_still_counts_towards_how_many_are_met(ours):
    whole = tables_of(Paths(ROOT).processed(*PLANS[0]))["assessments"]
    plan = ours.raw.plan
    drawn, before = (joint_outcomes(plan, rows, draws=200) for rows in (ours.tables["assessments"], whole))
    assert drawn.equals(before)


def test_a_target_that_is_not_judged_needs_figures_and_no_other_value():
    asked = [(chance, offered) for chance in (0.05, 0.95) for offered in (True, False)]
    for chance, offered in asked:
        assert suggestion(chance, contradicted=False, founded=False, offered=offered) == "more_figures"
        assert suggestion(chance, contradicted=True, founded=False, offered=offered) == "clarify"
    words = {suggestion(0.5, contradicted=False, founded=founded, offered=True) for founded in (True, False)}
    assert words == {"keep"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_mark_it_and_keep_its_number(ours, language):
    wording, rows = load_wording(language), ours.tables["assessments"]
    figure = figure_of(overview_chart(ours.raw.plan, rows, language))
    marks = [line for line in figure.findobj() if getattr(line, "get_gid", lambda: None)() == "not_judged"]
    assert len(marks) == len(ours.reasons)
    said = {text.get_text() for text in figure.findobj() if text.get_gid() == "probability_label"}
    first = rows.set_index("target").loc[next(iter(ours.reasons)), "probability_met"]
    assert wording("chart.not_judged.label", probability=format_probability(first)) in said
    text = overview_alternative_text(ours.raw.plan, rows, language)
    assert text.count(WORDS[language]) == len(ours.reasons)
    alarms = ours.tables["alarms"]
    odds = odds_alternative_text(ours.raw.plan, rows, alarms, language)
    assert odds.count(wording("chart.alternative.not_judged")) == len(ours.reasons)
    bars = figure_of(odds_chart(ours.raw.plan, rows, alarms, language))
    legend = {text.get_text() for text in bars.findobj() if hasattr(text, "get_text")}
    assert wording("chart.not_judged.legend") in legend
    (small,) = multiples.charts(Given(ours.raw, ours.tables, language))
    grades = [text.get_text() for text in figure_of(small.draw()).findobj() if text.get_gid() == "grade"]
    unjudged = f"{SYMBOLS[NOT_JUDGED]} {wording('chart.multiples.not_judged')}"
    assert grades.count(unjudged) == len(ours.reasons)


def test_without_any_the_legend_has_no_entry_for_it():
    tables = tables_of(Paths(ROOT).processed(*PLANS[0]))
    plan = plan_of_ours(PLANS[0][0]).plan
    chart = odds_chart(plan, with_all_words(tables["assessments"]), tables["alarms"], "en")
    texts = {text.get_text() for text in figure_of(chart).findobj() if hasattr(text, "get_text")}
    assert "Not judged this year" not in texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_says_why(ours, language):
    wording = load_wording(language)
    for row in rows_of(ours.tables["assessments"], Assessment):
        if row.target in ours.reasons:
            assert verdict_text(row, wording) == wording(f"not_judged.{ours.reasons[row.target]}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_marks_it(ours, language):
    edition = ours.edition(language)
    full = {edition.wording(f"not_judged.{reason}") for reason in ours.reasons.values()}
    words = [cell for row in targets_sheet(edition).rows for cell in row if isinstance(cell, Word)]
    assert {word.text for word in words if word.key == "not_judged"} == full
    sheets = {sheet.tab: sheet for sheet in result_sheets(edition)}
    sheet = sheets[edition.wording("spreadsheet.tab.assessments")]
    marks = [
        cell for row in sheet.rows for cell in row if isinstance(cell, Word) and cell.key == "not_judged"
    ]
    assert [word.text for word in marks] == [edition.wording("verdict.not_judged")] * len(ours.reasons)
    listed = [row[1] for row in words_sheet(edition).rows]
    assert edition.wording("verdict.not_judged") in listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_may_put_in_how_many_are_not_judged(ours, language):
    figure = Insertion("targets_not_judged", "", 1)
    assert figure_text(ours.edition(language), figure) == str(len(ours.reasons))
