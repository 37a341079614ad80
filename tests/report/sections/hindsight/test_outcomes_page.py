"""The pages of outcomes, revisions and unstated aims, and the sentences on change, of the national plan."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from ontrack.errors import Fault
from ontrack.paths import Paths
from ontrack.plan import LANGUAGES
from ontrack.report import Stamp
from ontrack.report.content import report_content
from ontrack.report.edition import Edition
from ontrack.report.sections.hindsight.changes import change_sentences, probability_moves, word_moves
from ontrack.report.sections.hindsight.outcomes_page import month_out, outcomes_page
from ontrack.report.sections.hindsight.revisions_page import LONGEST, revisions_page
from ontrack.report.sections.targets import values_block
from ontrack.report.sections.targets.alarm_block import alarm_block
from ontrack.report.sections.targets.indicators_page import indicator_page
from ontrack.report.sections.targets.unstated_page import unstated_page, unstated_sentences
from ontrack.tables import load_raw, read_results

ROOT = Path(__file__).resolve().parents[4]
PLAN = "china-ip-2025"


@pytest.fixture(scope="module")
def national():
    return load_raw(Paths(ROOT), PLAN)


@pytest.fixture
def edition(national):
    """Return a function that starts an edition of the national plan, some tables of it changed."""

    def start(year: int, language: str = "en", form: str = "annual", **tables: pd.DataFrame) -> Edition:
        results = read_results(ROOT / "data" / "processed" / PLAN / str(year)) | tables
        stamp = Stamp("c0ffee", "5ha256", {"plan": PLAN, "as_of": year}, year, "2026")
        return Edition(national, results, language, stamp, form)

    return start


def moves(*rows: tuple[str, float | None, str, str]) -> pd.DataFrame:
    """Return changes.csv from (target, difference, earlier verdict, verdict)."""
    names = ("target", "difference", "earlier_verdict", "verdict")
    return pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows]).assign(
        earlier_as_of=2024, cause="new_figures", probability=0.5, earlier_probability=0.5
    )


def test_while_no_year_is_over_there_is_no_page_of_outcomes(edition):
    assert outcomes_page(edition(2024)) is None
    page = outcomes_page(edition(2024, form="final"))
    assert page is not None
    assert page["headline"] == "There is no target whose year is over."


def test_the_outcome_of_each_target_is_told(edition):
    page = outcomes_page(edition(2025))
    assert page is not None
    assert page["headline"] == (
        "There are 5 targets whose year is over: 1 was met, the outcomes of 4 are open, as the figures of "
        "that year are not out."
    )
    blocks = {block["name"]: block for block in page["table"]["blocks"]}
    patents = blocks["High-value invention patents per 10,000 people"]
    assert (patents["outcome"], patents["met"], patents["remarks"]) == ("outcome 16.0: met", "yes", [])
    assert [row["as_of"] for row in patents["rows"]] == ["2021", "2022", "2023", "2024"]
    assert [row["verdict_key"] for row in patents["rows"]] == [
        "unlikely", "not_judged", "likely", "very_likely",
    ]  # fmt: skip
    overseas = blocks["Invention patents granted overseas"]
    assert [row["as_of"] for row in overseas["rows"]] == ["2021–2025"]
    assert "the outcome cannot be told" in overseas["remarks"][0]


def test_an_open_outcome_says_when_its_figure_is_due(edition):
    page = outcomes_page(edition(2025, "zh"))
    assert page is not None
    remarks = {block["name"]: block["remarks"] for block in page["table"]["blocks"]}
    # accounts of 2025 come out 13 months after the year, royalties after four: that day has passed
    assert remarks["专利密集型产业增加值占GDP的比重"] == [
        "2025年的数值通常在2027年1月前后公布，结果届时可定。"
    ]
    overdue, reported = remarks["知识产权使用费年进出口总额"]
    assert overdue == "2025年的数值通常最迟在2026年4月公布，截至本次数据截止日，已读来源中未见。"
    assert reported.startswith("2024年3月30日报道，“已提前实现”。[")


@pytest.mark.parametrize(
    ("months", "out"), [(1, "2026-01"), (4, "2026-04"), (12, "2026-12"), (13, "2027-01")]
)
def test_the_month_a_figure_is_due(months, out):
    assert month_out(2025, months) == out


def test_the_brier_score_says_how_little_it_rests_on(edition):
    one = edition(2025)
    page = outcomes_page(one)
    assert page is not None
    score, cases = page["paragraphs"][0]
    table = one.results["outcomes"]
    given = table.loc[table["target"] == "high_value_patents_per_10k", "probability_met"].dropna()
    mean = ((1 - given) ** 2).mean()  # it was met, the only outcome known
    assert f"4 probabilities had been given, with a mean Brier score of {mean:.2f}" in score
    assert "one outcome of one target, which is too little to judge the method by" in cases


def test_the_record_counts_values_by_year(edition):
    page = outcomes_page(edition(2025))
    assert page is not None
    assert page["record"]["heads"][1:] == ["2021", "2022", "2023", "2024", "2025", "All"]
    compared, inside = page["record"]["rows"]
    assert [int(cell) for cell in compared[1:]] == [2, 5, 10, 11, 4, 32]
    assert all(int(held) <= int(total) for held, total in zip(inside[1:], compared[1:], strict=True))


def test_moves_are_counted_by_whole_points_and_along_the_line_of_words():
    rows = moves(
        ("a", 0.005, "likely", "very_likely"), ("b", -0.3, "likely", "unlikely"), ("c", 0.004, "met", "met"),
        ("d", None, "not_assessable", "likely"), ("e", None, "very_likely", "met"),
    )  # fmt: skip
    assert probability_moves(rows) == {"rose": 0, "fell": 1, "stayed": 2}  # half a point rounds to even
    assert word_moves(rows) == {"improved": 2, "worsened": 1, "kept": 1}


def test_change_is_told_in_sentences(edition):
    rows = moves(
        ("high_value_patents_per_10k", None, "very_likely", "met"),
        ("ip_royalty_trade", 0.13, "likely", "very_likely"),
        ("patent_intensive_industry_share", -0.33, "likely", "uncertain"),
        ("copyright_industry_share", 0.0, "unlikely", "unlikely"),
    )
    assert change_sentences(edition(2025, changes=rows)) == [
        "Since the assessment as of 2024, the probability rose for one, fell for one and hardly moved for "
        "one of the three targets that have one in both.",
        "The word bound to it improved for two, worsened for one and stayed the same for one of four.",
        "The outcome of one more target is now known: it was met.",
    ]
    assert change_sentences(edition(2025, "zh", changes=rows))[0] == (
        "与2024年度评估相比，在前后都有实现概率的3项目标中，概率上升的有1项，概率下降的有1项，基本持平的有1项。"
    )


def test_one_target_alone_is_told_in_the_singular(edition):
    rows = moves(("ip_royalty_trade", 0.13, "likely", "very_likely"))
    assert change_sentences(edition(2025, changes=rows)) == [
        "Since the assessment as of 2024, the probability rose for one target, the only one that has one in "
        "both.",
        "The word bound to it improved for one target.",
    ]


def test_without_an_earlier_assessment_nothing_is_said_of_change(edition, national):
    assert change_sentences(edition(2021)) == []
    assert outcomes_page(edition(2021)) is None


def test_the_first_assessment_says_that_there_is_none_before_it(edition):
    page = revisions_page(edition(2021))
    assert page is not None
    assert page["sentences"][0].startswith("This is the first assessment of the plan")
    assert (page["figures"], page["targets"]) == (None, None)


def test_revisions_name_figures_targets_and_causes(edition):
    one = edition(2025)
    page = revisions_page(one)
    assert page is not None
    assert "Since then 6 figures were added." in page["sentences"]
    causes = {row["name"]: row["cause"] for row in page["targets"]["rows"]}
    moved = (100 * one.results["changes"].set_index("target")["difference"]).round()
    points = [
        f"new figures {moved[name]:+.0f}" for name in ("ip_royalty_trade", "patent_intensive_industry_share")
    ]
    assert list(causes.values()) == ["new figures", *points, "new figures"]
    assert list(causes)[-1] == "Copyright industries' share of GDP"  # no figure of its own, but the economy's
    royalties = page["targets"]["rows"][1]
    moved = one.results["changes"].set_index("target").loc["ip_royalty_trade"]
    shares = [f"{100 * moved[name]:.0f}%" for name in ("earlier_probability", "probability")]
    assert [royalties["before"]["probability"], royalties["now"]["probability"]] == shares
    assert royalties["difference"] == f"{100 * moved['difference']:+.0f}"
    assert page["figures"]["rows"][0] == [
        "High-value invention patents per 10,000 people (patents per 10,000 people)", "2025", "–", "16.0",
        "added",
    ]  # fmt: skip


def test_a_long_list_is_cut_with_its_rest_counted(edition):
    many = pd.DataFrame(
        {
            "indicator": "ip_royalty_trade", "region": "CN", "earlier_value": 1.0, "value": 2.0,
            "period": [str(year) for year in range(1990, 1990 + LONGEST + 3)], "kind": "revised",
            "earlier_status": "quoted", "status": "quoted", "earlier_as_of": 2024,
        }
    )  # fmt: skip
    page = revisions_page(edition(2025, revisions=many))
    assert page is not None
    assert len(page["figures"]["rows"]) == LONGEST
    assert page["figures"]["rest"] == "3 more rows stand in the result table revisions.csv."


def test_unstated_aims_are_listed_and_not_guessed(edition):
    page = unstated_page(edition(2025))
    assert page is not None
    assert "The plan’s indicator table has 8 targets. For 5 of them" in page["sentences"][1]
    assert [row["aim"] for row in page["rows"]] == ["not found"] * 3
    satisfaction = page["rows"][1]
    assert (satisfaction["baseline"], satisfaction["latest"]) == ("80.05", "82.81")
    assert page["rows"][2]["latest"] == "–"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "is not assessed: its row in the table of targets has a fault (line 7, column value)."),
        ("zh", "在目标表第7行“value”一栏有误，改正之前不作评估。"),
    ],
)
def test_a_target_whose_row_cannot_be_read_is_named_and_counted_apart(edition, language, words):
    found = edition(2025)
    fault = Fault("“3o”", "a number", "Type digits.", "data/raw/plans/china-ip-2025/targets.csv", 7, "value")
    first, *others = found.plan.targets_without_value
    plan = dataclasses.replace(
        found.plan, targets_without_value=(dataclasses.replace(first, fault=fault), *others)
    )
    raw = dataclasses.replace(found.raw, plan=plan)
    page = unstated_page(Edition(raw, found.results, language, found.stamp))
    assert page is not None
    assert len(page["rows"]) == 2
    assert page["sentences"][-1].endswith(words)
    assert first.text("name", language) in page["sentences"][-1]
    alone = dataclasses.replace(plan, targets_without_value=(plan.targets_without_value[0],))
    raw = dataclasses.replace(raw, plan=alone)
    alone_edition = Edition(raw, found.results, language, found.stamp)
    assert unstated_page(alone_edition) is None
    assert unstated_sentences(alone_edition) == page["sentences"][-1:]


def test_a_remark_is_quoted_only_once_it_was_published(edition):
    pages = {year: unstated_page(edition(year)) for year in (2022, 2023)}
    assert pages[2022]["remarks"] == []  # known by 30 June 2023; the report is of March 2024
    assert len(pages[2023]["remarks"]) == 3


def test_a_plan_that_states_every_aim_has_no_such_page(raw_and_results):
    raw, results, stamp = raw_and_results
    assert unstated_page(Edition(raw, results, "en", stamp)) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", range(2021, 2026))
def test_no_year_tells_of_a_later_one(edition, language, year):
    """The pages of targets name no year after the assessment but the target's and what follows from it."""
    one = edition(year, language)
    for place, target in enumerate(one.plan.table_targets, 1):
        page = indicator_page(one, target, place)
        told = " ".join(text for item in page["paragraphs"] for text in item["texts"])
        if year < 2023:
            assert "13.04" not in told  # the census break of 2023


def test_nothing_is_to_be_watched_once_the_year_is_over(edition):
    for year, watched in ((2024, True), (2025, False)):
        one = edition(year)
        blocks = [alarm_block(one, target) for target in one.plan.table_targets if target.indicator]
        assert any(blocks) == watched


def test_many_values_are_cut_to_the_latest(edition, monkeypatch):
    """As if a sheet had room for seven: no series here is longer than a sheet."""
    monkeypatch.setattr(values_block, "MOST_VALUES", 7)
    one = edition(2025)
    page = indicator_page(one, one.plan.table_targets[-1], 5)
    assert len(page["values"]) == 7
    assert page["values"][-1]["period"] == "2023"
    assert page["legend"][-1].startswith("6 earlier values are in the chart")
    eight = indicator_page(one, one.plan.table_targets[0], 1)
    assert len(eight["values"]) == 8  # a line for one missing would be as long


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["annual", "final"])
def test_the_whole_content_can_be_written(edition, language, form):
    content = report_content(edition(2025, language, form))
    in_annexes = [key for annex in content["annexes"] for key in annex["sections"]]
    for key in ("outcomes", "unstated", "revisions"):
        assert key in in_annexes
