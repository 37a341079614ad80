"""What a user reads when an input is wrong."""

from __future__ import annotations

import pickle

import pytest

from ontrack.errors import Fault, InputError

FAULT = Fault("“abc”", "a number", "Type digits.", "data/raw/x.csv", 7, "value")


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (FAULT, "data/raw/x.csv, line 7, column value: found “abc”; expected a number. Type digits."),
        (Fault("a", "b", "C.", "x.csv"), "x.csv: found a; expected b. C."),
        (Fault("a", "b", "C.", line=3), "line 3: found a; expected b. C."),
        (Fault("a", "b", "C.", column="key"), "key: found a; expected b. C."),
        (Fault("a", "b", "C."), "found a; expected b. C."),
    ],
)
def test_a_fault_says_where_what_and_what_to_do(fault, text):
    assert str(fault) == text


def test_all_faults_stand_in_the_message():
    assert str(InputError([FAULT])).startswith("1 fault in the input:\n- data/raw/x.csv, line 7")
    assert str(InputError([FAULT, FAULT])).count("\n- data/raw/x.csv") == 2


def test_faults_cross_a_process_border():
    assert pickle.loads(pickle.dumps(InputError([FAULT]))).faults == (FAULT,)
