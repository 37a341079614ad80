"""One plan with near, far, old and unpublished targets: each gets its own answer, and none stops another."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from report.reading import text_of
from report.results import compute_results

from ontrack.charts import draw_all
from ontrack.cli.terminal.why import print_all, print_why
from ontrack.explorer.desk import load_desk
from ontrack.explorer.needs import needs
from ontrack.explorer.sentences import notes, verdict_words
from ontrack.paths import Paths
from ontrack.plan.scenario import BASELINE
from ontrack.report import Stamp, build_report
from ontrack.report.edition import Edition
from ontrack.report.spreadsheet import write_workbook
from ontrack.tables import RawData, load_raw
from ontrack.wording import load_wording

ROOT = Path(__file__).resolve().parents[2]
AS_OF = 2024
GROWING = {str(year): round(100 * 1.05 ** (year - 2014), 1) for year in range(2014, 2025)}
SERIES = {
    "patents": GROWING, "old": {"2019": 13.2}, "gaps": {"2018": 40, "2021": 46, "2024": 52},
    "survey": {"2010": 10, "2020": 20}, "output": GROWING,
}  # fmt: skip
# Target: indicator, year, value, kind, comparison; then the reason that it gets no probability.
TARGETS = {
    "near": ("patents", 2030, 210, "stock", ">=", ""),
    "ten": ("patents", 2034, 250, "stock", ">=", ""),
    "eleven": ("patents", 2035, 260, "stock", ">=", "long_horizon"),
    "furthest": ("patents", 2049, 400, "stock", ">=", "long_horizon"),
    "beyond": ("patents", 2050, 400, "stock", ">=", "too_far"),
    "century": ("patents", 2070, 900, "stock", ">=", "too_far"),
    "old": ("old", 2025, 10, "stock", "<=", "figures_too_old"),
    "unpublished": ("gaps", 2020, 45, "stock", ">=", "not_published"),
    "survey": ("survey", 2030, 30, "stock", ">=", ""),
    "each": ("output", 2040, 150, "each_year", ">=", "long_horizon"),
    "sum": ("output", 2040, 5000, "cumulative_from_2026", ">=", "long_horizon"),
    "known": ("gaps", 2021, 45, "stock", ">=", ""),
}  # fmt: skip
SCENARIOS = """
[[scenario]]
id = "baseline"
kind = "baseline"
name_zh = "基准"
name_en = "Baseline"

[[scenario]]
id = "stagnation"
kind = "stagnation"
name_zh = "停滞"
name_en = "Standstill"

[[scenario]]
id = "faster"
kind = "accelerated_ramp"
name_zh = "加快"
name_en = "Faster"
percent = 1
ramp_years = 3
first_year = 2032

[[scenario]]
id = "required"
kind = "required_pace"
name_zh = "所需"
name_en = "Required"

[[scenario]]
id = "drop"
kind = "shock"
name_zh = "冲击"
name_en = "Drop"
indicators = ["patents"]
shocks = [{ year = 2040, percent = -15, recovery = [0, 0.5, 1] }]

