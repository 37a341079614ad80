"""The cover of an assessment, the title its file is known under, and what stands on every page."""

from __future__ import annotations

from typing import Any

import ontrack
from ontrack.plan import Plan
from ontrack.report.edition import Edition
from ontrack.report.phrases.shortening import shortened
from ontrack.report.sections.written.still_to_write import filled_or_gap
from ontrack.wording import load_wording


def document_title(plan: Plan, language: str, year: int, form: str) -> str:
    """Return the title of an assessment as of a year: the plan, the form and the year."""
    return load_wording(language)(
        f"report.document_title.{form}", plan=plan.text("name", language), year=year
    )


def cover(edition: Edition) -> dict[str, Any]:
    """Return the words of the cover: plan, title, year, and the lines that say what can be relied on."""
    plan, stamp = edition.plan, edition.stamp
    lines = [
        ("compiler", *filled_or_gap(edition, "compiler")),
        ("cutoff", edition.say("cover.cutoff_value", date=edition.assessment_day(), year=stamp.as_of), ""),
        ("vintage", edition.period(stamp.vintage), ""),
        ("status", plan_status(edition), ""),
        ("version", edition.say("cover.version_value", version=ontrack.__version__), ""),
        ("check_code", stamp.check_code, ""),
    ]
    return {
        "plan": edition.say("cover.plan", plan=edition.name_of(plan)),
        "title": edition.say(f"title.{edition.form}"),
        "edition": edition.say(f"edition.{edition.form}", year=stamp.as_of),
        "lines": [
            {"label": edition.say(f"cover.{key}"), "text": text, "gap": gap} for key, text, gap in lines
        ],
    }


def plan_status(edition: Edition) -> str:
    """Return whether the plan is a draft or in force, and since when."""
    plan = edition.plan
    return edition.say(
        "cover.status_value", status=edition.name_of(plan, "status"), date=edition.period(plan.published)
    )


def document(edition: Edition) -> dict[str, Any]:
    """Return title, running head and footer; the footer leaves the page numbers to the template."""
    stamp = edition.stamp
    return {
        "title": document_title(edition.plan, edition.language, stamp.as_of, edition.form),
        "subject": edition.say("subject"),
        "plan": shortened(edition.name_of(edition.plan)),
        "running_head": edition.say(f"running_head.{edition.form}", year=stamp.as_of),
        "footer": edition.say(
            "footer", code=stamp.check_code, year=stamp.as_of, date=edition.assessment_day()
        ),
        "page_of": edition.say("page_of", page="{page}", pages="{pages}"),
    }  # fmt: skip
