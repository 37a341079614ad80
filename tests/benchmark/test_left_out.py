"""Questions asked with less: what is gone, what stays, and who answers."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.made_up_panels import NAN, column, made_up_panel
from reference.made_up_model import made_up_model

from ontrack.benchmark.left_out import APART, CLASS, PIECES, unseen_probabilities, without
from ontrack.benchmark.populations import WORLD_BANK, Questions, questions
from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.reference import predict_quantiles, probability_below
from ontrack.reference.levels import PERCENT, POSITIVE
from ontrack.tables.choices import WHY_PIECES
from ontrack.training.fitting import CrossFit

LAST = 2020


def asked(length: str = "5") -> Questions:
    """Five walks of one indicator, of which the first is the nation: all pieces of evidence are known."""
    rng = np.random.default_rng(3)
    values = np.full((6, 80), NAN)
    values[:, column(1990) : column(LAST) + 1] = 40 * np.exp(
        np.cumsum(rng.normal(0.01, 0.03, (6, 31)), axis=1)
    )
    panel = made_up_panel(
        values, indicator=["x.1"] * 4 + ["x.2", "x.3"], place=["A", "B", "C", "D", "D", "D"],
        peers=["x.1"] * 4 + ["", ""], parent=[-1, 0, 0, 0, -1, -1], kind=[POSITIVE] * 3 + [PERCENT] * 3,
        quantity=np.full(6, QUANTITIES.index("share")), domain=np.full(6, DOMAINS.index("energy")),
        gdp=np.broadcast_to(1.05 ** np.arange(80), (6, 80)),
    )  # fmt: skip
    return next(one for one in questions(panel, [WORLD_BANK]) if one.length == length)


def test_pieces_are_those_of_the_table_in_its_order():
    """The panels know nothing of statements or second forms."""
    assert (CLASS, *PIECES, "statements", "form") == WHY_PIECES
    assert set(APART) < set(PIECES)


@pytest.mark.parametrize(
    ("piece", "fields"),
    [
        ("what", {"quantity", "domain"}), ("economy", {"economy"}), ("nation", {"parent"}),
        ("peers", {"peers"}), ("same_place", {"same_place"}), ("own_values", {"values", "times"}),
    ],
)  # fmt: skip
def test_one_piece_is_left_out_and_all_else_stays(piece, fields):
    histories = asked().histories
    fewer = without(histories, [piece])
    for name, table in vars(histories).items():
        same = np.array_equal(getattr(fewer, name), table, equal_nan=True)
        assert same == (name not in fields), name


def test_what_is_left_of_each_piece():
    histories = asked().histories
    fewer = without(histories, PIECES)
    assert (fewer.values[:, 0] == histories.last).all()
    assert fewer.count.tolist() == [1] * 6
    assert {QUANTITIES[code] for code in fewer.quantity} == {"unknown"}
    assert set(fewer.domain.tolist()) == {-1}
    assert not any(
        np.isfinite(getattr(fewer, name)).any() for name in ("economy", "parent", "peers", "same_place")
    )
    assert (fewer.kind == histories.kind).all()


def test_class_alone_is_the_answer_of_the_house_to_a_number_alone():
    one = asked()
    model = made_up_model(4)
    found = unseen_probabilities(CrossFit(np.zeros(6, dtype=int), (model,)), one, PIECES)
    kinds = ["percent" if kind == PERCENT else "positive" for kind in one.histories.kind]
    alone = predict_quantiles(one.histories.last[:, None], 5, kind=kinds, model=model)[:, 4]
    upper = np.where(one.histories.kind == PERCENT, 100, np.inf)
    below = [probability_below(alone, bar, lower=0.0, upper=upper) for bar in one.targets.T]
    assert found == pytest.approx(np.transpose(1 - np.array(below)), abs=1e-9)


def test_each_series_is_answered_by_the_model_that_had_not_seen_it():
    one, fold = asked("3"), np.array([0, 1, 0, 1, 0, 1])
    models = (made_up_model(1), made_up_model(9))
    both = unseen_probabilities(CrossFit(fold, models), one, ["peers"])
    single = [unseen_probabilities(CrossFit(fold * 0, (model,)), one, ["peers"]) for model in models]
    assert both == pytest.approx(np.where((fold == 0)[:, None], *single), rel=1e-9)
    assert not np.allclose(*single)
