"""What the summary says: a judgement in one sentence, where targets stand, how many will be met."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ontrack.plan import Target
from ontrack.portfolio import summary_of
from ontrack.report.edition import Edition, number
from ontrack.report.portfolio_pages import headline as number_met_sentence
from ontrack.report.record import rests_on_few
from ontrack.report.risks import risks
from ontrack.tables.columns import NATURES
from ontrack.verdicts import NOT_JUDGED, shown_verdict

__all__ = ["judgement", "none_at_risk", "number_met", "risks", "standing"]

GROUPS = {
    "likely": ("likely", "very_likely"), "uncertain": ("uncertain",),
    "unlikely": ("unlikely", "very_unlikely"), "met": ("met",), "missed": ("missed",),
    NOT_JUDGED: (NOT_JUDGED,), "not_assessable": ("not_assessable",),
}  # fmt: skip
DECIDED = ("met", "missed")
ALWAYS = ("likely", "uncertain", "unlikely")  # columns that stand even where no target is in them
BANDS = ("ahead", "on_schedule", "nearly", "behind")
Item = dict[str, Any]


def judgement(edition: Edition) -> str:
    """Return the overall judgement of the indicator table in one sentence."""
    targets = edition.plan.table_targets
    counts = {key: count for key, count in grouped(edition, targets).items() if key != "not_assessable"}
    assessed = sum(counts.values())
    form = "all" if assessed == len(targets) else "some"
    if not assessed:
        return edition.count("summary.none", len(targets), date=edition.assessment_day())
    decided = {key: count for key, count in counts.items() if key in DECIDED}
    left = {key: count for key, count in counts.items() if key not in DECIDED}
    return edition.count(
        f"summary.{case_of(counts)}", assessed, date=edition.assessment_day(),
        subject=edition.count(f"summary.subject_{form}", assessed), counts=counts_text(edition, left),
        decided=counts_text(edition, decided), caveat=caveat(edition, targets),
    )  # fmt: skip


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


def standing(edition: Edition) -> Item:
    """Return how many targets are ahead or behind, the binding ones apart.

    By the Chinese rule of progress against elapsed time where it judges any target, otherwise by the words
    bound to probabilities, with the reason why.
    """
    judged = {
        row["target"]: row["band"]
        for row in edition.results["rules"].to_dict("records")
        if row["rule"] == "china_elapsed_time" and row["band"]
    }
    targets = edition.plan.table_targets
    if any(target.target in judged for target in targets):
        heads = {band: edition.say(f"schedule.{band}") for band in BANDS}
        heads["open"] = edition.say("summary.not_judged")
        counts = {key: banded(group, judged) for key, group in groups_of(targets).items()}
        return standing_table(edition, counts, heads, edition.say("summary.by_time"))
    counts = {key: grouped(edition, group) for key, group in groups_of(targets).items()}
    heads = {key: edition.say(f"summary.head_{key}") for key in GROUPS if key in ALWAYS or counts["all"][key]}
    begun = edition.stamp.as_of > edition.plan.baseline_year
    year = edition.plan.baseline_year
    note = edition.say("summary.no_figures_yet" if begun else "summary.not_begun", year=year)
    return standing_table(edition, counts, heads, note)


def groups_of(targets: Sequence[Target]) -> dict[str, list[Target]]:
    """Return all targets, the binding and the expected ones; no group that is empty or everything again."""
    parts = {nature: [target for target in targets if target.nature == nature] for nature in NATURES}
    return {"all": list(targets)} | {key: group for key, group in parts.items() if group}


def banded(targets: Sequence[Target], judged: dict[str, str]) -> dict[str, int]:
    """Return how many targets have each band of the Chinese rule, and how many none."""
    found = [judged.get(target.target, "open") for target in targets]
    return {band: found.count(band) for band in (*BANDS, "open")}


def standing_table(
    edition: Edition, counts: dict[str, dict[str, int]], heads: dict[str, str], note: str
) -> Item:
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
    """Return why no target is ranked as a risk: none is likely to be missed, none judged, none assessed."""
    counts = grouped(edition, edition.plan.table_targets)
    assessed = sum(counts.values()) - counts["not_assessable"]
    if not assessed:
        return "unknown"
    if counts[NOT_JUDGED]:
        return "none_judged" if counts[NOT_JUDGED] == assessed else "none_of_judged"
    return "none"


def number_met(edition: Edition) -> Item | None:
    """Return the chance of each number of targets met, for the small picture; None where none is assessed."""
    summary = summary_of(edition.results["portfolio"], "table")
    if summary is None:
        return None
    table = edition.results["portfolio"]
    rows = table[table["group"] == "table"].sort_values("number_met").to_dict("records")
    return {
        "sentence": number_met_sentence(edition, summary),
        "label": edition.say("summary.number_met"),
        "bars": [
            {
                "number": str(row["number_met"]), "chance": number(row["probability"]),
                "inside": summary.lower <= row["number_met"] <= summary.upper,
            }
            for row in rows
        ],
    }  # fmt: skip
