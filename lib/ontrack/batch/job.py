"""What is to be assessed, with which notebooks, and what came of it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ontrack.languages import UNLESS_TOLD

if TYPE_CHECKING:
    import pandas as pd

NOTEBOOKS = ("01_series", "02_projections", "03_assessments", "04_whole_plan", "05_record", "06_charts")
# What most of them import, so that their kernel is ready when the first one's turn comes.
PRELOADED = ("ontrack.tables", "ontrack.hindsight", "ontrack.charts.fan.beside")
CHARTS = "06_charts"  # writes no table
# Unless somebody asks otherwise.
LANGUAGES_ASKED, FORM_ASKED, SCENARIOS_ASKED, ANNEXES_ASKED = UNLESS_TOLD, "annual", "all", "all"

PRINT = "figures/print"  # of a reports folder: the charts the report sets; beside them those to pass on
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Job:
    """What is to be assessed.

    Attributes
    ----------
    plan : str
        Id of the plan.
    as_of : int
        Last data year.
    languages : tuple of str
        Of the documents.
    scenarios : str
        *all*, *none*, or ids of the plan's scenarios with commas.
    form : str
        Of the documents: annual, midterm or final; see `ontrack.report.forms`.
    annexes : str
        Of the report: *all*, *none*, or letters with commas.
    final_print : bool
        Whether the report is to be printed: refused while anything in it is still to be written.
    """

    plan: str
    as_of: int
    languages: tuple[str, ...]
    scenarios: str = SCENARIOS_ASKED
    form: str = FORM_ASKED
    annexes: str = ANNEXES_ASKED
    final_print: bool = False

    @property
    def parameters(self) -> dict[str, str | int]:
        """What the result was asked for beyond the defaults, by name; languages and form change no figure."""
        asked: dict[str, str | int] = {"plan": self.plan, "as_of": self.as_of}
        return asked if self.scenarios == SCENARIOS_ASKED else asked | {"scenarios": self.scenarios}

    @property
    def command(self) -> str:
        """The command that does this job, and only this."""
        words = [f"ontrack assess --plan {self.plan} --as-of {self.as_of}"]
        if self.languages != LANGUAGES_ASKED:
            words.append(f"--lang {','.join(self.languages)}")
        if self.form != FORM_ASKED:
            words.append(f"--form {self.form}")
        if self.annexes != ANNEXES_ASKED:
            words.append(f"--annexes {self.annexes}")
        if self.final_print:
            words.append("--final-print")
        if self.scenarios != SCENARIOS_ASKED:
            words.append(f"--scenarios {self.scenarios}")
        return " ".join(words)


@dataclass
class Outcome:
    """What a job wrote, and where the time went.

    Attributes
    ----------
    assessments : DataFrame
        One row a target.
    written : list of Path
        Every file put in place.
    check_code : str
        Of the result; it stands in the documents and in the manifest.
    outdated : list of str
        Documents beside them that an earlier result left, in another language or form.
    seconds : dict of str to float
        By step.
    """

    assessments: pd.DataFrame
    written: list[Path]
    check_code: str
    outdated: list[str]
    seconds: dict[str, float] = field(default_factory=dict)


class Stopwatch:
    """Seconds by step, and the moment of its making."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.started = now()

    @contextlib.contextmanager
    def timing(self, step: str) -> Iterator[None]:
        """Add the time spent inside to `step`."""
        start = time.perf_counter()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - start


def now() -> str:
    """Return the present moment as ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
