"""Five messages, one sentence each, with the section or the target whose page shows more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypedDict

from ontrack.assessment.verdicts import DECIDED, is_judged
from ontrack.plan import Target
from ontrack.portfolio import summary_of
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import is_open, missed_targets, open_targets
from ontrack.report.phrases.target_rows import already_met, paces, year_text
from ontrack.report.sections.plan.coherence_page import POINTED_AT, findings
from ontrack.report.sections.plan.portfolio_page import headline as number_met_sentence
from ontrack.report.sections.summary.binding_texts import binding_sentences
from ontrack.report.sections.summary.judgement import counted, counts_text
from ontrack.report.sections.targets.unstated_page import unstated_sentences
from ontrack.wording.number_format import format_probability, format_share

SHOWN = 5
NO_RECENT_DATA = {"no_data", "figures_too_old"}


class Message(TypedDict):
    """One message.

    It is shown on the page of the target `target`, or where that has none on that of the first of `sections`
    which the report has.
    """

    text: str
    target: str
    sections: list[str]


def messages(edition: Edition) -> list[Message]:
    """Return the first five of what there is to say, the most important first."""
    found = [message for write in WRITERS for message in write(edition)]
    return found[:SHOWN]


def message(text: str, *sections: str, target: str = "") -> list[Message]:
    """Return a message as a list of one; no message for an empty text."""
    return [{"text": text, "target": target, "sections": list(sections)}] if text else []


def of_binding(edition: Edition) -> list[Message]:
    """Return where the binding target stands, or the one of several that is likeliest to be missed."""
    targets = [target for target in edition.plan.table_targets if target.nature == "binding"]
    if not targets:
        return []
    if len(targets) > 1:
        return message(ends(edition, targets, "binding"), "binding")
    row = edition.assessment_of(targets[0])
    if is_open(edition, targets[0]):
        return message(way(edition, targets[0]), "binding", target=targets[0].target)
    form = "binding_only" if row.verdict in DECIDED else "binding_not_assessable"
    first, *_ = binding_sentences(edition, targets[0], form)
    return message(first, "binding", target=targets[0].target)


def way(edition: Edition, target: Target) -> str:
    """Return latest value and target, with the observed rates and the one it takes where they are known."""
    row, indicator = edition.assessment_of(target), edition.indicator_of(target)
    assert indicator is not None, "only a target with figures is open"
    unit, (period, last_period) = edition.name_of(indicator, "unit"), paces(edition, target)
    rates = {
        "observed": format_share(row.observed_rate_pct, 1),
        "latest_rate": format_share(row.latest_rate_pct, 1),
        "required": format_share(row.required_rate_pct, 1),
    }
    known = period and row.required_rate_pct is not None and not already_met(edition, target)
    form = "way" if not known else "way_last" if last_period else "way_rate"
    return edition.say(
        f"message.{form}", latest=edition.quantity(row.latest_value, indicator.decimals, unit),
        year=year_text(row.latest_year), target=edition.figure(target.level, indicator),
        target_year=year_text(target.year), period=period, **rates,
        interval=edition.interval(row.lower_80, row.upper_80, indicator),
    )  # fmt: skip


def of_expected(edition: Edition) -> list[Message]:
    """Return which of the expected targets that have a word are the likeliest and the unlikeliest."""
    targets = [target for target in edition.plan.table_targets if target.nature == "expected"]
    return message(ends(edition, targets, "expected"), "expected")


def ends(edition: Edition, targets: Sequence[Target], nature: str) -> str:
    """Return the targets of the highest and the lowest probability among the open ones that have a word."""
    chances = {
        target: edition.assessment_of(target).probability_met or 0.0
        for target in targets
        if is_open(edition, target) and is_judged(edition.assessment_of(target))
    }
    if not chances:
        return ""
    high, low = (
        [target for target, chance in chances.items() if same(chance, end(chances.values()))]
        for end in (max, min)
    )
    said = {
        "highest": names(edition, high), "high": format_probability(chances[high[0]]),
        "lowest": names(edition, low), "low": format_probability(chances[low[0]]),
    }  # fmt: skip
    if high == low:
        return edition.count(f"message.level_{nature}", len(chances), **said)
    return edition.say(f"message.ends_{nature}", number=len(chances), **said)


def same(chance: float, other: float) -> bool:
    """Return whether two probabilities are printed alike."""
    return format_probability(chance) == format_probability(other)


def names(edition: Edition, targets: Sequence[Target]) -> str:
    """Return the names of one or two targets; of more the first and how many others."""
    quoted = [edition.say("message.name", name=edition.name_of(target)) for target in targets]
    if len(quoted) > 2:
        return edition.say("message.and_others", name=quoted[0], number=len(quoted) - 1)
    return edition.say("message.and").join(quoted)


def of_missed(edition: Edition) -> list[Message]:
    """Return which targets of the table were missed, besides the binding ones, told apart."""
    found = [edition.name_of(one) for one in missed_targets(edition) if one.nature != "binding"]
    listed = edition.say("answer.and").join(found)
    return message(edition.count("answer.missed", len(found), names=listed) if found else "", "expected")


def of_number(edition: Edition) -> list[Message]:
    """Return how many targets of the table will be met, as long as any is open."""
    summary = summary_of(edition.results["portfolio"], "table")
    told = summary is not None and open_targets(edition)
    return message(number_met_sentence(edition, summary) if summary and told else "", "portfolio")


def of_others(edition: Edition) -> list[Message]:
    """Return how many targets there are outside the table, and how many have which word."""
    targets = edition.plan.other_targets if edition.plan.table_targets else ()
    if not targets:
        return []
    counts = counts_text(edition, counted(edition, targets))
    return message(edition.count("message.others", len(targets), counts=counts), "other_targets")


def of_figures(edition: Edition) -> list[Message]:
    """Return how many relations between the plan's figures do not hold, which is to be settled."""
    rows = findings(edition)
    found = [row.finding for row in rows]
    words = {key: edition.wording(f"finding.{key}").lower() for key in POINTED_AT if key in found}
    counts = [
        edition.say("message.relations", number=found.count(key), word=word) for key, word in words.items()
    ]
    if not counts:
        return message(edition.say("risk.not_at_odds") if rows else "", "problems", "coherence")
    said = edition.say("message.odds", number=len(rows), counts=edition.say("headline.comma").join(counts))
    return message(said, "problems", "coherence")


def of_unknown(edition: Edition) -> list[Message]:
    """Return how many targets of the table are left without a probability, and which values are unknown."""
    rows = [edition.assessment_of(target) for target in edition.plan.table_targets]
    reasons = [row.reason for row in rows if row.verdict == "not_assessable"]
    found = [found for text in unstated_sentences(edition) for found in message(text, "unstated")]
    if not reasons or len(reasons) == len(rows):
        return found
    form = "not_assessed" if set(reasons) <= NO_RECENT_DATA else "not_assessed_mixed"
    return [*found, *message(edition.count(f"answer.{form}", len(reasons)), "indicators")]


def of_no_binding(edition: Edition) -> list[Message]:
    """Return that the plan has no binding target."""
    return message("" if edition.plan.binds else edition.say("answer.binding_none"), "indicator_table")


WRITERS: tuple[Callable[[Edition], list[Message]], ...] = (
    of_binding, of_missed, of_expected, of_number, of_others, of_figures, of_unknown, of_no_binding,
)  # fmt: skip
