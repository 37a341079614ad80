"""Labels read back from what was drawn: each says the value of the mark it stands by, and of the tables."""

from __future__ import annotations

import re

import pytest
from charts.drawings import artist, artists
from charts.test_axes_read_back import labelled, value_of

from ontrack.assessment.verdicts import NOT_JUDGED, SYMBOLS
from ontrack.charts import Given, charts_of
from ontrack.charts.multiples.sheets import shown_targets
from ontrack.charts.parts.rows import USUAL_ROW_MM
from ontrack.charts.parts.zones import SHAPES, ZONES, mark_of
from ontrack.charts.strips.drawing import LETTER_POINTS
from ontrack.charts.strips.sheets import lettered, probabilities_of

FIGURE = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module", params=["zh", "en"])
def given(request, raw, results) -> Given:
    return Given(raw, results, request.param)


@pytest.fixture(scope="module")
def drawn(given):
    """The axes of every chart of the default plan, by its name."""
    return {chart.name: chart.draw() for chart in charts_of(given)}


def figures(text: str) -> list[float]:
    return [float(found.replace(",", "").replace("−", "-")) for found in FIGURE.findall(text)]


def squeezed(text: str) -> str:
    """Return a text without spaces and line ends."""
    return "".join(text.split())


def decimals(text: str) -> int:
    return len(FIGURE.search(text)[0].partition(".")[2])


def agrees(text: str, value: float) -> bool:
    """Return whether a label is a value as precisely as it is written; ``>99%`` says as much as it can."""
    (figure,) = figures(text)
    if ">" in text or "<" in text:
        return value > figure if ">" in text else value < figure
    return abs(figure - value) <= 0.5 * 10.0 ** -decimals(text) + 1e-9


def test_labels_of_a_fan_are_the_values_at_which_they_point(given, drawn):
    assessments = given.tables["assessments"].set_index("target")
    for target in shown_targets(given.plan):
        ax, told = drawn[f"fan.{target.target}"], assessments.loc[target.target]
        ax.figure.draw_without_rendering()
        assert all(value_of(label) == pytest.approx(place) for place, label in labelled(ax).items())
        for gid, value in (
            ("latest_label", told["latest_value"]), ("median_label", told["projected_median"]),
            ("target_label", target.level),
        ):  # fmt: skip
            label = artist(ax, gid)
            assert agrees(label.get_text(), value)
            assert label.xy[1] == pytest.approx(value)
        assert artist(ax, "median").get_ydata()[-1] == pytest.approx(told["projected_median"])


def test_the_80_interval_is_in_sight_or_the_chart_says_how_far_it_reaches(given, drawn):
    assessments = given.tables["assessments"].set_index("target")
    cut = []
    for target in shown_targets(given.plan):
        ax, told = drawn[f"fan.{target.target}"], assessments.loc[target.target]
        low, high = ax.get_ylim()
        if not low <= told["lower_80"] <= told["upper_80"] <= high:
            cut.append(target.target)
            note = artist(ax, "note").get_text()
            assert {round(told["lower_80"], 1), round(told["upper_80"])} <= {*figures(note)}
    assert cut == ["data_ip_use_value"]  # 67 to 1,842: no axis shows both that and the target


def test_a_unit_stands_by_every_axis_of_values(given, drawn):
    language = given.language
    for panel, target in zip(drawn["multiples.1"].figure.axes, shown_targets(given.plan), strict=True):
        unit = given.plan.indicators[target.indicator].text("unit", language)
        assert artist(panel, "unit").get_text() == unit
        assert artist(drawn[f"fan.{target.target}"], "unit").get_text() == unit


def test_a_panel_of_the_small_charts_holds_its_own_target_and_no_other(given, drawn):
    assessments = given.tables["assessments"].set_index("target")
    panels = drawn["multiples.1"].figure.axes
    for ax, target in zip(panels, shown_targets(given.plan), strict=True):
        told = assessments.loc[target.target]
        assert squeezed(artist(ax, "name").get_text()) == squeezed(target.text("name", given.language))
        latest, aim = figures(artist(ax, "way").get_text())
        assert (latest, aim) == pytest.approx((told["latest_value"], target.level), abs=0.05)
        assert set(artist(ax, "target_level").get_ydata()) == {target.level}
        drawn_last = max(
            (point for kind in ("quoted", "derived", "rounded") for one in artists(ax, kind)
             for point in one.get_xydata().tolist()),
        )  # fmt: skip
        assert drawn_last == pytest.approx([told["latest_year"], told["latest_value"]])
        assert agrees(artist(ax, "probability").get_text(), 100 * told["probability_met"])
        symbol = SYMBOLS[told["verdict"] or NOT_JUDGED]
        assert artist(ax, "grade").get_text().startswith(f"{symbol} ")


def test_bars_of_the_odds_end_where_their_labels_say(given, drawn):
    ax = drawn["odds"]
    told = given.tables["assessments"].set_index("target")
    names = {
        squeezed(target.text("name", given.language)): target.target for target in given.plan.table_targets
    }
    written = [names[squeezed(text.get_text()).lstrip("◆")] for text in artists(ax, "name")]
    for bar, label in zip(artists(ax, "bar"), artists(ax, "probability_label"), strict=True):
        row = round(bar.get_y() + bar.get_height() / 2)
        found = told.loc[written[row]]
        assert bar.get_width() == pytest.approx(100 * found["probability_met"])
        assert label.xy[1] == row
        assert agrees(label.get_text(), bar.get_width())
        assert label.get_text()[0] == SYMBOLS[found["verdict"] or NOT_JUDGED]


