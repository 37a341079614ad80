"""Dependence between indicators: found again where it was put, and kept with where it came from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up_panels import made_up_panel

from ontrack.errors import InputError
from ontrack.reference.dependence import read_dependence
from ontrack.reference.levels import POSITIVE, REAL
from ontrack.training.dependence import (
    dependence_text,
    estimate_dependence,
    growing_indicators,
    jackknife_error,
    model_digest,
    pair_correlations,
    surprises,
)
from ontrack.training.panels import Panel

YEARS = 30


def shocked_panel(within: float, across: float, *, countries: int = 40) -> Panel:
    """Return growing series of two topics, three indicators each, whose yearly shocks hang together."""
    rng = np.random.default_rng(7)
    values, names, places = [], [], []
    for country in range(countries):
        shared = rng.normal(size=YEARS)
        for topic in ("aa", "bb"):
            of_topic = rng.normal(size=YEARS)
            for place in range(3):
                own = rng.normal(size=YEARS)
                shock = np.sqrt([across, within - across, 1 - within]) @ [shared, of_topic, own]
                values.append(100 * np.exp(np.cumsum(0.03 + 0.03 * shock)))
                names.append(f"{topic}.{place}")
                places.append(f"C{country:02d}")
    return made_up_panel(values, indicator=names, place=places)


def test_dependence_is_found_again():
    found = estimate_dependence(shocked_panel(0.7, 0.3))
    assert found["same_topic"] == pytest.approx(0.7, abs=0.12)
    assert found["other_topic"] == pytest.approx(0.3, abs=0.12)
    assert (found["same_topic_pairs"], found["other_topic_pairs"]) == (6, 9)
    assert 0 < found["same_topic_error"] < 0.1


def test_none_is_found_where_there_is_none():
    found = estimate_dependence(shocked_panel(0.0, 0.0))
    assert abs(found["same_topic"]) < 0.1
    assert abs(found["other_topic"]) < 0.1


def test_surprises_stand_at_their_origins():
    panel = shocked_panel(0.5, 0.2, countries=2)
    rows = np.arange(len(panel.values))
    scores = surprises(panel, 3, rows)
    known = np.isfinite(scores)
    assert known[:, 2 : YEARS - 5].all()
    assert not known[:, :2].any()
    assert not known[:, YEARS - 5 :].any()
    jumped = panel.values.copy()
    jumped[0, 20] *= 10  # what came five years after year 15
    after = surprises(replace(panel, values=jumped), 3, rows)
    assert after[0, 15] > 2
    assert after[0, 2:15] == pytest.approx(scores[0, 2:15], abs=1e-9)
    assert surprises(panel, 3, rows[4:6]) == pytest.approx(scores[4:6], abs=1e-9, nan_ok=True)


def test_only_growing_indicators_that_cannot_be_negative_count():
    panel = shocked_panel(0.5, 0.2, countries=4)
    falling = panel.values.copy()
    falling[panel.indicator == "aa.0"] = falling[panel.indicator == "aa.0"][:, ::-1]
    kind = np.where(panel.indicator == "bb.1", REAL, POSITIVE)
    changed = replace(panel, values=falling, kind=kind)
    assert growing_indicators(changed).tolist() == ["aa.1", "aa.2", "bb.0", "bb.2"]


def test_correlations_are_those_of_what_both_know():
    rng = np.random.default_rng(2)
    one, two = rng.normal(size=(2, 200))
    two = 0.6 * one + 0.8 * two
    cells = np.stack([one, two, np.where(np.arange(200) < 30, one, np.nan)])
    cells[0, ::7] = np.nan
    known = np.isfinite(cells[0])
    found = pair_correlations(cells)
    assert found[0, 1] == pytest.approx(np.corrcoef(one[known], two[known])[0, 1])
    assert np.isnan(found[0, 2])


def test_the_error_of_estimates_that_each_leave_out_one():
    assert jackknife_error(np.array([0.1, 0.3])) == pytest.approx(0.1)
    assert jackknife_error(np.array([0.1, 0.2, 0.3])) == pytest.approx(np.sqrt(2 * 0.02 / 3), abs=1e-4)


def test_a_panel_without_pairs_is_refused():
    panel = shocked_panel(0.5, 0.2, countries=4)
    mine = panel.indicator == "aa.0"
    lonely = made_up_panel(panel.values[mine], indicator=panel.indicator[mine], place=panel.place[mine])
    words = "found no pair of growing indicators of the same topic with 60 windows; .*Use a panel of more"
    with pytest.raises(InputError, match=words):
        estimate_dependence(lonely)


def test_what_is_written_is_what_the_package_reads(tmp_path):
    panel = shocked_panel(0.6, 0.2, countries=20)
    path = tmp_path / "dependence.toml"
    path.write_text(dependence_text(panel, attribution="made “up”", date="2026-11-30"), encoding="utf-8")
    found = read_dependence(path)
    assert (found["attribution"], found["date"], found["panel_sha256"]) == (
        "made “up”",
        "2026-11-30",
        "digest",
    )
    assert found["panel_series"] == len(panel.values)
    assert found["model_sha256"] == model_digest()
    assert (found["years_ahead"], found["values_seen"]) == (5, [1, 2, 3])
    assert found["same_topic"] > found["other_topic"]
