"""The page of the plan against itself: findings by severity, and ratios through their parts."""

from __future__ import annotations

import math

from ontrack.assessment.verdicts import DECIDED
from ontrack.coherence.rows import FigureRow, FindingRow, RatioForecast
from ontrack.plan import Target
from ontrack.plan.relations import Figure, Statement
from ontrack.report.edition import Edition, plain
from ontrack.report.phrases.decided import is_decided
from ontrack.report.sections.plan.finding_figures import Numbers, Texts, missing_text
from ontrack.report.sections.plan.finding_texts import finding_texts
from ontrack.series import known_by
from ontrack.tables.choices import FINDINGS
from ontrack.wording.number_format import MISSING, format_interval, format_probability, format_value

SEVERITY = {name: place for place, name in enumerate(FINDINGS)}
AHEAD = ("rate", "share", "numerator")  # kinds that rest on projections
POINTED_AT = ("contradictory", "strained")  # figures of the plan that cannot, or hardly, all be so
TOLD_ON_PAGES = (*POINTED_AT, "differs")
LINES = ("arithmetic", "condition", "rules", "consequence", "reading", "targets")


def coherence_page(edition: Edition) -> Texts:
    """Return everything on the page: introduction, findings by severity, the table of ratios."""
    rows = findings(edition)
    if not rows:
        said = "over_all" if edition.table("coherence", FindingRow) else "none"
        return {"intro": [edition.say(f"coherence.{said}")], "findings": [], "ratios": ratio_table(edition)}
    return {
        "intro": intro(edition, rows),
        "findings": [finding(edition, row) for row in rows],
        "ratios": ratio_table(edition),
    }


def intro(edition: Edition, rows: list[FindingRow]) -> list[str]:
    """Return how many relations were checked, how, and how many are over and left out."""
    counts = {name: sum(row.finding == name for row in rows) for name in FINDINGS}
    found = [
        edition.say("coherence.counted", word=edition.wording(f"finding.{name}"), number=count)
        for name, count in counts.items()
        if count
    ]
    said = [edition.count("coherence.intro", len(rows), counts=edition.say("coherence.counts").join(found))]
    if over := len(edition.table("coherence", FindingRow)) - len(rows):
        said.append(edition.count("coherence.over", over))
    ahead = any(row.kind in AHEAD for row in rows)
    return [edition.wording.join(said), edition.say("coherence.how" if ahead else "coherence.how_known")]


def findings(edition: Edition) -> list[FindingRow]:
    """Return the rows of coherence.csv, the most severe first, then by the size of the gap.

    Whether targets can still be met together is asked no more once all that a relation is about are decided.
    """
    rows = [row for row in edition.table("coherence", FindingRow) if not is_over(edition, row)]
    return sorted(rows, key=lambda row: (SEVERITY[row.finding], -abs(row.gap_pct or 0)))


def is_over(edition: Edition, row: FindingRow) -> bool:
    """Return whether a relation looks ahead to targets whose outcome is known, all of them."""
    verdicts = [edition.assessment_of_id(name).verdict for name in row.concerned]
    return row.kind in AHEAD and bool(verdicts) and all(verdict in DECIDED for verdict in verdicts)


def finding(edition: Edition, row: FindingRow) -> Texts:
    """Return one finding: class, title, sentences, targets and sources."""
    identity = identity_of(edition, row)
    said = finding_texts(edition, identity, row, numbers_of(edition, row))
    names = [target_name(edition, name) for name in identity.targets]
    said["targets"] = edition.say("coherence.and").join(names)
    return {
        "key": row.finding,
        "word": edition.wording(f"finding.{row.finding}"),
        "title": identity.text("title", edition.language),
        "judgement": said["judgement"],
        "lines": [[edition.say(f"coherence.line.{line}"), said[line]] for line in LINES if said.get(line)],
        "sources": sorted({edition.cite(source) for source in sources_of(edition, identity)}),
    }  # fmt: skip


def identity_of(edition: Edition, row: FindingRow) -> Statement:
    """Return the identity a row is about."""
    return next(one for one in edition.raw.identities.identity if one.id == row.identity)


def numbers_of(edition: Edition, row: FindingRow) -> Numbers:
    """Return the figures of a finding by name."""
    figures = edition.table("coherence_figures", FigureRow)
    return {one.name: one for one in figures if one.identity == row.identity}


def target_name(edition: Edition, name: str) -> str:
    """Return a target's name with the place where it stands in the plan."""
    target = next(target for target in edition.plan.targets if target.target == name)
    return edition.say("coherence.placed", name=edition.name_of(target), place=edition.location(target))


