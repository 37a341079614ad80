"""Columns that a file may leave out are read where they stand, and empty where they do not."""

from __future__ import annotations

from ontrack.tables.csv_files import read_cells
from ontrack.tables.raw_columns import INDICATORS

WITHOUT = [name for name in INDICATORS.names if name not in INDICATORS.may_lack]


def read(folder, *lines: str):
    path = folder / "indicators.csv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return read_cells(path, INDICATORS, "indicators.csv")


def test_a_column_left_out_is_empty(tmp_path):
    cells, faults = read(tmp_path, ",".join(WITHOUT), ",".join("x" for _ in WITHOUT))
    assert not faults
    assert list(cells.columns) == INDICATORS.names
    assert cells.loc[2, list(INDICATORS.may_lack)].tolist() == [""] * len(INDICATORS.may_lack)


def test_a_column_that_stands_there_is_read(tmp_path):
    cells, faults = read(tmp_path, ",".join(INDICATORS.names), ",".join(INDICATORS.names))
    assert not faults
    assert cells.loc[2].tolist() == INDICATORS.names


def test_one_of_them_out_of_place_is_a_fault(tmp_path):
    _, faults = read(tmp_path, ",".join(["numerator", *WITHOUT]), "x")
    assert faults[0].found == "a header with its columns in another order or twice"
    _, faults = read(tmp_path, ",".join(WITHOUT), "x,y")
    assert (faults[0].found, faults[0].expected) == ("2 cells", f"{len(WITHOUT)} cells")
