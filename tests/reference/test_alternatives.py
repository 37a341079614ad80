"""The small alternative models that come with the package."""

from __future__ import annotations

import pytest

from ontrack.reference.alternatives import ALTERNATIVES, FOLDER, OWN, PANELS, file_name, read_alternative
from ontrack.reference.model_file import MODEL_PATH, read_model
from ontrack.training.alternatives import KNOWN_UNTIL, LEFT_OUT

OTHERS = [one for one in ALTERNATIVES if one != OWN]


def test_the_first_is_the_packages_own():
    assert OWN == ("all", "no")
    assert read_alternative(*OWN) is read_model(MODEL_PATH)


@pytest.mark.parametrize(("panels", "time_safe"), OTHERS)
def test_each_says_what_it_was_fitted_to(panels, time_safe):
    metadata = read_alternative(panels, time_safe).metadata
    whole = read_model().metadata["panels"]
    kept = [one["sha256"] for place, one in enumerate(whole) if place != LEFT_OUT[panels]]
    assert [one["sha256"] for one in metadata["panels"]] == kept
    assert metadata["panels_chosen"] == panels
    assert metadata["known_until"] == (KNOWN_UNTIL if time_safe == "yes" else None)
    assert metadata["attribution"] == read_model().metadata["attribution"]
    designs = metadata["settings"]["designs"]
    assert [one["evidence_by_line"] for one in designs] == [False, True]
    assert len(read_alternative(panels, time_safe).networks) == 2


def test_they_are_small_and_no_other_file_lies_among_them():
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.npz")}
    assert set(sizes) == {file_name(*one) for one in OTHERS}
    assert len(PANELS) * 2 - 1 == len(sizes)
    assert max(sizes.values()) < 70_000
