"""How many of the targets will be met: the number, its distribution, and whose fate moves it."""

from __future__ import annotations

from typing import Any

from ontrack.portfolio import CountSummary, summary_of
from ontrack.portfolio.tables import Influence, NumberMet, ordered_by_influence
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import decided_targets, is_decided, missed_targets, open_targets
from ontrack.report.sections.plan.dependence_texts import dependence_texts
from ontrack.tables.rows import rows_of
from ontrack.wording.number_format import MISSING, format_probability, format_share, format_value

COUNT_HEADS = ("number", "exactly", "least", "least_independent", "bounds")
TARGET_HEADS = ("target", "goal", "probability", "if_met", "if_missed", "share")


def portfolio_page(edition: Edition) -> dict[str, Any] | None:
    """Return the page of the number of targets met, None where no target of the table is open."""
    counts = edition.results["portfolio"]
    summary = summary_of(counts, "table")
    alone = summary_of(counts, "table", "probability_independent")
    if summary is None or alone is None or not open_targets(edition):
        return None
    influence = target_rows(edition)
    whole = [all_met(edition, summary, alone), *binding(edition)]
    sentences = [
        edition.say("portfolio.expected", expected=format_value(summary.expected, 1)),
        *whole,
        *spread(edition, summary, alone),
        *most_influential(edition, influence), *decided(edition), *left_out(edition),
    ]  # fmt: skip
    return {
        "headline": headline(edition, summary),
        "sentences": sentences if summary.total > 1 else whole,
        "counts": counts_table(edition, summary),
        "influence": influence_table(edition, influence),
        "dependence": {"heading": edition.say("portfolio.dependence"), "texts": dependence_texts(edition)},
    }


def headline(edition: Edition, summary: CountSummary) -> str:
    """Return the most likely number and the range that holds at least 80 %."""
    total = len(edition.plan.table_targets)
    form = "headline" if summary.total == total else "headline_some"
    if summary.lower == summary.upper:
        form = f"{form}_same"
    return edition.say(
        f"portfolio.{form}", total=total, assessed=summary.total, likeliest=likeliest(edition, summary),
        lower=summary.lower, upper=summary.upper,
    )  # fmt: skip


def likeliest(edition: Edition, summary: CountSummary) -> str:
    """Return the most likely number, or the first and last of several that are as likely."""
    first, last = summary.likeliest
    if first == last:
        return str(first)
    word = "number_or" if last == first + 1 else "number_to"
    return edition.say(f"portfolio.{word}", first=first, last=last)


def all_met(edition: Edition, summary: CountSummary, alone: CountSummary) -> str:
    """Return the chance that none is missed, with dependence, without, and at most; or that some are."""
    if missed := len(missed_targets(edition)):
        return edition.count("portfolio.not_all", missed)
    rows = edition.results["portfolio"].set_index(["group", "number_met"])
    most = rows.loc[("table", summary.total), "upper_bound"]
    chances = {"chance": summary.all_met, "independent": alone.all_met, "most": most}
    words = {name: format_probability(chance) for name, chance in chances.items()}
    if summary.total > 1 and words["chance"] == words["independent"]:
        return edition.say("portfolio.all_alike", number=summary.total, **words)
    return edition.count("portfolio.all", summary.total, **words)


def spread(edition: Edition, summary: CountSummary, alone: CountSummary) -> list[str]:
    """Return how much wider the range is for dependence; nothing where no printed figure shows it."""
    wide, narrow = (format_value(one.deviation, 1) for one in (summary, alone))
    if wide == narrow:
        return []
    places = {"lower": alone.lower, "upper": alone.upper, "independent": narrow, "dependent": wide}
    return [edition.say("portfolio.spread", **places)]


def binding(edition: Edition) -> list[str]:
    """Return the chance that all binding targets are met, or why there is none; nothing once all are."""
    targets = edition.plan.binding_targets
    total = len(targets)
    if missed := len(missed_targets(edition, targets)):
        return [edition.count("portfolio.binding_not_all", total, missed=missed)]
    if total and len(decided_targets(edition, targets)) == total:
        return []
    if not total and edition.plan.binds:  # their figures are unknown: another sentence says so
        return []
    return [chance_of_binding(edition, total)]


