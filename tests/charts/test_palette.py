"""Colours in grey print and to colour-blind readers, and what tells things apart where colour does not."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from charts.drawings import artist
from matplotlib.colors import to_rgb

from ontrack.charts import fan_chart, progress_chart
from ontrack.charts.fan.layers import MARKERS
from ontrack.charts.parts.style import BANDS, BLUE, INK, PURPLE, QUIET, SCENARIO_BANDS, VERMILION
from ontrack.charts.progress.drawing import MARKS
from ontrack.wording import load_wording

# Of light, not of sRGB. Machado, Oliveira and Fernandes (2009), A physiologically-based model for simulation
# of color vision deficiency, IEEE TVCG 15(6), table 1, severity 1.0.
SEEN = {
    "usual": np.eye(3),
    "grey": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),  # luminance, ITU-R BT.709
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
PAPER = "white"
LEAST_BETWEEN_BANDS = 9.0  # of 100; about four just noticeable differences side by side
LEAST_OF_LINES = 12.0
LEAST_CONTRAST = 4.5  # WCAG 2.1, 1.4.3


def luminance(color: str, seen: str = "usual") -> float:
    """Return the relative luminance of a colour as some see it (IEC 61966-2-1 for the light of sRGB)."""
    parts = np.array(to_rgb(color))
    light = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(np.array([0.2126, 0.7152, 0.0722]) @ np.clip(SEEN[seen] @ light, 0, 1))


def lightness(color: str, seen: str) -> float:
    """Return CIE L*, 0 to 100."""
    value = luminance(color, seen)
    return 116 * np.cbrt(value) - 16 if value > 0.008856 else 903.3 * value


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_lightness_of_known_colours():
    assert lightness("white", "grey") == pytest.approx(100, abs=0.01)
    assert lightness("black", "protanopia") == 0
    assert lightness("#777777", "deuteranopia") == pytest.approx(50.03, abs=0.1)
    assert lightness("red", "protanopia") < lightness("red", "usual") - 10


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("bands", [BANDS, SCENARIO_BANDS])
def test_bands_get_darker_inwards_to_every_eye(bands, seen):
    steps = [lightness(color, seen) for color in (PAPER, bands[95], bands[80], bands[50])]
    assert min(outer - inner for outer, inner in pairwise(steps)) > LEAST_BETWEEN_BANDS


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize(
    ("line", "ground"),
    [(BLUE, BANDS[50]), (VERMILION, BANDS[50]), (PURPLE, SCENARIO_BANDS[50]), (INK, BANDS[50])],
)
def test_lines_stand_out_from_the_darkest_band(line, ground, seen):
    assert lightness(ground, seen) - lightness(line, seen) > LEAST_OF_LINES


@pytest.mark.parametrize("color", [INK, QUIET, BLUE, VERMILION, PURPLE])
def test_text_is_readable(color):
    assert contrast(color, PAPER) >= LEAST_CONTRAST


def test_every_kind_of_value_has_a_shape_of_its_own():
    kept = {kind: look for kind, look in MARKERS.items() if not kind.startswith("before_break")}
    looks = [
        (look["marker"], look.get("markerfacecolor"), look.get("fillstyle"), look["markersize"] < 4)
        for look in kept.values()
    ]
    assert len(set(looks)) == len(looks)
    assert len({(look["marker"], look.get("markerfacecolor")) for look in MARKS.values()}) == len(MARKS)


def test_lines_differ_in_their_dashes(per_head, thirty, showcase):
    ax = fan_chart(per_head, thirty, showcase, "en")
    names = ("median", "required_path", "target_level", "trend_straight_line")
    dashes = {name: artist(ax, name)._dash_pattern for name in names[:3]}
    assert len({str(pattern) for pattern in dashes.values()}) == 3
    thin = artist(ax, names[3]).get_linewidth()
    assert thin < artist(ax, "target_level").get_linewidth()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ahead_on_time_and_behind_are_words(raw, results, language):
    states = {"ahead": 50.0, "on_schedule": 40.0, "nearly": 34.0, "behind": 30.0}
    for state, progress in states.items():
        table = results["assessments"].assign(progress_pct=progress, elapsed_pct=40.0)
        ax = progress_chart(raw.plan, table, language)
        expected = load_wording(language)(f"chart.progress.state_{state}")
        assert [text.get_text() for text in ax.texts if text.get_gid() == "state"] == [expected] * 12
