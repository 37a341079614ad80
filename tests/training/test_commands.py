"""The commands that write what the package comes with, on panels small enough for a test."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ontrack.benchmark.whole_sets import COLUMNS
from ontrack.cli.commands import reference
from ontrack.reference.alternatives import ALTERNATIVES, OWN, file_name
from ontrack.reference.dependence import by_panel, read_dependence
from ontrack.reference.model_file import read_model
from ontrack.training import alternatives, unseen
from ontrack.training.fitting import Settings
from ontrack.training.learning import Design

TINY = Design(evidence_by_line=False, hidden=4, steps=20)
SMALL = Settings(windows=400, designs=(TINY,), held_designs=(TINY,), folds=2)


@pytest.fixture
def panels(tmp_path) -> list[Path]:
    """Three panels: countries, offices, and six provinces with twelve indicators in two tables."""
    rng = np.random.default_rng(5)

    def write(name: str, places: list[str], column: str, codes: list[str], first: int) -> Path:
        lines = [f"indicator,{column},year,value"]
        for code in codes:
            for place in places:
                level = 10 ** rng.uniform(0, 4)  # none says what another one says
                values = level * np.exp(np.cumsum(0.05 + 0.03 * rng.normal(size=2024 - first)))
                lines += [f"{code},{place},{first + year},{value:.6f}" for year, value in enumerate(values)]
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    provinces = ["CN", *(f"CN-{number}" for number in range(6))]
    codes = [f"{table}.v{number}" for table in ("RDPatentAccept", "PublicBudget") for number in range(6)]
    return [
        write("bank", ["DEU", "FRA", "ITA", "USA"], "country", ["aa.1", "aa.2", "bb.1"], 1990),
        write("official", ["DE", "US"], "place", ["1-1", "1-2", "2-1"], 1995),
        write("china", provinces, "region", codes, 2008),
    ]


def test_dependence_is_written_with_its_record(panels, tmp_path, monkeypatch, capsys):
    small = partial(unseen.unseen_answers, cuts=(2010, 2014), settings=SMALL)
    monkeypatch.setattr(unseen, "unseen_answers", small)
    out, record = tmp_path / "dependence.toml", tmp_path / "record.csv"
    reference.dependence(panels, out, record, attribution="made “up”")
    found = read_dependence(out)
    assert found["used"] == "chinese_provinces"
    assert list(by_panel(found)) == ["world_bank", "official", "chinese_provinces"]
    assert (found["same_topic_pairs"], found["other_topic_pairs"]) == (2 * 15, 36)
    table = pd.read_csv(record)
    assert table.columns.tolist() == COLUMNS
    assert table["dependence"].unique().tolist() == ["independent", "former", "estimated"]
    assert table["sets"].max() == 6 * 9 * 3 * 2  # provinces, origins 2010 to 2018, values seen, events
    said = capsys.readouterr().out
    assert "known until 2014" in said
    assert "chinese_provinces (used): same topic" in said
    assert f"{record} is written." in said


def test_dependence_alone_is_written_without_a_record(panels, tmp_path, monkeypatch, capsys):
    small = partial(unseen.unseen_answers, cuts=(2012,), settings=SMALL)
    monkeypatch.setattr(unseen, "unseen_answers", small)
    reference.dependence(panels, tmp_path / "dependence.toml")
    assert capsys.readouterr().out.count("is written") == 1
    assert not list(tmp_path.glob("*record*"))


def test_alternatives_are_written_to_a_folder(panels, tmp_path, monkeypatch, capsys):
    small = partial(alternatives.fit_alternatives, settings=SMALL)
    monkeypatch.setattr(alternatives, "fit_alternatives", small)
    reference.alternatives(panels, tmp_path, attribution="made “up”")
    wanted = {file_name(*choice) for choice in ALTERNATIVES if choice != OWN}
    assert {path.name for path in tmp_path.glob("*.npz")} == wanted
    assert read_model(tmp_path / "all.time_safe.npz").metadata["attribution"] == "made “up”"
    said = capsys.readouterr().out
    assert "without_official, time-safe: yes" in said
    assert said.count("is written.") == len(wanted)
