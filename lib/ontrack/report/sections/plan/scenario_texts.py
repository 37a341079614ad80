"""What a scenario changes, in a sentence of each language."""

from __future__ import annotations

from functools import singledispatch

from ontrack.plan.scenario import (
    AcceleratedRamp,
    Dated,
    DriverEffect,
    Drop,
    Named,
    Paced,
    PeerGrowthReplay,
    PeerTimeShift,
    QuantilePath,
    RequiredPace,
    ReturnToTrajectory,
    Shock,
)
from ontrack.report.edition import Edition, plain
from ontrack.report.sections.plan.coherence_page import signed
from ontrack.report.sections.targets.alarm_block import region_name
from ontrack.wording.number_format import format_share


def meaning(edition: Edition, scenario: Named) -> list[str]:
    """Return the sentences that say what a scenario changes."""
    return said(scenario, edition)


def say(edition: Edition, key: str, **values: object) -> str:
    """Return the sentence ``report.scenarios.meaning.<key>``."""
    return edition.say(f"scenarios.meaning.{key}", **values)


@singledispatch
def said(scenario: Named, edition: Edition) -> list[str]:
    """Return the sentence of the scenario's kind, with its start and its pace where it has them."""
    values = {"start": start(edition, scenario)} if isinstance(scenario, Dated) else {}
    if isinstance(scenario, Paced):
        values |= {"pace": pace(edition, scenario), "level": level(edition, scenario)}
    return [say(edition, kind_of(scenario), **values)]


@said.register
def _(scenario: AcceleratedRamp, edition: Edition) -> list[str]:
    values = {"start": start(edition, scenario), "pace": pace(edition, scenario)}
    return [edition.count("scenarios.meaning.accelerated_ramp", scenario.ramp_years, **values)]


@said.register
def _(scenario: RequiredPace, edition: Edition) -> list[str]:
    return [say(edition, f"required_{scenario.path}", start=start(edition, scenario))]


@said.register
def _(scenario: Shock, edition: Edition) -> list[str]:
    return [shock_text(edition, drop) for drop in scenario.shocks]


@said.register
def _(scenario: ReturnToTrajectory, edition: Edition) -> list[str]:
    years = {"year": scenario.year, "back": scenario.return_year}
    return [say(edition, kind_of(scenario), level=level(edition, scenario), **years)]


@said.register
def _(scenario: PeerTimeShift, edition: Edition) -> list[str]:
    region = region_name(edition, scenario.region)
    speed = plain(scenario.speed)
    return [say(edition, kind_of(scenario), start=start(edition, scenario), region=region, speed=speed)]


@said.register
def _(scenario: PeerGrowthReplay, edition: Edition) -> list[str]:
    region = region_name(edition, scenario.region)
    year = scenario.from_year
    return [say(edition, kind_of(scenario), start=start(edition, scenario), region=region, year=year)]


@said.register
def _(scenario: QuantilePath, edition: Edition) -> list[str]:
    return [say(edition, kind_of(scenario), quantile=plain(scenario.quantile_pct))]


@said.register
def _(scenario: DriverEffect, edition: Edition) -> list[str]:
    values = {
        "start": start(edition, scenario), "part": edition.say(f"scenarios.{scenario.part}"),
        "effect": plural(edition, "pace_percent", scenario.percent, value=sign(scenario.percent)),
    }  # fmt: skip
    if not scenario.fade:
        return [say(edition, "driver_effect", **values)]
    return [say(edition, "driver_effect_fading", fade=format_share(100 * scenario.fade), **values)]


def kind_of(scenario: Named) -> str:
    """Return the kind of a scenario."""
    return str(getattr(scenario, "kind"))  # noqa: B009


def start(edition: Edition, scenario: Dated) -> str:
    """Return when a scenario begins."""
    if scenario.first_year is None:
        return edition.say("scenarios.from_first")
    return edition.say("scenarios.from_year", year=scenario.first_year)


def shock_text(edition: Edition, drop: Drop) -> str:
    """Return one shock and its recovery."""
    values = {"year": drop.year, "level": level(edition, drop)}
    if not drop.recovery:
        return say(edition, "shock_last", **values)
    shares = edition.say("scenarios.share_list").join(format_share(100 * share) for share in drop.recovery)
    return say(edition, "shock", shares=shares, **values)


def pace(edition: Edition, paced: Paced) -> str:
    """Return a signed change of pace in the units it is declared in."""
    percent, points = paced.percent, paced.points
    if percent is None:
        return plural(edition, "pace_points", points or 0.0, value=sign(points or 0.0))
    if points is None:
        return plural(edition, "pace_percent", percent, value=sign(percent))
    return plural(edition, "pace_both", percent, percent=sign(percent), points=sign(points))


def level(edition: Edition, paced: Paced) -> str:
    """Return a signed change of level in the units it is declared in."""
    percent, points = paced.percent, paced.points
    if percent is None:
        return edition.say("scenarios.level_points", value=sign(points or 0.0))
    if points is None:
        return edition.say("scenarios.level_percent", value=sign(percent))
    return edition.say("scenarios.level_both", percent=sign(percent), points=sign(points))


def plural(edition: Edition, key: str, figure: float, **values: str) -> str:
    """Return a phrase in the form that a figure asks for."""
    return edition.count(f"scenarios.{key}", 1 if abs(figure) == 1 else 2, **values)


def sign(value: float) -> str:
    """Return a figure with its sign and as many decimals as it has."""
    decimals = next((places for places in range(4) if round(value, places) == value), 4)
    return signed(value, decimals)
