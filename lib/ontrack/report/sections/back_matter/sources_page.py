"""The list of the sources cited so far, by number; pages that cite stand before it."""

from __future__ import annotations

from typing import Any

from ontrack.report.edition import Edition


def sources_page(edition: Edition) -> dict[str, Any]:
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
