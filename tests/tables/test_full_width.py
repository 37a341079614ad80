"""Full-width digits and signs are read as plain ones wherever figures stand, and `check` says so."""

from __future__ import annotations

import pytest
from tables.test_faults import project

from ontrack.errors import InputError
from ontrack.tables import load_raw
from ontrack.tables.checking import reading_lines
from ontrack.tables.full_width import Reading


def changed(paths, file, *pairs):
    path = paths.raw / file
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return paths


def test_figures_periods_and_dates_of_observations(tmp_path):
    paths = changed(
        project(tmp_path),
        "observations/CN-ZJ.csv",
        ("patents,2023,100,", "patents,２０２3,１００,"),
        ("120.5", "１２０．５"),
        ("derived,low,2026-02", "derived,low,２０２６－０２"),
    )
    raw = load_raw(paths, "tiny", strict=True)
    assert raw.observations["period"].tolist() == ["2023", "2024", "2025", "2025"]
    assert raw.observations["value"].tolist() == [100.0, 110.0, 120.5, 87.5]
    assert raw.observations["published"].tolist()[1] == "2026-02"
    file = "data/raw/observations/CN-ZJ.csv"
    assert set(raw.readings) == {
        Reading(file, 2, "period", "２０２3", "2023"),
        Reading(file, 2, "value", "１００", "100"),
        Reading(file, 3, "published", "２０２６－０２", "2026-02"),
        Reading(file, 4, "value", "１２０．５", "120.5"),
    }
    assert f"{file}, line 4, column value: “１２０．５” is read as 120.5." in list(reading_lines([raw, raw]))
    assert len(list(reading_lines([raw, raw]))) == 4


def test_years_and_values_of_targets_and_a_minus(tmp_path):
    paths = changed(
        project(tmp_path),
        "plans/tiny/targets.csv",
        (",2030,150,", ",20３０,１５０,"),
        (",2025,87.5", ",２０２５,87．5"),
    )
    first, second, _ = load_raw(paths, "tiny", strict=True).plan.targets
    assert (first.year, first.value, second.baseline_year, second.baseline_value) == (2030, 150.0, 2025, 87.5)
    paths = changed(project(tmp_path / "b"), "indicators.csv", ("innovation,0,", "innovation,－１,"))
    assert load_raw(paths, "tiny", strict=True).indicators["patents"].lower == -1


def test_numbers_and_dates_of_a_plan_but_not_its_words(tmp_path):
    paths = changed(
        project(tmp_path),
        "plans/tiny/plan.toml",
        ("last_year = 2030", "last_year = ２０３０"),
        ('"2026"', '"２０２６"'),
        ("小规划", "２０３０年规划"),
    )
    raw = load_raw(paths, "tiny", strict=True)
    assert (raw.plan.last_year, raw.plan.published, raw.plan.name["zh"]) == (2030, "2026", "２０３０年规划")
    assert [(one.line, one.column, one.read) for one in raw.readings] == [
        (11, "last_year", "2030"),
        (7, "published", "2026"),
    ]


def test_words_stay_as_they_are(tmp_path):
    paths = changed(project(tmp_path), "observations/CN-ZJ.csv", ("a note", "第２次"))
    (paths.raw / "note_translations.csv").unlink()
    changed(project(tmp_path / "b"), "plans/tiny/targets.csv", ("专利,", "专利２,"))
    raw = load_raw(project(tmp_path / "b"), "tiny", strict=True)
    assert raw.readings == ()


@pytest.mark.parametrize("year", ["٢٠٢٤", "２０２４年", "20２4-1３"])
def test_digits_of_other_scripts_and_other_signs_are_refused(tmp_path, year):
    paths = changed(project(tmp_path), "observations/CN-ZJ.csv", ("patents,2024", f"patents,{year}"))
    with pytest.raises(InputError, match="line 3, column period"):
        load_raw(paths, "tiny", strict=True)


@pytest.mark.parametrize("value", ["1e999", "9" * 400])
def test_a_number_beyond_all_bounds_is_none(tmp_path, value):
    paths = changed(project(tmp_path), "observations/CN-ZJ.csv", (",110,", f",{value},"))
    with pytest.raises(InputError, match=r"line 3, column value: .*expected a number such as"):
        load_raw(paths, "tiny", strict=True)
