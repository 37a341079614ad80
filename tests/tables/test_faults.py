"""One folder of tests/data a fault: a small good project with the files of the folder laid over it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ontrack.errors import InputError
from ontrack.paths import Paths
from ontrack.plan import Dependence
from ontrack.tables import load_plan, load_raw

DATA = Path(__file__).resolve().parents[1] / "data"
FAULTS = sorted(folder.name for folder in DATA.iterdir() if (folder / "expected.txt").is_file())


def project(folder: Path, fault: str = "good") -> Paths:
    """Return the small good project, in `folder`, with the files of a fault laid over it."""
    for layer in ("good", fault):
        shutil.copytree(DATA / layer, folder, dirs_exist_ok=True)
    return Paths(folder)


def test_the_good_project_has_none(tmp_path):
    raw = load_raw(project(tmp_path), "tiny", strict=True)
    assert raw.observations["value"].tolist() == [100.0, 110.0, 120.5, 87.5]
    assert raw.observations["region"].unique().tolist() == ["CN-ZJ"]
    assert [target.target for target in raw.plan.targets] == ["patents", "rate", "firms"]
    assert raw.plan.targets[2].baseline_year is None
    assert raw.plan.targets[0].in_table
    assert raw.observations["note_en"].tolist() == ["", "", "a note translated", ""]
    assert raw.breaks["link_factor"].isna().all()
    assert raw.sources.loc["office-2026", "url"] == "https://example.org/2026"
    assert raw.indicators["rate"].upper == 100


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_told_with_place_and_remedy(tmp_path, fault):
    with pytest.raises(InputError) as caught:
        load_raw(project(tmp_path, fault), "tiny", strict=True)
    assert str(caught.value) == (DATA / fault / "expected.txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("dependence = 0.3", Dependence(0.3, 0.3)),
        ("dependence = 0", Dependence(0.0, 0.0)),
        ("dependence = { same_goal = 0.4, other_goal = 0.1 }", Dependence(0.4, 0.1)),
        ("[dependence]\nsame_goal = 0.4\nother_goal = 0.4", Dependence(0.4, 0.4)),
        ("", None),
    ],
)
def test_a_plan_may_set_how_its_targets_hang_together(tmp_path, setting, expected):
    paths = project(tmp_path)
    head = paths.raw / "plans" / "tiny" / "plan.toml"
    head.write_text(head.read_text(encoding="utf-8") + setting, encoding="utf-8")
    assert load_plan(paths, "tiny").dependence == expected


def test_there_are_enough_of_them():
    assert len(FAULTS) >= 60


def test_an_unknown_plan_names_those_there_are(tmp_path):
    with pytest.raises(InputError, match=r"unknown plan “tinny”; expected one of tiny\. Did you mean tiny"):
        load_raw(project(tmp_path), "tinny")
    with pytest.raises(InputError, match="Choose one of these, or add a folder to data/raw/plans"):
        load_plan(project(tmp_path), "else")


def test_a_missing_table(tmp_path):
    paths = project(tmp_path)
    (paths.raw / "sources.csv").unlink()
    with pytest.raises(InputError, match=r"data/raw/sources.csv: found no readable file \(No such file"):
        load_raw(paths, "tiny", strict=True)


def test_no_observations(tmp_path):
    paths = project(tmp_path)
    shutil.rmtree(paths.raw / "observations")
    with pytest.raises(
        InputError, match="data/raw/observations: found no observations; expected at least one file"
    ):
        load_raw(paths, "tiny", strict=True)


def test_a_plan_alone_is_checked_too(tmp_path):
    with pytest.raises(InputError, match="found '2030'; expected a whole number"):
        load_plan(project(tmp_path, "plan_with_a_mistyped_year"), "tiny")
    (left,) = load_plan(
        project(tmp_path / "one", "target_for_an_unknown_indicator"), "tiny"
    ).unreadable_targets
    assert left.fault is not None and left.fault.found == "unknown indicator “patent”"
    assert load_plan(project(tmp_path / "good"), "tiny").id == "tiny"


def test_quoted_text_may_span_lines(tmp_path):
    paths = project(tmp_path)
    table = paths.raw / "observations" / "CN-ZJ.csv"
    text = (
        table.read_text(encoding="utf-8").replace("a note", '"a\nnote"')
        + "rate,x,1,%,quoted,high,,office-2026,\n"
    )
    table.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="line 7, column period"):
        load_raw(paths, "tiny", strict=True)
