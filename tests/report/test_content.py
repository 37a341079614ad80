"""What stands on the pages."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from helpers.futures import told
from helpers.records import made_up_records

from ontrack.assessment.verdicts import verdict
from ontrack.plan.texts import Texts
from ontrack.projection.reference_class import ReferenceClass
from ontrack.records import track_record
from ontrack.reference.model_file import read_model
from ontrack.report.content import report_content
from ontrack.report.edition import Edition, plain, rate_pct
from ontrack.report.phrases.target_rows import aim, target_row
from ontrack.report.sections.back_matter.method_page import panel_text
from ontrack.report.sections.targets.indicators_page import indicator_page
from ontrack.report.sections.targets.notes_block import yearly_texts
from ontrack.report.stamp import check_code
from ontrack.wording import load_wording

STEADY = {"2020": 100.0, "2021": 104.0, "2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}
SPARSE = {"2024": 100.0, "2025": 120.0}


def facts_of(page) -> dict[str, str]:
    return {fact["label"]: fact["value"] for fact in page["facts"]}


@pytest.fixture
def steady_page(make_raw, edition_of):
    edition = edition_of(make_raw([STEADY]))
    return indicator_page(edition, edition.plan.targets[0], 1)


def test_the_page_agrees_with_the_results(make_raw, edition_of, steady_page):
    status = steady_page["status"]
    found = ReferenceClass(told(list(STEADY.values())), lower=0.0)
    lower, median, upper = found.quantile(np.arange(1, 6), np.array([[0.1], [0.5], [0.9]]))[:, -1]
    probability = 1 - found.below(5, 150.0)
    assert status["probability"] == f"{100 * probability:.0f}%"
    assert status["verdict"] == load_wording("en")(f"verdict.{verdict(probability)}")
    assert status["figures"][0]["value"] == f"{median:.1f}"
    assert status["figures"][0]["note"] == f"80% interval {lower:.1f} – {upper:.1f}"
    assert status["lines"] == []
    assert status["figures"][1] == {
        "label": "Evidence grade",
        "value": "B",
        "note": "six yearly values",
    }


def test_the_facts_state_required_last_and_observed_pace(steady_page):
    facts = facts_of(steady_page)
    assert facts["Required change a year"] == "+3.5%"
    assert facts["Change a year, 2024–2025"] == "+4.1%"
    assert facts["Change a year, 2020–2025"] == "+4.7%"


def test_bars_are_parts_of_the_longest(steady_page):
    bars = [fact["bar"] for fact in steady_page["facts"] if fact["bar"] is not None]
    assert max(bars) == 1
    assert bars[0] == pytest.approx(3.55 / 4.73, abs=0.01)


def test_a_falling_rate_has_no_bar(make_raw, edition_of):
    edition = edition_of(make_raw([{"2023": 130.0, "2024": 120.0, "2025": 110.0}]))
    page = indicator_page(edition, edition.plan.targets[0], 1)
    assert [fact["bar"] is None for fact in page["facts"] if fact["key"]] == [False, True, True]


def test_this_reports_method_comes_first(steady_page):
    first, *others = steady_page["methods"]["rows"]
    assert first["own"]
    assert first["value"] == steady_page["status"]["figures"][0]["value"]
    assert first["name"] == "Similar indicators"
    assert others[0]["name"] == "Random walk with drift"
    assert "Straight line" in [row["name"] for row in others]
    assert not any(row["own"] for row in others)


def test_without_a_probability_the_page_says_what_is_missing(make_raw, edition_of):
    edition = edition_of(make_raw([{"2014": 100.0, "2015": 120.0}]))
    page = indicator_page(edition, edition.plan.targets[0], 1)
    assert not page["status"]["assessed"]
    assert page["status"]["lines"] == [
        "Its newest figure, of 2015, is too old to carry a forecast.",
        "Missing: Name 0, number at each year-end. A single recent value allows a first, wide probability.",
    ]
    assert page["status"]["record"] == ""
    assert page["methods"]["rows"] == []
    assert page["methods"]["note"] == "No method gives a figure for this target."
    assert facts_of(page)["Required change a year"] == "+1.5%"


@pytest.mark.parametrize(
    ("series", "mark", "line"),
    [
        (
            {"2025": 120.0},
            "similar indicators only",
            "Similar indicators only: a single yearly value is known",
        ),
        (SPARSE, "two values: wide", "It rests on two yearly values and says little more than"),
        (STEADY, "", ""),
    ],
)
def test_a_probability_of_one_or_two_values_is_marked_on_page_and_in_table(
    make_raw, edition_of, series, mark, line
):
    edition = edition_of(make_raw([series]))
    target = edition.plan.targets[0]
    assert target_row(edition, target, 1)["footing"] == mark
    lines = indicator_page(edition, target, 1)["status"]["lines"]
    assert any(found.startswith(line) for found in lines) if line else lines == []


def test_without_a_probability_nothing_is_marked(make_raw, edition_of):
    edition = edition_of(make_raw([{"2025": 100.0}], year=None))
    assert target_row(edition, edition.plan.targets[0], 1)["footing"] == ""


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (1, "Of 80% intervals from 1 yearly value, 81% held on statistics of Chinese provinces "
            "(1,200 cases, time-safe)."),
        (4, "Of 80% intervals from 3 yearly values, 79% held on statistics of Chinese provinces "
            "(1,200 cases, time-safe)."),
        (9, "Of 80% intervals from 7 yearly values, 77% held on statistics of Chinese provinces "
            "(1,200 cases, time-safe)."),
    ],
)  # fmt: skip
def test_the_track_record_is_that_of_the_largest_tested_length(
    make_raw, edition_of, monkeypatch, years, words
):
    monkeypatch.setattr(track_record, "committed", made_up_records().get)
    values = {str(year): 100.0 + year - 2017 for year in range(2026 - years, 2026)}
    edition = edition_of(make_raw([values]))
    assert indicator_page(edition, edition.plan.targets[0], 1)["status"]["record"] == words


def test_every_page_of_the_default_plan_has_a_track_record(raw_and_results):
    raw, results, stamp = raw_and_results
    content = report_content(Edition(raw, results, "zh", stamp))
    assert all("命中" in page["status"]["record"] for page in content["indicators"])


def test_what_the_model_was_fitted_to_is_attributed(make_raw, edition_of):
    content = report_content(edition_of(make_raw([STEADY])))
    (section,) = [section for section in content["method"] if section["key"] == "reference"]
    panels = read_model().metadata["panels"]
    total = f"{sum(panel['series'] for panel in panels):,}"
    said = section["texts"][0]
    assert (
        f"from {total} annual series: 6,703 of the World Bank’s indicators of nations, 4,106 official" in said
    )
    assert "1,024 statistics of China’s provinces (World Development Indicators" in said
    assert any(
        f"{total} series" in text and panels[0]["sha256"][:12] in text for _, text in content["run"]["rows"]
    )


def test_a_panel_of_ones_own_is_called_by_its_file(make_raw, edition_of):
    panel = {"name": "mine.csv.gz", "series": 1234, "sha256": "", "values": 5}
    assert panel_text(edition_of(make_raw([STEADY])), panel) == "1,234 of mine.csv.gz"


def test_a_value_beyond_the_target_is_said_to_meet_it(make_raw, edition_of):
    edition = edition_of(make_raw([{"2014": 160.0}]))
    page = indicator_page(edition, edition.plan.targets[0], 1)
    assert "The latest value already meets the target." in page["status"]["lines"]


@pytest.mark.parametrize(
    ("status", "mark", "legend"),
    [
        ("derived", "†", "computed from other published figures"),
        ("lower_bound", "‡", "a lower bound"),
        ("rounded", "§", "round figures"),
    ],
)
def test_what_was_not_published_as_it_stands_is_marked(make_raw, edition_of, status, mark, legend):
    raw = make_raw([STEADY])
    raw.observations.loc[raw.observations["period"] == "2025", "status"] = status
    edition = edition_of(raw)
    page = indicator_page(edition, edition.plan.targets[0], 1)
    assert page["values"][-1]["mark"] == mark
    assert [row["mark"] for row in page["values"][:-1]] == [""] * 5
    assert len(page["legend"]) == 1
    assert legend in page["legend"][0]
    assert target_row(edition, edition.plan.targets[0], 1)["latest_mark"] == mark


def test_values_dated_within_a_year_are_marked_and_parts_of_a_flow_otherwise(make_raw, edition_of):
    raw = make_raw([{"2023-11": 100.0, "2025": 110.0}, {"2024-06": 5.0, "2025": 11.0}])
    raw.plan.indicators["i1"] = dataclasses.replace(raw.indicators["i1"], kind="flow")
    edition = edition_of(raw)
    page = indicator_page(edition, edition.plan.targets[0], 1)
    assert [(row["period"], row["mark"]) for row in page["values"]] == [("Nov. 2023", "¶"), ("2025", "")]
    page = indicator_page(edition, edition.plan.targets[1], 2)
    assert [(row["period"], row["mark"]) for row in page["values"]] == [("June 2024", "○"), ("2025", "")]


def test_a_break_is_explained_and_earlier_values_marked(make_raw, edition_of):
    raw = make_raw([STEADY])
    change = {"indicator": "i0", "region": "*", "year": 2023, "link_factor": float("nan")}
    raw.breaks.loc[0] = {**change, "reason_zh": "口径调整", "reason_en": "new scope"}
    edition = edition_of(raw)
    page = indicator_page(edition, edition.plan.targets[0], 1)
    assert [row["mark"] for row in page["values"]] == ["◇", "◇", "◇", "", "", ""]
    assert {"label": "Change of definition", "texts": [
        "The definition changed in 2023: new scope. Earlier values are not used."
    ]} in page["paragraphs"]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "rule", "said"),
    [
        ("quarter", "sum", "the sum of its quarters; it counts once all of them are known."),
        ("month", "mean", "the mean of its months; it counts once all of them are known."),
        ("half_year", "last", "A year’s figure is that of its last half-year."),
        ("fiscal_year", "", "each counts for the year in which it ends, 2024-25 for 2025."),
    ],
)  # fmt: skip
def test_the_page_says_how_parts_of_years_are_brought_to_years(make_raw, edition_of, kind, rule, said):
    edition = edition_of(make_raw([SPARSE]))
    (indicator,) = edition.plan.indicators.values()
    assert yearly_texts(edition, indicator) == []
    declared = dataclasses.replace(indicator, period_kind=kind, yearly_by=rule)
    (text,) = yearly_texts(edition, declared)
    assert text.endswith(said)


def test_the_note_on_a_value_is_kept(make_raw, edition_of):
    raw = make_raw([STEADY])
    raw.observations.loc[raw.observations["period"] == "2024", "note"] = "由126/1.041推得"
    edition = edition_of(raw, "zh")
    page = indicator_page(edition, edition.plan.targets[0], 1)
    assert page["paragraphs"][-1] == {"label": "数据备注", "texts": ["2024年：由126/1.041推得"]}


def test_the_english_edition_takes_the_english_note_where_there_is_one(make_raw, edition_of):
    raw = make_raw([STEADY])
    raw.observations.loc[raw.observations["period"].isin(["2023", "2024"]), "note"] = "推算"
    raw.observations.loc[raw.observations["period"] == "2024", "note_en"] = "126 ÷ 1.041"
    edition = edition_of(raw, "en")
    page = indicator_page(edition, edition.plan.targets[0], 1)
    assert page["paragraphs"][-1]["texts"] == ["2023: 推算", "2024: 126 ÷ 1.041"]


def test_values_stand_in_the_order_of_their_ends(make_raw, edition_of):
    edition = edition_of(make_raw([{"2025": 110.0, "2025-06": 105.0, "2024": 100.0}]))
    page = indicator_page(edition, edition.plan.targets[0], 1)
    assert [row["period"] for row in page["values"]] == ["2024", "June 2025", "2025"]


def test_sources_are_numbered_as_cited_and_the_plan_is_among_them(make_raw, edition_of):
    content = report_content(edition_of(make_raw([STEADY])))
    rows = content["sources"]["rows"]
    assert [row["text"] for row in rows] == ["统计局: 年鉴, 14 February 2026.", "样例规划文本."]
    assert [row["url"] for row in rows] == ["https://example.org/yearbook", ""]
    assert [row["reposted"] for row in rows] == [False, True]
    assert content["indicators"][0]["values"][0]["source"] == 1


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("stock", 150.0, "≥ 150.0"),
        ("average_growth", 15.0, "≥ 15% a year"),
        ("multiple_of_baseline", 2.0, "≥ 2×"),
    ],
)
def test_a_target_is_written_as_the_plan_means_it(make_raw, edition_of, kind, value, words):
    edition = edition_of(make_raw([STEADY], kind=kind, value=value))
    assert aim(edition, edition.plan.targets[0]) == words


def test_a_growth_target_shows_its_level(make_raw, edition_of):
    edition = edition_of(make_raw([STEADY], kind="average_growth", value=15.0))
    page = indicator_page(edition, edition.plan.targets[0], 1)
    assert facts_of(page)["The same as a level in 2030"] == "201.1"


def test_the_check_code_is_the_beginning_of_the_hash_of_the_result(stamp):
    assert check_code("0123456789abcdef" * 4) == "0123-4567-89AB"
    assert stamp.check_code == "5HA2-5601-2345"


def test_both_editions_carry_one_check_code(make_raw, edition_of):
    raw = make_raw([STEADY])
    for language in ("zh", "en"):
        content = report_content(edition_of(raw, language))
        assert content["cover"]["lines"][-1]["text"] == "5HA2-5601-2345"
        assert "5HA2-5601-2345" in content["document"]["footer"]


@pytest.mark.parametrize(
    ("rate", "text"), [(17.18, "+17.2%"), (0.13, "+0.13%"), (-0.05, "−0.05%"), (0, "0.00%"), (None, "–")]
)
def test_small_rates_keep_two_decimals(rate, text):
    assert rate_pct(rate) == text


@pytest.mark.parametrize(
    ("value", "text"), [(10000.0, "10,000"), (2.5, "2.5"), (0.12345, "0.1235"), (None, "–")]
)
def test_a_figure_without_indicator_keeps_its_own_decimals(value, text):
    assert plain(value) == text


def test_dates_are_written_as_the_language_does(make_raw, edition_of):
    raw = make_raw([STEADY])
    english, chinese = edition_of(raw, "en"), edition_of(raw, "zh")
    assert [english.period(text) for text in ("2025", "2025-09", "2026-06-30")] == [
        "2025", "Sept. 2025", "30 June 2026",
    ]  # fmt: skip
    assert [chinese.period(text) for text in ("2025", "2025-09", "2026-06-30")] == [
        "2025年", "2025年9月", "2026年6月30日",
    ]  # fmt: skip


def test_units_of_hundreds_of_millions_are_multiplied_out(make_raw, edition_of):
    edition = edition_of(make_raw([STEADY]))
    assert edition.quantity(223.8, 1, "100 million yuan a year") == "223.8 × 100 million yuan a year"
    assert edition.quantity(37.7, 1, "%") == "37.7%"
    assert edition.quantity(21.0, 0, "centres") == "21 centres"


def test_results_without_any_value_make_a_page(make_raw, edition_of):
    edition = edition_of(make_raw([STEADY, {}]))
    page = indicator_page(edition, edition.plan.targets[1], 2)
    assert page["values"] == []
    assert page["status"]["lines"][0] == "No figure is known for it."
    assert edition.assessment_of(edition.plan.targets[1]).latest_value is None


@pytest.mark.parametrize(
    ("language", "figure", "interval"),
    [("zh", "16.4万", "14万～21.5万"), ("en", "164,000", "140,000 – 215,000")],
)
def test_a_figure_is_written_as_the_language_writes_its_unit(
    make_raw, edition_of, language, figure, interval
):
    edition = edition_of(make_raw([STEADY]), language)
    indicator = dataclasses.replace(
        edition.plan.indicators["i0"], decimals=0, unit=Texts(zh="件", en="patents")
    )
    assert edition.figure(164_000.0, indicator) == figure
    assert edition.interval(140_000.0, 215_000.0, indicator) == interval
    assert edition.figure(7.44, None) == "7"
