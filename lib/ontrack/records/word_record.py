"""How often words came true where the rule gave them: the committed record."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import pandas as pd

RECORD = "word_record.csv"
THREE_OR_MORE = "3+"


@cache
def word_record() -> pd.DataFrame:
    """Return the record, a row for each protocol, set, length, reason and word.

    Returns
    -------
    DataFrame
        protocol (random, time_safe), set (population), length (values seen; *3+*: three or more), reason
        (empty where the word was given, else why it was not), word, events, share (of all events of that set
        and length), stated (mean probability), came (share that came true), error (standard error of it,
        over indicators; over plans of policy targets).
    """
    with as_file(files("ontrack").joinpath("records", RECORD)) as path:
        return pd.read_csv(path, dtype={"length": str}, keep_default_na=False, na_values={"error": [""]})


def words_given(protocol: str, population: str, length: str = THREE_OR_MORE) -> pd.DataFrame:
    """Return the rows of the words that were given, of one protocol, population and number of values."""
    table = word_record()
    mine = (table["protocol"] == protocol) & (table["set"] == population) & (table["length"] == length)
    return table[mine & (table["reason"] == "")].reset_index(drop=True)
