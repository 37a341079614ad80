"""Another history: a value more, one fewer, the last one moved; what is known beside it follows."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from helpers.futures import told

from ontrack.assessment.alarms.histories import extended, shifted, shortened
from ontrack.projection.reference_class import ReferenceClass

NATION = pd.Series([10.0, 11, 12, 13], index=[2022, 2023, 2024, 2025])
KNOWN = ReferenceClass(replace(told([1.0, 2, 3, 4]), parent=NATION), lower=0, upper=10)


def test_a_value_more_is_a_newer_origin_and_nothing_newer_is_known_beside_it():
    later = extended(KNOWN, 2027, 9).evidence
    assert later.own.to_dict() == {2022: 1, 2023: 2, 2024: 3, 2025: 4, 2027: 9}
    assert later.origin == 2027
    assert pd.isna(later.yearly(later.parent)[-2:]).all()
    assert later.yearly(later.parent)[-3] == 13


def test_without_its_last_value_nothing_since_is_told():
    earlier = shortened(KNOWN).evidence
    assert earlier.own.to_dict() == {2022: 1, 2023: 2, 2024: 3}
    assert earlier.yearly(earlier.parent).tolist() == [10, 11, 12]


def test_the_last_value_moves_within_its_bounds():
    for step, last in ((1, 5), (8, 10), (-8, 0)):
        assert shifted(KNOWN, step).evidence.values.tolist() == [1, 2, 3, last]
