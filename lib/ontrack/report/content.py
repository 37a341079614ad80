"""Everything a report says, as a dictionary of text: the template sets it and adds no word or figure."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable, Mapping
from typing import Any

import ontrack
from ontrack.numbers.number_format import MISSING, format_value
from ontrack.reference.model_file import read_model
from ontrack.report.cover import cover, document_title
from ontrack.report.edition import MARKS, Edition, number
from ontrack.report.forms import sections_of
from ontrack.report.sections.back_matter.appendix_page import appendix
from ontrack.report.sections.evidence.evidence_page import evidence_page
from ontrack.report.sections.evidence.record_tables import rests_on_few
from ontrack.report.sections.evidence.reliability_page import reliability_page
from ontrack.report.sections.hindsight.outcomes_page import outcomes_page
from ontrack.report.sections.hindsight.revisions_page import revisions_page
from ontrack.report.sections.plan.adjustments_page import adjustments_page
from ontrack.report.sections.plan.chart_pages import multiples_page, structure_page
from ontrack.report.sections.plan.coherence_page import coherence_page
from ontrack.report.sections.plan.portfolio_page import portfolio_page
from ontrack.report.sections.plan.scenarios_page import scenario_pages
from ontrack.report.sections.summary.indicator_table_page import indicator_table
from ontrack.report.sections.summary.summary_page import answer
from ontrack.report.sections.targets.alarm_block import alarm_facts
from ontrack.report.sections.targets.indicator_pages import indicator_page
from ontrack.report.sections.targets.other_targets_page import boxes_page
from ontrack.report.sections.targets.rules_page import rules_page
from ontrack.report.sections.targets.unstated_page import unstated_page
from ontrack.report.sections.written.narrative_pages import NARRATIVE_WRITERS, unwritten

GUIDE = ("probability", "words", "grade", "marks", "few")
METHOD_SECTIONS = (
    "probability", "as_of", "usable", "reference", "comparators", "bounds", "limits", "words", "statuses",
    "trends", "alarms", "targets",
)  # fmt: skip
WORD_SHARES = (
    ("share_90", "very_likely"), ("share_66", "likely"), ("share_33", "uncertain"), ("share_10", "unlikely"),
    ("share_0", "very_unlikely"), ("share_not_judged", "not_judged"), ("share_none", "not_assessable"),
)  # fmt: skip
PACKAGES = ("numpy", "pandas", "scipy", "statsmodels", "matplotlib", "typst")
SHORT_HASH = 12


def report_content(edition: Edition) -> dict[str, Any]:
    """Return what the template sets: text, lists and dictionaries only, one key a section.

    Sources are numbered in the order in which the pages cite them, so pages are written in their order and
    the list after them. A section that has nothing to say is not among ``sections``.
    """
    head = {
        "language": edition.language,
        "words": labels(edition),
        "document": document(edition),
        "cover": cover(edition),
        "guide": guide(edition),
    }
    pages = {key: WRITERS[key](edition) for key in sections_of(edition.form)}
    return head | pages | {"sections": [key for key, page in pages.items() if page]}


def guide(edition: Edition) -> list[str]:
    """Return how to read the report; of probabilities only where a target has one, of few values likewise."""
    targets = edition.plan.targets
    told = dict.fromkeys(GUIDE, True)
    told["probability"] = told["words"] = any(
        number(edition.assessment_of(target)["probability_met"]) is not None for target in targets
    )
    told["few"] = any(rests_on_few(edition, target) for target in targets)
    return [edition.say(f"guide.{key}") for key, said in told.items() if said]


def indicator_pages(edition: Edition) -> list[dict[str, Any]]:
    """Return one page for each target of the plan's table."""
    targets = edition.plan.table_targets
    return [indicator_page(edition, target, place) for place, target in enumerate(targets, 1)]


def labels(edition: Edition) -> dict[str, str]:
    """Return the fixed words of the template by their key in [report.label]."""
    prefix = "report.label."
    texts = edition.wording.texts
    return {key.removeprefix(prefix): text for key, text in texts.items() if key.startswith(prefix)}


def document(edition: Edition) -> dict[str, Any]:
    """Return title, running head and footer; the footer leaves the page numbers to the template."""
    stamp = edition.stamp
    return {
        "title": document_title(edition.plan, edition.language, stamp.as_of, edition.form),
        "subject": edition.say("subject"),
        "plan": edition.name_of(edition.plan),
        "running_head": edition.say(f"running_head.{edition.form}", year=stamp.as_of),
        "footer": edition.say(
            "footer", code=stamp.check_code, year=stamp.as_of, date=edition.assessment_day()
        ),
        "page_of": edition.say("page_of", page="{page}", pages="{pages}"),
    }  # fmt: skip


def parameters(edition: Edition) -> list[str]:
    """Return the parameters of the run, by name."""
    return [
        edition.say("parameter", name=name, value=value)
        for name, value in sorted(edition.stamp.parameters.items())
    ]


