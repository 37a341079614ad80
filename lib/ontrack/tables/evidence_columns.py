"""The result tables of what is known and why: series, projections, evidence, explanation."""

from __future__ import annotations

from ontrack.tables.choices import (
    AMBITION_CLASSES,
    CONFIDENCES,
    FIGURE_STATUSES,
    FORM_PIECES,
    GRADES,
    MODEL_PANELS,
    OUTSIDE_GROUPS,
    PACE_UNITS,
    PIECES,
    RECONCILED,
    ROLES,
    STATEMENT_KINDS,
    TONES,
    TRENDS,
    VERDICTS,
    WHY_PIECES,
    YES_NO,
)
from ontrack.tables.columns import (
    PERIOD,
    REGION,
    Column,
    Table,
    choice,
    date,
    flag,
    identifier,
    in_languages,
    integer,
    number,
    period,
    text,
    year,
)
from ontrack.tables.raw_columns import PLACE_OR_INDICATOR

SERIES = Table(
    (
        identifier("indicator"), REGION, PERIOD, year("year", optional=True), number("value"),
        *in_languages("unit", optional=True),
        choice("status", FIGURE_STATUSES), choice("confidence", CONFIDENCES), choice("role", ROLES),
        date("published", optional=True), identifier("source"),
    ),
    key=("indicator", "region", "period"),
)  # fmt: skip
INTERVAL_COLUMNS = ("lower_95", "lower_80", "lower_50", "upper_50", "upper_80", "upper_95")
PROJECTIONS = Table(
    (
        identifier("indicator"), REGION, identifier("scenario"), year("year"),
        choice("status", ("observed", "projected")), number("median", significant=9),
        *(number(name, optional=True, significant=9) for name in INTERVAL_COLUMNS), identifier("method",
        optional=True),
        integer("observations"), choice("evidence_grade", GRADES, optional=True), flag("long_horizon"),
    ),
    key=("indicator", "region", "scenario", "year"), may_lack=("long_horizon",),
)  # fmt: skip
TRENDS_TABLE = Table(
    (
        identifier("indicator"), choice("method", TRENDS), year("year"),
        *(number(name, significant=6) for name in ("value", "lower_80", "upper_80")),
    ),
    key=("indicator", "method", "year"),
)  # fmt: skip
EVIDENCE_SERIES = Table(
    (
        identifier("indicator"), choice("piece", (*PIECES, *FORM_PIECES)), PLACE_OR_INDICATOR,
        year("year"), number("value"),
        identifier("source", optional=True),
    ),
    key=("indicator", "piece", "whose", "year"),
)  # fmt: skip
EVIDENCE = Table(
    (
        identifier("indicator"), choice("piece", ("own", *PIECES)), choice("present", ("yes", "no")),
        integer("series"), integer("values"), year("first_year", optional=True),
        year("last_year", optional=True), number("pace_3_pct", optional=True, decimals=4),
        number("pace_10_pct", optional=True, decimals=4),
    ),
    key=("indicator", "piece"),
)  # fmt: skip
ERAS = Table(
    (
        identifier("target"), identifier("indicator"), choice("pace_years", ("3", "10")), year("year"),
        number("parent_pace_pct", optional=True, decimals=4),
        number("economy_pace_pct", optional=True, decimals=4),
        *(number(name, significant=9) for name in ("median", "lower_80", "upper_80")),
        number("probability_met", optional=True, decimals=4),
    ),
    key=("target", "pace_years"),
)  # fmt: skip
COMPARATORS = Table(
    (
        identifier("target"), identifier("indicator"), choice("answer", ("with", "without")), flag("used"),
        integer("observations"),
        Column(
            "regions", rf"{REGION.pattern}( ({REGION.pattern}))*", "text", "region ids between blanks",
            "Use ids of regions.csv.", optional=True,
        ),
        year("target_year"), number("projected_median", significant=9), number("lower_80", significant=9),
        number("upper_80", significant=9),
        number("probability_met", optional=True, decimals=4),
    ),
    key=("target", "answer"),
)  # fmt: skip
STATEMENTS_TOLD = Table(
    (
        identifier("target"), identifier("indicator"), choice("kind", STATEMENT_KINDS),
        period("from", optional=True), period("to"), text("value"), date("published"), identifier("source"),
        *in_languages("text", optional=True), choice("used", YES_NO), text("replaces", optional=True),
        *(number(name, optional=True, decimals=4) for name in ("probability_without", "points_moved")),
    ),
    key=("target", "indicator", "kind", "from", "to", "source"),
)  # fmt: skip
OUTSIDE_VIEW = Table(
    (
        choice("group", OUTSIDE_GROUPS), identifier("name"), integer("targets"), integer("met"),
        integer("plans"), integer("programmes"),
        *(number(name, optional=True, decimals=4) for name in ("share", "lower", "upper")),
    ),
    key=("group", "name"),
)  # fmt: skip
LENSES = Table(
    (
        identifier("target"), identifier("indicator"), year("year"),
        *(number(name, optional=True, decimals=4) for name in ("probability_met", "probability_apart")),
        choice("pace_unit", PACE_UNITS, optional=True),
        number("nation_pace", optional=True, decimals=4), year("nation_from", optional=True),
        year("nation_to", optional=True), number("nation_value", optional=True, significant=9),
        choice("nation_met", YES_NO, optional=True), integer("peers"), integer("peers_met"),
        number("peers_pace", optional=True, decimals=4), number("pace_share", optional=True, decimals=4),
        choice("ambition", AMBITION_CLASSES, optional=True),
        number("required_to_past", optional=True, decimals=4),
        *(number(f"earlier_{name}", optional=True, decimals=4) for name in ("share", "lower", "upper")),
        integer("earlier_targets"), integer("earlier_plans"),
        *(integer(f"rules_{tone}") for tone in TONES), choice("reconciled", RECONCILED),
        number("longer_pace", optional=True, decimals=4), year("longer_from", optional=True),
        number("last_pace", optional=True, decimals=4), year("last_from", optional=True),
        year("latest_year", optional=True),
    ),
    key=("target",),
)  # fmt: skip
WHY = Table(
    (
        identifier("target"), integer("step"), choice("piece", WHY_PIECES), choice("present", YES_NO),
        number("probability", decimals=4),
        *(number(name, optional=True, decimals=4) for name in ("points", "points_alone")),
    ),
    key=("target", "step"),
)  # fmt: skip
WHY_FACTS = Table(
    (
        identifier("target"), choice("direction", ("up", "down")), year("year"),
        number("value", significant=9), number("probability", decimals=4), choice("steady", YES_NO),
    ),
    key=("target", "direction"),
)  # fmt: skip
SENSITIVITY = Table(
    (
        identifier("target"), choice("evidence", ("all", "own")), choice("panels", MODEL_PANELS),
        choice("time_safe", YES_NO), choice("pace", ("all", "10", "3")),
        number("probability_met", decimals=4), choice("word", VERDICTS),
    ),
    key=("target", "evidence", "panels", "time_safe", "pace"),
)  # fmt: skip
