"""What each official rule says, as the report shows it: side by side, disagreement counted, no mean."""

from __future__ import annotations

import dataclasses

import pytest
from helpers.rows import row_saying

from ontrack.plan import LANGUAGES, RuleSettings
from ontrack.report.sections.targets.rule_findings import measured, value_text
from ontrack.report.sections.targets.rule_matrices import reason_letters
from ontrack.report.sections.targets.rules_page import disagreements, page_rules, rules_page, tones_by_target
from ontrack.rules import official_rules
from ontrack.rules.rules_table import Ruling
from ontrack.tables import choices
from ontrack.wording import load_wording

STEADY = dict(zip(map(str, range(2020, 2026)), (100.0, 104.0, 110.0, 115.0, 121.0, 126.0), strict=True))
SLOWING = dict(zip(map(str, range(2020, 2026)), (100.0, 112.0, 121.0, 125.0, 127.0, 128.0), strict=True))
SINGLE = {"2025": 100.0}


def cells_of(page, row, language="en"):
    """Return the cells of a row of the tables by rule."""
    names = {load_wording(language)(f"rule.name.{rule}"): rule for rule in choices.RULES}
    return {
        names[head]: cell
        for part in page["matrices"]
        for head, cell in zip(part["heads"], part["rows"][row]["cells"], strict=True)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_band_and_reason_has_its_words(language):
    texts = load_wording(language).texts
    rules = official_rules(RuleSettings())
    wanted = [f"rule.{part}.{name}" for part in ("name", "formula") for name in rules]
    for name, rule in rules.items():
        wanted += [f"rule.{part}.{name}.{band}" for part in ("band", "cut") for band in rule.tones]
        wanted.append(f"rule.reading.{rule.source.reading}")
        wanted += [f"rule.direction.{name}"] if rule.without_number else []
    wanted += [f"rule.reason.{reason}" for reason in choices.RULE_REASONS]
    assert [key for key in wanted if key not in texts] == []
    used = {key for key in texts if key.startswith("rule.")}
    assert used - set(wanted) == set()


def test_every_rule_names_its_tones_from_best_to_worst():
    for rule in official_rules(RuleSettings()).values():
        order = [choices.TONES.index(tone) for tone in rule.tones.values()]
        assert order == sorted(order)
        assert {0, 2} <= set(order)


def test_the_table_shows_each_rule_s_own_word_and_figure(make_raw, edition_of):
    page = rules_page(edition_of(make_raw([STEADY, SINGLE], baseline_year=2020)))
    first, second = page["matrices"][0]["rows"]
    cells = cells_of(page, 0)
    assert (cells["eurostat"]["band"], cells["eurostat"]["value"]) == ("Significant progress", "1.14")
    assert (cells["escap_current_status"]["tone"], cells["escap_current_status"]["value"]) == (
        "middle", "5.2 / 5.0",
    )  # fmt: skip
    assert (cells["german_symbols"]["band"], cells["german_symbols"]["value"]) == ("Sun", "−8%")
    assert cells["china_elapsed_time"]["value"] == "52% / 50%"
    assert cells["oecd"]["value"] == "100%"
    assert cells["who"]["value"] == "+4.8% / +3.5%"
    assert (first["nature"], first["binding"]) == ("binding · 2020–2025", True)
    assert (second["nature"], second["binding"]) == ("expected · 2020–2025", False)


def test_a_target_that_no_rule_judges_says_why_once(make_raw, edition_of):
    edition = edition_of(make_raw([SINGLE]))
    page = rules_page(edition)
    assert [page[part] for part in ("matrices", "tones", "notes")] == [[], [], []]
    (line,) = page["silent"]
    assert line.startswith("No rule can judge ")
    assert line.endswith(
        "No value later than the plan’s baseline is known yet. "
        "Only one yearly value is known; the rule needs a second one."
    )
    assert page["verdict"] == ["Too few yearly values are known: no target is judged by two rules."]
    lines = page_rules(edition, edition.plan.targets[0])
    assert lines["groups"] == []
    assert lines["remarks"][0] == "No rule gives an answer."
    assert len(lines["remarks"]) == 3


def test_a_target_that_is_no_level_says_so(make_raw, edition_of):
    edition = edition_of(make_raw([STEADY], kind="each_year"))
    (line,) = rules_page(edition)["silent"]
    assert line.endswith(": The rules judge a value in one year; this target counts over years.")


def test_disagreement_is_counted_and_named(make_raw, edition_of):
    edition = edition_of(make_raw([STEADY, SLOWING, SINGLE]))
    said = " ".join(rules_page(edition)["verdict"])
    assert "Of the 3 targets of the indicator table, 2 are judged by at least two rules." in said
    assert "On every one of them the rules disagree." in said
    assert "On 1 target one rule gives a favourable word where another gives an unfavourable one." in said
    tones = tones_by_target(edition)
    assert tones["t1"]["ihme"] == "bad"
    assert tones["t1"]["eurostat"] == tones["t1"]["german_symbols"] == "good"
    assert disagreements(tones)[("eurostat", "ihme")] == 1
    assert disagreements(tones)[("eurostat", "escap_current_status")] == 2
    assert "on 2 targets each: Eurostat and ESCAP status; Canada and ESCAP status" in said


def test_agreement_and_a_single_pair(make_raw, edition_of):
    edition = edition_of(make_raw([STEADY, STEADY]))
    rules = edition.results["rules"]
    rules.loc[rules["rule"] == "escap_current_status", "tone"] = "good"
    assert rules_page(edition)["verdict"][1:] == ["On all of them the rules agree."]
    apart = rules.index[rules["rule"] == "who"][0]
    rules.loc[rules["rule"].isin(choices.RULES[:8]), "band"] = ""
    rules.loc[rules["rule"] == "ihme", "band"] = ""
    rules.loc[apart, "tone"] = "bad"
    edition = dataclasses.replace(edition)  # an edition reads its tables once
    assert rules_page(edition)["verdict"] == [
        "Of the 2 targets of the indicator table, 2 are judged by at least two rules.",
        "On 1 of them the rules disagree.",
        "On 1 target one rule gives a favourable word where another gives an unfavourable one.",
        "The pair that disagrees most often, on 1 target: Germany and WHO.",
    ]


def test_one_rule_alone_neither_agrees_nor_disagrees(make_raw, edition_of):
    edition = edition_of(make_raw([STEADY]))
    rules = edition.results["rules"]
    rules.loc[rules["rule"] != "sdsn", "band"] = ""
    assert rules_page(edition)["verdict"] == [
        "Too few yearly values are known: no target is judged by two rules."
    ]


def test_reasons_have_letters_in_the_order_of_the_table():
    reasons = (("", "not_begun"), ("one_value", "not_begun"))
    rows = [[row_saying(Ruling, reason=reason) for reason in of_target] for of_target in reasons]
    assert reason_letters(rows) == {"not_begun": "a", "one_value": "b"}


def test_the_lines_of_a_target_s_page(make_raw, edition_of):
    edition = edition_of(make_raw([SLOWING]))
    lines = page_rules(edition, edition.plan.targets[0])
    assert [group["tone"] for group in lines["groups"]] == ["good", "middle", "bad", ""]
    texts = {group["tone"]: group["text"] for group in lines["groups"]}
    assert texts["middle"].startswith("in between: ")
    assert texts["bad"] == "unfavourable: IHME"
    assert texts[""] == "no answer: Elapsed time"
    assert lines["remarks"] == []


@pytest.mark.parametrize(
    ("measure", "value", "text"),
    [
        ("ratio", 1.143247, "1.14"), ("share_of_way", 1.1752, "1.18"), ("index_10", 5.2, "5.2"),
        ("gap_pct", 20.0, "20%"), ("path_share", 0.75, "75%"), ("missed_pct", -8.33, "−8%"),
        ("rate_pct", -0.5, "−0.50%"), ("level", 158.62, "158.6"), ("progress_pct", 52.0, "52%"),
    ],
)  # fmt: skip
def test_every_measure_is_written_in_its_unit(make_raw, edition_of, measure, value, text):
    edition = edition_of(make_raw([STEADY]))
    assert measured(edition, edition.plan.targets[0], measure, value) == text


def test_a_finding_without_a_figure_shows_none(make_raw, edition_of):
    edition = edition_of(make_raw([{"2025": 200.0}]))  # met: the United Nations' rule needs no other value
    target = edition.plan.targets[0]
    row = next(row for row in edition.rows_of("rules", Ruling, target) if row.rule == "unsd")
    assert (row.band, value_text(edition, target, row)) == ("on_track", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_says_what_each_rule_computes_and_how_it_was_read(make_raw, edition_of, language):
    edition = edition_of(make_raw([STEADY]), language)
    rows = rules_page(edition)["list"]["rows"]
    assert [row["name"] for row in rows] == [edition.wording(f"rule.name.{name}") for name in choices.RULES]
    assert all(row["address"].startswith("http") for row in rows)
    oecd, china, ihme = (rows[choices.RULES.index(name)] for name in ("oecd", "china_elapsed_time", "ihme"))
    assert {"zh": "通行说法", "en": "as commonly stated"}[language] in oecd["source"]
    assert "1.1" in china["bands"][0]["text"]
    assert "0.95" in china["bands"][1]["text"]
    assert {"zh": "k的1次方", "en": "to the power of 1."}[language] in ihme["formula"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_bands_of_a_direction_are_listed_where_a_target_is_one(make_raw, edition_of, language):
    course = {**STEADY, "2020": 100.0}
    raw = make_raw([course], kind="direction", comparison=">", value=100.0, baseline_year=2020)
    edition = edition_of(raw, language)
    page = rules_page(edition)
    with_number = rules_page(edition_of(make_raw([STEADY]), language))["list"]["rows"]
    eurostat = choices.RULES.index("eurostat")
    assert [len(rows[eurostat]["bands"]) for rows in (page["list"]["rows"], with_number)] == [6, 4]
    said = edition.wording("rule.direction.eurostat")
    assert page["list"]["rows"][eurostat]["formula"].endswith(said)
    assert said not in with_number[eurostat]["formula"]
    cells = cells_of(page, 0, language)
    assert cells["eurostat"]["value"] == "+4.7%"
    assert cells["statistics_canada"]["value"] == "+4.7% / +1.5%"
    assert "oecd" not in cells
    assert any(edition.wording("rule.name.oecd") in line for line in page["silent"])
