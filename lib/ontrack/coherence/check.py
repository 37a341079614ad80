"""The tables of a plan checked against itself: coherence.csv and coherence_figures.csv."""

from __future__ import annotations

import pandas as pd

from ontrack.coherence.figures import Ledger, missing_figures
from ontrack.coherence.findings import EXPECTED_LEVEL, Finding
from ontrack.coherence.kinds import evaluate
from ontrack.numbers.intervals import Interval
from ontrack.plan.relations import Statement
from ontrack.tables import RawData
from ontrack.tables.result_columns import COHERENCE, COHERENCE_FIGURES

Row = dict[str, object]


def check_identities(raw: RawData, as_of: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of coherence.csv and of coherence_figures.csv.

    Parameters
    ----------
    raw : RawData
        The plan, its identities and every figure.
    as_of : int
        Last data year: what was published by 30 June of the next counts.

    Returns
    -------
    findings : DataFrame
        One row an identity: its class, both sides with their intervals, the gap between them.
    figures : DataFrame
        Every figure of the arithmetic, by identity and name, with its interval: of rounding, or of 80 % where
        it is projected.
    """
    ledger = Ledger(raw, as_of)
    findings, figures = [], []
    for identity in raw.identities.identity:
        finding = evaluate(identity, ledger)
        findings.append(finding_row(identity, finding, ledger))
        for name, number in {**parts_of_terms(identity, ledger), **finding.numbers}.items():
            figures.append({"identity": identity.id, "name": name, **ends(number)})
    return (
        pd.DataFrame(findings, columns=COHERENCE.names),
        pd.DataFrame(figures, columns=COHERENCE_FIGURES.names),
    )


def finding_row(identity: Statement, finding: Finding, ledger: Ledger) -> Row:
    """Return one row of coherence.csv."""
    missing = missing_figures(identity, ledger) if finding.reason == "missing_figure" else []
    return {
        "identity": identity.id,
        "kind": identity.kind,  # type: ignore[attr-defined]
        "finding": finding.finding,
        **{f"left_{end}": value for end, value in ends(finding.left).items()},
        **{f"right_{end}": value for end, value in ends(finding.right).items()},
        "gap_pct": finding.gap_pct,
        "targets": " ".join(identity.targets),
        "reason": finding.reason,
        "missing": " ".join(missing),
    }


def parts_of_terms(identity: Statement, ledger: Ledger) -> dict[str, Interval]:
    """Return the known figures of terms that have several, as ``right_1``, ``right_2`` and so on."""
    found = {}
    for name, term in identity.terms.items():
        figures = getattr(term, "figures", ())
        for place, figure in enumerate(figures if len(figures) > 1 else (), 1):
            quantity = ledger.figure(figure)
            if quantity is not None:
                found[f"{name}_{place}"] = quantity.range(EXPECTED_LEVEL)
    return found


def ends(interval: Interval | None) -> dict[str, float | None]:
    """Return value, lower and upper as columns."""
    if interval is None:
        return dict.fromkeys(("value", "lower", "upper"))
    return {"value": interval.value, "lower": interval.lower, "upper": interval.upper}
