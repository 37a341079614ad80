"""The scenario pages: the figures are those of the tables, and every scenario is told in a sentence."""

from __future__ import annotations

import dataclasses

import pytest
from report.results import compute_results
from scenarios.conftest import scenario

from ontrack.plan import LANGUAGES
from ontrack.plan.scenario import CLASSES
from ontrack.report import build_report
from ontrack.report.edition import Edition
from ontrack.report.sections.plan.scenario_texts import meaning
from ontrack.report.sections.plan.scenarios_page import PER_TABLE, SYMBOLS, scenario_pages
from ontrack.tables.choices import SCENARIO_REASONS, VERDICTS
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_probability

CHOSEN = (
    scenario("baseline", name_en="Base", name_zh="基准"),
    scenario("accelerated_step", percent=2, name_en="Quick", name_zh="快"),
    scenario(
        "stagnation", indicators=["i0"], compared_with="accelerated_step", name_en="Still", name_zh="停"
    ),
    scenario("required_pace", name_en="Needed", name_zh="所需"),
    scenario("driver_effect", part="numerator", percent=1, name_en="Policy", name_zh="政策"),
)


@pytest.fixture
def raw_under(make_raw):
    """Two targets under five scenarios."""
    raw = make_raw([{"2024": 95.0, "2025": 100.0}, {"2024": 145.0, "2025": 148.0}])
    return dataclasses.replace(raw, scenarios=CHOSEN)


@pytest.fixture
def pages(raw_under, edition_of):
    return scenario_pages(edition_of(raw_under))


def test_every_cell_holds_the_tables_figure(raw_under, edition_of, pages):
    edition = edition_of(raw_under)
    rows = edition.results["scenarios"].set_index(["scenario", "target"])
    for place, line in enumerate(pages["tables"][0]["rows"]):
        for one, cell in zip(CHOSEN[:2], line["cells"], strict=False):
            found = rows.loc[(one.id, f"t{place}")]
            assert cell["probability"] == format_probability(found["probability_met"])
            assert cell["symbol"] == SYMBOLS[found["verdict"]]
            assert cell["word"] == load_wording("en")(f"report.scenarios.word.{found['verdict']}")


def test_the_head_names_the_scenarios(pages):
    assert pages["tables"][0]["heads"] == [
        "Target",
        "Base",
        "Quick",
        "Still",
        "Needed",
        "Policy",
        "Extra pace for 80%, a year",
    ]


def test_differences_stand_below_but_for_the_baseline_and_what_is_by_design(pages):
    base, quick, _, needed, _ = pages["tables"][0]["rows"][0]["cells"]
    assert base["gap"] == ""
    assert quick["gap"].startswith("+")
    assert (needed["symbol"], needed["word"], needed["gap"]) == ("◇", "by design", "")


def test_what_is_not_changed_and_what_cannot_be_applied(pages):
    assert pages["tables"][0]["rows"][1]["cells"][2]["probability"] == "–"
    assert pages["tables"][0]["rows"][0]["cells"][4]["probability"] == "n/a"
    policy = pages["meanings"]["rows"][4]
    assert "Name 0: it is no ratio. Name 1: it is no ratio." in policy[1]


def test_the_legend_names_comparisons(pages):
    assert "Differences are those to “Base”." in pages["legend"]
    assert "“Still” is compared with “Quick”." in pages["legend"]


def test_shapes_differ_without_colour():
    assert len(set(SYMBOLS.values())) == len(SYMBOLS) == 9


def test_the_extra_pace_is_that_of_the_baseline(raw_under, edition_of, pages):
    rows = edition_of(raw_under).results["scenarios"].set_index(["scenario", "target"])
    change = rows.loc[("baseline", "t0"), "change_for_80"]
    assert pages["tables"][0]["rows"][0]["takes"] == f"+{change:.1f}%"


def test_without_the_baseline_there_is_no_extra_pace(raw_under, edition_of):
    raw = dataclasses.replace(raw_under, scenarios=(scenario("stagnation", compared_with="stagnation"),))
    found = scenario_pages(edition_of(raw))
    assert found["tables"][0]["heads"] == ["Target", "Example"]
    assert found["tables"][0]["rows"][0]["takes"] is None


def test_many_scenarios_take_several_tables(make_raw, edition_of):
    many = tuple(scenario("stagnation", id=f"s{n}", compared_with="s0", name_en=f"S{n}") for n in range(14))
    raw = dataclasses.replace(make_raw([{"2025": 100.0}]), scenarios=(scenario("baseline"), *many))
    *others, last = scenario_pages(edition_of(raw))["tables"]
    assert [len(one["heads"]) for one in (*others, last)] == [1 + PER_TABLE, 1 + PER_TABLE, 1 + 3 + 1]
    assert {one["rows"][0]["takes"] for one in others} == {None}
    assert last["rows"][0]["takes"] is not None
    heads = [head for one in others for head in one["heads"][1:]] + last["heads"][1:-1]
    assert heads == ["Example", *(f"S{n}" for n in range(14))]