[[scenario]]
id = "high"
kind = "quantile_path"
quantile_pct = 90
name_zh = "高位"
name_en = "High"
"""


@dataclass(frozen=True)
class Case:
    """The plan, its result tables, and a folder to make documents in."""

    paths: Paths
    raw: RawData
    results: Mapping[str, pd.DataFrame]
    folder: Path

    @property
    def stamp(self) -> Stamp:
        return Stamp("c0ffee", "5ha256", {"plan": "tiny", "as_of": AS_OF}, AS_OF, "2025-06")

    @property
    def rows(self) -> pd.DataFrame:
        return self.results["assessments"].set_index("target")


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    folder = tmp_path_factory.mktemp("far")
    shutil.copytree(ROOT / "tests" / "data" / "good", folder, dirs_exist_ok=True)
    tables = folder / "data" / "raw"
    head, *_ = (tables / "indicators.csv").read_text(encoding="utf-8").splitlines()
    lines = [f"{name},{name},{name},件,items,{'flow' if name == 'output' else 'stock'},count,innovation,0,,"
             f"higher,1,,4,例。,An example." for name in SERIES]  # fmt: skip
    (tables / "indicators.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    rows = [
        (name, period, value, "件", "quoted", "high", "", "office-2026", "a note" if period == "2024" else "")
        for name, values in SERIES.items() for period, value in values.items()
    ]  # fmt: skip
    columns = ["indicator", "period", "value", "unit", "status", "confidence", "published", "source", "note"]
    write(tables / "observations" / "CN-ZJ.csv", columns, rows)
    note = (tables / "note_translations.csv").read_text(encoding="utf-8").replace("2025", "2024")
    (tables / "note_translations.csv").write_text(note, encoding="utf-8")
    (tables / "breaks.csv").write_text(
        "indicator,region,year,link_factor,reason_zh,reason_en\nold,CN-ZJ,2010,,变化。,A change.\n",
        encoding="utf-8",
    )
    plan = tables / "plans" / "tiny"
    text = (plan / "plan.toml").read_text(encoding="utf-8").replace('"2026"', '"2025"')
    for year in (2024, 2025):
        text = text.replace(f"= {year + 1}\n", f"= {year}\n")
    text = text.replace("last_year = 2030\n", "")
    (plan / "plan.toml").write_text(text, encoding="utf-8")
    (plan / "scenarios.toml").write_text(SCENARIOS, encoding="utf-8")
    columns = (plan / "targets.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    write(plan / "targets.csv", columns, [
        (name, indicator, name, name, "表1", "创造", "binding" if name == "near" else "expected", "", "",
         year, value, "件", "items", kind, comparison, "" if name in ("sum", "beyond") else "yes", "", "")
        for name, (indicator, year, value, kind, comparison, _) in TARGETS.items()
    ])  # fmt: skip
    paths = Paths(folder)
    raw = load_raw(paths, "tiny")
    return Case(paths, raw, compute_results(raw, AS_OF), tmp_path_factory.mktemp("documents"))


def write(path: Path, columns: list[str], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


def test_the_plan_ends_with_its_last_target(case):
    assert case.raw.plan.last_year == case.raw.plan.furthest_year == 2070


@pytest.mark.parametrize("name", TARGETS)
def test_each_target_gets_its_own_answer(case, name):
    row, reason = case.rows.loc[name], TARGETS[name][-1]
    assert row["reason"] == reason
    figures = row[["projected_median", "lower_80", "upper_80"]].notna()
    if name == "known":
        assert (row["verdict"], row["probability_met"]) == ("met", pytest.approx(float("nan"), nan_ok=True))
    elif reason == "":
        assert 0 < row["probability_met"] < 1 and figures.all()
    else:
        assert (row["verdict"], pd.isna(row["probability_met"])) == ("not_assessable", True)
        assert figures.tolist() == [reason == "long_horizon"] * 3


def test_the_pace_of_a_survey_is_that_of_what_there_is(case):
    assert case.rows.loc["survey", "observed_rate_pct"] == pytest.approx(100 * (2**0.1 - 1), abs=5e-5)


def test_only_what_has_a_probability_is_counted_and_explained(case):
    named = {name for name, told in TARGETS.items() if told[-1] == "" and name != "known"}
    for table in ("why", "lenses", "alarms", "sensitivity"):
        assert set(case.results[table]["target"]) <= named, table
    assert set(case.results["why"]["target"]) == named


def test_the_projections_reach_the_furthest_target_in_reach(case):
    rows = case.results["projections"]
    last = rows[rows["status"] == "projected"].groupby("indicator")["year"].max()
    assert last.to_dict() == {"patents": 2049, "survey": 2030, "output": 2040}


@pytest.fixture(scope="module")
def charts(case) -> Path:
    folder = case.folder / "figures"
    draw_all(case.raw, case.results, ["zh", "en"], folder)
    return folder


SAID = {
    "en": [
        "2035 is more than ten years after the newest figure, of 2024",
        "2070 is more than 25 years after the newest figure, of 2024: too far to say.",
        "Its newest figure, of 2019, is too old to carry a forecast.",
        "The figure of 2020 is not published, though a later one is.",
    ],
    "zh": [
        "2035年比最新数据（2024年）晚十年以上", "2070年比最新数据（2024年）晚二十五年以上",
        "最新数据是2019年的，过旧，不足以预测。", "2020年的数据未公布，更晚的数据已有。",
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", SAID)
def test_the_report_says_why(case, charts, language):
    destination = case.folder / f"{language}.pdf"
    build_report(
        case.raw, case.results, figures=charts, language=language, stamp=case.stamp, destination=destination
    )
    text = text_of(destination)
    assert [one for one in SAID[language] if "".join(one.split()) not in text] == []


@pytest.mark.parametrize("language", SAID)
def test_the_workbook_the_page_and_the_terminal_say_it_too(case, language):
    write_workbook(Edition(case.raw, case.results, language, case.stamp), case.folder / f"{language}.xlsx")
    wording, desk = load_wording(language), load_desk(case.paths, "tiny", AS_OF)
    scenarios = {one.id: one for one in case.raw.scenarios}
    shown = io.StringIO()
    with redirect_stdout(shown):
        print_all(case.raw.plan, case.results, language)
        for target in case.raw.plan.targets:
            print_why(case.raw.plan, target, case.results, language)
    for target in desk.targets:
        for scenario in scenarios.values():
            outcome = desk.outcome(scenario, target)
            assert verdict_words(outcome, wording)
            said = notes(outcome, scenario.id, wording, is_baseline=scenario.id == BASELINE)
            if (indicator := desk.plan.indicators.get(target.indicator)) is not None:
                reached, safe = desk.reached(outcome), desk.safe_value(target)
                ahead = {"indicator": indicator, "next_year": AS_OF + 1, "wording": wording}
                assert needs(outcome, reached, safe, **ahead).count("<dd") == 3
            if scenario.id == BASELINE and target.target == "eleven":
                assert SAID[language][0] in "".join(said)
    assert SAID[language][3] in shown.getvalue()
