"""Dependence between indicators: found again where it was put, and kept with where it came from."""

from __future__ import annotations

import numpy as np
import pytest
from typer.testing import CliRunner

from ontrack.cli import app
from ontrack.errors import InputError
from ontrack.plan import Dependence
from ontrack.reference.dependence import (
    estimate_dependence,
    growing_indicators,
    model_digest,
    pair_correlations,
    panel_dependence,
    read_dependence,
    surprises,
)
from ontrack.reference.levels import POSITIVE, REAL
from ontrack.reference.model_file import read_model
from ontrack.reference.panel import Panel

YEARS = 30


def made_up_panel(within: float, across: float, *, countries: int = 40) -> Panel:
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
    kind = np.full(len(values), POSITIVE)
    return Panel(np.array(values), np.array(names), np.array(places), kind, "digest")


def test_dependence_is_found_again():
    found = estimate_dependence(made_up_panel(0.7, 0.3))
    assert found["same_topic"] == pytest.approx(0.7, abs=0.12)
    assert found["other_topic"] == pytest.approx(0.3, abs=0.12)
    assert (found["same_topic_pairs"], found["other_topic_pairs"]) == (6, 9)
    assert 0 < found["same_topic_error"] < 0.1


def test_none_is_found_where_there_is_none():
    found = estimate_dependence(made_up_panel(0.0, 0.0))
    assert abs(found["same_topic"]) < 0.1
    assert abs(found["other_topic"]) < 0.1


def test_surprises_stand_at_their_origins():
    panel = made_up_panel(0.5, 0.2, countries=2)
    scores = surprises(panel, 3)
    known = np.isfinite(scores)
    assert known[:, 2 : YEARS - 5].all()
    assert not known[:, :2].any()
    assert not known[:, YEARS - 5 :].any()
    jumped = panel.values.copy()
    jumped[0, 20] *= 10  # what came five years after year 15
    after = surprises(Panel(jumped, panel.indicator, panel.country, panel.kind, ""), 3)
    assert after[0, 15] > 3
    assert after[0, 2:15] == pytest.approx(scores[0, 2:15], abs=1e-4)


def test_only_growing_indicators_that_cannot_be_negative_count():
    panel = made_up_panel(0.5, 0.2, countries=4)
    falling = panel.values.copy()
    falling[panel.indicator == "aa.0"] = falling[panel.indicator == "aa.0"][:, ::-1]
    kind = np.where(panel.indicator == "bb.1", REAL, panel.kind)
    changed = Panel(falling, panel.indicator, panel.country, kind, "")
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


def test_a_panel_without_pairs_is_refused():
    panel = made_up_panel(0.5, 0.2, countries=4)
    mine = panel.indicator == "aa.0"
    lonely = Panel(panel.values[mine], panel.indicator[mine], panel.country[mine], panel.kind[mine], "")
    with pytest.raises(InputError, match="found no pair of growing indicators of the same topic"):
        estimate_dependence(lonely)


def test_the_packages_estimate_is_that_of_its_model_and_panel():
    found = read_dependence()
    assert found["panel_sha256"] == read_model().metadata["panel"]["sha256"]
    assert found["model_sha256"] == model_digest(), "run ontrack reference dependence once more"
    assert found["attribution"] == read_model().metadata["attribution"]
    assert 0 <= found["other_topic"] < found["same_topic"] < 1
    assert panel_dependence() == Dependence(found["same_topic"], found["other_topic"])


def test_an_unusable_file_is_told(tmp_path):
    path = tmp_path / "dependence.toml"
    with pytest.raises(InputError, match=r"dependence.toml: found a file that cannot be used \(FileNotFound"):
        read_dependence(path)
    path.write_text("same_topic = 0.2\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"expected same_topic and other_topic as TOML\. Write it with"):
        read_dependence(path)


def test_the_command_writes_what_the_package_reads(tmp_path):
    panel = made_up_panel(0.6, 0.2, countries=20)
    lines = ["indicator,country,year,value"]
    for name, place, values in zip(panel.indicator, panel.country, panel.values, strict=True):
        lines += [f"{name},{place},{1990 + year},{value}" for year, value in enumerate(values)]
    source, out = tmp_path / "panel.csv", tmp_path / "dependence.toml"
    source.write_text("\n".join(lines), encoding="utf-8")
    words = ["reference", "dependence", str(source), "--out", str(out), "--attribution", "made “up”"]
    run = CliRunner().invoke(app, words)
    assert run.exit_code == 0, run.output
    assert run.output.startswith("same topic 0.")
    found = read_dependence(out)
    assert found["attribution"] == "made “up”"
    assert found["panel_series"] == len(panel.values)
    assert found["same_topic"] > found["other_topic"]
