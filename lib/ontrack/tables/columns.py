"""Every table of the project, declared once: its columns, what each may hold, and its key."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as date_type

from ontrack.languages import LANGUAGES
from ontrack.plan.kinds import KINDS as TARGET_KINDS
from ontrack.plan.periods import PERIOD_KINDS
from ontrack.plan.vocabulary import DOMAINS, QUANTITIES

IDENTIFIER = r"[a-z0-9][a-z0-9_-]*"
# [0-9], not \d: that takes the digits of every script, also full-width ones.
DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
YEAR = r"(19|20|21)[0-9][0-9]"
UNSIGNED = r"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"
NUMBER = rf"[+-]?{UNSIGNED}"


@dataclass(frozen=True)
class Column:
    """What a column may hold.

    Attributes
    ----------
    pattern : str
        Regular expression that a whole cell must match.
    type : str
        text, integer, number or flag (``yes`` or empty); what the cells become once checked.
    expected, remedy : str
        Words for the report of faults.
    optional : bool
        Whether a cell may be empty.
    significant : int or None
        Significant digits a computed number is written with; None writes it as it stands.
    decimals : int or None
        Decimals it is written with instead.
    choices : tuple of str
        Words it may hold, where there is a list of them.
    language : str
        Of its text, where there is a column a language; see `ontrack.tables.texts_needed`.
    figures : bool
        Whether full-width digits and signs are read as plain ones.
    """

    name: str
    pattern: str
    type: str
    expected: str
    remedy: str
    optional: bool = False
    significant: int | None = None
    decimals: int | None = None
    choices: tuple[str, ...] = ()
    language: str = ""
    figures: bool = False

    def accepts(self, cell: str) -> bool:
        """Whether a cell of the file may stand."""
        if not cell:
            return self.optional
        if re.fullmatch(self.pattern, cell, re.DOTALL) is None:
            return False
        if self.type == "number":  # 1e999 is no figure
            return math.isfinite(float(cell))
        return self.pattern != DATE or is_date(cell)


@dataclass(frozen=True)
class Table:
    """The columns of a table in their order, those that name a row, and those a file may leave out."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    may_lack: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Column names, in order."""
        return [column.name for column in self.columns]


def is_date(cell: str) -> bool:
    """Whether a date of the pattern `DATE` is in the calendar: 2026-02-30 is not."""
    try:
        date_type.fromisoformat(cell + "0000-01-01"[len(cell) :])
    except ValueError:
        return False
    return True


def text(name: str, *, optional: bool = False) -> Column:
    """Return a column of free text without leading or trailing blanks."""
    return Column(name, r"\S(.*\S)?", "text", "text without blanks around it", "Type the text.", optional)


def identifier(name: str, *, optional: bool = False) -> Column:
    """Return a column of ids: lower-case letters, digits, underscores, hyphens."""
    return Column(
        name, IDENTIFIER, "text", "an id of lower-case letters, digits, _ or -", "Correct the id.", optional
    )


def number(
    name: str, *, optional: bool = False, significant: int | None = None, decimals: int | None = None
) -> Column:
    """Return a column of decimal numbers; computed ones are rounded, to hide a machine's last bits."""
    return Column(
        name, NUMBER, "number", "a number such as 24.3, without unit, comma or blank",
        "Type digits and at most one decimal point.", optional, significant, decimals, figures=True,
    )  # fmt: skip


def positive(name: str, *, optional: bool = False) -> Column:
    """Return a column of decimal numbers above 0."""
    return Column(
        name, rf"(?!0*\.?0*([eE].*)?$)\+?{UNSIGNED}", "number", "a number above 0 such as 0.9",
        "Type what earlier figures are multiplied by, or leave the cell empty where nobody knows.", optional,
        figures=True,
    )  # fmt: skip


def integer(name: str, *, optional: bool = False, digits: int = 9) -> Column:
    """Return a column of whole numbers of so many digits at most."""
    pattern = f"-?[0-9]{{1,{digits}}}"
    return Column(name, pattern, "integer", "a whole number", "Type digits only.", optional, figures=True)


def decimals(name: str) -> Column:
    """Return a column of how many decimals a figure is published with."""
    return Column(
        name, "[0-9]|1[0-2]", "integer", "a whole number from 0 to 12", "Type digits only.", figures=True
    )


def year(name: str, *, optional: bool = False) -> Column:
    """Return a column of calendar years."""
    return Column(
        name, YEAR, "integer", "a year such as 2025", "Type the year in four digits.", optional, figures=True
    )


