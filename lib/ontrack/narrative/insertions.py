"""Figures that people put into a text by name: which names there are, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from ontrack.errors import Fault
from ontrack.narrative.document import PENDING, Insertion, Run
from ontrack.narrative.inline import Place
from ontrack.narrative.sections import nearest

TARGET_FIGURES = (
    "probability", "verdict", "latest", "latest_year", "baseline", "baseline_year", "target_value",
    "target_year", "median", "interval", "lower", "upper", "required_rate", "observed_rate", "latest_rate",
    "required_points",
)  # fmt: skip
PLAN_FIGURES = (
    "as_of", "assessment_day", "targets_in_table", "targets_elsewhere", "targets_elsewhere_not_assessable",
    "targets_likely", "targets_uncertain", "targets_unlikely", "targets_met", "targets_missed",
    "targets_not_judged", "targets_not_assessable", "targets_one_value", "targets_two_values",
    "targets_few_values", "number_met_likeliest", "number_met_expected", "number_met_lower",
    "number_met_upper", "relations", "relations_contradictory", "relations_strained",
    "relations_differing",
)  # fmt: skip
VALUE_OF = re.compile(r"value_(\d{4}(?:-\d\d)?)")  # the value published for a year or a month
NAMED = "value_2020"  # how such a name is told
# A doubled brace stands for itself; the parser of Markdown has taken \{ away before.
PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
UNPAIRED = ("a brace without its partner", "a figure as {probability}", "Write {{ or }} for a brace.")


@dataclass(frozen=True)
class Insertions:
    """Finds the figures in the runs of a text.

    Attributes
    ----------
    targets : collection of str
        Ids of the plan's targets.
    target : str
        The one whose section the runs stand in; empty elsewhere.
    """

    targets: Collection[str]
    target: str

    def split(self, run: Run, place: Place) -> Iterator[Run | Fault]:
        """Yield a run in pieces, each insertion apart, and a fault for what is none."""
        start = 0
        for match in PIECE.finditer(run.text):
            yield replace(run, text=run.text[start : match.start()])
            start, here = match.end(), replace(place, line=run.line)
            if match[1] is not None:
                yield self.insertion(match[1], run, here)
            elif len(match[0]) == 1:
                yield here.fault(match[0], *UNPAIRED)
            else:
                yield replace(run, text=match[0][0])
        yield replace(run, text=run.text[start:])

    def insertion(self, text: str, run: Run, place: Place) -> Run | Fault:
        """Return what stands between two braces as a run, or what is wrong with it."""
        name, colon, of = text.partition(":")
        if name == PENDING:
            return self.pending(of, run, place, f"{{{text}}}")
        words = self.wrong(name, of, colon)
        written = f"{{{text}}}"
        if words:
            return place.fault(written, *words)
        target = "" if name in PLAN_FIGURES else of or self.target
        return replace(run, text=text, insertion=Insertion(name, target, place.column(written)))

    def pending(self, what: str, run: Run, place: Place, written: str) -> Run | Fault:
        """Return what people must still write as a run, or a fault where it is not said."""
        if not what.strip():
            return place.fault(
                written, f"nothing after “{written}”", "“{pending:WHAT TO WRITE}”", "Say what."
            )
        return replace(run, text=what.strip(), insertion=Insertion(PENDING, "", place.column(written)))

    def wrong(self, name: str, of: str, colon: str) -> tuple[str, str, str] | None:
        """Return found, expected and remedy of an insertion that cannot be filled, None for a sound one."""
        near, written = nearest(name, (*TARGET_FIGURES, *PLAN_FIGURES)), f"“{{{name}{colon}{of}}}”"
        if name not in TARGET_FIGURES and name not in PLAN_FIGURES and not VALUE_OF.fullmatch(name):
            remedy = f"Did you mean {near}?" if near else "Use one of these names; write {{ for a brace."
            return f"an unknown figure {written}", f"one of {', '.join(names())}", remedy
        if name in PLAN_FIGURES:
            return (f"a target in {written}", f"“{{{name}}}”", "Remove it.") if colon else None
        if not of and (colon or not self.target):
            return (
                f"no target in {written}",
                f"“{{{name}:TARGET}}” with an id of targets.csv",
                "Name a target.",
            )
        if of and of not in self.targets:
            near = nearest(of, self.targets)
            remedy = f"Did you mean {near}?" if near else "Use an id of targets.csv."
            return f"an unknown target in {written}", f"“{{{name}:TARGET}}” with an id of targets.csv", remedy
        return None


def names() -> tuple[str, ...]:
    """Return every name as messages tell it."""
    return (*TARGET_FIGURES, NAMED, *PLAN_FIGURES)


def without_insertions(text: str, place: Place) -> list[Fault]:
    """Return a fault where a figure is put into words that are printed as they stand."""
    found = re.search(r"(?<!\{)\{[^{}]*\}", text)
    words = "words without braces", "Put the figure into a paragraph."
    return [place.fault(found[0], f"a figure “{found[0]}” beside a picture", *words)] if found else []
