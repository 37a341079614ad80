"""What the result can be traced by: data, code, parameters, versions, check code."""

from __future__ import annotations

import importlib.metadata
import platform
from typing import Any

import ontrack
from ontrack.report.edition import Edition
from ontrack.report.sections.back_matter.method_page import reference_facts
from ontrack.report.sections.written.narrative_pages import unwritten
from ontrack.wording.number_format import MISSING

PACKAGES = ("numpy", "pandas", "scipy", "statsmodels", "matplotlib", "typst")


def run_page(edition: Edition) -> dict[str, Any]:
    """Return what the result can be traced by."""
    stamp = edition.stamp
    versions = [f"ontrack {ontrack.__version__}", f"Python {platform.python_version()}"]
    versions += [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    lines = [
        ("as_of", edition.say("year", year=stamp.as_of)),
        ("date", edition.say("run.date_value", date=edition.assessment_day())),
        ("vintage", stamp.vintage),
        ("commit", stamp.commit or MISSING),
        ("check_code", edition.say("run.check_code_value", code=stamp.check_code)),
        ("result_hash", edition.say("run.result_hash_value", hash=stamp.result_hash)),
        ("verify", edition.say("run.verify_value", folder=f"reports/{edition.plan.id}/{stamp.as_of}")),
        ("reference", edition.say("run.reference_value", **reference_facts(edition))),
        ("parameters", ", ".join(parameters(edition))),
        ("versions", ", ".join(versions)),
        ("unwritten", unwritten(edition)),
    ]
    return {
        "intro": edition.say("run.intro"),
        "caption": edition.say("run.caption"),
        "rows": [[edition.say(f"run.{key}"), text] for key, text in lines if text],
    }


def parameters(edition: Edition) -> list[str]:
    """Return the parameters of the run, by name."""
    return [
        edition.say("parameter", name=name, value=value)
        for name, value in sorted(edition.stamp.parameters.items())
    ]
