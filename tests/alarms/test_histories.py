"""Other histories of one distribution: what is known of other regions goes with them."""

from __future__ import annotations

import numpy as np

from ontrack.alarms.histories import extended, shifted, shortened
from ontrack.reference_class import ReferenceClass

ELSEWHERE = np.arange(12.0).reshape(2, 6)
KNOWN = ReferenceClass(np.array([1.0, 2, 3, 4]), lower=0, upper=10, elsewhere=ELSEWHERE)


def test_a_later_value_adds_years_of_which_nothing_else_is_known():
    later = extended(KNOWN, 2, 9)
    np.testing.assert_array_equal(later.values, [1, 2, 3, 4, np.nan, 9])
    np.testing.assert_array_equal(
        later.elsewhere, np.pad(ELSEWHERE, ((0, 0), (0, 2)), constant_values=np.nan)
    )
    assert extended(ReferenceClass(np.array([1.0])), 1, 2).elsewhere is None


def test_without_its_last_years_nothing_later_is_known_elsewhere():
    earlier = shortened(KNOWN, 2)
    np.testing.assert_array_equal(earlier.values, [1, 2])
    np.testing.assert_array_equal(earlier.elsewhere, ELSEWHERE[:, :4])
    assert shortened(ReferenceClass(np.array([1.0, 2])), 1).elsewhere is None


def test_the_last_value_moves_within_its_bounds():
    assert shifted(KNOWN, 1).values.tolist() == [1, 2, 3, 5]
    assert shifted(KNOWN, 8).values.tolist() == [1, 2, 3, 10]
    assert shifted(KNOWN, -8).values.tolist() == [1, 2, 3, 0]
    assert KNOWN.values.tolist() == [1, 2, 3, 4]