def sources_of(edition: Edition, identity: Statement) -> list[str]:
    """Return the sources of the figures an identity rests on, the latest one of a projected figure."""
    found = [edition.plan.source] * bool(identity.targets)
    for figure in identity.figures:
        found += [figure.source] if figure.source else observed_source(edition, figure)
    return list(dict.fromkeys(found))


def observed_source(edition: Edition, figure: Figure) -> list[str]:
    """Return the source of an indicator's figure, or nothing."""
    if not figure.indicator:
        return []
    table, as_of = edition.raw.observations, edition.stamp.as_of
    lag = edition.raw.indicators[figure.indicator].publication_lag_months
    region = figure.region or edition.plan.region
    mine = table[(table["indicator"] == figure.indicator) & (table["region"] == region)]
    known = [
        row["source"]
        for row in mine.sort_values(["period", "published"]).to_dict("records")
        if known_by(row["published"], row["period"], lag, as_of)
        and len(row["period"]) == 4
        and (figure.projected or row["period"] == str(figure.year))
    ]
    return known[-1:]


def pointer(edition: Edition, target: Target) -> list[str]:
    """Return the line that points from a target's page to the findings that concern it; none without."""
    concerned = [row.finding for row in findings(edition) if target.target in row.concerned]
    counts = [
        edition.say(
            "coherence.pointed", word=edition.wording(f"finding.{name}"), number=concerned.count(name)
        )
        for name in TOLD_ON_PAGES
        if name in concerned
    ]
    if not counts:
        return []
    return [edition.say("coherence.pointer", findings=edition.say("coherence.and").join(counts))]


def ratio_table(edition: Edition) -> Texts | None:
    """Return the table of ratios forecast directly and through their parts; None where none is open."""
    groups = [
        {"name": edition.name_of(target), "lines": ratio_lines(edition, target, rows)}
        for target in edition.plan.targets
        if (rows := edition.rows_of("ratio_forecasts", RatioForecast, target))
        and not is_decided(edition, target)
    ]
    if not groups:
        return None
    heads = ("target", "method", "latest", "median", "interval", "probability")
    return {
        "caption": edition.say("coherence.ratios.caption"),
        "heads": [edition.say(f"coherence.ratios.head_{head}") for head in heads],
        "groups": groups,
        "note": edition.say("coherence.ratios.note"),
    }


def ratio_lines(edition: Edition, target: Target, rows: list[RatioForecast]) -> list[list[str]]:
    """Return the lines of one target: direct, through the parts, and the difference."""
    by_method = {row.method: row for row in rows}
    direct, parts = by_method.get("direct"), by_method.get("through_parts")
    lines = [forecast_line(edition, target, row) for row in (direct, parts) if row is not None]
    if direct and parts and parts.median is not None:
        lines.append(difference_line(edition, target, direct, parts))
    return lines


def forecast_line(edition: Edition, target: Target, row: RatioForecast) -> list[str]:
    """Return method, latest value, median, interval and probability of one forecast."""
    if row.missing:
        said = edition.say("coherence.ratios.missing", missing=missing_text(edition, row.missing))
        return [said, *[MISSING] * 4]
    indicator = edition.plan.indicators[target.indicator]
    decimals, unit = indicator.decimals, edition.name_of(indicator, "unit")
    dependence = plain(row.dependence)
    method = edition.say(f"coherence.ratios.{row.method}", dependence=dependence)
    return [
        method,
        *(format_value(value, decimals, unit) for value in (row.latest_value, row.median)),
        format_interval(row.lower_80, row.upper_80, decimals, unit, edition.language),
        format_probability(row.probability_met),
    ]


def difference_line(
    edition: Edition, target: Target, direct: RatioForecast, parts: RatioForecast
) -> list[str]:
    """Return what the forecast through the parts differs by: levels, and points of probability."""
    indicator = edition.plan.indicators[target.indicator]
    decimals, unit = indicator.decimals, edition.name_of(indicator, "unit")

    def less(name: str) -> float:
        first, second = (getattr(row, name) for row in (direct, parts))
        return math.nan if first is None or second is None else float(second - first)

    points = edition.say("coherence.points", value=signed(100 * less("probability_met"), 0))
    interval = edition.say(
        "coherence.ratios.ends", lower=signed(less("lower_80"), decimals, unit),
        upper=signed(less("upper_80"), decimals, unit),
    )  # fmt: skip
    return [
        edition.say("coherence.ratios.difference"),
        *(signed(less(name), decimals, unit) for name in ("latest_value", "median")), interval, points,
    ]  # fmt: skip


def signed(value: float, decimals: int, unit: str = "") -> str:
    """Return a difference with its sign."""
    text = format_value(value, decimals, unit)
    return f"+{text}" if value > 0 and text.strip("0.,") else text
