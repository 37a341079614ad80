"""Figures put into a text by name: each is the one that the report prints, written in the same way."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontrack.narrative.document import Insertion
from ontrack.narrative.insertions import PLAN_FIGURES, TARGET_FIGURES
from ontrack.paths import Paths
from ontrack.report import Stamp
from ontrack.report.edition import Edition
from ontrack.report.phrases.target_rows import target_row
from ontrack.report.sections.plan.portfolio_page import portfolio_page
from ontrack.report.sections.written.inserted_figures import OF_A_TARGET, OF_THE_PLAN, figure_text
from ontrack.tables import load_raw, read_results

ROOT = Path(__file__).resolve().parents[4]
RATE, SHARE, SITES = (
    "high_value_patents_per_10k",
    "high_value_patent_share",
    "overseas_dispute_guidance_sites",
)
SCORE, VARIETIES = "ip_protection_satisfaction", "plant_variety_rights"
ROW = ("baseline", "baseline_year", "latest", "latest_year", "median", "interval", "probability")


@pytest.fixture(scope="module", params=["zh", "en"])
def edition(request) -> Edition:
    paths = Paths(ROOT)
    raw = load_raw(paths, "zhejiang-ip-2030")
    results = read_results(paths.processed(raw.plan.id, 2025))
    return Edition(raw, results, request.param, Stamp("", "", {}, 2025, "2026-06"))


def printed(edition: Edition, name: str, target: str = "") -> str:
    return figure_text(edition, Insertion(name, target, 1))


def test_every_name_that_a_text_may_have_can_be_written():
    assert set(OF_A_TARGET) == set(TARGET_FIGURES)
    assert set(OF_THE_PLAN) == set(PLAN_FIGURES)


def test_the_data_dictionary_names_each():
    written = (ROOT / "data" / "raw" / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*TARGET_FIGURES, *PLAN_FIGURES) if f"`{name}`" not in written] == []


def test_a_target_has_the_figures_of_its_row_in_the_tables(edition):
    for target in edition.plan.targets:
        row = target_row(edition, target, 1)
        assert {name: printed(edition, name, target.target) for name in ROW} == {
            name: row[name] for name in ROW
        }


@pytest.mark.parametrize(
    ("name", "target", "text"),
    [
        ("target_value", SHARE, "50"), ("target_value", SITES, "70"), ("target_year", RATE, "2030"),
        ("value_2020", RATE, "11"), ("value_2020", SCORE, "76.94"), ("value_2022-10", VARIETIES, "957"),
        ("value_1999", RATE, "–"), ("value_2025", "golden_seed_firms", "–"),
        ("probability", "golden_seed_firms", "–"),
        ("required_rate", RATE, "4.3%"), ("observed_rate", RATE, "17.2%"), ("latest_rate", RATE, "6.1%"),
        ("required_points", SHARE, "2.46"), ("required_points", RATE, "–"), ("lower", RATE, "28.1"),
        ("upper", RATE, "66.7"),
    ],
)  # fmt: skip
def test_figures_that_a_text_names(edition, name, target, text):
    assert printed(edition, name, target) == text


def test_figures_of_the_language(edition):
    zh = edition.language == "zh"
    assert printed(edition, "target_value", "high_value_patents") == ("20.9万" if zh else "209,000")
    assert printed(edition, "interval", RATE) == ("28.1～66.7" if zh else "28.1 – 66.7")
    assert printed(edition, "verdict", RATE) == ("可能实现" if zh else "Likely to be met")
    assert printed(edition, "assessment_day") == ("2026年6月30日" if zh else "30 June 2026")


def test_figures_of_the_whole_plan(edition):
    counts = {
        name: printed(edition, name) for name in PLAN_FIGURES if name.startswith(("targets", "relations"))
    }
    assert counts == {
        "targets_in_table": "12", "targets_elsewhere": "27", "targets_elsewhere_not_assessable": "22",
        "targets_likely": "2", "targets_uncertain": "3", "targets_unlikely": "2", "targets_met": "0",
        "targets_missed": "0", "targets_not_judged": "5", "targets_not_assessable": "0",
        "targets_one_value": "6", "targets_two_values": "3", "targets_few_values": "9", "relations": "13",
        "relations_contradictory": "1", "relations_strained": "3", "relations_differing": "1",
    }  # fmt: skip
    page = portfolio_page(edition)
    assert page is not None
    for name in ("number_met_likeliest", "number_met_lower", "number_met_upper"):
        assert printed(edition, name) in page["headline"]
    assert printed(edition, "number_met_expected") in page["sentences"][0]
