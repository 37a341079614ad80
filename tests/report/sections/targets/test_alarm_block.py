"""What an indicator page says of next year, on plans whose answer is known."""

from __future__ import annotations

import re

import pytest
from report.conftest import REGION
from report.results import compute_results

from ontrack.plan import LANGUAGES
from ontrack.report.edition import Edition
from ontrack.report.phrases.target_rows import reason_text, target_row
from ontrack.report.sections.targets.alarm_block import alarm_block, alarm_facts
from ontrack.report.sections.targets.indicators_page import indicator_page
from ontrack.report.sections.targets.other_targets_page import other_targets_page
from ontrack.tables.choices import AMBITIONS, PACE_UNITS
from ontrack.wording import load_wording

STEADY = {"2020": 100.0, "2021": 104.0, "2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}
SLOWED = {"2020": 100.0, "2021": 112.0, "2022": 121.0, "2023": 125.0, "2024": 127.0, "2025": 128.0}


def cells_of(edition) -> dict[str, dict[str, object]]:
    block = alarm_block(edition, edition.plan.targets[0])
    assert block["title"] in ("What to watch in 2026", "2026年预警")
    return {cell["label"]: cell for cell in block["cells"]}


def test_a_steady_pace_does_not_alarm(make_raw, edition_of):
    cells = cells_of(edition_of(make_raw([STEADY])))
    assert len(cells) == 6  # no last safe value: at the best pace less than today's would do
    pace = cells["Pace a year, 2024–2025"]
    assert (pace["value"], pace["alarm"]) == ("+4.1%", False)
    assert pace["note"] == "Required +3.5%: fast enough. 2022–2025 +4.6%: fast enough."
    safe = cells_of(edition_of(make_raw([STEADY], value=170.0)))["Last safe value, 2026"]
    assert safe["value"] == "≥ 140.3"  # 170 / (126 / 104): four years at the pace of 2021 to 2025
    assert safe["note"].endswith(f"{REGION}, 2021–2025.")


def test_a_slowdown_alarms(make_raw, edition_of):
    pace = cells_of(edition_of(make_raw([SLOWED])))["Pace a year, 2024–2025"]
    assert (pace["value"], pace["alarm"]) == ("+0.79%", True)
    assert pace["note"] == "Required +3.2%: too slow. 2022–2025 +1.9%: too slow."


def test_what_one_value_cannot_tell_is_left_out(make_raw, edition_of):
    """Nor is next year's value told where it would have to lie beyond the target of 150 itself."""
    cells = cells_of(edition_of(make_raw([{"2025": 126.0}])))
    assert list(cells) == [
        "First reached",
        "Projected ahead or behind",
        "Ambition",
        "Probability by other reckonings",
    ]
    assert cells["Probability by other reckonings"]["note"].startswith("Rounding ")


def test_what_next_year_must_be_for_four_in_five_lies_short_of_the_target(make_raw, edition_of):
    cells = cells_of(edition_of(make_raw([STEADY], value=140.0)))
    asked = re.search(r"[0-9.]+", cells["Value for 80%, 2026"]["value"])
    assert asked and 126.0 < float(asked[0]) < 140.0


def test_years_ahead_of_the_line(make_raw, edition_of):
    raw = make_raw([STEADY], baseline_year=2020)
    cell = cells_of(edition_of(raw))["Ahead of or behind the straight line"]
    assert (cell["value"], cell["alarm"]) == ("0.2 years ahead", False)
    behind = cells_of(edition_of(make_raw([STEADY], baseline_year=2020, value=180.0)))
    cell = behind["Ahead of or behind the straight line"]
    assert (cell["value"], cell["alarm"]) == ("1.8 years behind", True)


def test_a_target_met_already_says_whether_it_will_hold(make_raw, edition_of):
    edition = edition_of(make_raw([STEADY], value=110.0))
    target = edition.plan.targets[0]
    cells = cells_of(edition)
    assert cells["First reached"]["value"] == "Already met"
    assert cells["First reached"]["note"].startswith("Chance that it is still met in 2030: ")
    assert cells["Ambition"]["value"] == "Modest"
    status = indicator_page(edition, target, 1)["status"]
    assert status["question"] == "Already met: probability that ≥ 110.0 still holds in 2030"
    assert "to stay met" in status["verdict"]
    assert "to stay met" in target_row(edition, target, 1)["verdict"]
    chinese = indicator_page(edition_of(make_raw([STEADY], value=110.0), "zh"), target, 1)["status"]
    assert chinese["question"] == "现已达标：2030年仍达到 ≥ 110.0 的概率"
    assert chinese["verdict"].startswith("已达目标，")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("series", [STEADY, SLOWED, {"2025": 126.0}, {"2023": 0.0, "2025": 126.0}])
def test_every_cell_has_a_value_and_no_gap(make_raw, edition_of, language, series):
    for cell in cells_of(edition_of(make_raw([series]), language)).values():
        assert cell["label"] and cell["value"]
        assert "nan" not in f"{cell['value']}{cell['note']}" and "inf" not in str(cell["value"])


def test_no_block_without_a_projection(make_raw, edition_of):
    edition = edition_of(make_raw([{}]))
    assert alarm_block(edition, edition.plan.targets[0]) is None
    assert indicator_page(edition, edition.plan.targets[0], 1)["alarms"] is None


def test_the_settings_of_the_method_page():
    assert alarm_facts() == {"paths": "20,000", "trivial": "0.5", "ordinary": "1", "least": "5"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_table_has_its_sentence(language):
    texts = load_wording(language).texts
    assert [word for word in (*AMBITIONS, *PACE_UNITS) if f"report.alarm.{word}" not in texts] == []


def test_binding_and_expected_targets_of_boxes_are_told_apart(make_raw, edition_of):
    edition = edition_of(make_raw([{}, {}], in_table=False))
    page = other_targets_page(edition)
    assert "Of these targets, 1 is binding, the other 1 expected." in page["intro"]
    names = [row["name"] for row in page["blocks"][0]["rows"]]
    assert names == ["Name 0 (binding)", "Name 1"]


def test_the_missing_year_of_a_count_is_named(make_raw, stamp):
    counted = make_raw([{"2025": 9.0, "2027": 9.0}], kind="each_year", value=8.0, baseline_year=None)
    edition = Edition(counted, compute_results(counted, as_of=2027), "en", stamp)
    said = reason_text(edition, edition.plan.targets[0])
    assert said.endswith("has none. Missing: Name 0, the figure of 2026.")
