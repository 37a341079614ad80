"""`ontrack sensitivity` reads the committed table of a plan and year."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from ontrack.cli.commands.sensitivity import sensitivity
from ontrack.errors import InputError
from ontrack.tables.results import write_result

GOOD = Path(__file__).resolve().parents[2] / "data" / "good"


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """The small project with a table of two settings for one of its targets."""
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    rows = pd.DataFrame(
        {
            "target": "patents", "evidence": "all", "panels": ["all", "without_official"],
            "time_safe": "no", "pace": "all", "probability_met": [0.7, 0.5], "word": ["likely", "uncertain"],
        }
    )  # fmt: skip
    folder = tmp_path / "data" / "processed" / "tiny" / "2025"
    folder.mkdir(parents=True, exist_ok=True)
    write_result(rows, "sensitivity", folder)
    return tmp_path


def test_the_table_of_the_year_is_shown(project, capsys):
    sensitivity("", "tiny", 2025, "en")
    said = capsys.readouterr().out
    assert "as of 2025" in said
    assert "1 of 2 settings" in said
    assert "without official indicators: 50%" in said
    sensitivity("patents", "tiny", 2025, "zh")
    assert "2种设定中有1种落在同一概率档，概率在50%与70%之间。" in capsys.readouterr().out


def test_a_year_that_was_not_assessed_is_refused(project):
    with pytest.raises(InputError, match=r"2024/sensitivity\.csv"):
        sensitivity("", "tiny", 2024, "en")
