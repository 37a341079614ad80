"""The page of the plan against itself."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from report.committed import AS_OF

from ontrack.coherence import check_identities, forecast_ratios
from ontrack.plan import LANGUAGES
from ontrack.plan.relations import Identities
from ontrack.report.edition import Edition
from ontrack.report.sections.plan.coherence_page import coherence_page, findings, pointer, ratio_table
from ontrack.report.sections.plan.finding_figures import figure_text, with_unit
from ontrack.tables.choices import COHERENCE_KINDS, FINDINGS, UNCHECKED_REASONS
from ontrack.wording import load_wording

OWN_ORDER = {name: place for place, name in enumerate(FINDINGS)}


@pytest.fixture(params=LANGUAGES)
def edition(request, raw_and_results) -> Edition:
    raw, results, stamp = raw_and_results
    return Edition(raw, results, request.param, stamp)


def english(raw_and_results, **results) -> Edition:
    raw, tables, stamp = raw_and_results
    return Edition(raw, {**tables, **results}, "en", stamp)


def finding_of(edition: Edition, identity: str) -> dict:
    place = next(place for place, row in enumerate(findings(edition)) if row.identity == identity)
    return coherence_page(edition)["findings"][place]


def test_every_finding_is_told_with_its_arithmetic_and_without_gaps(edition):
    page = coherence_page(edition)
    assert len(page["findings"]) == len(edition.raw.identities.identity)
    for item in page["findings"]:
        texts = [item["judgement"], *(text for _, text in item["lines"])]
        assert all(text.strip() and "nan" not in text and "{" not in text for text in texts)
        assert item["lines"][0][0] == edition.say("coherence.line.arithmetic")
        assert item["sources"]


def test_the_most_severe_come_first(edition):
    places = [OWN_ORDER[item["key"]] for item in coherence_page(edition)["findings"]]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("identity", "words"),
    [
        ("stock_against_rate", ["209,000 patents ÷ 30 patents per 10,000 people = 69.67 million people"]),
        ("stock_against_share", ["209,000 patents ÷ 50% = 418,000 patents", "fall from 488,244 patents"]),
        ("share_baseline", ["37.7% and 33.6%", "4.1 points (12.2%)", "164,000 patents", "488,000 patents"]),
        ("doubling_in_total", ["below 63.7%", "66.9%", "at most 27.4%", "14.87%", "268,500"]),
        ("growth_against_doubling", ["= 20.11 billion yuan", "14.87%", "0.13 points below"]),
        ("named_centres", ["The 21 that exist and the 6 named make 27, 1 short of the goal of 28."]),
        ("existing_sites", ["(88 sites) already reaches the goal of 70 sites"]),
        (
            "data_ip_amount",
            ["13.7 billion yuan is a running total", "7.15 billion yuan the amount of one year"],
        ),
        ("value_added_and_gdp", ["figures are missing for “Value added of patent-intensive industries”"]),
    ],
)
def test_the_figures_of_methods_7_stand_on_the_page(raw_and_results, identity, words):
    item = finding_of(english(raw_and_results), identity)
    told = "\n".join([item["judgement"], *(text for _, text in item["lines"])])
    assert [word for word in words if word not in told] == []


def test_the_chinese_page_tells_the_same_figures(raw_and_results):
    raw, results, stamp = raw_and_results
    item = finding_of(Edition(raw, results, "zh", stamp), "stock_against_rate")
    assert item["lines"][0][1].startswith("20.9万件 ÷ 30件/万人 ＝ 6,967万人（计入取整为6,938至6,995万人）")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_of_every_kind_has_its_sentence(language):
    texts = load_wording(language).texts
    plain = {"growth", "multiple"}
    for kind in COHERENCE_KINDS:
        family = "agreement" if kind in ("rate", "share") else kind
        classes = {"contradictory", "coherent"}
        classes |= {"strained", "coherent_rounded"} if family in {"agreement", "numerator", *plain} else set()
        classes |= {"strained"} if kind == "count" else {"coherent_rounded"} if kind == "same" else set()
        classes |= {"not_checkable"} if kind == "numerator" else set()
        for name in classes:
            key = f"report.coherence.{family}.{name}"
            assert key in texts or f"{key}.one" in texts
    assert {f"finding.{name}" for name in FINDINGS} <= set(texts)
    assert {f"report.coherence.unchecked.{name}" for name in UNCHECKED_REASONS} <= set(texts)


@pytest.mark.parametrize(
    ("reason", "missing", "words"),
    [
        ("missing_figure", "gdp@2031", "figures are missing for “Gross domestic product”"),
        ("zero_denominator", "", "it would divide by zero"),
        ("no_target_year", "", "the plan states no year"),
    ],
)
def test_what_cannot_be_checked_says_why(raw_and_results, reason, missing, words):
    table = raw_and_results[1]["coherence"]
    sides = [f"{side}_{end}" for side in ("left", "right") for end in ("value", "lower", "upper")]
    row = table.iloc[[0]].assign(finding="not_checkable", reason=reason, missing=missing, gap_pct=None)
    row[sides] = float("nan")
    item = coherence_page(english(raw_and_results, coherence=row))["findings"][0]
    assert words in item["judgement"]
    assert [label for label, _ in item["lines"]] == (["Targets"] if row["targets"].iloc[0] else [])


def test_a_plan_without_identities_says_so(raw_and_results):
    raw, tables, stamp = raw_and_results
    bare = dataclasses.replace(raw, identities=Identities())
    found, figures = check_identities(bare, AS_OF)
    ratios = forecast_ratios(bare, {}, AS_OF)
    none = {"coherence": found, "coherence_figures": figures, "ratio_forecasts": ratios}
    page = coherence_page(Edition(bare, {**tables, **none}, "en", stamp))
    assert page["intro"] == [load_wording("en")("report.coherence.none")]
    assert (page["findings"], page["ratios"]) == ([], None)


def test_a_page_points_to_the_findings_against_its_target(raw_and_results):
    edition = english(raw_and_results)
    targets = {target.target: target for target in edition.plan.targets}
    line = pointer(edition, targets["high_value_patent_share"])
    assert line == [
        "Checked against the plan’s other figures: Strained: 1; Differs from another published figure: "
        "definition to be checked: 1. See “Consistency of the plan’s figures”."
    ]
    assert pointer(edition, targets["ip_royalty_trade"]) == []


def test_the_table_of_ratios_shows_both_forecasts_and_their_difference(raw_and_results):
    edition = english(raw_and_results)
    groups = {group["name"]: group["lines"] for group in ratio_table(edition)["groups"]}
    direct, parts, less = groups["High-value share of valid invention patents"]
    assert [direct[0], parts[0], less[0]] == [
        "Direct",
        "Numerator ÷ denominator (correlation 0.5)",
        "Difference",
    ]
    assert (direct[1], parts[1], less[1]) == ("37.7", "33.6", "−4.1")
    assert less[4].endswith(" points")
    missing = groups["Patent-intensive industries' share of GDP"][-1]
    assert missing[0].endswith("figures are missing for “Value added of patent-intensive industries”")
    assert missing[1:] == ["–"] * 4


def test_a_ratio_without_a_direct_forecast_has_one_line(raw_and_results):
    table = raw_and_results[1]["ratio_forecasts"]
    lone = table[(table["method"] == "through_parts") & table["median"].notna()].iloc[[0]]
    groups = ratio_table(english(raw_and_results, ratio_forecasts=lone))["groups"]
    assert [len(group["lines"]) for group in groups] == [1]
    assert ratio_table(english(raw_and_results, ratio_forecasts=pd.DataFrame(columns=table.columns))) is None


def test_once_its_driver_is_observed_a_finding_speaks_of_no_projection(raw_and_results):
    raw, tables, stamp = raw_and_results
    ours = raw.observations["region"].eq(raw.plan.region)
    rows = [
        mine.iloc[[-1]].assign(period=str(year), value=value, published=f"{year + 1}-03")
        for name, year, value in (
            ("resident_population", 2029, 6900.0),
            ("enterprises", 2030, 560.0),
            ("valid_trademarks", 2030, 7100000.0),
        )
        for mine in [raw.observations[raw.observations["indicator"].eq(name) & ours]]
    ]
    later = dataclasses.replace(raw, observations=pd.concat([raw.observations, *rows]))
    coherence, figures = check_identities(later, 2030)
    edition = Edition(later, {**tables, "coherence": coherence, "coherence_figures": figures}, "en", stamp)
    assert finding_of(edition, "stock_against_rate")["judgement"].endswith(
        "when “Resident population, 2029” is 69.67 million people; it is 69 million people."
    )
    assert finding_of(edition, "trademarks_and_enterprises")["judgement"] == (
        "With 5.6 million enterprises (“Enterprises”), reaching 125 trademarks per 100 enterprises "
        "(“Registered trademarks per 100 enterprises”) takes 7,000,000 trademarks (“Valid registered "
        "trademarks”), against 7,100,000 trademarks."
    )


@pytest.mark.parametrize(
    ("values", "unit", "text"),
    [
        ([209000.0], "patents", "209,000 patents"),
        ([701445.9], "patents", "701,400 patents"),
        ([33.6066], "%", "33.6%"),
        ([137.0], "100 million yuan", "13.7 billion yuan"),
        ([0.5], "100 million yuan", "50 million yuan"),
        ([6938.4, 6994.9], "10,000 people", "69.38 to 69.95 million people"),
        ([6.0], "", "6"),
        ([float("nan")], "patents", "– patents"),
    ],
)
def test_amounts_as_english_writes_them(raw_and_results, values, unit, text):
    assert with_unit(english(raw_and_results), values, unit) == text


def test_zero_has_digits_too():
    assert figure_text(0.0, "") == "0"
