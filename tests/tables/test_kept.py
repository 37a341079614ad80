"""Figures are read once while their files stand as they are, and who asks gets an own copy."""

from __future__ import annotations

from tables.test_faults import project

from ontrack.tables import load_raw, raw


def test_unchanged_files_are_read_once_and_changed_ones_anew(tmp_path, monkeypatch):
    reads = []
    read = raw.read_common
    monkeypatch.setattr(raw, "read_common", lambda paths: reads.append(paths) or read(paths))
    paths = project(tmp_path)
    first = load_raw(paths, "tiny")
    first.observations["value"] = 0.0
    assert load_raw(paths, "tiny").observations["value"].tolist() == [100.0, 110.0, 120.5, 87.5]
    assert len(reads) == 1
    file = paths.raw / "observations" / "CN-ZJ.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("120.5", "120.6"), encoding="utf-8")
    assert load_raw(paths, "tiny").observations["value"].tolist() == [100.0, 110.0, 120.6, 87.5]
    assert len(reads) == 2
