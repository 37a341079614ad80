"""The result tables of what is answered, and every result table by its name."""

from __future__ import annotations

from ontrack.tables.choices import (
    AMBITIONS,
    CAUSES,
    CHANGE_STEPS,
    COHERENCE_KINDS,
    FIGURE_STATUSES,
    FINDINGS,
    GRADES,
    MEASURES,
    NATURES,
    OTHER_PLACES,
    PACE_UNITS,
    REASONS,
    REVISION_KINDS,
    RULE_REASONS,
    RULES,
    SCENARIO_REASONS,
    SUGGESTIONS,
    TONES,
    UNCHECKED_REASONS,
    VERDICTS,
    WITHHELD_REASONS,
    YES_NO,
)
from ontrack.tables.columns import (
    PERIOD,
    REGION,
    Column,
    Table,
    choice,
    flag,
    identifier,
    integer,
    number,
    text,
    year,
)
from ontrack.tables.evidence_columns import (
    COMPARATORS,
    ERAS,
    EVIDENCE,
    EVIDENCE_SERIES,
    LENSES,
    OUTSIDE_VIEW,
    PROJECTIONS,
    SENSITIVITY,
    SERIES,
    STATEMENTS_TOLD,
    TRENDS_TABLE,
    WHY,
    WHY_FACTS,
)

