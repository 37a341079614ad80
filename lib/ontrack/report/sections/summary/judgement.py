"""What the summary says: a judgement in one sentence, where targets stand, how many will be met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from ontrack.assessment.verdicts import DECIDED, NOT_JUDGED, is_judged, shown_verdict
from ontrack.plan import Target
from ontrack.portfolio import summary_of
from ontrack.report.edition import Edition
from ontrack.report.phrases.decided import decided_targets, open_targets, share_decided
from ontrack.report.phrases.footing import rests_on_few
from ontrack.report.sections.plan.coherence_page import POINTED_AT, findings
from ontrack.report.sections.plan.portfolio_page import headline as number_met_sentence
from ontrack.report.sections.plan.portfolio_page import possible_rows
from ontrack.report.sections.summary.risks import risks
from ontrack.rules.rules_table import Ruling
from ontrack.tables.choices import NATURES

__all__ = ["judgement", "none_at_risk", "number_met", "risks", "standing", "without_risks"]

GROUPS = {
    "likely": ("likely", "very_likely"), "uncertain": ("uncertain",),
    "unlikely": ("unlikely", "very_unlikely"), "met": ("met",), "missed": ("missed",),
    NOT_JUDGED: (NOT_JUDGED,), "not_assessable": ("not_assessable",),
}  # fmt: skip
ALWAYS = ("likely", "uncertain", "unlikely")  # columns that stand even where no target is in them
BANDS = ("ahead", "on_schedule", "nearly", "behind")


class Standing(TypedDict):
    """How many targets stand how."""

    caption: str
    heads: list[str]
    rows: list[list[str]]
    note: str


class Bar(TypedDict):
    """The chance of one number of targets met."""

    number: str
    chance: float
    inside: bool


class NumberMetPanel(TypedDict):
    """The small picture of the numbers that can be met."""

    sentence: str
    label: str
    bars: list[Bar]


def judgement(edition: Edition) -> str:
    """Return the overall judgement of the indicator table in one sentence."""
    targets = edition.plan.table_targets
    counts = {key: count for key, count in grouped(edition, targets).items() if key != "not_assessable"}
    assessed = sum(counts.values())
    form = "all" if assessed == len(targets) else "some"
    if not assessed:
        return edition.count("summary.none", len(targets), date=edition.assessment_day())
    case = case_of(counts)
    if case == "decided" and any(is_ahead(edition, target) for target in decided_targets(edition)):
        case = "decided_early"
    decided = {key: count for key, count in counts.items() if key in DECIDED}
    left = {key: count for key, count in counts.items() if key not in DECIDED}
    return edition.count(
        f"summary.{case}", assessed, date=edition.assessment_day(),
        subject=edition.count(f"summary.subject_{form}", assessed), counts=counts_text(edition, left),
        decided=counts_text(edition, decided), caveat=caveat(edition, targets),
    )  # fmt: skip


def is_ahead(edition: Edition, target: Target) -> bool:
    """Return whether the year of a target is still to come."""
    return target.year is not None and target.year > edition.stamp.as_of


def grouped(edition: Edition, targets: Sequence[Target]) -> dict[str, int]:
    """Return how many targets are likely, open, unlikely, met, missed, not judged and not assessable."""
    verdicts = [shown_verdict(edition.assessment_of(target)) for target in targets]
    return {key: sum(verdict in words for verdict in verdicts) for key, words in GROUPS.items()}


def case_of(counts: dict[str, int]) -> str:
    """Return which sentence fits: some or all decided, none judged, all or most on one side, or mixed."""
    total = sum(counts.values())
    if counts[NOT_JUDGED] == total:
        return "none_judged"
    if sum(counts[key] for key in DECIDED):
        return "decided" if sum(counts[key] for key in DECIDED) == total else "partly"
    sides = {"good": counts["likely"], "bad": counts["unlikely"], "open": counts["uncertain"]}
    for side, count in sides.items():
        if count == total:
            return f"all_{side}"
        if 2 * count > total:
            return f"most_{side}"
    return "mixed"


def counts_text(edition: Edition, counts: dict[str, int]) -> str:
    """Return the counts that are not zero as one phrase; empty where all are."""
    named = [edition.count(f"summary.count_{key}", count) for key, count in counts.items() if count]
    if not named:
        return ""
    *first, last = named
    joined = edition.say("summary.comma").join(first)
    return edition.say("summary.and", first=joined, last=last) if first else last


def caveat(edition: Edition, targets: Sequence[Target]) -> str:
    """Return, as the end of the sentence, how many probabilities rest on one or two values; often nothing."""
    few = sum(rests_on_few(edition, target) for target in targets)
    return edition.count("summary.caveat", few) if few else ""


def standing(edition: Edition) -> Standing:
    """Return how many targets are ahead or behind, the binding ones apart.

    By the Chinese rule of progress against elapsed time where it judges any open target, with columns for the
    outcomes that are known; otherwise by the words bound to probabilities, with the reason why.
    """
    judged = {
        row.target: row.band
        for row in edition.table("rules", Ruling)
        if row.rule == "china_elapsed_time" and row.band
    }
    targets = edition.plan.table_targets
    if any(target.target in judged for target in targets if target not in decided_targets(edition)):
        return standing_by_time(edition, judged)
    counts = {key: grouped(edition, group) for key, group in groups_of(targets).items()}
    always = ALWAYS if share_decided(edition) != "all" else DECIDED
    heads = {key: edition.say(f"summary.head_{key}") for key in GROUPS if key in always or counts["all"][key]}
    return standing_table(edition, counts, heads, why_not_by_time(edition))


def why_not_by_time(edition: Edition) -> str:
    """Return why targets are not held against the time elapsed: outcomes are known, or no figure yet."""
    if share_decided(edition) != "none":
        return edition.say("summary.by_outcome_and_word" if open_targets(edition) else "summary.by_outcome")
    year = edition.plan.baseline_year
    begun = edition.stamp.as_of > year
    return edition.say("summary.no_figures_yet" if begun else "summary.not_begun", year=year)


def standing_by_time(edition: Edition, judged: Mapping[str, str]) -> Standing:
    """Return the table of counts by the Chinese rule's bands; what is met or missed has its own columns."""
    targets = edition.plan.table_targets
    some = share_decided(edition) != "none"
    shown = dict(judged) | {
        target.target: edition.assessment_of(target).verdict for target in decided_targets(edition)
    }
    counts = {key: banded(group, shown) for key, group in groups_of(targets).items()}
    rest = {word: f"head_{word}" for word in DECIDED} | {"open": "not_judged"}
    heads = {band: edition.say(f"schedule.{band}") for band in BANDS}
    heads |= {key: edition.say(f"summary.{head}") for key, head in rest.items() if counts["all"][key]}
    note = edition.say("summary.by_time_open" if some else "summary.by_time")
    return standing_table(edition, counts, heads, note)