def date(name: str, *, optional: bool = False) -> Column:
    """Return a column of ISO dates, as precise as known."""
    return Column(
        name, DATE, "text", "a date such as 2026, 2026-02 or 2026-02-14", 
        "Type year, month, day with hyphens.", optional, figures=True,
    )  # fmt: skip


def choice(name: str, values: Sequence[str], *, optional: bool = False) -> Column:
    """Return a column that holds one of `values`."""
    words = ", ".join(values)
    return Column(
        name, "|".join(re.escape(value) for value in values), "text", f"one of {words}",
        "Use one of these words.",
        optional, choices=tuple(values),
    )  # fmt: skip


def flag(name: str) -> Column:
    """Return a column that holds yes or nothing."""
    return Column(name, "yes", "flag", "yes or nothing", "Type yes, or leave the cell empty.", optional=True)


def period(name: str, *, optional: bool = False) -> Column:
    """Return a column of periods: a year, or a month of one."""
    return replace(PERIOD, name=name, optional=optional)


def names_of(name: str) -> tuple[str, ...]:
    """Return the names of the columns of a text, one a language."""
    return tuple(f"{name}_{language}" for language in LANGUAGES)


def in_languages(name: str, *, optional: bool = False) -> tuple[Column, ...]:
    """Return one text column a language: name_zh, name_en."""
    return tuple(
        replace(text(f"{name}_{language}", optional=optional), language=language) for language in LANGUAGES
    )


def region_id(name: str) -> Column:
    """Return a column that names a region, or none."""
    return Column(name, PLACE, "text", REGION.expected, REGION.remedy, optional=True)


# ISO 3166-1 alpha-2 or alpha-3 (CA, WLD), a nation's subdivision by ISO 3166-2 (CA-QC), and what lies in it.
PLACE = r"[A-Z]{2,3}(-[A-Z0-9]+)*"
PERIOD = Column(
    "period", rf"{YEAR}(-(0[1-9]|1[0-2]))?", "text", "a year (2025) or a month (2025-06)",
    "Type the year, or year-month as text: a spreadsheet may have turned it into a date.", figures=True,
)  # fmt: skip
# As a publisher has it; `ontrack.tables.period_faults` says which form the figures of an indicator may take.
PUBLISHED_PERIOD = Column(
    "period", rf"{YEAR}(-([0-9][0-9]|H[12]|Q[1-4]))?", "text", PERIOD.expected, PERIOD.remedy, figures=True
)
REGION = Column(
    "region", rf"\*|{PLACE}", "text", "a region id such as DE, WLD or US-CA", "Use an id of regions.csv."
)

KINDS = ("stock", "flow", "cumulative", "ratio", "share", "score")
NATURES = ("binding", "expected")
YEARLY_BY = ("sum", "mean", "last")
STATUSES = ("quoted", "rounded", "lower_bound", "derived", "suspect")
FIGURE_STATUSES = (*STATUSES, "preliminary", "revised", "final")  # the last three: of a vintage, as published
CONFIDENCES = ("high", "medium", "low")
ROLES = ("annual", "dated", "shown_only", "before_break")
TRENDS = (
    "random_walk_drift",
    "straight_line",
    "log_linear",
    "damped_holt",
    "theta",
    "local_linear_trend",
    "logistic",
)
VERDICTS = (
    "very_likely",
    "likely",
    "uncertain",
    "unlikely",
    "very_unlikely",
    "met",
    "missed",
    "not_assessable",
)
REASONS = (
    "no_data", "figures_too_old", "no_target_year", "no_baseline", "no_count_yet", "missing_years",
    "yes_or_no", "ranks_alone", "places_unknown",
    "long_horizon", "too_far", "not_published",
    "definition_changed",
)  # fmt: skip
# Why a probability gets no word: the verdict is empty then.
WITHHELD_REASONS = ("one_value_alone", "class_answer", "moves_too_much", "lenses_apart")
OTHER_PLACES = "other_places"  # they decide too, and the rule for words was not tried there
PIECES = ("economy", "parent", "peers", "same_place")
FORM_PIECES = ("other_form", "denominator")  # what two forms of one quantity are read from
GRADES = ("A", "B", "C", "D", "E")

