"""The tables that people type, each declared once: its columns, what each may hold, and its key."""

from __future__ import annotations

from dataclasses import replace

from ontrack.plan.kinds import KINDS as TARGET_KINDS
from ontrack.plan.periods import PERIOD_KINDS
from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.tables.choices import (
    CONFIDENCES,
    FIGURE_STATUSES,
    KINDS,
    LEVEL_KINDS,
    NATURES,
    POLICY_FLAGS,
    STATEMENT_KINDS,
    STATUSES,
    YEARLY_BY,
)
from ontrack.tables.columns import (
    IDENTIFIER,
    NUMBER,
    PLACE,
    PUBLISHED_PERIOD,
    REGION,
    YEAR,
    Column,
    Table,
    choice,
    date,
    decimals,
    flag,
    identifier,
    in_languages,
    integer,
    names_of,
    number,
    period,
    positive,
    region_id,
    text,
    year,
)

INDICATORS = Table(
    (
        identifier("id"), *in_languages("name"), *in_languages("unit"), choice("kind", KINDS),
        choice("quantity", QUANTITIES, optional=True), choice("domain", DOMAINS, optional=True),
        number("lower", optional=True), number("upper", optional=True),
        choice("better", ("higher", "lower", "neither")), decimals("decimals"),
        identifier("denominator", optional=True), integer("publication_lag_months", digits=3),
        *in_languages("definition"), identifier("numerator", optional=True),
        integer("denominator_lag_years", optional=True, digits=2),
        choice("period_kind", PERIOD_KINDS, optional=True), choice("yearly_by", YEARLY_BY, optional=True),
    ),
    key=("id",), may_lack=("numerator", "denominator_lag_years", "period_kind", "yearly_by"),
)  # fmt: skip
REGIONS = Table(
    (
        Column("id", REGION.pattern, "text", REGION.expected, "Use letters, digits and hyphens."),
        *in_languages("name"), choice("kind", ("country", "province", "city", "area")),
        region_id("economy"), region_id("parent"),
    ),
    key=("id",), may_lack=("economy", "parent"),
)  # fmt: skip
SOURCES = Table(
    (
        identifier("id"), text("publisher"), text("title"), date("date", optional=True),
        Column("url", r"https?://\S+", "text", "a web address", "Type the publisher's own address.",
        optional=True),
        flag("reposted"), text("licence"),
    ),
    key=("id",),
)  # fmt: skip
OBSERVATIONS = Table(
    (
        identifier("indicator"), PUBLISHED_PERIOD, number("value"), text("unit"),
        choice("status", FIGURE_STATUSES), choice("confidence", CONFIDENCES),
        date("published", optional=True), identifier("source"), text("note", optional=True),
    ),
    key=("indicator", "period", "published"),
)  # fmt: skip
TRANSLATED = names_of("note")
NOTE_TRANSLATIONS = Table(
    (
        REGION, identifier("indicator"), PUBLISHED_PERIOD, *in_languages("note", optional=True),
        date("published", optional=True),
    ),
    key=("region", "indicator", "period", "published"), may_lack=("published", *TRANSLATED),
)  # fmt: skip
BREAKS = Table(
    (
        identifier("indicator"),
        REGION,
        year("year"),
        positive("link_factor", optional=True),
        *in_languages("reason"),
    ),
    key=("indicator", "region", "year"),
)
# What only some kinds of target are typed with.
MILESTONE = rf"{YEAR}:{NUMBER}"
OF_SOME_KINDS = (
    year("from_year", optional=True),
    number("value_to", optional=True),
    Column(
        "milestones", rf"{MILESTONE}(;{MILESTONE})*", "text", "years and values such as 2027:10;2028:15",
        "Type them with : and ; and without blanks.", optional=True,
    ),
    Column(
        "places", rf"{PLACE}( {PLACE})*", "text", "region ids with one blank between them",
        "Use ids of regions.csv.", optional=True,
    ),
    integer("places_needed", optional=True),
)  # fmt: skip
TARGETS = Table(
    (
        identifier("target"), identifier("indicator", optional=True), *in_languages("name"), text("location"),
        text("goal", optional=True), choice("nature", NATURES),
        year("baseline_year", optional=True), number("baseline_value", optional=True), year("year",
        optional=True),
        number("value", optional=True), *in_languages("unit"), choice("kind", tuple(TARGET_KINDS)),
        choice("comparison", (">=", ">", "<=", "<")), flag("in_table"), *in_languages("note", optional=True),
        *in_languages("location", optional=True), *in_languages("responsible", optional=True), *OF_SOME_KINDS,
    ),
    key=("target",),
    may_lack=(
        "goal", *names_of("location"), *names_of("responsible"), *(column.name for column in OF_SOME_KINDS),
    ),
)  # fmt: skip
GOALS = Table((text("id"), *in_languages("name")), key=("id",))
REMARKS = Table(
    (identifier("target"), date("published"), identifier("source"), *in_languages("text")),
    key=("target", "published", "source"),
)
PLACE_OR_INDICATOR = Column(
    "whose", rf"({REGION.pattern})|({IDENTIFIER})", "text", "an id of a region or an indicator",
    "Use an id of regions.csv or indicators.csv.",
)  # fmt: skip
STATEMENTS = Table(
    (
        identifier("indicator"), REGION, choice("kind", STATEMENT_KINDS), period("from", optional=True),
        period("to"), replace(text("value"), figures=True), choice("status", STATUSES), date("published"),
        identifier("source"), *in_languages("text", optional=True),
    ),
    key=("indicator", "region", "kind", "from", "to", "source"), may_lack=names_of("text"),
)  # fmt: skip
POLICY_TARGETS = Table(
    (
        text("id"), text("issuer"), text("plan"), text("country_or_region"), text("indicator"), text("unit"),
        choice("direction", ("increase", "decrease")), year("base_year", optional=True),
        number("base_value", optional=True), year("set_year"), year("target_year"),
        number("target_value", optional=True), year("outcome_year"), number("outcome_value", optional=True),
        choice("met", ("yes", "no")), choice("kind", LEVEL_KINDS),
        choice("flags", POLICY_FLAGS, optional=True), text("source"), text("note", optional=True),
    ),
    key=("id",),
)  # fmt: skip
POLICY_TARGET_SERIES = Table((text("id"), year("year"), number("value")), key=("id", "year"))
PAST_TARGETS = Table(
    (
        text("plan"), Column("region", REGION.pattern, "text", REGION.expected, REGION.remedy),
        text("indicator"), year("base_year", optional=True), number("base_value", optional=True),
        year("target_year"), number("target_value", optional=True), text("unit"),
        number("outcome_value", optional=True), number("outcome_year", optional=True),
        choice("met", ("yes", "no", "unknown")), text("source_target"),
        text("source_outcome", optional=True),
    ),
    key=("plan", "region", "indicator", "target_year"),
)  # fmt: skip
