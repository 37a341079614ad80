"""`ontrack changes`."""

from __future__ import annotations

from ontrack.cli.options import (
    DEFAULT_PLAN,
    LanguageOption,
    PlanOption,
    YearOption,
    languages_asked,
)
from ontrack.paths import Paths, find_root


def changes(
    plan: PlanOption = DEFAULT_PLAN,
    as_of: YearOption = None,
    lang: LanguageOption = None,
) -> None:
    """Print the draft of a CHANGELOG entry: figures that changed, targets that moved, and what moved them.

    It reads the tables in data/processed and computes nothing. The causes are those of the page on changes:
    the plan, definitions, revised figures, new figures and statements, changed one after another, then the
    method.

    Example: ontrack changes --as-of 2026 --lang en
    """
    from ontrack.report.changelog_draft import TABLES, changelog_draft
    from ontrack.report.edition import Edition
    from ontrack.report.stamp import Stamp
    from ontrack.series.definitions import in_present_definition
    from ontrack.tables import load_raw, read_result

    paths = Paths(find_root())
    raw = load_raw(paths, plan)
    language = languages_asked(lang, raw.plan)[0]
    year = raw.plan.default_as_of if as_of is None else as_of
    tables = {name: read_result(name, paths.processed(plan, year)) for name in TABLES}
    edition = Edition(in_present_definition(raw, year), tables, language, Stamp("", "", {}, year, ""))
    print("\n".join(changelog_draft(edition)))
