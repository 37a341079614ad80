"""The sections of a report: a row of this table is all that a report knows of a section.

The main part, which an office signs, comes first; the annexes, each with a letter, hold what it rests on.
What a row leaves out goes by name: its template is ``template/sections/<key>.typ``, its title the wording
``report.label.<key>``; a section without such a title has headings of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from ontrack.report.edition import Edition
from ontrack.report.forms import ANNEXES, FORMS
from ontrack.report.sections.back_matter.appendix_page import appendix_page
from ontrack.report.sections.back_matter.chart_numbers_page import chart_numbers_page
from ontrack.report.sections.back_matter.method_page import method_page
from ontrack.report.sections.back_matter.run_page import run_page
from ontrack.report.sections.back_matter.sources_page import sources_page
from ontrack.report.sections.evidence.evidence_page import evidence_page
from ontrack.report.sections.evidence.reliability_page import reliability_page
from ontrack.report.sections.hindsight.changes_page import changes_page
from ontrack.report.sections.hindsight.outcomes_page import outcomes_page
from ontrack.report.sections.hindsight.revisions_page import revisions_page
from ontrack.report.sections.plan.adjustments_page import adjustments_page
from ontrack.report.sections.plan.chart_pages import multiples_page, structure_page
from ontrack.report.sections.plan.coherence_page import coherence_page
from ontrack.report.sections.plan.portfolio_page import portfolio_page
from ontrack.report.sections.plan.problems_page import problems_page
from ontrack.report.sections.plan.risks_page import risks_page
from ontrack.report.sections.plan.scenarios_page import scenario_pages
from ontrack.report.sections.summary.indicator_table_page import indicator_table_page
from ontrack.report.sections.summary.summary_page import summary_page
from ontrack.report.sections.targets.indicators_page import indicators_page
from ontrack.report.sections.targets.main_targets import binding_page, expected_page
from ontrack.report.sections.targets.other_targets_page import other_targets_page
from ontrack.report.sections.targets.rules_page import rules_page
from ontrack.report.sections.targets.unstated_page import unstated_page
from ontrack.report.sections.written.narrative_pages import ONLY_IN, written_section
from ontrack.report.sections.written.suggestions_page import suggestions_page

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
    annex : str
        Letter of the annex it stands in; empty in the main part.
    """

    key: str
    write: Writer
    forms: tuple[str, ...] = FORMS
    template: str = ""
    annex: str = ""

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
    Section("indicator_table", indicator_table_page),
    Section("binding", binding_page, template="main_targets"),
    Section("expected", expected_page, template="main_targets"),
    Section("other_targets", other_targets_page),
    Section("problems", problems_page),
    Section("suggestions", suggestions_page),
    Section("adjustments", adjustments_page, ("midterm",)),
    written("adjustments_text", part="adjustments"),
    written("lessons"),
    written("next_plan"),
    Section("risks", risks_page),
    Section("changes", changes_page),
    Section("structure", structure_page, annex="A"),
    Section("multiples", multiples_page, annex="A"),
    Section("indicators", indicators_page, annex="A"),
    Section("coherence", coherence_page, annex="B"),
    Section("rules", rules_page, annex="C"),
    Section("portfolio", portfolio_page, annex="D"),
    Section("scenarios", scenario_pages, annex="D"),
    Section("evidence", evidence_page, annex="E"),
    Section("reliability", reliability_page, annex="E"),
    Section("outcomes", outcomes_page, annex="E"),
    Section("method", method_page, annex="F"),
    Section("unstated", unstated_page, annex="G"),
    Section("revisions", revisions_page, annex="G"),
    Section("appendix", appendix_page, annex="G"),
    Section("chart_numbers", chart_numbers_page, annex="G"),
    Section("sources", sources_page, annex="G"),  # numbered as pages cite them, and so after all of these
    Section("run", run_page, annex="H"),
)


def sections_of(form: str, annexes: Collection[str] = ANNEXES) -> tuple[Section, ...]:
    """Return a form's sections in the order of the pages: the main part and the annexes asked for."""
    return tuple(section for section in SECTIONS if form in section.forms and section.annex in ("", *annexes))
