"""What stands beside a probability: lenses, why, stability, statements told, the outside view."""

from __future__ import annotations

import pandas as pd
import pytest
from helpers.not_judged import reasons_of, withheld

from ontrack.explorer import sentences
from ontrack.plan import LANGUAGES
from ontrack.report.edition import Edition
from ontrack.report.sections.evidence.outside_part import outside_part
from ontrack.report.sections.evidence.statements_part import statements_part
from ontrack.report.sections.targets.lens_block import lens_block
from ontrack.report.sections.targets.stability_line import stability_line
from ontrack.tables.evidence_columns import LENSES, SENSITIVITY, STATEMENTS_TOLD, WHY, WHY_FACTS

NAME = "high_value_patents_per_10k"
EMPTY_LENS = dict.fromkeys(LENSES.names)
LENS = EMPTY_LENS | {
    "target": NAME, "year": 2030, "probability_met": 0.87, "probability_apart": 0.81,
    "pace_unit": "percent", "nation_pace": 19.4, "nation_from": 2022, "nation_to": 2025,
    "nation_value": 59.0, "nation_met": "yes", "peers": 0, "peers_met": 0, "ambition": "under_half",
    "earlier_share": 0.55, "earlier_lower": 0.22, "earlier_upper": 0.83, "earlier_targets": 11,
    "earlier_plans": 8, "rules_good": 9, "rules_middle": 1, "rules_bad": 0,
    "reconciled": "rules_see_longer_pace", "longer_pace": 17.2, "longer_from": 2020, "last_pace": 6.1,
    "last_from": 2024, "latest_year": 2025,
}  # fmt: skip
STEPS = (("class", 0.38), ("what", 0.55), ("economy", 0.48), ("nation", 0.84), ("own_values", 0.87))


def frame(table, rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=table.names)


def why_rows(target: str) -> pd.DataFrame:
    rows = [
        {"target": target, "step": place, "piece": piece, "present": "yes", "probability": chance}
        for place, (piece, chance) in enumerate(STEPS)
    ]
    return frame(WHY, rows).astype({"points": float, "points_alone": float})


def told_row(target, kind: str, used: str, points: float | None, text: str = "") -> dict[str, object]:
    return {
        "target": target.target, "indicator": target.indicator, "kind": kind, "from": "2021", "to": "2025",
        "value": "1000", "published": "2026-02-01", "source": "yearbook", "text_zh": text, "text_en": text,
        "used": used, "replaces": "", "probability_without": 0.4, "points_moved": points,
    }  # fmt: skip


@pytest.fixture
def edition_with(raw_and_results):
    """Return a function that starts an edition of the default plan with made-up tables beside."""
    raw, results, stamp = raw_and_results
    name = raw.plan.table_targets[0].target

    def start(language: str = "en", **tables: pd.DataFrame) -> Edition:
        beside = {
            "lenses": frame(LENSES, [LENS | {"target": name}]),
            "why": why_rows(name),
            "why_facts": frame(WHY_FACTS, [
                {"target": name, "direction": "up", "year": 2026, "value": 26.0, "probability": 0.95},
                {"target": name, "direction": "down", "year": 2026, "value": 23.9, "probability": 0.65},
            ]),
        }  # fmt: skip
        return Edition(raw, {**results, **beside, **tables}, language, stamp)

    return start


def test_the_page_has_three_lenses_the_steps_and_the_facts(edition_with):
    edition = edition_with()
    target, other = edition.plan.table_targets[:2]
    block = lens_block(edition, target)
    assert block["lenses"][0].startswith("Similar indicators: 87%")
    assert len(block["lenses"]) == 3
    assert "no Chinese plan among them" in block["lenses"][2]
    assert block["reconciled"] == (
        "International rules: 9 favourable, 1 in between, 0 unfavourable. Rules and probability differ "
        "because the rules look at the pace since 2020 (17.2% a year); since 2024 it was 6.1% a year."
    )
    assert block["steps"].startswith("Similar indicators alone say 38%, what it measures +17, economy −7")
    assert len(block["facts"]) == 2
    assert lens_block(edition, other) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_stability_counts_the_ways_in_which_the_word_is_the_same(edition_with, language):
    edition = edition_with(language)
    target = edition.plan.table_targets[0]
    said = edition.assessment_of(target).verdict
    rows = [
        {"target": target.target, "evidence": "all", "panels": panels, "time_safe": "yes", "pace": "all",
         "probability_met": chance, "word": word}
        for panels, chance, word in (("a", 0.62, "uncertain"), ("b", 0.8, said), ("c", 0.9, said))
    ]  # fmt: skip
    edition = edition_with(language, sensitivity=frame(SENSITIVITY, rows))
    line = stability_line(edition, target)
    assert ("62–90%" if language == "en" else "62%～90%") in line
    assert ("the same in 2" if language == "en" else "结论相同的2次") in line
    assert stability_line(edition, edition.plan.table_targets[1]) == ""
    unjudged = withheld(edition.results, {target.target: "class_answer"})
    quiet = stability_line(Edition(edition.raw, unjudged, language, edition.stamp), target)
    assert ("word" if language == "en" else "结论") not in quiet


