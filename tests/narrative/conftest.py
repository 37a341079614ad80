"""Results with a few figures of our own choosing, under the names of the default plan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from ontrack.narrative.literals import wrong_literals
from ontrack.narrative.reader import read_text
from ontrack.report.sections.written.narrative_pages import elsewhere
from ontrack.tables import RawData
from ontrack.tables.result_columns import RESULTS

RATE, SHARE, SCORE = "high_value_patents_per_10k", "high_value_patent_share", "ip_protection_satisfaction"
VALUE, STOCK = "data_ip_use_value", "high_value_patents"
NAN = float("nan")


def assessment(target: str, **cells: object) -> dict[str, object]:
    empty = {
        "target": target, "nature": "expected", "baseline_year": 2025, "latest_year": 2025,
        "target_year": 2030,
        "baseline_value": NAN, "latest_value": NAN, "target_value": NAN, "projected_median": NAN,
        "lower_80": NAN, "upper_80": NAN, "probability_met": NAN, "probability_held": NAN,
        "verdict": "not_assessable",
        "evidence_grade": "", "observations": 0, "observed_rate_pct": NAN, "required_rate_pct": NAN,
        "progress_pct": 0.0, "elapsed_pct": 0.0, "latest_rate_pct": NAN,
    }  # fmt: skip
    return empty | cells


@pytest.fixture(scope="session")
def results(raw: RawData) -> dict[str, pd.DataFrame]:
    """Five targets with figures, the others of the plan without; tables not needed are there without rows."""
    known = {
        RATE: {"nature": "binding", "baseline_value": 24.3, "latest_value": 24.3, "target_value": 30.0,
               "projected_median": 31.18, "lower_80": 18.5, "upper_80": 51.43, "probability_met": 0.5443,
               "verdict": "uncertain", "evidence_grade": "C", "observations": 3, "observed_rate_pct": 17.1771,
               "required_rate_pct": 4.3045, "latest_rate_pct": 6.1135},
        SHARE: {"baseline_value": 37.7, "latest_value": 37.7, "target_value": 50.0, "projected_median": 37.42,
                "lower_80": 30.98, "upper_80": 43.14, "probability_met": 0.0293, "verdict": "very_unlikely",
                "evidence_grade": "E", "observations": 1, "required_rate_pct": 5.8098},
        SCORE: {"baseline_value": 87.28, "latest_value": 87.28, "target_value": 90.0,
                "projected_median": 87.56,
                "lower_80": 77.79, "upper_80": 95.02, "probability_met": 0.3141, "verdict": "unlikely",
                "evidence_grade": "C", "observations": 3, "required_rate_pct": 0.6157},
        VALUE: {"baseline_value": 71.5, "latest_value": 71.5, "target_value": 150.0,
                "projected_median": 73.09,
                "lower_80": 55.03, "upper_80": 117.71, "probability_met": 0.072, "verdict": "very_unlikely",
                "evidence_grade": "E", "observations": 1, "required_rate_pct": 15.973},
        STOCK: {"baseline_value": 164000.0, "latest_value": 164000.0, "target_value": 209000.0,
                "projected_median": 231000.0, "lower_80": 146000.0, "upper_80": 371000.0,
                "probability_met": 0.6157, "verdict": "uncertain", "evidence_grade": "D", "observations": 2,
                "required_rate_pct": 4.9689},
    }  # fmt: skip
    rows = [assessment(target.target, **known.get(target.target, {})) for target in raw.plan.targets]
    alarms = [(RATE, "percent", 4.3045, 6.1135), (SHARE, "points", 2.46, NAN), (SCORE, "points", 0.544, 0.63)]
    empty = {name: pd.DataFrame(columns=table.names) for name, table in RESULTS.items()}
    return empty | {
        "assessments": pd.DataFrame(rows),
        "series": series(),
        "projections": projections(),
        "alarms": pd.DataFrame([alarm(*row) for row in alarms]),
        "scenarios": scenarios(),
        "changes": pd.DataFrame({"target": [RATE], "earlier_probability": [0.612]}),
        "portfolio": pd.DataFrame(
            {
                "group": "table", "number_met": [3, 4, 5], "probability": [0.23, 0.233, 0.16],
                "at_least": [0.77, 0.53, 0.3],
            }
        ),
    }  # fmt: skip


def series() -> pd.DataFrame:
    rows = [(RATE, "2020", 11.0), (RATE, "2024", 22.9), (RATE, "2025", 24.3), (SHARE, "2025", 37.7),
            (SCORE, "2020", 76.94), (SCORE, "2023", 86.02), (SCORE, "2025", 87.28), (VALUE, "2025", 71.5),
            (STOCK, "2025", 164000.0)]  # fmt: skip
    return pd.DataFrame(rows, columns=["indicator", "period", "value"])


def projections() -> pd.DataFrame:
    ends = ("lower_95", "lower_80", "lower_50", "upper_50", "upper_80", "upper_95")
    rows = [
        (RATE, 2028, 28.4, 12.0, 19.9, 24.0, 33.0, 41.0, 60.0),
        (RATE, 2030, 31.18, 12.0, 18.5, 25.0, 38.0, 51.43, 78.7),
    ]
    table = pd.DataFrame(rows, columns=["indicator", "year", "median", *ends])
    return table.assign(region="CN-ZJ", status="projected")


def alarm(target: str, unit: str, required: float, last: float) -> dict[str, object]:
    return {
        "target": target, "pace_unit": unit, "required_pace": required, "last_pace": last, "longer_pace": NAN,
        "best_pace": NAN, "next_year": 2026, "last_safe_value": NAN, "value_keeping_80": NAN,
        "late_share": NAN,
    }  # fmt: skip


def scenarios() -> pd.DataFrame:
    rows = [
        ("faster", RATE, 34.26, 20.3, 56.5, 0.6548, 3.7),
        ("stagnation", RATE, 24.3, 14.4, 40.1, 0.2582, 10.8),
    ]
    names = ["scenario", "target", "median", "lower_80", "upper_80", "probability_met", "change_for_80"]
    return pd.DataFrame(rows, columns=names).assign(change_unit="percent")


@pytest.fixture
def wrong(raw: RawData, results: Mapping[str, pd.DataFrame]):
    """Return a function that returns the numbers of a text that are refused."""

    def numbers(text: str, language: str = "zh") -> list[str]:
        title = {"zh": "问题与原因", "en": "Problems and causes"}[language]
        narrative, faults = read_text(
            f"# {title}\n\n{text}", raw.plan, language=language, year=2025, file="narrative.md",
            folder=Path("nowhere"),
        )  # fmt: skip
        assert not faults, faults
        found = wrong_literals(raw.plan, results, narrative, elsewhere(raw, language))
        return [fault.found.partition("” in “")[0].removeprefix("“") for fault in found]

    return numbers