def test_marks_of_the_overview_have_the_place_and_shape_that_their_labels_say(given, drawn):
    ax, told = drawn["overview"], given.tables["assessments"].set_index("target")
    marks = [*artists(ax, "probability"), *artists(ax, "not_judged")]
    labels = {label.xy[1]: label for label in artists(ax, "probability_label")}
    assert len(marks) == len(labels) == 12
    for mark in marks:
        (percent,), (row,) = mark.get_data()
        found = told.loc[given.plan.table_targets[row].target]
        assert percent == pytest.approx(100 * found["probability_met"])
        assert agrees(labels[row].get_text(), percent)
        shape = mark_of(found["verdict"] or NOT_JUDGED)
        assert (mark.get_marker(), mark.get_markerfacecolor()) == (shape["marker"], shape["markerfacecolor"])


def test_strips_have_their_marks_where_the_scenarios_say(given, drawn):
    ax, table = drawn["strips.1"], given.tables["scenarios"]
    marks = lettered(given.raw.scenarios, table)
    letters = [(text.get_text(), *text.get_position()) for text in artists(ax, "letter")]
    for row, target in enumerate(given.plan.table_targets):
        mine = {letter: x for letter, x, y in letters if abs(y - row) < 0.5}
        expected = {
            marks[name][0] if name in marks else "": 100 * probability
            for name, probability in probabilities_of(target, marks, table).items()
        }
        assert mine == pytest.approx(expected, abs=2 * LETTER_POINTS)
    assert ax.bbox.height / ax.figure.dpi * 25.4 / 12 > USUAL_ROW_MM  # three levels of rings


def test_bars_of_the_number_met_are_as_high_as_their_labels_say(given, drawn):
    ax, counts = drawn["portfolio"], given.tables["portfolio"]
    table = counts[counts["group"] == "table"].set_index("number_met")["probability"]
    heights = {
        round(bar.get_x() + bar.get_width() / 2): bar.get_height()
        for gid in ("inside", "outside")
        for bar in artists(ax, gid)
    }
    assert heights == pytest.approx({number: 100 * chance for number, chance in table.items()})
    for label in artists(ax, "chance"):
        assert agrees(label.get_text(), heights[label.xy[0]])


def test_paces_stand_at_the_ratio_of_the_rates_beside_them(given, drawn):
    ax, told = drawn["progress"], given.tables["assessments"].set_index("target")
    rates = {
        gid: [text.get_text() for text in artists(ax, f"{gid}_rate")] for gid in ("required", "observed")
    }
    for mark in artists(ax, "observed"):
        (ratio,), (row,) = mark.get_data()
        found = told.loc[given.plan.table_targets[row].target]
        for gid, texts in rates.items():
            assert agrees(texts[row].replace("+", ""), found[f"{gid}_rate_pct"])
        assert ratio == pytest.approx(min(found["observed_rate_pct"] / found["required_rate_pct"], 8.0))


def test_steps_of_the_why_end_at_the_probabilities_of_the_table(given, drawn):
    why = given.tables["why"]
    for target in given.plan.table_targets:
        ax = drawn[f"why.{target.target}"]
        steps = why[why["target"] == target.target].sort_values("step")
        for step in steps[steps["present"] == "yes"].to_dict("records"):
            (bar,) = artists(ax, f"step_{step['piece']}")
            ends = (bar.get_x(), bar.get_x() + bar.get_width())
            assert min(abs(end - 100 * step["probability"]) for end in ends) < 0.06
        answer = artist(ax, "answer").get_width()
        assert answer == pytest.approx(100 * steps["probability"].iloc[-1], abs=0.06)
        assert agrees(artist(ax, "probability").get_text(), answer)


def test_dots_and_bars_of_the_reliability_are_those_of_the_record(given, drawn):
    (chart,) = [chart for chart in charts_of(given) if chart.name == "reliability"]
    panels = drawn["reliability"].figure.axes[::2]
    for ax, (_, rows) in zip(panels, chart.rows.groupby("length", sort=False), strict=True):
        points = artist(ax, "observed").get_xydata().tolist()
        assert points == rows[["stated_pct", "observed_pct"]].to_numpy().tolist()


def test_ends_of_the_example_are_written_where_they_lie(drawn):
    for label in artists(drawn["reference"], "end"):
        assert agrees(label.get_text(), label.xy[0])


def test_the_zones_carry_the_symbols_and_words_of_the_verdicts(given, drawn):
    words = [f"{SYMBOLS[verdict]} {given.wording(f'chart.zone.{verdict}')}" for verdict in ZONES]
    for name in ("overview", "odds", "strips.1"):
        assert [text.get_text() for text in artists(drawn[name], "zone")] == words


def test_every_verdict_that_is_drawn_has_a_shape_of_its_own_in_grey_too():
    assert set(SHAPES) == {SYMBOLS[verdict] for verdict in (*ZONES, NOT_JUDGED)}
    assert len(set(SHAPES.values())) == len(SHAPES)
    hollow = {symbol: mark_of(verdict)["markerfacecolor"] == "white" for verdict, symbol in SYMBOLS.items()
              if symbol in SHAPES}  # fmt: skip
    assert {symbol for symbol, empty in hollow.items() if not empty} == {"▲", "▼"}
