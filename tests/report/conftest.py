"""A plan of our own making, whose figures are chosen so that every answer is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from helpers.made_once import folder_of
from report.blank_charts import WHOLE_PLAN, blank_chart
from report.committed import AS_OF, PLAN, Committed, committed, committed_tables, with_charts
from report.page_pictures import build_pdf
from report.results import compute_results

from ontrack.plan import LANGUAGES, Goal, Indicator, Plan, Target
from ontrack.plan.texts import Texts
from ontrack.report import Stamp
from ontrack.report.edition import Edition
from ontrack.tables import RawData

REGION = "CN-ZJ"


@pytest.fixture
def stamp() -> Stamp:
    return Stamp(
        "c0ffee0123456789", "5ha2560123456789abcdef", {"plan": "sample", "as_of": 2025}, 2025, "2026-06"
    )


@pytest.fixture
def make_raw(indicator: Indicator, target: Target):
    """Return a function that makes a plan from one series of values a target."""

    def make(
        series: Sequence[Mapping[str, float]], *, names: Mapping[int, str] | None = None, **of_target: object
    ) -> RawData:
        names = names or {}
        indicators, targets, rows = {}, [], []
        for place, values in enumerate(series):
            name = names.get(place, f"Name {place}")
            one = dataclasses.replace(indicator, id=f"i{place}", name=Texts(zh=name, en=name), decimals=1)
            indicators[one.id] = one
            aim = dataclasses.replace(
                target, target=f"t{place}", indicator=one.id, name=one.name,
                baseline_year=2025, baseline_value=100.0, nature="binding" if place == 0 else "expected",
            )  # fmt: skip
            targets.append(dataclasses.replace(aim, **of_target))
            rows += [observation(one.id, period, value) for period, value in values.items()]
        return RawData(
            plan_of(targets, indicators), indicators,
            pd.DataFrame(rows, columns=list(observation("", "", 0))),
            pd.DataFrame(columns=["indicator", "region", "year", "link_factor", "reason_zh", "reason_en"]),
            sources(), pd.DataFrame(),
        )  # fmt: skip

    return make


def observation(indicator: str, period: str, value: float) -> dict[str, object]:
    return {
        "region": REGION, "indicator": indicator, "period": period, "value": value, "unit": "件",
        "status": "quoted", "confidence": "high", "published": "", "source": "yearbook",
        "note": "", "note_en": "",
    }  # fmt: skip


def plan_of(targets: Sequence[Target], indicators: Mapping[str, Indicator]) -> Plan:
    return Plan(
        "sample", Texts(zh="样例规划", en="Sample plan"), REGION,
        Texts(zh="征求意见稿", en="draft for comment"),
        "2026-03", "plan",
        2025, 2026, 2030, 2025, tuple(targets), indicators,
        goals={"创造": Goal("创造", Texts(zh="创造", en="Creation"))},
    )  # fmt: skip


def sources() -> pd.DataFrame:
    rows = [
        ("yearbook", "统计局", "年鉴", "2026-02-14", "https://example.org/yearbook", False),
        ("plan", "not stated", "样例规划文本", "", "", True),
    ]
    return pd.DataFrame(rows, columns=["id", "publisher", "title", "date", "url", "reposted"]).set_index("id")


@pytest.fixture
def edition_of(stamp):
    """Return a function that starts an edition."""

    def start(raw: RawData, language: str = "en") -> Edition:
        return Edition(raw, compute_results(raw), language, stamp)

    return start


@pytest.fixture
def charts(tmp_path) -> Path:
    """A folder with an empty picture for every chart of the sample plans."""
    folder = tmp_path / "figures"
    folder.mkdir()
    for language in ("zh", "en"):
        of_targets = (f"{kind}.t{place}" for kind in ("fan", "why") for place in range(4))
        for name in (*WHOLE_PLAN, *of_targets):
            blank_chart(folder, name, language)
    return folder


@pytest.fixture(scope="session")
def raw_and_results(raw):
    """The default plan, its committed results as of 2025, and a stamp."""
    _, results = committed_tables(PLAN, AS_OF)
    stamp = Stamp(
        "c0ffee0123456789", "5ha2560123456789abcdef", {"plan": raw.plan.id, "as_of": 2025}, 2025, "2026-06"
    )
    return raw, results, stamp


@pytest.fixture(scope="session")
def committed_report() -> Callable[[str, int], Committed]:
    """Return a function that returns what a plan's report of a year is made from; charts are drawn once."""

    @cache
    def of(plan: str, as_of: int) -> Committed:
        charts = folder_of(f"{plan}-{as_of}", lambda folder: committed(folder, plan, as_of))
        return with_charts(charts, plan, as_of)

    return of


@pytest.fixture(scope="session")
def built(committed_report) -> Callable[[str, int, str, str], Path]:
    """Return a function that returns a plan's document of a year, a form and a language, each built once."""

    def of(plan: str, as_of: int, form: str, language: str) -> Path:
        report = committed_report(plan, as_of)
        name = f"{form}.{language}"
        folder = folder_of(f"{plan}-{as_of}-{name}", lambda made: build_pdf(report, form, language, made))
        return folder / f"{name}.pdf"

    return of


@pytest.fixture(scope="session")
def default_report(committed_report) -> Committed:
    """What the default plan's report is made from: the committed tables and real charts."""
    return committed_report(PLAN, AS_OF)


@pytest.fixture(scope="session")
def annual_reports(built) -> dict[str, Path]:
    """The default plan's yearly report by language, with real charts and a stamp that never changes."""
    return {language: built(PLAN, AS_OF, "annual", language) for language in LANGUAGES}
