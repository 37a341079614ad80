"""Ids and code words of the result tables as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ontrack.plan import Plan
from ontrack.plan.scenario import BASELINE
from ontrack.report.edition import COMPARISONS, Edition
from ontrack.report.sections.plan.finding_figures import missing_names

Row = Mapping[str, Any]
# Where the words of a code stand; those of any other column stand under code.<column>.
SECTIONS = {
    ("series", "status"): "status",
    ("revisions", "earlier_status"): "status", ("revisions", "status"): "status",
    ("projections", "status"): "code.projection_status", ("assessments", "reason"): "reason",
    ("rules", "reason"): "rule.reason", ("scenarios", "reason"): "report.scenarios.reason",
    ("coherence", "reason"): "code.coherence_reason",
    ("coherence", "kind"): "code.coherence_kind", ("revisions", "kind"): "code.revision_kind",
    ("outside_view", "group"): "code.outside_group", ("statements", "kind"): "code.statement_kind",
    ("sensitivity", "evidence"): "sensitivity.evidence", ("sensitivity", "pace"): "sensitivity.pace",
    ("sensitivity", "panels"): "sensitivity.panels", ("sensitivity", "word"): "verdict",
    ("trends", "method"): "trend", ("ratio_forecasts", "method"): "code.ratio_method",
    ("why", "piece"): "why.step", ("lenses", "ambition"): "lenses.ambition",
}  # fmt: skip
SHARED = {
    "verdict": "verdict", "earlier_verdict": "verdict", "role": "role", "confidence": "confidence",
    "nature": "nature", "finding": "finding", "rule": "rule.name", "cause": "code.cause",
    "pace_unit": "code.pace_unit", "change_unit": "code.pace_unit",
}  # fmt: skip
YES_NO_WORDS = "code.yes_no"
SYMBOLS = {"evidence_grade": None, "comparison": COMPARISONS}
Namer = Callable[[Edition, str], str]


def code_section(table: str, column: str, choices: tuple[str, ...]) -> str:
    """Return under which key the words of a column's codes stand."""
    if set(choices) <= {"yes", "no", "unknown"}:
        return YES_NO_WORDS
    return SECTIONS.get((table, column)) or SHARED.get(column) or f"code.{column}"


def word_of(edition: Edition, table: str, column: str, choices: tuple[str, ...], code: str) -> str:
    """Return the word for a code of a table; grades and comparison signs are their own."""
    if not code:
        return ""
    if column in SYMBOLS:
        return (SYMBOLS[column] or {}).get(code, code)
    return edition.wording(f"{code_section(table, column, choices)}.{code}")


def indicator_name(edition: Edition, name: str) -> str:
    """Return the name of an indicator."""
    found = edition.raw.indicators.get(name)
    return edition.name_of(found) if found else name


def target_name(edition: Edition, name: str) -> str:
    """Return the name of a target."""
    found = {target.target: target for target in edition.plan.targets}.get(name)
    return edition.name_of(found) if found else name


def scenario_name(edition: Edition, name: str) -> str:
    """Return the name of a scenario; projections call the projection itself the baseline."""
    found = {scenario.id: scenario for scenario in edition.raw.scenarios}.get(name)
    if found:
        return edition.name_of(found)
    return edition.wording("code.scenario.baseline") if name == BASELINE else name


def region_name(edition: Edition, name: str) -> str:
    """Return the name of a region."""
    regions = edition.raw.regions
    return str(regions.loc[name, f"name_{edition.language}"]) if name in regions.index else name


def place_or_indicator_name(edition: Edition, name: str) -> str:
    """Return the name of a region or, where it is none, of an indicator."""
    found = region_name(edition, name)
    return found if found != name else indicator_name(edition, name)


def source_name(edition: Edition, name: str) -> str:
    """Return publisher, title and date of a source."""
    return edition.source_text(name) if name in edition.raw.sources.index else name


def identity_name(edition: Edition, name: str) -> str:
    """Return the title of an identity."""
    found = {identity.id: identity for identity in edition.raw.identities.identity}.get(name)
    return found.text("title", edition.language) if found else name


def missing_name(edition: Edition, name: str) -> str:
    """Return the name of a missing figure, ``indicator@year`` or a target's id."""
    return "".join(missing_names(edition, name))


def method_name(edition: Edition, name: str) -> str:
    """Return the name of the method of a projection."""
    return edition.wording(f"code.projection_method.{name}") if name else ""


def row_name(edition: Edition, name: str) -> str:
    """Return the word for a row of the outside view, or for a figure of the arithmetic."""
    key = f"code.outside_view.{name}"
    return edition.wording(key) if key in edition.wording.texts else figure_name(edition, name)


def figure_name(edition: Edition, name: str) -> str:
    """Return the word for a figure of the arithmetic; a term of several has them numbered."""
    found = re.fullmatch(r"(.+?)(_\d+)?", name)
    assert found, "a name is not empty"
    place = f" {found[2].lstrip('_')}" if found[2] else ""
    return edition.wording(f"code.figure.{found[1]}") + place


NAMERS: dict[str, Namer] = {
    "indicator": indicator_name, "target": target_name, "targets": target_name, "scenario": scenario_name,
    "compared_with": scenario_name, "region": region_name, "regions": region_name,
    "best_pace_region": region_name, "source": source_name, "identity": identity_name,
    "numerator": indicator_name, "denominator": indicator_name, "missing": missing_name,
    "name": row_name, "whose": place_or_indicator_name,
}  # fmt: skip


def names_of(edition: Edition, column: str, ids: str) -> str:
    """Return the names of ids that stand between blanks."""
    joint = edition.wording("spreadsheet.separator")
    return joint.join(NAMERS[column](edition, name) for name in ids.split())


def decimals_of(edition: Edition, row: Row) -> int | None:
    """Return the decimals of the indicator a row is about; None where it is about none."""
    plan, indicators = edition.plan, edition.raw.indicators
    name = row.get("indicator") or indicator_of(plan, row.get("target"))
    return indicators[name].decimals if name in indicators else None


def indicator_of(plan: Plan, name: object) -> str:
    """Return the id of the indicator that decides a target; empty where there is none."""
    return {target.target: target.indicator for target in plan.targets}.get(str(name), "")
