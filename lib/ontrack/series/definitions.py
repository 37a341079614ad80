"""What a change of definition does to targets set before it: linked, or no longer comparable."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd

from ontrack.languages import LANGUAGES
from ontrack.plan import Indicator, Redefined, Target
from ontrack.plan.kinds import kind_of
from ontrack.plan.kinds.rounding import exact
from ontrack.plan.texts import Texts
from ontrack.series.collecting import annual_observations
from ontrack.statements import Statement
from ontrack.tables import RawData
from ontrack.wording import load_wording
from ontrack.wording.number_format import format_value

OF_NO_UNIT = ("ratio_over", "average_growth")  # statements of which that is true


def breaks_between(
    breaks: pd.DataFrame, indicator: str, region: str, *, after: int, upto: int
) -> pd.DataFrame:
    """Return the changes of definition of an indicator and region after one year, up to another, by year.

    Parameters
    ----------
    breaks : DataFrame
        As `ontrack.tables.load_raw` returns it. A change concerns the figure of its year and later ones.
    """
    mine = breaks[(breaks["indicator"] == indicator) & breaks["region"].isin(["*", region])]
    return mine[(mine["year"] > after) & (mine["year"] <= upto)].sort_values("year")


def link_between(breaks: pd.DataFrame, indicator: str, region: str, *, after: int, upto: int) -> float:
    """Return what a figure of one year is multiplied by to be of another's definition; 1 without a change.

    NaN where one of the changes has no link.
    """
    found = breaks_between(breaks, indicator, region, after=after, upto=upto)
    return float(found["link_factor"].prod(skipna=False))


def in_present_definition(raw: RawData, as_of: int) -> RawData:
    """Return the figures with a plan whose targets are of the definition that the newest of them have.

    A change of definition between a target's baseline year, or the plan's, and the newest figure known moves
    its value and its baseline by the link; the plan's own words go into its note. Without a link nothing
    decides it any more: the target loses its indicator, and `Plan.redefined` keeps it with the year.

    Parameters
    ----------
    raw : RawData
        As `ontrack.tables.load_raw` returns it, its plan as it was written.
    as_of : int
        Last data year of the assessment.
    """
    targets, links, redefined = [], {}, {}
    for target in raw.plan.targets:
        changes = changes_since_set(raw, target, as_of)
        factor = float(changes["link_factor"].prod(skipna=False))
        if math.isnan(factor):
            redefined[target.target] = Redefined(target.indicator, int(changes["year"].iloc[-1]))
            target = with_notes(replace(target, indicator=""), changes, "broken", {})
        elif factor != 1:
            links[target.target] = factor
            target = linked(target, changes, factor)
        targets.append(target)
    statements = linked_statements(raw, as_of)
    if not links and not redefined and statements == raw.statements:
        return raw
    plan = replace(raw.plan, targets=tuple(targets), links=links, redefined=redefined)
    return replace(raw, plan=plan, statements=statements)


def linked_statements(raw: RawData, as_of: int) -> tuple[Statement, ...]:
    """Return the statements in the present definitions, without those that a break has set aside.

    What a statement of the plan's region says of the time before a break is linked as a figure is; ratios and
    growth have no definition.
    """
    concerned = set(raw.breaks["indicator"])
    found = []
    for one in raw.statements:
        factor = 1.0
        if one.region == raw.plan.region and one.indicator in concerned and one.indicator in raw.indicators:
            newest = newest_year(raw, raw.indicators[one.indicator], as_of)
            end = int(one.end[:4])
            factor = link_between(raw.breaks, one.indicator, one.region, after=end, upto=newest)
        if factor == 1 or (one.kind in OF_NO_UNIT and not math.isnan(factor)):
            found.append(one)
        elif not math.isnan(factor):
            ends = (f"{exact(float(end) * factor):.12g}" for end in one.value.split(".."))
            found.append(replace(one, value="..".join(ends)))
    return tuple(found)


def newest_year(raw: RawData, indicator: Indicator, as_of: int) -> int:
    """Return the year of the newest figure of an indicator in the plan's region; 0 without any."""
    known = annual_observations(raw.observations, indicator, raw.plan.region, as_of)
    return max((int(period[:4]) for period in known["period"]), default=0)


def changes_since_set(raw: RawData, target: Target, as_of: int) -> pd.DataFrame:
    """Return the changes of definition since a target was set, up to the newest figure known, by year."""
    indicator = raw.plan.indicators.get(target.indicator)
    if indicator is None:
        return raw.breaks.iloc[:0]
    since = max(target.baseline_year or 0, raw.plan.baseline_year)  # who sets a target knows its definition
    everything = breaks_between(raw.breaks, indicator.id, raw.plan.region, after=since, upto=as_of)
    if everything.empty:
        return everything
    return everything[everything["year"] <= newest_year(raw, indicator, as_of)]


def linked(target: Target, changes: pd.DataFrame, factor: float) -> Target:
    """Return a target in the definition after some changes; a multiple and a rate have no definition."""
    kind = kind_of(target)
    after = kind.times(target, factor)
    told = {"before": written(target.value), "after": written(after.value), "factor": written(factor)}
    form = "linked_baseline" if kind.own_unit else "linked"
    return with_notes(after, changes, form, told)


def written(value: float) -> str:
    """Return a figure as it stands in a note."""
    digits = f"{value:.6g}"
    decimals = len(digits.partition(".")[2]) if "e" not in digits else 0
    return format_value(value, decimals)


def with_notes(target: Target, changes: pd.DataFrame, form: str, values: dict[str, str]) -> Target:
    """Return a target whose notes say what the last change did to it, in each language."""
    last = changes.iloc[-1]
    notes = {}
    for language in LANGUAGES:
        wording = load_wording(language)
        reason = last[f"reason_{language}"].rstrip("。.")
        said = wording(f"definition.{form}", year=int(last["year"]), reason=reason, **values)
        own = target.text("note", language)
        stop = "" if not own or own.endswith(("。", ".")) else wording("definition.stop")
        notes[language] = wording.join(filter(None, (own + stop, said)))
    return replace(target, note=Texts(notes))
