"""What `ontrack sensitivity` prints, and whom it refuses."""

from __future__ import annotations

import pytest
from explanation.sensitivity.conftest import table_of

from ontrack.cli.terminal.sensitivity import print_sensitivity
from ontrack.errors import InputError


@pytest.fixture
def shown(known, made_up, capsys, monkeypatch):
    """Return a function that prints and returns the lines."""
    monkeypatch.setenv("COLUMNS", "220")
    plan, series, evidence = known
    rows = table_of(plan, series, evidence)

    def show(target: str = "", language: str = "en") -> list[str]:
        print_sensitivity(plan, rows, target, 2025, language)
        return capsys.readouterr().out.splitlines()

    return show


def test_every_target_has_a_line(shown):
    lines = shown()
    assert lines[0].strip() == "How stable the answers are: Sample, as of 2025"
    body = [line for line in lines if " settings" in line]
    assert len(body) == 4
    assert sum("of 32 settings" in line for line in body) == 1
    assert all(line.count("%") == 4 for line in body)


def test_one_target_is_shown_in_every_setting(shown):
    lines = shown("patents")
    text = "\n".join(lines)
    heads = ("everything known", "own values alone", "the nation’s ten-year", "the nation’s three-year")
    assert all(head in text for head in heads)
    body = [line for line in lines if "panels" in line or "without" in line]
    assert len(body) == 8
    assert sum("years to 2020 alone" in line for line in body) == 4
    assert all(line.count("%") == 4 for line in body)
    assert lines[-1].startswith("In ")
    assert lines[-1].endswith("%.")


def test_it_speaks_chinese(shown):
    lines = shown("works", "zh")
    assert "截至2025年" in lines[0]
    assert lines[-1].startswith("8种设定中有")


def test_a_target_without_a_row_is_refused(shown):
    with pytest.raises(
        InputError, match=r"found nothing, no target of sample; expected one of patents, per_head, tr"
    ):
        shown("nothing")


def test_a_target_without_a_probability_is_told_apart(known, made_up):
    plan, series, evidence = known
    rows = table_of(plan, series, evidence)
    rows = rows[rows["target"] != "works"]
    with pytest.raises(InputError, match=r"works, a target without a probability; .*or name none to see all"):
        print_sensitivity(plan, rows, "works", 2025, "en")
