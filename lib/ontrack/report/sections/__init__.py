"""The sections of a report: a row of this table is all that a report knows of a section.

What a row leaves out goes by name: its template is ``template/sections/<key>.typ``, its title the wording
``report.label.<key>``; a section without such a title has headings of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ontrack.report.edition import Edition
from ontrack.report.forms import FORMS
from ontrack.report.sections.back_matter.appendix_page import appendix_page
from ontrack.report.sections.back_matter.method_page import method_page
from ontrack.report.sections.back_matter.run_page import run_page
from ontrack.report.sections.back_matter.sources_page import sources_page
from ontrack.report.sections.evidence.evidence_page import evidence_page
from ontrack.report.sections.evidence.reliability_page import reliability_page
from ontrack.report.sections.hindsight.outcomes_page import outcomes_page
from ontrack.report.sections.hindsight.revisions_page import revisions_page
from ontrack.report.sections.plan.adjustments_page import adjustments_page
from ontrack.report.sections.plan.chart_pages import multiples_page, structure_page
from ontrack.report.sections.plan.coherence_page import coherence_page
from ontrack.report.sections.plan.portfolio_page import portfolio_page
from ontrack.report.sections.plan.scenarios_page import scenario_pages
from ontrack.report.sections.summary.indicator_table_page import indicator_table_page
from ontrack.report.sections.summary.summary_page import summary_page
from ontrack.report.sections.targets.indicators_page import indicators_page
from ontrack.report.sections.targets.other_targets_page import other_targets_page
from ontrack.report.sections.targets.rules_page import rules_page
from ontrack.report.sections.targets.unstated_page import unstated_page
from ontrack.report.sections.written.narrative_pages import ONLY_IN, written_section

Writer = Callable[[Edition], Any]


@dataclass(frozen=True)
class Section:
    """A section of a report.

    Attributes
    ----------
    key : str
        What it is called in the content, among the templates and among the titles.
    write : callable
        Returns what it says in an edition, as text, lists and dictionaries; nothing where it has nothing to
        say, and then the report goes without it.
    forms : tuple of str
        The forms of assessment in which it stands; its place in each is that of its row.
    template : str
        Of a section that looks like others of another name; by default its own key.
    """

    key: str
    write: Writer
    forms: tuple[str, ...] = FORMS
    template: str = ""

    @property
    def template_file(self) -> str:
        """Path of the template among those of the report."""
        return f"sections/{self.template or self.key}.typ"


def written(key: str, part: str = "") -> Section:
    """Return the row of a section that people write; the part of their text has its key unless named."""
    part = part or key
    forms = (ONLY_IN[part],) if part in ONLY_IN else FORMS
    return Section(key, lambda edition: written_section(part, edition), forms, template="written")


SECTIONS = (
    Section("summary", summary_page),
    Section("portfolio", portfolio_page),
    Section("indicator_table", indicator_table_page),
    Section("structure", structure_page),
    Section("multiples", multiples_page),
    Section("indicators", indicators_page),
    Section("rules", rules_page),
    Section("other_targets", other_targets_page),
    Section("unstated", unstated_page),
    Section("coherence", coherence_page),
    Section("scenarios", scenario_pages),
    Section("evidence", evidence_page),
    Section("reliability", reliability_page),
    Section("outcomes", outcomes_page),
    written("achievements"),
    written("problems"),
    written("environment"),
    written("suggestions"),
    Section("adjustments", adjustments_page, ("midterm",)),
    written("adjustments_text", part="adjustments"),
    written("lessons"),
    written("next_plan"),
    Section("method", method_page),
    Section("revisions", revisions_page),
    Section("appendix", appendix_page),
    Section("sources", sources_page),  # numbered as pages cite them, and so after all of these
    Section("run", run_page),
)


def sections_of(form: str) -> tuple[Section, ...]:
    """Return a form's sections in the order of the pages."""
    return tuple(section for section in SECTIONS if form in section.forms)
