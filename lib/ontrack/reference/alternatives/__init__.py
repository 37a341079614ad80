"""Small models fitted to fewer panels, or only to what was over: how stable an answer is, not the answer.

`ontrack reference alternatives` writes the files; the package's own model is the first of them.
"""

from __future__ import annotations

from pathlib import Path

from ontrack.reference.model_file import MODEL_PATH, Model, read_model
from ontrack.tables.choices import MODEL_PANELS

FOLDER = Path(__file__).parent
PANELS = MODEL_PANELS
ALL_PANELS = PANELS[0]
TIME_SAFE = ("no", "yes")
ALTERNATIVES = tuple((panels, time_safe) for panels in PANELS for time_safe in TIME_SAFE)
OWN = ALTERNATIVES[0]


def file_name(panels: str, time_safe: str) -> str:
    """Return the name of an alternative's file."""
    return f"{panels}{'.time_safe' if time_safe == 'yes' else ''}.npz"


def read_alternative(panels: str, time_safe: str) -> Model:
    """Return the model fitted to some panels, time-safe or not; the package's own for all and not.

    Raises
    ------
    InputError
        When the file is missing or damaged.
    """
    own = (panels, time_safe) == OWN
    return read_model(MODEL_PATH if own else FOLDER / file_name(panels, time_safe))