COHERENCE = Table(
    (
        identifier("identity"), choice("kind", COHERENCE_KINDS), choice("finding", FINDINGS),
        *(
            number(f"{side}_{end}", optional=True, significant=9)
            for side in ("left", "right") for end in ("value", "lower", "upper")
        ),
        number("gap_pct", optional=True, decimals=4), text("targets", optional=True),
        choice("reason", UNCHECKED_REASONS, optional=True),
        text("missing", optional=True),
    ),
    key=("identity",),
)  # fmt: skip
COHERENCE_FIGURES = Table(
    (
        identifier("identity"), identifier("name"),
        *(number(end, optional=True, significant=9) for end in ("value", "lower", "upper")),
    ),
    key=("identity", "name"),
)  # fmt: skip
RATIO_FORECASTS = Table(
    (
        identifier("target"), choice("method", ("direct", "through_parts")), identifier("indicator"),
        year("year"), text("numerator", optional=True), text("denominator", optional=True),
        number("dependence", optional=True), number("latest_value", optional=True, significant=9),
        *(number(name, optional=True, significant=9) for name in ("median", "lower_80", "upper_80")),
        number("probability_met", optional=True, decimals=4), integer("observations"),
        text("missing", optional=True),
    ),
    key=("target", "method"),
)  # fmt: skip
RULES_TABLE = Table(
    (
        identifier("target"), choice("rule", RULES), year("base_year", optional=True),
        year("latest_year", optional=True), choice("measure", MEASURES),
        number("value", optional=True, significant=6), number("yardstick", optional=True, significant=6),
        identifier("band", optional=True), choice("tone", TONES, optional=True),
        choice("reason", RULE_REASONS, optional=True),
    ),
    key=("target", "rule"),
)  # fmt: skip
RATE_COLUMNS = ("observed_rate_pct", "required_rate_pct", "progress_pct", "elapsed_pct", "latest_rate_pct")
ASSESSMENTS = Table(
    (
        identifier("target"), identifier("indicator", optional=True), choice("nature", NATURES),
        choice("comparison", (">=", ">", "<=", "<")), year("baseline_year", optional=True),
        number("baseline_value", optional=True), year("latest_year", optional=True),
        number("latest_value", optional=True), year("target_year", optional=True), number("target_value"),
        number("projected_median", optional=True, significant=9), number("lower_80", optional=True,
        significant=9),
        number("upper_80", optional=True, significant=9), number("probability_met", optional=True,
        decimals=4), number("probability_held", optional=True, decimals=4),
        choice("verdict", VERDICTS, optional=True),
        choice("reason", (*REASONS, *WITHHELD_REASONS, OTHER_PLACES), optional=True),
        choice("evidence_grade", GRADES, optional=True), text("evidence_kinds", optional=True),
        integer("observations"), *(number(name, optional=True, decimals=4) for name in RATE_COLUMNS),
    ),
    key=("target",), may_lack=("evidence_kinds",),
)  # fmt: skip
ALARMS = Table(
    (
        identifier("target"), choice("pace_unit", PACE_UNITS),
        number("required_pace", optional=True, decimals=4),
        number("last_pace", optional=True, decimals=4), year("last_pace_from", optional=True),
        choice("last_pace_alarm", YES_NO, optional=True), number("longer_pace", optional=True, decimals=4),
        year("longer_pace_from", optional=True), choice("longer_pace_alarm", YES_NO, optional=True),
        number("best_pace", optional=True, decimals=4),
        Column("best_pace_region", REGION.pattern, "text", REGION.expected, REGION.remedy, optional=True),
        year("best_pace_from", optional=True), year("best_pace_to", optional=True), year("next_year"),
        *(number(name, optional=True, significant=6) for name in ("last_safe_value", "value_keeping_80")),
        choice("keeping_80_steady", YES_NO, optional=True),
        *(year(f"attained_{name}", optional=True) for name in ("median", "lower_80", "upper_80", "horizon")),
        number("late_share", optional=True, decimals=4),
        *(number(name, optional=True, decimals=4) for name in ("years_ahead", "projected_years_ahead")),
        *(number(f"required_to_{name}", optional=True, decimals=4) for name in ("past", "projected")),
        choice("ambition", AMBITIONS, optional=True),
        *(
            number(f"probability_{name}", optional=True, decimals=4)
            for name in ("level", "log", "logit", "without_last", "rounded_lower", "rounded_upper")
        ),
    ),
    key=("target",),
)  # fmt: skip
CHANCE_COLUMNS = (
    "probability", "probability_independent", "at_least", "at_least_independent", "lower_bound",
    "upper_bound",
)  # fmt: skip
PORTFOLIO = Table(
    (
        choice("group", ("table", "binding")), integer("number_met"),
        *(number(name, decimals=4) for name in CHANCE_COLUMNS),
    ),
    key=("group", "number_met"),
)  # fmt: skip
SCENARIOS_TABLE = Table(
    (
        identifier("scenario"), identifier("target"), identifier("indicator", optional=True),
        flag("changed"), choice("reason", SCENARIO_REASONS, optional=True),
        *(number(name, optional=True, significant=9) for name in ("median", "lower_80", "upper_80")),
        number("probability_met", optional=True, decimals=4), choice("verdict", VERDICTS, optional=True),
        identifier("compared_with"), number("probability_difference", optional=True, decimals=4),
        year("crossing_year", optional=True), flag("by_construction"), year("ends", optional=True),
        number("change_for_80", optional=True, decimals=4),
        choice("change_unit", PACE_UNITS, optional=True),
    ),
    key=("scenario", "target"),
)  # fmt: skip
SCENARIO_PATHS = Table(
    (
        identifier("scenario"), identifier("indicator"), year("year"),
        *(number(name, significant=6) for name in ("median", "lower_80", "upper_80")),
    ),
    key=("scenario", "indicator", "year"),
)  # fmt: skip
PORTFOLIO_TARGETS = Table(
    (
        identifier("target"), text("goal", optional=True), choice("nature", NATURES),
        *(
            number(name, optional=True, decimals=4)
            for name in ("probability", "expected_if_met", "expected_if_missed", "variance_share_pct")
        ),
    ),
    key=("target",),
)  # fmt: skip
STEP_COLUMNS = tuple(f"from_{name}" for name in CHANGE_STEPS)
CHANGES = Table(
    (
        identifier("target"), year("earlier_as_of"),
        *(
            number(name, optional=True, decimals=4)
            for name in ("earlier_probability", "probability", "difference")
        ),
        choice("earlier_verdict", VERDICTS, optional=True), choice("verdict", VERDICTS, optional=True),
        choice("cause", CAUSES),
        *(number(name, optional=True, decimals=4) for name in STEP_COLUMNS),
    ),
    key=("target",), may_lack=STEP_COLUMNS,
)  # fmt: skip
REVISIONS = Table(
    (
        identifier("indicator"), REGION, PERIOD, number("earlier_value", optional=True),
        number("value", optional=True), choice("earlier_status", FIGURE_STATUSES, optional=True),
        choice("status", FIGURE_STATUSES, optional=True), choice("kind", REVISION_KINDS),
        year("earlier_as_of"),
    ),
    key=("indicator", "region", "period"),
)  # fmt: skip
FORECAST_RECORD = Table(
    (
        identifier("indicator"), year("as_of"), year("year"),
        *(number(name, significant=9) for name in ("median", "lower_80", "upper_80")),
        number("observed"), choice("inside_80", YES_NO),
    ),
    key=("indicator", "as_of", "year"),
)  # fmt: skip
OUTCOMES = Table(
    (
        identifier("target"), year("as_of"), number("probability_met", optional=True, decimals=4),
        choice("verdict", VERDICTS, optional=True),
        *(
            number(name, optional=True, significant=9)
            for name in ("projected_median", "lower_80", "upper_80")
        ),
        year("outcome_year"), number("outcome_value", optional=True), choice("met", (*YES_NO, "unknown")),
        number("brier", optional=True, decimals=4),
    ),
    key=("target", "as_of"),
)  # fmt: skip
ADJUSTMENTS = Table(
    (
        identifier("target"), year("target_year"), number("target_value"),
        number("probability_met", decimals=4),
        *(number(name, optional=True, significant=9) for name in ("value_even", "value_four_in_five")),
        choice("suggestion", SUGGESTIONS),
    ),
    key=("target",),
)  # fmt: skip
RESULTS = {
    "series": SERIES,
    "evidence_series": EVIDENCE_SERIES,
    "evidence": EVIDENCE,
    "comparators": COMPARATORS,
    "statements": STATEMENTS_TOLD,
    "projections": PROJECTIONS,
    "eras": ERAS,
    "trends": TRENDS_TABLE,
    "rules": RULES_TABLE,
    "outside_view": OUTSIDE_VIEW,
    "assessments": ASSESSMENTS,
    "why": WHY,
    "why_facts": WHY_FACTS,
    "lenses": LENSES,
    "alarms": ALARMS,
    "sensitivity": SENSITIVITY,
    "coherence": COHERENCE,
    "coherence_figures": COHERENCE_FIGURES,
    "ratio_forecasts": RATIO_FORECASTS,
    "scenarios": SCENARIOS_TABLE,
    "scenario_paths": SCENARIO_PATHS,
    "portfolio": PORTFOLIO,
    "portfolio_targets": PORTFOLIO_TARGETS,
    "changes": CHANGES,
    "revisions": REVISIONS,
    "forecast_record": FORECAST_RECORD,
    "outcomes": OUTCOMES,
    "adjustments": ADJUSTMENTS,
}