def test_without_its_table_an_answer_has_no_line_of_stability(edition_with):
    edition = edition_with(sensitivity=frame(SENSITIVITY, []))
    assert stability_line(edition, edition.plan.table_targets[0]) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_stand_in_the_plans_order_with_what_they_move(edition_with, language):
    edition = edition_with(language)
    one, two = edition.plan.table_targets[:2]
    source = str(edition.raw.sources.index[0])
    rows = [
        told_row(two, "at_least", "no", None, "An old sentence."),
        told_row(one, "sum_over", "yes", -7.2),
        {**told_row(one, "sum_over", "yes", 1.0), "target": "of_another_plan"},
    ]
    table = frame(STATEMENTS_TOLD, [row | {"source": source} for row in rows])
    part = statements_part(edition_with(language, statements=table))
    assert [row["name"] for row in part["rows"]] == [edition.name_of(one), edition.name_of(two)]
    first, second = part["rows"]
    assert (first["points"], first["note"]) == ("−7", "")
    assert first["sentence"] == edition.say("told.plain", period="2021–2025", value="1000")
    assert (second["sentence"], second["points"]) == ("An old sentence.", "–")
    assert second["note"] == edition.say("told.unused")
    assert part["texts"][1] == edition.count("told.count", 2, used=1)
    assert statements_part(edition_with(language, statements=table.iloc[:0])) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outside_view_gives_no_share_of_few_plans_and_an_upper_bound(edition_with, language):
    columns = ["group", "name", "targets", "met", "plans", "programmes", "share", "lower", "upper"]
    nan = float("nan")
    rows = [
        ("all", "all", 100, 60, 50, 4, 0.6, 0.4, 0.8),
        ("ambition", "over_two", 32, 7, 24, 5, 0.22, 0.07, 0.52),
        ("ambition", "met_already", 7, 6, 7, 1, 0.857, 0.3, 0.99),
        ("kind", "real", 0, 0, 0, 0, nan, nan, nan),
        ("issuer", "germany_2002_2008", 26, 9, 2, 2, nan, nan, nan),
        ("issuer", "Made-up body", 3, 1, 1, 1, nan, nan, nan),
        ("past_targets", "all", 25, 23, 11, 11, 0.92, 0.66, 0.99),
    ]
    edition = edition_with(language, outside_view=pd.DataFrame(rows, columns=columns))
    part = outside_part(edition)
    names = [row["name"] for row in part["rows"]]
    assert names[0] == edition.say("outside.all.all")
    assert names[1:3] == [edition.wording(f"lenses.ambition.{one}") for one in ("met_already", "over_two")]
    assert names[3:] == [edition.wording("code.outside_view.germany_2002_2008"), "Made-up body"]
    assert part["rows"][3]["cells"] == ["26", "9", "2", "–", "–"]
    (text,) = part["texts"]
    assert "92%" in text
    assert edition.say("outside.no_chinese") in text
    empty = pd.DataFrame(columns=columns)
    assert outside_part(edition_with(language, outside_view=empty)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_explorer_lists_lenses_below_the_answer(raw_and_results, edition_with, language):
    from ontrack.explorer.desk import Desk
    from ontrack.projection.of_plan import project_plan

    raw, results, _ = raw_and_results
    edition = edition_with(language)
    target = raw.plan.table_targets[0]
    reasons = reasons_of(results, 1)
    told = {"assessments": withheld(results, reasons)["assessments"], "lenses": edition.results["lenses"]}
    projections = project_plan(raw.plan, results["series"], results["evidence_series"])
    desk = Desk(raw, 2025, results["series"], projections, told)
    scenarios = {one.id: one for one in raw.scenarios}
    shown = desk.outcome(scenarios["baseline"], target)
    assert (shown.assessment.verdict, shown.assessment.reason) == ("", reasons[target.target])
    row, indicator = desk.lenses_of(target), raw.plan.indicators[target.indicator]
    lines = sentences.lenses(row, shown, "A", indicator, edition.wording, region="CN-ZJ")
    html = sentences.answer(shown, shown, ("A", "A"), edition.wording, is_baseline=True, beside=lines)
    assert html.count("<li>") == 4
    assert 'class="figure not_judged"' in html
    assert edition.wording(f"not_judged.{reasons[target.target]}") in html
    assert sentences.tile(target, shown, shown, edition.wording, chosen=True).count("tile not_judged") == 1
    assert desk.lenses_of(raw.plan.table_targets[1]) is None
    assert sentences.lenses(None, shown, "A", indicator, edition.wording, region="CN-ZJ") == []
    other = next(one for one in raw.scenarios if desk.outcome(one, target).changed)
    outcome = desk.outcome(other, target)
    moved = sentences.lenses(row, outcome, "A name", indicator, edition.wording, region="CN-ZJ")
    assert "A name" in moved[0]
    assert moved[1:] == lines[1:]
