"""The answer in one paragraph and a few figures; every sentence stands whole in the wording files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ontrack.number_format import format_probability, format_share, format_value
from ontrack.plan import Target
from ontrack.report.edition import Edition, number
from ontrack.report.record import rests_on_few
from ontrack.report.target_tables import already_met, paces, reason_text, year_text
from ontrack.verdicts import verdict_key

LIKELY = ("very_likely", "likely")
UNLIKELY = ("unlikely", "very_unlikely")
NO_RECENT_DATA = {"no_data", "figures_too_old"}
WIDE_GRADES = ("C", "D", "E")


def answer(edition: Edition) -> dict[str, Any]:
    """Return headline, sentences and key figures of the answer."""
    targets = edition.plan.table_targets
    verdicts = [edition.assessment_of(target)["verdict"] for target in targets]
    assessed = sum(word != "not_assessable" for word in verdicts)
    return {
        "headline": headline(edition, assessed),
        "sentences": [
            split(edition, verdicts),
            *few_values(edition, targets),
            *decided(edition, verdicts),
            *binding(edition),
            *not_assessed(edition),
            *others(edition),
        ],
        "figures": key_figures(edition, assessed),
        "caption": edition.say("answer.caption"),
    }


def headline(edition: Edition, assessed: int) -> str:
    """Return for how many targets of the table a probability can be given."""
    total = len(edition.plan.table_targets)
    if 0 < assessed < total:
        return edition.count("answer.headline", total, assessed=assessed)
    return edition.count("answer.headline_all" if assessed else "answer.headline_none", total)


def few_values(edition: Edition, targets: Sequence[Target]) -> list[str]:
    """Return how many probabilities rest on one or two yearly values, and how many of them on one."""
    few = [target for target in targets if rests_on_few(edition, target)]
    single = sum(edition.assessment_of(target)["evidence_grade"] == "E" for target in few)
    counted = (("few", len(few)), ("single", single))
    return [edition.count(f"answer.{key}", amount) for key, amount in counted if amount]


def split(edition: Edition, verdicts: list[str]) -> str:
    """Return how many targets are likely, open and unlikely."""
    if all(word == "not_assessable" for word in verdicts):
        return edition.say("answer.none_assessed", date=edition.assessment_day())
    return edition.count(
        "answer.split", sum(word in LIKELY for word in verdicts), date=edition.assessment_day(),
        uncertain=verdicts.count("uncertain"), unlikely=sum(word in UNLIKELY for word in verdicts),
    )  # fmt: skip


def decided(edition: Edition, verdicts: list[str]) -> list[str]:
    """Return how many targets are met or missed for good, when their year is over."""
    met, missed = verdicts.count("met"), verdicts.count("missed")
    return [edition.count("answer.decided", met, missed=missed)] if met + missed else []


def binding(edition: Edition) -> list[str]:
    """Return what is said of each binding target."""
    targets = edition.plan.binding_targets
    if not targets:
        return [edition.say("answer.binding_none")]
    form = "binding_only" if len(targets) == 1 else "binding_each"
    return [sentence for target in targets for sentence in binding_sentences(edition, target, form)]


def binding_sentences(edition: Edition, target: Target, form: str) -> list[str]:
    """Return where one binding target stands, how fast it moved, and how much is known of it."""
    row = edition.assessment_of(target)
    indicator = edition.indicator_of(target)
    name = edition.name_of(target)
    if indicator is None or number(row["probability_met"]) is None:
        why = reason_text(edition, target) or edition.wording(f"verdict.{row['verdict']}")
        return [edition.say("answer.binding_not_assessable", name=name, reason=why)]
    unit = edition.name_of(indicator, "unit")
    decimals = indicator.decimals
    lower, upper = (format_value(number(row[side]), decimals, unit) for side in ("lower_80", "upper_80"))
    standing = edition.say(
        f"answer.{form}", name=name, year=year_text(row["latest_year"]), target_year=year_text(target.year),
        latest=edition.quantity(number(row["latest_value"]), decimals, unit),
        target=format_value(target.level, decimals, unit),
        probability=format_probability(number(row["probability_met"])),
        verdict=edition.say("quoted", text=edition.wording(verdict_key(row))),
        interval=edition.say("range", lower=lower, upper=upper),
    )  # fmt: skip
    wide = edition.count("answer.wide", int(row["observations"]), grade=row["evidence_grade"])
    return [standing, *pace(edition, target), *([wide] if row["evidence_grade"] in WIDE_GRADES else [])]


def pace(edition: Edition, target: Target) -> list[str]:
    """Return whether the indicator has slowed, and what the target takes."""
    row = edition.assessment_of(target)
    names = ("observed", "latest", "required")
    observed, last, required = (number(row[f"{name}_rate_pct"]) for name in names)
    period, last_period = paces(edition, target)
    if observed is None or required is None or not period:
        return []
    if already_met(edition, target):
        return [edition.say("answer.beyond", period=period, observed=format_share(observed, 1))]
    figures = {"period": period, "observed": format_share(observed, 1), "required": format_share(required, 1)}
    if last is None or not last_period:
        return [edition.say("answer.pace_only", **figures)]
    way = 1 if target.wants_more else -1
    if way * last >= way * observed:
        form = "not_slower"
    else:
        form = "slower_enough" if way * last >= way * required else "slower_short"
    return [edition.say(f"answer.{form}", **figures, last_period=last_period, latest=format_share(last, 1))]


def not_assessed(edition: Edition) -> list[str]:
    """Return how many targets of the table get no probability, and why."""
    rows = [edition.assessment_of(target) for target in edition.plan.table_targets]
    reasons = [row["reason"] for row in rows if row["verdict"] == "not_assessable"]
    if not reasons or len(reasons) == len(rows):
        return []
    form = "not_assessed" if set(reasons) <= NO_RECENT_DATA else "not_assessed_mixed"
    return [edition.count(f"answer.{form}", len(reasons))]


def others(edition: Edition) -> list[str]:
    """Return what is known of the targets in boxes and prose."""
    rows = [edition.assessment_of(target) for target in edition.plan.other_targets]
    if not rows:
        return []
    known = sum(row["observations"] > 0 for row in rows)
    assessed = sum(row["verdict"] != "not_assessable" for row in rows)
    said = [edition.count("answer.others", len(rows), known=known, assessed=assessed)]
    few = sum(rests_on_few(edition, target) for target in edition.plan.other_targets)
    return [*said, edition.count("answer.others_few", few)] if few else said


def key_figures(edition: Edition, assessed: int) -> list[dict[str, str]]:
    """Return four figures for the head of the page."""
    targets = edition.plan.table_targets
    binding_targets = edition.plan.binding_targets
    likely = sum(edition.assessment_of(target)["verdict"] in LIKELY for target in targets)
    shown = [
        ("key_assessed", f"{assessed}/{len(targets)}"),
        ("key_likely", str(likely)),
        ("key_few", str(sum(rests_on_few(edition, target) for target in targets))),
        ("key_others", str(len(edition.plan.other_targets))),
    ]
    if len(binding_targets) == 1:
        probability = number(edition.assessment_of(binding_targets[0])["probability_met"])
        shown[-1] = ("key_binding", format_probability(probability))
    return [{"label": edition.say(f"answer.{key}"), "value": value} for key, value in shown]
