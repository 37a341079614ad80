"""Which model is asked: another one inside a block, and no answer of one is taken for that of another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from reference.made_up_model import made_up_model

from ontrack.evidence import own_alone
from ontrack.projection.reference_class import ReferenceClass
from ontrack.reference import predict_at, sample_paths
from ontrack.reference.asked import asked_model, asking
from ontrack.reference.model_file import read_model

ASKED = ([[40.0, 42, 43]], [1.0, 5.0])
OWN = own_alone(pd.Series([40.0, 42, 43], index=[2023, 2024, 2025]))


def test_questions_inside_the_block_go_to_the_other_model():
    other = made_up_model()
    with asking(other):
        inside, paths = predict_at(*ASKED), sample_paths(*ASKED, 4, 1)
        with asking(None):
            assert asked_model() is read_model()
        assert asked_model() is other
    assert (inside == predict_at(*ASKED, model=other)).all()
    assert (paths == sample_paths(*ASKED, 4, 1, model=other)).all()
    assert (predict_at(*ASKED) == predict_at(*ASKED, model=read_model())).all()
    assert (inside != predict_at(*ASKED)).any()


def test_the_package_is_asked_again_after_a_failure():
    with pytest.raises(RuntimeError, match="inside"), asking(made_up_model()):
        raise RuntimeError("inside")
    assert asked_model() is read_model()


@pytest.mark.parametrize("never_falls", [False, True])
def test_a_distribution_keeps_the_model_it_was_made_with(never_falls):
    def answers(made: ReferenceClass) -> list[float]:
        paths = made.sample_paths([1, 2], 3, 1).ravel()
        after = made.below_after(2026.0, np.array([44.0]), 4, 50.0)
        return [made.below(12, 60.0), *made.quantile([1, 2, 3], 0.7), *paths, *after]

    own = ReferenceClass(OWN, lower=0.0, never_falls=never_falls)
    with asking(made_up_model()):
        other = ReferenceClass(OWN, lower=0.0, never_falls=never_falls)
        inside = answers(other.with_evidence(OWN))
        first = answers(own)  # made outside: for the first time asked here, and not of the other model
    assert first == answers(ReferenceClass(OWN, lower=0.0, never_falls=never_falls))
    assert inside == answers(other)  # made inside: asked again out here
    assert all(mine != theirs for mine, theirs in zip(first, inside, strict=True))
    assert own == other  # who answers is no part of what is known
