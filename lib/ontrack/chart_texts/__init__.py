"""What charts show and say, without drawing any: rows, sheets, alternative texts and source lines."""

from ontrack.chart_texts.alternative_text import (
    fan_chart_alternative_text,
    multiples_alternative_texts,
    reference_alternative_text,
)
from ontrack.chart_texts.chart_tables import ChartTables
from ontrack.chart_texts.plan_rows import clock_runs, since_baseline
from ontrack.chart_texts.plan_texts import (
    odds_alternative_text,
    overview_alternative_text,
    portfolio_alternative_text,
    progress_alternative_text,
    strips_alternative_texts,
)
from ontrack.chart_texts.reliability import reliability_alternative_text
from ontrack.chart_texts.source_line import publisher_names, source_line
from ontrack.chart_texts.why import why_alternative_text

__all__ = [
    "ChartTables",
    "clock_runs",
    "fan_chart_alternative_text",
    "multiples_alternative_texts",
    "odds_alternative_text",
    "overview_alternative_text",
    "portfolio_alternative_text",
    "progress_alternative_text",
    "publisher_names",
    "reference_alternative_text",
    "reliability_alternative_text",
    "since_baseline",
    "source_line",
    "strips_alternative_texts",
    "why_alternative_text",
]