RULES = (
    "china_elapsed_time", "eurostat", "statistics_canada", "unsd", "escap_current_status",
    "escap_anticipated_progress", "sdsn", "oecd", "german_symbols", "who", "ihme",
)  # fmt: skip
MEASURES = (
    "ratio", "share_of_way", "index_10", "gap_pct", "path_share", "missed_pct", "rate_pct", "level",
    "progress_pct",
)  # fmt: skip
TONES = ("good", "middle", "bad")
RULE_REASONS = (
    "no_data", "no_target_year", "one_value", "no_time", "base_is_target", "base_beyond_target",
    "not_positive", "sign_change", "at_a_bound", "target_year_over", "few_yearly_rates",
    "few_consecutive_years", "latest_is_target", "no_baseline", "not_begun", "beyond_numbers",
    "needs_a_number",
)  # fmt: skip

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
        *in_languages("location", optional=True), *OF_SOME_KINDS,
    ),
    key=("target",),
    may_lack=("goal", *names_of("location"), *(column.name for column in OF_SOME_KINDS)),
)  # fmt: skip
GOALS = Table((text("id"), *in_languages("name")), key=("id",))
REMARKS = Table(
    (identifier("target"), date("published"), identifier("source"), *in_languages("text")),
    key=("target", "published", "source"),
)

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
PLACE_OR_INDICATOR = Column(
    "whose", rf"({REGION.pattern})|({IDENTIFIER})", "text", "an id of a region or an indicator",
    "Use an id of regions.csv or indicators.csv.",
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
COHERENCE_KINDS = ("rate", "share", "numerator", "growth", "multiple", "count", "existing", "same")
FINDINGS = ("contradictory", "strained", "not_checkable", "coherent_rounded", "coherent")
UNCHECKED_REASONS = ("missing_figure", "zero_denominator", "no_target_year")
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
PACE_UNITS = ("percent", "points", "amount")
AMBITIONS = ("trivial", "ordinary", "stretching", "unprecedented")
YES_NO = ("yes", "no")
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
SCENARIO_REASONS = (
    "no_projection", "observed_already", "beyond_projection", "no_level_target", "target_year_over",
    "not_positive", "no_percent", "no_points", "no_denominator", "no_peer_data", "peer_never_there",
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
# In the order in which they are changed one after another; the last is what then remains.
CHANGE_STEPS = ("plan_changed", "definition", "revised_figures", "new_figures", "statements", "method")
CAUSES = (*CHANGE_STEPS, "unchanged")
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
REVISION_KINDS = ("added", "revised", "linked", "withdrawn")
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
STATEMENT_KINDS = (
    "sum_over", "change_over", "ratio_over", "average_growth", "at_least", "at_most", "between",
    "will_be_added",
)  # fmt: skip
STATEMENTS = Table(
    (
        identifier("indicator"), REGION, choice("kind", STATEMENT_KINDS), period("from", optional=True),
        period("to"), replace(text("value"), figures=True), choice("status", STATUSES), date("published"),
        identifier("source"), *in_languages("text", optional=True),
    ),
    key=("indicator", "region", "kind", "from", "to", "source"), may_lack=names_of("text"),
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
AMBITION_CLASSES = ("met_already", "under_half", "half_to_one", "one_to_two", "over_two")
OUTSIDE_GROUPS = ("all", "ambition", "kind", "issuer", "past_targets")
OUTSIDE_VIEW = Table(
    (
        choice("group", OUTSIDE_GROUPS), identifier("name"), integer("targets"), integer("met"),
        integer("plans"), integer("programmes"),
        *(number(name, optional=True, decimals=4) for name in ("share", "lower", "upper")),
    ),
    key=("group", "name"),
)  # fmt: skip
LEVEL_KINDS = ("percent", "positive", "real")
POLICY_FLAGS = ("definition", "early outcome")
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
RECONCILED = (
    "agree", "rules_see_longer_pace", "rules_see_last_value", "rules_see_two_values", "rules_see_own_pace",
    "rules_know_no_chance", "no_rule_answers",
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
WHY_PIECES = ("class", "what", "economy", "nation", "peers", "same_place", "own_values", "statements", "form")
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
MODEL_PANELS = ("all", "without_chinese_provinces", "without_official", "without_world_bank")
SENSITIVITY = Table(
    (
        identifier("target"), choice("evidence", ("all", "own")), choice("panels", MODEL_PANELS),
        choice("time_safe", YES_NO), choice("pace", ("all", "10", "3")),
        number("probability_met", decimals=4), choice("word", VERDICTS),
    ),
    key=("target", "evidence", "panels", "time_safe", "pace"),
)  # fmt: skip
SUGGESTIONS = ("keep", "clarify", "more_figures", "lower", "raise")
ADJUSTMENTS = Table(
    (
        identifier("target"), year("target_year"), number("target_value"),
        number("probability_met", decimals=4),
        *(number(name, significant=9) for name in ("value_even", "value_four_in_five")),
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
