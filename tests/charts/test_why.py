"""The picture of the steps to a probability."""

from __future__ import annotations

import pandas as pd
import pytest
from charts.drawings import artist, artists, assert_tidy, charts_of_kind, drawn_texts
from matplotlib.text import Text

from ontrack.charts import figure_of, save_shared, why_chart
from ontrack.charts.parts.sharing import add_frame
from ontrack.charts.why import words as why
from ontrack.charts.why.words import why_alternative_text
from ontrack.tables.choices import WHY_PIECES
from ontrack.wording import load_wording

LANGUAGES = ["zh", "en"]
USUAL = {
    "class": 0.376, "what": 0.554, "economy": 0.482, "nation": 0.838, "peers": 0.838, "same_place": 0.841,
    "own_values": 0.868, "statements": 0.868, "form": 0.868,
}  # fmt: skip
ABSENT = ("statements", "form")


def table(probabilities: dict[str, float] = USUAL, absent: tuple[str, ...] = ABSENT) -> pd.DataFrame:
    """Return the rows of why.csv for one target, `a`."""
    before = 0.0
    rows = []
    for step, piece in enumerate(WHY_PIECES, 1):
        after = probabilities.get(piece, before)
        rows.append({
            "target": "a", "step": step, "piece": piece, "present": "no" if piece in absent else "yes",
            "probability": after, "points": 100 * (after - before), "points_alone": 0.0,
        })  # fmt: skip
        before = after
    return pd.DataFrame(rows)


def texts(ax, gid: str) -> list[str]:
    return [one.get_text() for one in artists(ax, gid)]


def span(ax, piece: str) -> tuple[float, float]:
    bar = artist(ax, f"step_{piece}")
    return bar.get_x(), bar.get_x() + bar.get_width()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "probabilities",
    [USUAL, dict.fromkeys(WHY_PIECES, 0.997), {**dict.fromkeys(WHY_PIECES, 0.004), "what": 0.99},
     {**USUAL, "own_values": 0.02, "statements": 0.99, "form": 0.5}],
)  # fmt: skip
def test_nothing_overlaps_and_all_is_seven_points_or_more(language, probabilities):
    ax = why_chart(table(probabilities, absent=()), "a", language)
    assert_tidy(ax)
    shown = {text for text, _ in drawn_texts(ax)}
    sizes = [text.get_fontsize() for text in ax.figure.findobj(Text) if text.get_text() in shown]
    assert min(sizes) >= 7


def test_each_bar_begins_where_the_one_above_ends():
    ax = why_chart(table(), "a", "en")
    assert span(ax, "class") == (0, pytest.approx(37.6))
    assert span(ax, "what") == pytest.approx((37.6, 55.4))
    assert span(ax, "economy") == pytest.approx((48.2, 55.4))  # it takes away, and so ends on the left
    assert span(ax, "nation") == pytest.approx((48.2, 83.8))
    assert artist(ax, "answer").get_width() == pytest.approx(86.8)
    assert texts(ax, "probability") == ["87%"]


def test_points_are_whole_and_add_up_to_what_is_shown():
    ax = why_chart(table(), "a", "en")
    first, *others = texts(ax, "points")
    assert (first, others) == ("38%", ["+17", "−7", "+36", "0", "0", "+3"])
    assert 38 + sum(int(change.replace("−", "-")) for change in others) == 87


def test_what_is_not_known_has_no_row_and_what_moves_nothing_is_grey():
    ax = why_chart(table(), "a", "en")
    names = artists(ax, "name")
    assert [name.get_text() for name in names] == [
        "Similar ones", "Its measure", "Economy", "Nation", "Elsewhere", "Related ones", "Own values",
        "Answer",
    ]  # fmt: skip
    colors = {name.get_text(): name.get_color() for name in names}
    assert colors["Elsewhere"] == colors["Related ones"] != colors["Nation"]
    assert artists(ax, "step_statements") == []


def test_more_and_less_are_told_apart():
    ax = why_chart(table(), "a", "en")
    more, less, first = (
        artist(ax, f"step_{piece}").get_facecolor() for piece in ("what", "economy", "class")
    )
    assert len({more, less, first}) == 3
    assert artist(ax, "step_nation").get_facecolor() == more


def test_it_is_as_wide_as_it_is_printed_at_least_and_as_high_as_its_rows():
    whole, short = why_chart(table(absent=()), "a", "zh"), why_chart(table(absent=WHY_PIECES[2:]), "a", "zh")
    sizes = [25.4 * figure_of(ax).get_size_inches() for ax in (whole, short)]
    assert sizes[0] == pytest.approx([70, 50.4], abs=0.1)
    assert sizes[1][1] < sizes[0][1]


@pytest.mark.parametrize("title", ["Why 87%? Patents", "Why 87%? " + 5 * "a very long name of a target "])
def test_a_frame_around_a_narrow_picture_has_room_for_two_lines(tmp_path, title):
    figure = figure_of(why_chart(table(), "a", "en"))
    add_frame(figure, title, "Source: " + 3 * "an office with a long name, " + "projection: ontrack")
    assert_tidy(figure.axes[0])
    assert len(save_shared(figure, tmp_path, "why", title="", source="")) == 2


def test_the_alternative_text_says_all_steps(raw):
    target = raw.plan.targets[0]
    rows = table().assign(target=target.target)
    assert why_alternative_text(target, rows, "en") == (
        "A bar a step, from what similar indicators alone say of High-value invention patents per 10,000 "
        "people to the answer. Similar indicators alone say 38%, what it measures +17, economy −7, nation "
        "+36, other regions 0, related ones here 0, own values +3, which makes 87%."
    )
    assert why_alternative_text(target, rows, "zh").endswith("自身数值+3，结果为87%。")


def test_a_target_of_the_table_with_a_probability_has_its_picture(raw, results):
    target = raw.plan.table_targets[1]
    tables = {**results, "why": table().assign(target=target.target)}
    (chart,) = charts_of_kind(why, raw, tables, "zh")
    assert chart.name == f"why.{target.target}"
    assert chart.title == target.name["zh"] + "：实现概率87%的测算依据"
    assert chart.title == load_wording("zh")("chart.title.why", probability="87%", name=target.name["zh"])
