"""Dependence between indicators: found again where it was put, and kept with where it came from."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import numpy as np
import pytest
from helpers.made_up_panels import made_up_panel

from ontrack.errors import InputError
from ontrack.reference.dependence import read_dependence
from ontrack.reference.levels import POSITIVE, REAL
from ontrack.training.dependence import (
    LEAST_WINDOWS,
    dependence_text,
    estimate_dependence,
    growing_groups,
    jackknife_error,
    model_digest,
    topic_of,
)
from ontrack.training.panels import Panel

YEARS, PLACES = 30, 60
NAN = np.nan


def two_topics(places: int = PLACES, **told: object) -> Panel:
    """Return growing series of two topics, three indicators each, in some places."""
    names = [f"{topic}.{number}" for topic in ("aa", "bb") for number in range(3)] * places
    where = np.repeat([f"C{place:02d}" for place in range(places)], 6)
    values = np.tile(np.arange(1.0, YEARS + 1), (6 * places, 1))
    return made_up_panel(values, indicator=names, place=where, **told)


def scores_of(
    within: float, across: float, era: tuple[float, float] = (0, 0), places: int = PLACES
) -> np.ndarray:
    """Return surprises (series, years) that correlate so about their mean, and the mean of each topic."""
    rng = np.random.default_rng(7)
    shared, own = rng.normal(size=(places, 1, 1, YEARS)), rng.normal(size=(places, 2, 3, YEARS))
    of_topic = rng.normal(size=(places, 2, 1, YEARS))
    parts = np.sqrt([across, within - across, 1 - within])
    scores = parts[0] * shared + parts[1] * of_topic + parts[2] * own
    return (scores + np.array(era)[None, :, None, None]).reshape(-1, YEARS)


def test_dependence_is_found_again():
    found = estimate_dependence(two_topics(), [scores_of(0.7, 0.3), scores_of(0.7, 0.3)])["world_bank"]
    assert found["same_topic"] == pytest.approx(0.7, abs=0.03)
    assert found["other_topic"] == pytest.approx(0.3, abs=0.05)
    assert (found["same_topic_pairs"], found["other_topic_pairs"]) == (6, 9)
    assert 0 < found["same_topic_error"] < 0.05
    assert 0 < found["other_topic_error"] < 0.05


def test_none_is_found_where_there_is_none():
    found = estimate_dependence(two_topics(), [scores_of(0, 0)])["world_bank"]
    assert abs(found["same_topic"]) < 0.03
    assert abs(found["other_topic"]) < 0.03


def test_a_shock_that_an_era_shares_is_dependence():
    """About zero: a shift of one standard deviation makes a correlation r into (r + 1) / 2."""
    found = estimate_dependence(two_topics(), [scores_of(0.4, 0.1, (1, 1))])["world_bank"]
    assert found["same_topic"] == pytest.approx(0.7, abs=0.03)
    assert found["other_topic"] == pytest.approx(0.55, abs=0.03)
    assert found["other_topic_era"] == pytest.approx(0.5, abs=0.03)


def test_an_era_that_moved_two_topics_apart_is_not_counted_on_to_cancel():
    found = estimate_dependence(two_topics(), [scores_of(0.4, 0.1, (1, -1))])["world_bank"]
    assert found["same_topic"] == pytest.approx(0.7, abs=0.03)
    assert found["other_topic"] == pytest.approx(0.05, abs=0.03)
    assert found["other_topic_era"] == pytest.approx(-0.5, abs=0.03)


def test_the_error_is_the_largest_of_places_years_and_topics():
    scores = scores_of(0.3, 0.1).reshape(PLACES, 2, 3, YEARS)
    calm = estimate_dependence(two_topics(), [scores.reshape(-1, YEARS)])["world_bank"]
    scores[:, :, :, 12] = 6.0  # one year shook everything everywhere
    shaken = estimate_dependence(two_topics(), [scores.reshape(-1, YEARS)])["world_bank"]
    assert shaken["same_topic"] > calm["same_topic"] + 0.2
    assert shaken["same_topic_error"] > 5 * calm["same_topic_error"]


def test_pairs_that_share_too_little_do_not_count():
    scores = scores_of(0.5, 0.2)
    names = two_topics().indicator
    kept = np.zeros(scores.shape, bool)
    kept.flat[np.flatnonzero((names == "aa.0")[:, None] & np.ones(YEARS, bool))[: LEAST_WINDOWS - 1]] = True
    scores[(names == "aa.0")[:, None] & ~kept] = NAN
    found = estimate_dependence(two_topics(), [scores])["world_bank"]
    assert (found["same_topic_pairs"], found["other_topic_pairs"]) == (4, 6)


def test_each_panel_is_estimated_apart():
    panel, scores = two_topics(), scores_of(0.8, 0.1)
    source = np.where(np.arange(len(scores)) < len(scores) // 2, 0, 3)
    scores[source == 3] = scores_of(0.2, 0.0, places=PLACES // 2)
    group = np.char.add(source.astype(str), panel.indicator)
    found = estimate_dependence(replace(panel, source=source, group=group), [scores])
    assert list(found) == ["world_bank", "panel_4"]
    assert found["world_bank"]["same_topic"] == pytest.approx(0.8, abs=0.04)
    assert found["panel_4"]["same_topic"] == pytest.approx(0.2, abs=0.06)


def test_only_growing_indicators_that_cannot_be_negative_count():
    panel = two_topics(4)
    falling = panel.values.copy()
    falling[panel.indicator == "aa.0"] = falling[panel.indicator == "aa.0"][:, ::-1]
    kind = np.where(panel.indicator == "bb.1", REAL, POSITIVE)
    changed = replace(panel, values=falling, kind=kind)
    rows = np.arange(len(falling))
    assert growing_groups(changed, rows).tolist() == ["aa.1", "aa.2", "bb.0", "bb.2"]
    assert growing_groups(changed, rows[panel.indicator == "aa.0"]).tolist() == []


@pytest.mark.parametrize(
    ("code", "topic"),
    [
        ("ag.lnd.arbl.zs", "ag"), ("10-1-1", "10"), ("10", "10"), ("RDPatentAccept.v4_fm", "RDP"),
        ("RDPlantVariety.v4_sq", "RDP"), ("RDActivity.v4_hj", "R&D"), ("RDIntense.v4_qd", "R&D"),
        ("MarketPush.v4_je", "MarketPush"),
    ],
)  # fmt: skip
def test_a_topic_is_a_chapter_of_the_source(code, topic):
    assert topic_of(code) == topic


def test_the_error_of_estimates_that_each_leave_out_one():
    assert jackknife_error(np.array([0.1, 0.3])) == pytest.approx(0.1)
    assert jackknife_error(np.array([0.1, 0.2, 0.3, NAN])) == pytest.approx(np.sqrt(2 * 0.02 / 3))
    assert jackknife_error(np.array([0.1, NAN])) == 0


def test_a_panel_without_pairs_is_refused():
    panel = two_topics()
    mine = panel.indicator == "aa.0"
    lonely = made_up_panel(panel.values[mine], indicator=panel.indicator[mine], place=panel.place[mine])
    words = (
        rf"2 faults.*found no pair of growing indicators of the same topic with {LEAST_WINDOWS} windows; "
        r"expected at least one such pair\. Use a panel of more indicators, places and years"
    )
    with pytest.raises(InputError, match=rf"(?s){words}"):
        dependence_text(lonely, [scores_of(0, 0)[mine]], attribution="", date="2026-11-30")


def test_what_is_written_is_what_the_package_reads(tmp_path):
    path = tmp_path / "dependence.toml"
    text = dependence_text(
        two_topics(), [scores_of(0.6, 0.2)], attribution="made “up”", date="2026-11-30"
    )  # fmt: skip
    path.write_text(text, encoding="utf-8")
    found = read_dependence(path)
    assert (found["attribution"], found["date"], found["panel_sha256"], found["used"]) == (
        "made “up”", "2026-11-30", "digest", "world_bank",
    )  # fmt: skip
    assert found["panel_series"] == 6 * PLACES
    assert found["model_sha256"] == model_digest()
    assert (found["years_ahead"], found["values_seen"]) == (5, [1, 2, 3])
    assert found["same_topic"] > found["other_topic"]
    assert tomllib.loads(text)["world_bank"]["same_topic"] == found["same_topic"]
