"""How reliable the probabilities are: quoted figures, sentences on and off, grades, what is not known."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from helpers.records import changed, made_up_records

from ontrack.plan.texts import Texts
from ontrack.records import track_record
from ontrack.report.edition import Edition
from ontrack.report.sections.evidence import record_tables
from ontrack.report.sections.evidence.reliability_page import reliability_page

STEADY = {"2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}
MINE = "protocol == 'time_safe' and set == 'chinese_provinces' and method == 'reference class'"
WHOLE = f"{MINE} and part == 'all'"


@pytest.fixture
def say(make_raw, edition_of, monkeypatch):
    """Return a function that writes the page with our own record, some of its figures changed."""

    def write(where: str = "", region: str = "CN-ZJ", domain: str = "innovation", **figures: object):
        records = made_up_records()
        records = changed(records, where, **figures) if where else records
        monkeypatch.setattr(track_record, "committed", records.get)
        raw = make_raw([STEADY])
        one = dataclasses.replace(raw.plan.indicators["i0"], domain=domain)
        plan = dataclasses.replace(raw.plan, indicators={"i0": one})
        edition = edition_of(dataclasses.replace(raw, plan=plan))
        moved = dataclasses.replace(edition.raw, plan=dataclasses.replace(plan, region=region))
        return reliability_page(dataclasses.replace(edition, raw=moved))

    return write


def parts_of(page) -> dict[str, dict]:
    return {part["key"]: part for part in page["parts"]}


def said_of_tests(page) -> str:
    return " ".join(parts_of(page)["tests"]["texts"])


def test_the_headline_states_the_population_the_least_and_the_most(say):
    said = say()["headline"]
    assert said.startswith("Tested on statistics of Chinese provinces, intervals")
    assert "held in 77% to 81%" in said
    assert "improve on always stating the usual frequency (Brier skill 0.10 to 0.14" in said


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (f"{WHOLE} and length == '1'", "in some cases and not clearly in others (Brier skill −0.20 to 0.14"),
        (WHOLE, "do not improve on always stating the usual frequency (Brier skill −0.20 to −0.20"),
    ],
)
def test_a_negative_skill_is_said_plainly(say, where, words):
    page = say(where, brier_skill=-0.2)
    assert words in page["headline"]
    assert "no better than always stating the usual frequency: 1" in said_of_tests(page)


def test_without_a_negative_skill_nothing_is_said_of_one(say):
    assert "With this many yearly values known" not in said_of_tests(say())


def test_a_skill_within_its_error_is_not_called_one(say):
    page = say(f"{WHOLE} and length == '7'", brier_skill=0.04, brier_skill_error=0.1)
    assert "not clearly in others (Brier skill 0.04 to 0.13" in page["headline"]
    assert "does not exceed its standard error" in said_of_tests(page)
    assert "does not exceed its standard error" not in said_of_tests(say())


@pytest.mark.parametrize(
    ("skill", "words"),
    [(0.1, "left out, the skill is 0.10 to 0.10."), (-0.1, "left out, they do no better than the usual")],
)
def test_the_headline_names_the_tables_of_property(say, skill, words):
    assert words in say(f"{MINE} and part.str.startswith('held out')", brier_skill=skill)["headline"]


def test_tables_of_property_may_differ_and_are_named_for_such_plans_only(say):
    assert "on some and no better on others (skill 0.00 to 0.07)." in say()["headline"]
    assert "property" not in say(domain="energy")["headline"]


@pytest.mark.parametrize(
    ("stated", "words"),
    [(0.5, "were 50% on average where 62% came true: too low."),
     (0.8, "were 80% on average where 62% came true: too high."), (0.61, None)],
)  # fmt: skip
def test_what_is_stated_on_tables_of_property(say, stated, words):
    page = say(f"{MINE} and part.str.startswith('held out')", stated=stated)
    said = parts_of(page)["property"]["texts"][0]
    assert words in said if words else "on average where" not in said


def test_intervals_that_are_too_wide_are_called_so(say):
    said = said_of_tests(say(f"{WHOLE} and length == '1'", coverage_80=89.0))
    assert "They held most with 1 yearly value known: 89%, wider than they need be." in said
    assert "wider than" not in said_of_tests(say())


def test_what_was_tested_and_that_it_is_time_safe(say):
    said = said_of_tests(say())
    assert "statistics of China’s provinces" in said
    assert "fitted only to what was over when they were asked" in said
    assert "M3" not in said


@pytest.mark.parametrize(
    ("held", "words", "absent"),
    [
        (60.0, "with 5 yearly values known: only 60% of those of 80%. They are too narrow there.", "least: "),
        (76.0, "with 5 yearly values known: 76% of those of 80%.", "too narrow"),
    ],
)
def test_where_intervals_held_least(say, held, words, absent):
    said = said_of_tests(say(f"{WHOLE} and length == '5'", coverage_80=held))
    assert words in said
    assert absent not in said


@pytest.mark.parametrize(
    ("stated", "words"),
    [(0.44, "were 44% on average where 62% came true: too low."),
     (0.75, "were 75% on average where 62% came true: too high."), (0.64, None)],
)  # fmt: skip
def test_stated_beside_what_happened(say, stated, words):
    said = said_of_tests(say(f"{WHOLE} and length == '2'", stated=stated))
    assert words in said if words else "on average where" not in said


@pytest.mark.parametrize(
    ("skill", "words"),
    [(-0.04, "amounts of money, with 1 yearly value known: the probabilities were no better than the usual"),
     (0.03, "amounts of money, with 1 yearly value known: Brier skill 0.03, 80% intervals held in 81%.")],
)  # fmt: skip
def test_the_weakest_quantity_is_named(say, skill, words):
    assert words in said_of_tests(say(f"{MINE} and part == 'quantity money'", brier_skill=skill))


def test_horizons_are_quoted_where_all_were_tested(say):
    words = "held in 81% one year ahead, 77% five years ahead and 72% ten years ahead"
    assert words in said_of_tests(say())


def test_horizons_that_were_not_all_tested_are_not_quoted(make_raw, edition_of, monkeypatch):
    records = made_up_records()
    records["horizons"] = records["horizons"].query("horizon < 10")
    monkeypatch.setattr(track_record, "committed", records.get)
    assert "years ahead and" not in said_of_tests(reliability_page(edition_of(make_raw([STEADY]))))


@pytest.mark.parametrize(("error", "shown"), [(0.06, True), (0.01, False)])
def test_an_uncertain_skill_is_called_so(say, error, shown):
    said = said_of_tests(say(WHOLE, brier_skill_error=error))
    assert (
        "There are few tables of provinces: the standard error of the skill is up to 0.06" in said
    ) == shown


def test_a_row_for_each_number_of_values(say):
    table = parts_of(say())["tests"]["table"]
    assert "on statistics of Chinese provinces, time-safe" in table["caption"]
    assert [row[0] for row in table["rows"]] == ["1", "2", "3", "5", "7"]
    assert table["rows"][0] == [
        "1", "1,200", "81.0%", "94.0%", "0.10 ± 0.05", "0.06", "60% / 62%",
    ]  # fmt: skip
    assert len(table["heads"]) == 7


def test_other_tests_and_populations_at_three_values(say):
    rows = parts_of(say())["others"]["table"]["rows"]
    assert [row[:2] for row in rows] == [
        ["statistics of Chinese provinces", "time-safe"],
        ["statistics of Chinese provinces", "held out at random"],
        ["statistics of Chinese provinces", "economy left out"],
        ["official indicators of ten places", "time-safe"],
        ["the World Bank’s indicators of nations", "time-safe"],
    ]
    assert rows[0][3:] == ["79.0%", "0.12 ± 0.05", "60% / 62%"]


@pytest.mark.parametrize(
    ("protocol", "skill", "words"),
    [("random", 0.3, "Held out at random, the skill is higher"),
     ("economy_left_out", -0.3, "Without the whole economy the skill is lower")],
)  # fmt: skip
def test_what_other_tests_show_is_said_where_it_is_so(say, protocol, skill, words):
    where = f"protocol == '{protocol}' and set == 'chinese_provinces' and part == 'all' and length == '3'"
    assert words in parts_of(say(where, brier_skill=skill))["others"]["texts"][0]
    assert words not in parts_of(say())["others"]["texts"][0]


def test_tables_of_property_left_out_are_quoted_for_a_plan_of_innovation(say):
    part = parts_of(say())["property"]
    assert [row[0] for row in part["table"]["rows"]] == [
        "patents filed", "patents granted", "patents in force", "plant varieties",
    ]  # fmt: skip
    assert part["table"]["rows"][1][1:] == [
        "217", "81% / 79% / 77%", "0.01 / 0.03 / 0.05", "60% / 60% / 60%", "62% / 62% / 62%",
    ]  # fmt: skip
    assert "The skill is zero or less for patents filed:" in part["texts"][0]


@pytest.mark.parametrize(("region", "domain"), [("CN-ZJ", "energy"), ("DE-SH", "innovation")])
def test_no_other_plan_has_tables_of_property(say, region, domain):
    page = say(region=region, domain=domain)
    assert "property" not in parts_of(page)
    near = parts_of(page)["unknown"]["texts"][0]
    assert "Whether" in near
    assert "trademarks" not in near


def test_tables_without_negative_skill_are_not_called_so(say):
    page = say(f"{MINE} and part.str.startswith('held out')", brier_skill=0.2)
    assert "zero or less" not in parts_of(page)["property"]["texts"][0]


def test_what_is_not_known_begins_with_how_near_the_test_comes(say):
    texts = parts_of(say())["unknown"]["texts"]
    assert "only patents filed, granted and in force and plant varieties" in texts[0]
    assert "China’s economy grew faster" in texts[1]
    texts = parts_of(say(region="DE-SH"))["unknown"]["texts"]
    assert texts[0].startswith("The test is on official indicators of other places.")
    assert not any("China" in text for text in texts)


def test_a_nation_is_quoted_the_test_on_nations(say):
    page = say(region="CN")
    assert "Tested on the World Bank’s indicators of nations" in page["headline"]
    assert parts_of(page)["tests"]["table"]["rows"][-1][0] == "10"


def test_grades_show_how_many_there_are_here_and_how_such_ones_did(make_raw, edition_of, monkeypatch):
    monkeypatch.setattr(track_record, "committed", made_up_records().get)
    raw = make_raw([STEADY, {"2025": 100.0}, {}])
    boxed = dataclasses.replace(raw.plan.targets[1], in_table=False, location=Texts({"": "专栏1"}))
    targets = (raw.plan.targets[0], boxed, raw.plan.targets[2])
    raw = dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, targets=targets))
    page = reliability_page(edition_of(raw))
    rows = {row[0]: row[2:] for row in parts_of(page)["grades"]["table"]["rows"]}
    assert rows["A"] == ["0", "0", "77%", "0.14"]
    assert rows["B"] == ["0", "0", "78%", "0.13"]
    assert rows["C"] == ["1", "0", "79%", "0.12"]
    assert rows["E"] == ["0", "1", "81%", "0.10"]
    assert rows["–"] == ["1", "0", "–", "–"]


def test_no_forecast_has_come_due_at_the_start(say):
    (said,) = parts_of(say())["due"]["texts"]
    assert said.startswith("No forecast of an earlier assessment of this plan has yet come due.")


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (["yes", "no", "yes"], "3 forecasts of earlier assessments have come due; 2 lay inside"),
        (["yes"], "1 forecast of an earlier assessment has come due; inside its 80% interval: 1 (100%)."),
    ],
)
def test_forecasts_that_have_come_due_are_counted(make_raw, edition_of, inside, words):
    edition = edition_of(make_raw([STEADY]))
    table = pd.DataFrame({"inside_80": inside})
    due = dataclasses.replace(edition, results=edition.results.but(forecast_record=table))
    assert words in parts_of(reliability_page(due))["due"]["texts"][0]


@pytest.mark.parametrize(
    ("row", "words"),
    [({"brier_skill": 0.1, "brier_skill_error": None}, "0.10"),
     ({"brier_skill": -0.1, "brier_skill_error": 0.06}, "−0.10 ± 0.06")],
)  # fmt: skip
def test_a_skill_without_error_stands_alone(row, words):
    assert record_tables.skill_text(row) == words


def test_the_default_plan_has_every_part_in_both_languages(raw_and_results, monkeypatch):
    raw, results, stamp = raw_and_results
    monkeypatch.setattr(track_record, "committed", made_up_records().get)
    for language in ("zh", "en"):
        page = reliability_page(Edition(raw, results, language, stamp))
        parts = parts_of(page)
        assert list(parts) == ["tests", "others", "property", "grades", "due", "unknown"]
        assert all(part["texts"] for part in parts.values())
        counted = [int(row[2]) for row in parts["grades"]["table"]["rows"]]
        assert sum(counted) == len(raw.plan.table_targets)
