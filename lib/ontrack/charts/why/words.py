"""What the picture of the steps says, in a sentence, for readers who cannot see it."""

from __future__ import annotations

import pandas as pd

from ontrack.explanation.why.reading import steps_of
from ontrack.explanation.why.sentences import steps_sentence
from ontrack.plan import Target
from ontrack.wording import load_wording


def why_alternative_text(target: Target, why: pd.DataFrame, language: str) -> str:
    """Return the probability from the class alone and what each piece changes.

    Parameters
    ----------
    target : Target
        One that has a probability.
    why : DataFrame
        Columns of why.csv.
    """
    wording = load_wording(language)
    opening = wording("chart.why.alternative", name=target.text("name", language))
    return wording.join([opening, steps_sentence(steps_of(why, target.target), wording)])