def chance_of_binding(edition: Edition, total: int) -> str:
    """Return the chance that all binding targets are met, or why there is none."""
    summary = summary_of(edition.results["portfolio"], "binding")
    assessed = summary.total if summary else 0
    if not total:
        return edition.say("portfolio.binding_none")
    if summary is None or assessed < total:
        return edition.count("portfolio.binding_open", total, open=total - assessed)
    form = "binding_one" if total == 1 else "binding_all"
    return edition.say(f"portfolio.{form}", number=total, chance=format_probability(summary.all_met))


def decided(edition: Edition) -> list[str]:
    """Return how many targets of the table are met or missed for good."""
    known = len(decided_targets(edition))
    return [edition.count("portfolio.decided", known)] if known else []


def left_out(edition: Edition) -> list[str]:
    """Return which targets of the table are not counted."""
    names = [
        edition.name_of(target)
        for target in edition.plan.table_targets
        if edition.assessment_of(target).verdict == "not_assessable"
    ]
    listed = edition.say("portfolio.separator").join(names)
    return [edition.count("portfolio.left_out", len(names), names=listed)] if names else []


def target_rows(edition: Edition) -> list[Influence]:
    """Return the rows of portfolio_targets.csv but of decided targets, the strongest influence first."""
    targets = {target.target: target for target in edition.plan.table_targets}
    rows = ordered_by_influence(edition.results["portfolio_targets"], list(targets.values()))
    return [
        row for row in rows_of(rows.reset_index(), Influence) if not is_decided(edition, targets[row.target])
    ]


def most_influential(edition: Edition, rows: list[Influence]) -> list[str]:
    """Return whose fate moves the number most; nothing where all is decided."""
    first = rows[0]
    if first.variance_share_pct is None:
        return []
    met, missed = (format_value(one, 1) for one in (first.expected_if_met, first.expected_if_missed))
    return [edition.say("portfolio.influence", name=name_of(edition, first), met=met, missed=missed)]


def name_of(edition: Edition, row: Influence) -> str:
    """Return the name of a row's target."""
    return next(edition.name_of(one) for one in edition.plan.table_targets if one.target == row.target)


def counts_table(edition: Edition, summary: CountSummary) -> dict[str, Any]:
    """Return the table of every number that can still be met; rows inside the 80 % range are marked."""
    rows = possible_rows(edition)
    return {
        "caption": edition.say("portfolio.counts_caption"),
        "heads": [edition.say(f"portfolio.head_{name}") for name in COUNT_HEADS],
        "rows": [
            {
                "inside": summary.lower <= row.number_met <= summary.upper,
                "cells": count_cells(edition, row, certain=row is rows[0]),
            }
            for row in rows
        ],
    }


def possible_rows(edition: Edition) -> list[NumberMet]:
    """Return the rows of portfolio.csv from the number already met to that with all open targets."""
    met = len(decided_targets(edition)) - len(missed_targets(edition))
    possible = range(met, met + len(open_targets(edition)) + 1)
    rows = edition.table("portfolio", NumberMet)
    found = [row for row in rows if row.group == "table" and row.number_met in possible]
    return sorted(found, key=lambda row: row.number_met)


def count_cells(edition: Edition, row: NumberMet, *, certain: bool) -> list[str]:
    """Return one number met, its probability, and that of at least so many, where that is not `certain`."""
    cells = [str(row.number_met), format_probability(row.probability)]
    if certain:
        return cells + [MISSING] * 3
    lower, upper = (format_share(100 * bound) for bound in (row.lower_bound, row.upper_bound))
    least = [format_probability(one) for one in (row.at_least, row.at_least_independent)]
    return [*cells, *least, edition.say("portfolio.bounds", lower=lower, upper=upper)]


def influence_table(edition: Edition, rows: list[Influence]) -> dict[str, Any]:
    """Return the table of what each target's fate does to the number."""
    return {
        "caption": edition.say("portfolio.targets_caption"),
        "heads": [edition.say(f"portfolio.head_{name}") for name in TARGET_HEADS],
        "rows": [
            [
                name_of(edition, row), edition.plan.goal_name(row.goal, edition.language),
                format_probability(row.probability),
                *(format_value(one, 1) for one in (row.expected_if_met, row.expected_if_missed)),
                format_share(row.variance_share_pct),
            ]
            for row in rows
        ],
    }  # fmt: skip
