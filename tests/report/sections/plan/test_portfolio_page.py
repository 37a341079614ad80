"""The page that says how many targets will be met."""

from __future__ import annotations

import dataclasses

import pytest
from report.results import compute_results

from ontrack.plan import Dependence
from ontrack.portfolio import CountSummary, summary_of
from ontrack.records.track_record import whole_sets_record
from ontrack.reference.dependence import read_dependence
from ontrack.report.build import build_report
from ontrack.report.content import report_content
from ontrack.report.edition import Edition
from ontrack.report.sections.plan.portfolio_page import all_met, binding, headline, portfolio_page

STEADY = {"2020": 100.0, "2021": 104.0, "2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}
OLD = {"2014": 100.0, "2015": 120.0}


def summary(total=12, likeliest=(3, 3), lower=2, upper=5, all_met=0.001) -> CountSummary:
    return CountSummary(total, likeliest, 3.5, lower, upper, 1.4, all_met)


@pytest.fixture
def edition(raw_and_results):
    raw, results, stamp = raw_and_results
    return Edition(raw, results, "en", stamp)


def test_the_page_agrees_with_the_tables(edition):
    page = portfolio_page(edition)
    found = summary_of(edition.results["portfolio"], "table")
    assert f"between {found.lower} and {found.upper}." in page["headline"]
    assert f"The number to be expected is {found.expected:.1f}" in page["sentences"][0]
    assert len(page["counts"]["rows"]) == 13
    inside = [row["inside"] for row in page["counts"]["rows"]]
    assert inside.index(True) == found.lower and sum(inside) == found.upper - found.lower + 1
    assert page["counts"]["rows"][0]["cells"][2:] == ["–", "–", "–"]
    shares = [int(row[-1].removesuffix("%")) for row in page["influence"]["rows"]]
    assert shares == sorted(shares, reverse=True)
    exact = edition.results["portfolio_targets"]["variance_share_pct"]
    assert exact.sum() == pytest.approx(100, abs=0.01)
    assert shares == sorted(exact.round().astype(int), reverse=True)
    assert page["influence"]["rows"][0][0] in page["sentences"][-1]


@pytest.mark.parametrize(
    ("given", "english", "chinese"),
    [
        ({}, "Most likely 3 of the 12 targets", "最有可能实现3项；实现2至5项的可能性不低于80%"),
        ({"likeliest": (3, 4)}, "Most likely 3 or 4 of the 12 targets", "最有可能实现3或4项"),
        ({"likeliest": (2, 4)}, "Most likely 2 to 4 of the 12 targets", "最有可能实现2至4项"),
        ({"total": 11}, "Of the 12 targets of the indicator table 11 can", "11项可以评估"),
        ({"lower": 3, "upper": 3}, "With a chance of at least 80%, 3 of the 12", "实现3项的可能性不低于80%"),
    ],
)  # fmt: skip
def test_the_headline(edition, given, english, chinese):
    assert headline(edition, summary(**given)).startswith(english)
    in_chinese = Edition(edition.raw, edition.results, "zh", edition.stamp)
    assert chinese in headline(in_chinese, summary(**given))


def test_the_chance_of_all_is_set_beside_independence_only_where_it_differs(edition):
    alike = all_met(edition, summary(), summary())
    assert alike.startswith("The chance that all 12 are met is <1%, with this dependence and without any")
    apart = all_met(edition, summary(all_met=0.2), summary(all_met=0.1))
    assert "is 20%; it would be 10% if they were independent" in apart


def binding_of(make_raw, edition_of, series, natures) -> str:
    raw = make_raw(series)
    targets = [
        dataclasses.replace(target, nature=nature)
        for target, nature in zip(raw.plan.targets, natures, strict=True)
    ]
    plan = dataclasses.replace(raw.plan, targets=tuple(targets))
    return " ".join(binding(edition_of(dataclasses.replace(raw, plan=plan))))


@pytest.mark.parametrize(
    ("series", "natures", "words"),
    [
        ([STEADY, STEADY], ("expected", "expected"), "The plan has no binding target."),
        ([STEADY, STEADY], ("binding", "expected"), "The one binding target is met with a probability of"),
        ([STEADY, STEADY], ("binding", "binding"), "The chance that all 2 binding targets are met is"),
        ([OLD, STEADY], ("binding", "expected"), "Nothing can be said of the binding target"),
        ([STEADY, OLD], ("binding", "binding"), "binding targets together, as 1 of them cannot be"),
    ],
)  # fmt: skip
def test_binding_targets(make_raw, edition_of, series, natures, words):
    assert words in binding_of(make_raw, edition_of, series, natures)


def test_what_cannot_be_assessed_is_named_and_left_out(make_raw, edition_of):
    page = portfolio_page(edition_of(make_raw([STEADY, STEADY, OLD])))
    assert page["headline"].startswith("Of the 3 targets of the indicator table 2 can be assessed")
    assert page["sentences"][-1] == "Left out is Name 2, which cannot be assessed."
    assert page["influence"]["rows"][-1] == ["Name 2", "Creation", "–", "–", "–", "–"]


def test_once_every_target_is_decided_there_is_no_page(make_raw, edition_of):
    assert portfolio_page(edition_of(make_raw([{"2025": 160.0}, {"2025": 100.0}], year=2025))) is None


def test_one_target_alone(make_raw, edition_of):
    page = portfolio_page(edition_of(make_raw([STEADY])))
    assert page["sentences"][0].startswith("The chance that it is met is ")
    assert len(page["sentences"]) == 2


def test_where_the_dependence_comes_from(make_raw, edition_of):
    found = read_dependence()
    texts = portfolio_page(edition_of(make_raw([STEADY, STEADY])))["dependence"]["texts"]
    assert found["attribution"] not in texts[0]  # the method note names where the series are from, once
    assert "here statistics of Chinese provinces" in texts[0]
    assert f"mean correlation of {found['same_topic']:.2f}" in texts[0]
    bank = found["world_bank"]
    assert texts[0].endswith(f"nation {bank['same_topic']:.2f} and {bank['other_topic']:.2f}.")
    record = whole_sets_record().query("event == 'all' and origin == 'all'").set_index("dependence")
    held, independent = record.loc[["estimated", "independent"], "held_80_pct"].round()
    assert f"range in {held:.0f}% of the cases, and would have in {independent:.0f}% had" in texts[2]
    assert "(217 sets of one to three values" in texts[2]  # 31 provinces, 2012 to 2018
    raw = make_raw([STEADY, STEADY])
    plan = dataclasses.replace(raw.plan, dependence=Dependence(0.4, 0.15))
    texts = portfolio_page(edition_of(dataclasses.replace(raw, plan=plan)))["dependence"]["texts"]
    assert texts[0].endswith("a correlation of 0.40 between targets of one goal, and of 0.15 between goals.")


def test_without_an_assessed_target_there_is_no_page(make_raw, stamp, charts, tmp_path, edition_of):
    raw = make_raw([OLD, OLD])
    assert report_content(edition_of(raw))["portfolio"] is None
    (charts / "portfolio.en.svg").unlink()
    build_report(
        raw, compute_results(raw), figures=charts, language="en", stamp=stamp, destination=tmp_path / "r.pdf"
    )