def groups_of(targets: Sequence[Target]) -> dict[str, list[Target]]:
    """Return all targets, the binding and the expected ones; no group that is empty or everything again."""
    parts = {nature: [target for target in targets if target.nature == nature] for nature in NATURES}
    return {"all": list(targets)} | {key: group for key, group in parts.items() if group}


def banded(targets: Sequence[Target], judged: Mapping[str, str]) -> dict[str, int]:
    """Return how many targets have each band of the Chinese rule or outcome, and how many none."""
    found = [judged.get(target.target, "open") for target in targets]
    return {band: found.count(band) for band in (*BANDS, *DECIDED, "open")}


def standing_table(
    edition: Edition, counts: dict[str, dict[str, int]], heads: dict[str, str], note: str
) -> Standing:
    """Return the table of counts: a row each for all, the binding and the expected targets."""
    rows = [
        [edition.say(f"summary.row_{key}"), str(sum(row.values())), *(str(row[head]) for head in heads)]
        for key, row in counts.items()
    ]
    return {
        "caption": edition.say("summary.standing_caption"),
        "heads": [edition.say("summary.head_scope"), edition.say("summary.head_total"), *heads.values()],
        "rows": rows,
        "note": note,
    }


def none_at_risk(edition: Edition) -> str:
    """Return why no target is ranked as a risk: nothing is open, none judged, or none likely to be missed."""
    left = open_targets(edition)
    if not left:
        return "decided" if decided_targets(edition) else "unknown"
    unjudged = sum(not is_judged(edition.assessment_of(target)) for target in left)
    if unjudged == len(left):
        return "none_judged"
    if unjudged:
        return "none_of_judged"
    return "none" if len(left) == len(edition.plan.table_targets) else "none_of_open"


def without_risks(edition: Edition) -> str:
    """Return the sentences that stand where no target is listed as a risk; each says only what is so."""
    said = [edition.say(f"risk.{none_at_risk(edition)}")]
    rows = findings(edition)
    number_at_odds = sum(row.finding in POINTED_AT for row in rows)
    if number_at_odds:
        said.append(edition.count("risk.at_odds", number_at_odds))
    elif rows:
        said.append(edition.say("risk.not_at_odds"))
    return edition.wording.join(said)


def number_met(edition: Edition) -> NumberMetPanel | None:
    """Return the chance of each number of targets met, for the small picture; None where none is open."""
    summary = summary_of(edition.results["portfolio"], "table")
    if summary is None or not open_targets(edition):
        return None
    rows = possible_rows(edition)
    return {
        "sentence": number_met_sentence(edition, summary),
        "label": edition.say("summary.number_met"),
        "bars": [
            {
                "number": str(row.number_met), "chance": row.probability,
                "inside": summary.lower <= row.number_met <= summary.upper,
            }
            for row in rows
        ],
    }  # fmt: skip