def method(edition: Edition) -> list[dict[str, Any]]:
    """Return the sections of the method note; some of them hold a table."""
    places = {
        "year": edition.stamp.as_of, "date": edition.assessment_day(),
        "status": edition.name_of(edition.plan, "status"), **reference_facts(edition), **alarm_facts(),
    }  # fmt: skip
    tables = {"words": words_table(edition), "statuses": statuses_table(edition)}
    texts = edition.wording.texts
    return [
        {
            "key": key,
            "heading": edition.say(f"method.{key}.heading"),
            "texts": [
                edition.say(f"method.{key}.text_{place}", **places)
                for place in (1, 2, 3)
                if f"report.method.{key}.text_{place}" in texts
            ],
            "table": tables.get(key),
        }
        for key in METHOD_SECTIONS
    ]


def reference_facts(edition: Edition) -> dict[str, str]:
    """Return what the reference class was fitted to, from its model file."""
    metadata = read_model().metadata
    panels = metadata["panels"]
    series, values = (sum(panel[name] for panel in panels) for name in ("series", "values"))
    return {
        "attribution": metadata["attribution"], "series": format_value(series, 0),
        "values": format_value(values, 0), "seed": str(metadata["seed"]),
        "panels": edition.say("panel.separator").join(panel_text(edition, panel) for panel in panels),
        "digest": ", ".join(panel["sha256"][:SHORT_HASH] for panel in panels),
    }  # fmt: skip


def panel_text(edition: Edition, panel: Mapping[str, Any]) -> str:
    """Return a panel in words: how many series of what; one that is not ours by the name of its file."""
    name, _, _ = panel["name"].partition(".")
    key = f"panel.{name}" if f"report.panel.{name}" in edition.wording.texts else "panel.other"
    return edition.say(key, series=format_value(panel["series"], 0), name=panel["name"])


def words_table(edition: Edition) -> dict[str, Any]:
    """Return the words bound to probabilities."""
    return {
        "caption": edition.say("method.words_caption"),
        "heads": [edition.say("label.words_probability"), edition.say("label.words_word")],
        "rows": [
            [edition.say(f"method.{share}"), edition.wording(f"verdict.{word}")]
            for share, word in WORD_SHARES
        ],
    }


def statuses_table(edition: Edition) -> dict[str, Any]:
    """Return the statuses and parts of a value with their marks."""
    return {
        "caption": edition.say("method.statuses_caption"),
        "heads": [edition.say("label.status_mark"), edition.say("label.status_meaning")],
        "rows": [
            ["", edition.wording("status.quoted")],
            *([sign, edition.say(f"mark.{name}")] for name, sign in MARKS.items()),
        ],
    }


def sources(edition: Edition) -> dict[str, Any]:
    """Return the list of the sources cited so far, the plan among them, by number."""
    edition.cite(edition.plan.source)
    table = edition.raw.sources
    rows = [
        {
            "number": place,
            "text": edition.source_text(source),
            "url": table.loc[source, "url"],
            "reposted": bool(table.loc[source, "reposted"]),
        }
        for source, place in edition.cited.items()
    ]
    return {"intro": edition.say("sources.intro"), "rows": rows}


def run(edition: Edition) -> dict[str, Any]:
    """Return what the result can be traced by."""
    stamp = edition.stamp
    versions = [f"ontrack {ontrack.__version__}", f"Python {platform.python_version()}"]
    versions += [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    lines = [
        ("as_of", edition.say("year", year=stamp.as_of)),
        ("vintage", stamp.vintage),
        ("commit", stamp.commit or MISSING),
        ("check_code", edition.say("run.check_code_value", code=stamp.check_code)),
        ("result_hash", edition.say("run.result_hash_value", hash=stamp.result_hash)),
        ("verify", edition.say("run.verify_value", folder=f"reports/{edition.plan.id}/{stamp.as_of}")),
        ("reference", edition.say("run.reference_value", **reference_facts(edition))),
        ("parameters", ", ".join(parameters(edition))),
        ("versions", ", ".join(versions)),
        ("date", edition.say("run.date_value", date=edition.assessment_day())),
        ("unwritten", unwritten(edition)),
    ]
    return {
        "intro": edition.say("run.intro"),
        "caption": edition.say("run.caption"),
        "rows": [[edition.say(f"run.{key}"), text] for key, text in lines if text],
    }


WRITERS: dict[str, Callable[[Edition], Any]] = {
    "answer": answer,
    "portfolio": portfolio_page,
    "table": indicator_table,
    "structure": structure_page,
    "multiples": multiples_page,
    "outcomes": outcomes_page,
    "indicators": indicator_pages,
    "rules": rules_page,
    "others": boxes_page,
    "unstated": unstated_page,
    "coherence": coherence_page,
    "scenarios": scenario_pages,
    "evidence": evidence_page,
    "record": reliability_page,
    "adjustments": adjustments_page,
    "method": method,
    "revisions": revisions_page,
    "appendix": appendix,
    "sources": sources,
    "run": run,
    **NARRATIVE_WRITERS,
}
