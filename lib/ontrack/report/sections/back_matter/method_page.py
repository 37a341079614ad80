"""The method note: what a probability means, what it rests on, and its two tables of words and marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ontrack.reference.model_file import read_model
from ontrack.report.edition import MARKS, Edition
from ontrack.report.sections.targets.alarm_block import alarm_facts
from ontrack.wording.number_format import format_value

METHOD_SECTIONS = (
    "probability", "as_of", "usable", "reference", "comparators", "bounds", "limits", "words", "statuses",
    "trends", "alarms", "targets",
)  # fmt: skip
WORD_SHARES = (
    ("share_90", "very_likely"), ("share_66", "likely"), ("share_33", "uncertain"), ("share_10", "unlikely"),
    ("share_0", "very_unlikely"), ("share_not_judged", "not_judged"), ("share_none", "not_assessable"),
)  # fmt: skip
SHORT_HASH = 12


def method_page(edition: Edition) -> list[dict[str, Any]]:
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


def reference_facts(edition: Edition) -> dict[str, str]:
    """Return what the reference class was fitted to, from its model file."""
    metadata = read_model().metadata
    panels = metadata["panels"]
    series, values = (sum(panel[name] for panel in panels) for name in ("series", "values"))
    return {
        "attribution": attribution(edition, metadata), "series": format_value(series, 0),
        "values": format_value(values, 0), "seed": str(metadata["seed"]),
        "panels": edition.say("panel.separator").join(panel_text(edition, panel) for panel in panels),
        "digest": ", ".join(panel["sha256"][:SHORT_HASH] for panel in panels),
    }  # fmt: skip


def panel_text(edition: Edition, panel: Mapping[str, Any]) -> str:
    """Return a panel in words: how many series of what; one that is not ours by the name of its file."""
    name, _, _ = panel["name"].partition(".")
    key = f"panel.{name}" if f"report.panel.{name}" in edition.wording.texts else "panel.other"
    return edition.say(key, series=format_value(panel["series"], 0), name=panel["name"])


def attribution(edition: Edition, metadata: Mapping[str, Any]) -> str:
    """Return where the panels are from: ours in the language of the edition, others as their file says."""
    keys = [f"panel_source.{panel['name'].partition('.')[0]}" for panel in metadata["panels"]]
    if not all(f"report.{key}" in edition.wording.texts for key in keys):
        return str(metadata["attribution"])
    return edition.say("panel_source.separator").join(edition.say(key) for key in keys)
