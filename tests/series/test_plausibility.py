"""What looks like a slip is said with the last value and the projected range, and refused by nobody."""

from __future__ import annotations

import dataclasses
from datetime import date

import pandas as pd
import pytest

from ontrack.cli.terminal.doubts import doubt_line, doubt_lines
from ontrack.plan.kinds import kind_of
from ontrack.series.plausibility import doubts
from ontrack.tables import RawData
from ontrack.wording import load_wording

TODAY = date(2027, 6, 1)
PATENTS = "high_value_patents_per_10k"  # 22.9 in 2024, 24.3 in 2025
VARIETIES = "plant_variety_rights"  # a running total: 1,350 in 2025


@pytest.fixture
def typed(raw):
    """Return a function that adds one figure of Zhejiang to those there are."""

    def start(indicator: str, period: str, value: float, published: str = "2027-03") -> RawData:
        mine = (raw.observations["indicator"] == indicator) & (raw.observations["region"] == "CN-ZJ")
        row = raw.observations[mine].iloc[[-1]].assign(
            period=period, value=value, published=published, status="quoted"
        )  # fmt: skip
        return dataclasses.replace(raw, observations=pd.concat([raw.observations, row], ignore_index=True))

    return start


def said(raw: RawData, **settings) -> list[str]:
    return [doubt_line(doubt, load_wording("en")) for doubt in doubts(raw, TODAY, **settings)]


def test_the_committed_figures_raise_no_doubt(raw, paths):
    assert said(raw) == []
    assert list(doubt_lines(paths, raw, TODAY)) == []


def test_a_slip_of_ten_is_told_with_the_last_value_and_the_projected_range(typed, paths):
    """CASES D: 256 for 25.6."""
    lines = list(doubt_lines(paths, typed(PATENTS, "2026", 256.0), TODAY))
    assert len(lines) == 1
    assert lines[0].startswith(
        f"data/raw/observations/CN-ZJ.csv, {PATENTS} 2026: 256 looks like a misplaced point or a slip of "
        "ten: the figure before is 24.3 (2025). Is it 25.6? Projected (95%): 2"
    )
    assert list(doubt_lines(paths, typed(PATENTS, "2026", 25.6), TODAY)) == []


@pytest.mark.parametrize(("value", "meant"), [(2.56, "25.6"), (2560.0, "25.6"), (256000.0, "25.6")])
def test_other_misplaced_points(typed, value, meant):
    assert f"Is it {meant}?" in said(typed(PATENTS, "2026", value))[0]


def test_a_value_outside_its_projection(typed, paths):
    lines = list(doubt_lines(paths, typed(PATENTS, "2026", 60.0), TODAY, "zh"))
    assert len(lines) == 1
    assert "60不在预测区间内；前一个数为24.3（2025）。预测区间（95%）：" in lines[0]
    ranges = {(PATENTS, 2026): (20.0, 60.0)}
    assert (
        said(typed(PATENTS, "2026", 60.0), projected=lambda *asked: ranges.get(asked)) == []
    )  # a bound is inside


def test_a_fall_of_a_running_total(typed):
    lines = said(typed(VARIETIES, "2026", 1300.0))
    assert lines == [
        f"data/raw/observations/CN-ZJ.csv, {VARIETIES} 2026: 1,300 is less than the figure before, 1,350 "
        "(2025), and a running total never falls."
    ]
    assert said(typed(VARIETIES, "2026", 1350.0)) == []
    assert said(typed("ip_protection_satisfaction", "2026", 80.0)) == []  # a score may fall


def test_dates_in_the_future(typed):
    assert (
        "published on 2027-07, which lies in the future" in said(typed(PATENTS, "2026", 25.0, "2027-07"))[0]
    )
    assert "the period 2028 lies in the future" in said(typed(PATENTS, "2028", 27.0, ""))[0]
    assert said(typed(PATENTS, "2026", 25.0, "2027-06-01")) == []


def test_a_revised_baseline_is_told_beside_the_plans(typed, raw):
    """CASES D: the plan writes 64,613, the series has 67,164.5."""
    revised = typed("ip_royalty_trade", "2025", 236.5, "2027-05")
    lines = said(revised)
    assert len(lines) == 1
    assert "baseline and series differ: the plan writes 223.8 for 2025, the series has 236.5" in lines[0]


def test_no_time_is_no_progress(target):
    """CASES D: 12.5 % progress at zero elapsed time."""
    aim = dataclasses.replace(target, baseline_year=2025, baseline_value=64613.0, value=85025.0)
    kind = kind_of(aim)

    def progress(values: dict[int, float]) -> float:
        return kind.progress_pct(aim, pd.Series(values), 2026)

    assert progress({2025: 67164.5}) == 0
    assert progress({2025: 67164.5, 2026: 76094.75}) == pytest.approx(50)
    assert progress({2026: 74819.0}) == pytest.approx(50)  # no figure of 2025 is known