def test_no_scenarios_no_page(make_raw, edition_of):
    assert scenario_pages(edition_of(make_raw([{"2025": 100.0}]))) is None


SAID = {
    "baseline": ({}, "The forecast itself; nothing is changed."),
    "stagnation": ({"first_year": 2027}, "From 2027 on, the indicator stays where it was the year before."),
    "accelerated_step": (
        {"percent": 1},
        "From the first year after the latest figure on, the yearly pace differs from the baseline’s by "
        "+1 percentage point.",
    ),
    "accelerated_ramp": (
        {"percent": -2.5, "points": 1, "ramp_years": 3, "first_year": 2027},
        "From 2027 on, the yearly pace moves away from the baseline’s in equal parts over 3 years, in the "
        "end by −2.5 percentage points of growth (shares and scores: +1 in their own unit).",
    ),
    "required_pace": (
        {"path": "linear", "first_year": 2027},
        "From 2027 on, the middle of the forecast moves in equal steps that end exactly on the target in its "
        "year.",
    ),
    "fixed_rate": (
        {"points": 2, "first_year": 2027}, "From 2027 on, the indicator changes by +2 in its own unit a year."
    ),
    "shock": (
        {
            "shocks": [
                {"year": 2027, "percent": -15, "recovery": [0, 0.5]},
                {"year": 2030, "percent": -1, "points": -2, "recovery": []},
            ]
        },
        "In 2027 the level changes by −15%; in the years after, growth is 0%, 50% of the baseline’s, and "
        "later the baseline’s again. In 2030 the level changes by −1% (shares and scores: −2 in their "
        "own unit).",
    ),
    "return_to_trajectory": (
        {"year": 2027, "return_year": 2029, "percent": -5},
        "From 2027 on the level differs from the baseline by −5%; in 2029 it is back on it.",
    ),
    "peer_time_shift": (
        {"region": "CN-JS", "speed": 0.5, "first_year": 2027},
        "From 2027 on, the indicator follows the path of CN-JS from the time when it stood at the same "
        "level, at 0.5 times its speed.",
    ),
    "peer_growth_replay": (
        {"region": "CN-JS", "from_year": 2020, "first_year": 2027},
        "From 2027 on, the growth of CN-JS from 2020 on is repeated.",
    ),
    "quantile_path": (
        {"quantile_pct": 10},
        "The middle of the forecast moves to its 10% quantile, and everything else with it.",
    ),
    "driver_effect": (
        {"part": "denominator", "percent": 3, "first_year": 2027},
        "From 2027 on, a policy changes the yearly growth of the denominator by +3 percentage points, and "
        "this effect lasts.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CLASSES)
def test_every_kind_has_its_sentence(make_raw, edition_of, kind):
    settings, expected = SAID[kind]
    edition = edition_of(make_raw([{"2025": 100.0}]))
    assert " ".join(meaning(edition, scenario(kind, **settings))) == expected


def test_an_effect_that_fades(make_raw, edition_of):
    fading = scenario("driver_effect", part="numerator", percent=1, fade=0.25, first_year=2027)
    edition = edition_of(make_raw([{"2025": 100.0}]), "zh")
    assert meaning(edition, fading) == ["自2027年起，政策使分子的年增速变动+1个百分点，此后作用每年减弱25%。"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_verdict_has_its_words(language):
    texts = load_wording(language).texts
    wanted = [f"report.scenarios.reason.{reason}" for reason in SCENARIO_REASONS]
    wanted += [f"report.scenarios.word.{verdict}" for verdict in VERDICTS]
    assert [key for key in wanted if key not in texts] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_set_and_can_be_read_back(raw_under, charts, stamp, tmp_path, language):
    import pypdfium2 as pdfium

    results = compute_results(raw_under)
    destination = tmp_path / "report.pdf"
    build_report(raw_under, results, figures=charts, language=language, stamp=stamp, destination=destination)
    pages = [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(destination)]
    edition = Edition(raw_under, results, language, stamp)
    [page] = [
        text
        for text in pages
        if edition.say("scenarios.caption", year=2025).replace(" ", "") in text.replace(" ", "")
    ]
    for row in results["scenarios"].to_dict("records"):
        if row["changed"]:
            assert format_probability(row["probability_met"]) in page
    assert "".join(edition.say("scenarios.intro").split())[:40] in "".join("".join(pages).split())
