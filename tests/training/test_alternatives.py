"""The small models are fitted to what they say, and twice the same."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.made_up_panels import column, made_up_panel

from ontrack.errors import InputError
from ontrack.reference.model_file import read_model
from ontrack.training.alternatives import KNOWN_UNTIL, fit_alternatives, part_of, without_source
from ontrack.training.fitting import Settings
from ontrack.training.learning import Design
from ontrack.training.panels import FIRST_YEAR, LAST_YEAR, Panel

TINY = Design(evidence_by_line=False, hidden=4, steps=10)
SMALL = Settings(windows=300, designs=(TINY,), held_designs=(TINY,), folds=2)


def three_panels() -> Panel:
    """Return six series of each of three panels; in the last one five have the sixth as their parent."""
    rng = np.random.default_rng(2)
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    values = 100 * np.exp(np.cumsum(0.02 + 0.05 * rng.normal(size=(18, len(years))), axis=1))
    values[:, (years < 1990) | (years > 2024)] = np.nan
    digests = tuple((f"{name}.csv", name, 6, 210) for name in ("bank", "official", "china"))
    parent = np.array([-1] * 12 + [17] * 5 + [-1])
    return made_up_panel(values, source=np.repeat([0, 1, 2], 6), parent=parent, digests=digests)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alternatives")
    return fit_alternatives(three_panels(), folder, settings=SMALL, attribution="made “up”")


def test_there_is_one_for_each_choice_but_the_packages_own(written):
    assert [path.name for path in written] == [
        "all.time_safe.npz", "without_chinese_provinces.npz", "without_chinese_provinces.time_safe.npz",
        "without_official.npz", "without_official.time_safe.npz", "without_world_bank.npz",
        "without_world_bank.time_safe.npz",
    ]  # fmt: skip
    kept = {path.name: [one["name"] for one in read_model(path).metadata["panels"]] for path in written}
    assert kept["all.time_safe.npz"] == ["bank.csv", "official.csv", "china.csv"]
    assert kept["without_official.npz"] == ["bank.csv", "china.csv"]
    assert kept["without_world_bank.time_safe.npz"] == ["official.csv", "china.csv"]


def test_fitting_again_gives_the_same_bytes_and_later_values_move_no_time_safe_one(written, tmp_path):
    panel = three_panels()
    panel.values[:, column(KNOWN_UNTIL + 1) :] *= 2
    again = fit_alternatives(panel, tmp_path, settings=SMALL, attribution="made “up”")
    same = {path.name: path.read_bytes() == other.read_bytes()
            for path, other in zip(written, again, strict=True)}  # fmt: skip
    assert same == {name: "time_safe" in name for name in same}
    fit_alternatives(three_panels(), tmp_path, settings=SMALL, attribution="made “up”")
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in written]


def test_a_panel_left_out_leaves_no_row_and_parents_stay_who_they_were():
    panel = three_panels()
    kept = without_source(panel, 0)
    assert len(kept.values) == 12
    assert set(kept.source) == {1, 2}
    assert kept.indicator.tolist() == panel.indicator[6:].tolist()
    assert kept.parent.tolist() == [-1] * 6 + [11] * 5 + [-1]
    assert [name for name, *_ in kept.digests] == ["official.csv", "china.csv"]
    assert without_source(panel, None) is panel
    lost = np.arange(18) != 17
    assert part_of(panel, lost).parent.tolist() == [-1] * 17  # a parent left out is nobody's


def test_fewer_than_three_panels_are_refused(tmp_path):
    words = (
        r"found 2 panels; expected the World Bank's, official indicators, Chinese provinces\. Name the three"
    )
    with pytest.raises(InputError, match=words):
        fit_alternatives(without_source(three_panels(), 1), tmp_path, settings=SMALL)
