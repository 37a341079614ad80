"""Which result table feeds which printed table: how each figure of a report is traced.

Every table of a report has its `Feed` here, found by its caption. To trace a new table, add one:

    Feed("glance.caption", words=(0,), count=lambda book, table: len(book.plan.table_targets),
         line=lambda book, table, row, place: {1: [book.assessment(row.cells[0])["probability_met"] * 100]})

* the first word is the key of the caption in the wording files, without ``report.``;
* `count` says how many rows must be printed, `line` the figures of one row by column: column 1 must show
  exactly one figure, the probability in per cent, as precise as it is printed (``<1%`` is understood);
* columns may be counted from the end, which helps where the first cell spans rows or is empty;
* `words` are columns of names and texts; any other column without figures in `line` must print none;
* a table without any figure of a result table goes into `TEXTS`, with the reason.

Lines are never taken from what the report's own writers return: that would compare the report with itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from report.feed_lines import (
    asked_otherwise,
    counts_line,
    earlier_line,
    earlier_rows,
    era_line,
    era_pairs,
    evidence_lines,
    facts_count,
    facts_line,
    held_out_line,
    influence_line,
    judged_by_rules,
    left_out,
    matrix_line,
    method_lines,
    methods_line,
    population_line,
    published,
    published_line,
    ratio_lines,
    record_line,
    scenario_line,
    statement_line,
    statement_rows,
    watch_count,
    watch_line,
)
from report.feed_lines_charts import (
    all_targets_line,
    fan_count,
    fan_line,
    reference_line,
    reliability_line,
    why_line,
)
from report.feed_lines_plan import (
    box_line,
    check_point_line,
    check_point_targets,
    decisive_series,
    glance_line,
    grade_line,
    main_facts,
    main_facts_line,
    other_rule_line,
    other_rules,
    risk_line,
    series_line,
    three_scenarios_line,
    whole_line,
)
from report.tagged import PrintedTable
from report.tracing import Book, Feed, faults_of_table

from ontrack.charts.reference.example import example_intervals
from ontrack.records.track_record import quoted


def faults_of(book: Book, tables: Iterable[PrintedTable]) -> list[str]:
    """Return every printed figure that its result table does not hold, and every table that has no feed."""
    return [fault for table in tables for fault in faults_of_table(book, table, FEEDS, TEXTS)]


def table_targets(book: Book, table: PrintedTable) -> int:
    return len(book.plan.table_targets)


FEEDS = (
    Feed("glance.caption.other", table_targets, glance_line, words=(1,)),
    Feed("whole.caption.other", table_targets, whole_line, words=(1, -1)),
    Feed(
        "main.facts_caption", lambda book, table: -(-len(main_facts(book, table)) // 2), main_facts_line,
        words=(0, 2),
    ),
    Feed("page.facts_caption", facts_count, facts_line, words=(0,)),
    Feed(
        "page.methods_caption", lambda book, table: len(method_lines(book, table)), methods_line, words=(0,)
    ),
    Feed("alarm.title", watch_count, watch_line, words=(0, 2)),
    Feed("page.values_caption", lambda book, table: len(published(book, table)), published_line, words=(-1,)),
    Feed(
        "suggest.caption", lambda book, table: len(check_point_targets(book)), check_point_line, words=(0,)
    ),
    Feed(
        "risks.caption", lambda book, table: table_targets(book, table) + 1, three_scenarios_line, words=(0,)
    ),
    Feed("risk.caption.other", lambda book, table: 3, risk_line, words=(1, 3)),
    Feed("boxes.caption", lambda book, table: len(book.plan.other_targets), box_line, words=(0, 4)),
    Feed("reliability.grades_caption", lambda book, table: 6, grade_line, words=(0, 1)),
    Feed(
        "appendix.values_caption.other", lambda book, table: len(decisive_series(book)), series_line,
        words=(0,),
    ),
    Feed("chart_numbers.targets", table_targets, all_targets_line, words=(0, 3)),
    Feed("chart_numbers.why", table_targets, why_line, words=(0,)),
    Feed("chart_numbers.reliability", lambda book, table: 10, reliability_line),
    Feed("chart_numbers.reference", lambda book, table: len(example_intervals()), reference_line, words=(1,)),
    Feed("chart_numbers.fan", fan_count, fan_line),  # the last: its name may be anything
    Feed(
        "appendix.rules_caption", lambda book, table: len(other_rules(book)), other_rule_line,
        words=(0, 1, 3),
    ),
    Feed("portfolio.counts_caption", lambda book, table: table_targets(book, table) + 1, counts_line),
    Feed("portfolio.targets_caption", table_targets, influence_line, words=(0,)),
    Feed("rules.matrix_caption", judged_by_rules, matrix_line, words=(1,)),
    Feed(
        "coherence.ratios.caption", lambda book, table: len(ratio_lines(book)),
        lambda book, table, row, place: ratio_lines(book)[place], words=(0, 1),
    ),
    Feed("scenarios.caption", table_targets, scenario_line, words=(0,)),
    Feed("method.record_caption", lambda book, table: len(quoted(book.plan)), record_line),
    Feed(
        "record.populations_caption", lambda book, table: len(asked_otherwise(book)), population_line,
        words=(0, 1),
    ),
    Feed("record.held_out_caption", lambda book, table: len(left_out()), held_out_line, words=(0,)),
    Feed(
        "evidence.caption", lambda book, table: len(evidence_lines(book)),
        lambda book, table, row, place: evidence_lines(book)[place], words=(0,),
    ),
    Feed("evidence.eras_caption", lambda book, table: len(era_pairs(book)), era_line, words=(0,)),
    Feed("told.caption", lambda book, table: len(statement_rows(book)), statement_line, words=(0, 1, 2)),
    Feed("outside.caption", lambda book, table: len(earlier_rows(book)), earlier_line, words=(0,)),
)  # fmt: skip

# Tables that explain and quote no result: what each rule does, what scenarios change (scenarios.toml), the
# words bound to probabilities, evidence grades, marks, and what the run can be traced by.
TEXTS = (
    "problems.caption",  # sentences of annex B, whose figures the tests of coherence compare
    "rules.list_caption", "scenarios.meanings_caption", "method.words_caption",
    "method.statuses_caption", "run.caption",
)  # fmt: skip
