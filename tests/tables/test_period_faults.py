"""The periods of figures: each kind accepts its own forms, and says which when it meets another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ontrack.errors import InputError
from ontrack.paths import Paths
from ontrack.series import collect_series, usable_series
from ontrack.tables import RawData, load_raw

DATA = Path(__file__).resolve().parents[1] / "data"


def loaded(folder: Path, kind: str, rule: str, *periods: str) -> RawData:
    """Return the small good project, whose first indicator has figures of these periods."""
    shutil.copytree(DATA / "good", folder, dirs_exist_ok=True)
    tables = folder / "data" / "raw"
    head, patents, rate = (tables / "indicators.csv").read_text(encoding="utf-8").splitlines()
    lines = [f"{head},period_kind,yearly_by", f"{patents},{kind},{rule}", f"{rate},,"]
    (tables / "indicators.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    file = tables / "observations" / "CN-ZJ.csv"
    head, _, _, last, rate = file.read_text(encoding="utf-8").splitlines()
    rows = [
        f"patents,{period},{place + 100},件,quoted,high,,office-2026," for place, period in enumerate(periods)
    ]
    own = [last] if kind not in ("fiscal_year",) else [last.replace("2025,", "2024-25,", 1)]
    file.write_text("\n".join([head, *rows, *own, rate]) + "\n", encoding="utf-8")
    note = tables / "note_translations.csv"
    if kind == "fiscal_year":
        note.write_text(note.read_text(encoding="utf-8").replace("2025", "2024-25"), encoding="utf-8")
    return load_raw(Paths(folder), "tiny")


def test_fiscal_years_count_for_the_year_they_end_in(tmp_path):
    wanted = ["2019-20", "2020-21", "2021-22", "2022-23", "2023-24"]
    raw = loaded(tmp_path, "fiscal_year", "", *wanted)
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    values = usable_series(series[series["indicator"] == "patents"])
    assert values.index.tolist() == [2020, 2021, 2022, 2023, 2024, 2025]
    assert raw.observations.set_index("period").loc["2025", "note_en"].tolist() == ["a note translated", ""]


def test_the_turn_of_a_century_is_a_fiscal_year_too(tmp_path):
    assert "2000" in set(loaded(tmp_path, "fiscal_year", "", "1999-00").observations["period"])


@pytest.mark.parametrize(
    ("kind", "rule", "period", "expected"),
    [
        ("", "", "2012-13", "a year (2025) or the end of a month (2025-06)"),
        ("", "", "2024-Q1", "a year (2025) or the end of a month (2025-06)"),
        ("year", "", "2024-06", "a year (2025)"),
        ("fiscal_year", "", "2022-24", "a fiscal year (2024-25)"),
        ("fiscal_year", "", "2024", "a fiscal year (2024-25)"),
        ("month_end", "", "2024-13", "a year (2025) or the end of a month (2025-06)"),
        ("half_year", "sum", "2024-Q2", "a half-year (2025-H1) or a year (2025)"),
        ("quarter", "mean", "2024-03", "a quarter (2025-Q1) or a year (2025)"),
        ("month", "last", "2024-H1", "a month (2025-06) or a year (2025)"),
    ],
)
def test_another_form_is_a_fault_that_says_so(tmp_path, kind, rule, period, expected):
    with pytest.raises(InputError) as caught:
        loaded(tmp_path, kind, rule, period)
    (fault,) = caught.value.faults
    assert (fault.found, fault.expected) == (f"“{period}”", expected)
    assert (fault.file, fault.line, fault.column) == ("data/raw/observations/CN-ZJ.csv", 2, "period")
    assert fault.remedy == "Correct the period, or declare the column period_kind of indicators.csv."


def test_months_that_could_all_be_fiscal_years_are_asked_about(tmp_path):
    with pytest.raises(InputError) as caught:
        loaded(tmp_path, "", "", "2006-07", "2007-08", "2009-10")
    (fault,) = caught.value.faults
    assert (fault.found, fault.expected) == ("2006-07, 2007-08: fiscal years or months", "one of them")
    assert fault.remedy == "Write fiscal_year or month_end into the column period_kind of indicators.csv."
    assert fault.line == 2


@pytest.mark.parametrize("periods", [("2006-07",), ("2006-07", "2008-03"), ("2006-07", "2007-07")])
def test_months_that_cannot_be_are_months(tmp_path, periods):
    assert set(periods) < set(loaded(tmp_path, "", "", *periods).observations["period"])


def test_declared_month_ends_are_months(tmp_path):
    assert "2006-07" in set(loaded(tmp_path, "month_end", "", "2006-07", "2007-08").observations["period"])


@pytest.mark.parametrize(
    ("kind", "rule", "found", "expected"),
    [
        ("quarter", "", "period_kind quarter alone", "sum, mean or last"),
        ("", "sum", "sum without parts of a year", "a period_kind of half_year, quarter, month"),
        ("fiscal_year", "last", "last without parts of a year", "a period_kind of half_year, quarter, month"),
    ],
)
def test_parts_and_a_rule_come_together(tmp_path, kind, rule, found, expected):
    with pytest.raises(InputError) as caught:
        loaded(tmp_path, kind, rule, *(() if kind == "fiscal_year" else ("2024",)))
    (fault,) = caught.value.faults
    assert (fault.found, fault.expected, fault.remedy) == (found, expected, "Add it.")
    assert (fault.file, fault.column) == ("data/raw/indicators.csv", "yearly_by")


def test_a_quarter_is_not_out_before_it_begins(tmp_path):
    raw = loaded(tmp_path, "quarter", "sum", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
    series = collect_series(raw.plan, raw.observations, raw.breaks, 2025)
    values = usable_series(series[series["indicator"] == "patents"])
    assert values.to_dict() == {2024: 406.0, 2025: 120.5}
