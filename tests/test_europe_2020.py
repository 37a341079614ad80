"""Europe 2020 of three countries as plans in English alone, as of 2014: every table and every sentence."""

from __future__ import annotations

import json
import re

import openpyxl
import pytest
from helpers.real_plans import COUNTRIES, EUROPE, EUROPE_FILES, europe, has, write_plan
from report.results import compute_results

from ontrack.assessment import assess_plan, cases_of
from ontrack.charts import draw_all
from ontrack.evidence import collect_evidence
from ontrack.explorer import explorer
from ontrack.paths import Paths
from ontrack.projection.of_plan import project_plan
from ontrack.report import Stamp, build_companions, build_report, check_report
from ontrack.report.content import report_content
from ontrack.report.edition import Edition
from ontrack.series import collect_series
from ontrack.tables import RawData, load_raw

AS_OF = 2014
HAN = re.compile("[\u4e00-\u9fff]")
OF_ANOTHER_PLAN = re.compile(r"zhejiang|intellectual|\bpatent|专栏|no Chinese plan|\bboxes\b", re.IGNORECASE)
# The Chinese rule is cited by its title, and the yearbooks behind one panel by theirs.
CITED = (
    "经济参考报: 国民经济和社会发展第十二个五年规划纲要实施中期评估报告（报道）",
    "《中国科技统计年鉴》", "《中国统计年鉴》",
)  # fmt: skip
pytestmark = pytest.mark.skipif(not has(*EUROPE_FILES), reason="no earlier targets beside the project")


def plan_id(country: str) -> str:
    return f"{EUROPE}-{country.lower()}"


@pytest.fixture(scope="module")
def projects(tmp_path_factory) -> dict[str, Paths]:
    return {name: write_plan(tmp_path_factory.mktemp(name), europe(name)) for name in COUNTRIES}


@pytest.fixture(scope="module")
def germany(projects) -> Edition:
    raw = load_raw(projects["DE"], plan_id("DE"))
    stamp = Stamp("c0ffee012345", "5ha2560123456789abcdef", {"plan": raw.plan.id}, AS_OF, "2015-06")
    return Edition(raw, compute_results(raw, AS_OF, judge=True), "en", stamp)


def assessed(raw: RawData):
    """Return the assessments of a plan by the name of the target."""
    series = collect_series(raw.plan, raw.observations, raw.breaks, AS_OF)
    projections = project_plan(raw.plan, series, collect_evidence(raw, AS_OF))
    rows = assess_plan(cases_of(raw.plan, series, projections, AS_OF))
    return rows.assign(name=[target.name["en"] for target in raw.plan.targets]).set_index("name")


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_country_has_five_targets_with_a_probability(projects, country):
    raw = load_raw(projects[country], plan_id(country))
    rows = assessed(raw)
    assert len(rows) == 5
    assert rows["probability_met"].between(0, 1).all()
    assert (rows["latest_year"] == AS_OF).all()
    assert list(raw.observations["region"].unique()) == [country]


def test_what_fell_behind_by_2014_is_unlikely(projects):
    rows = assessed(load_raw(projects["DE"], plan_id("DE")))
    # 29.7 % in 2010, 31.4 in 2014, 42 wanted in 2020; it became 36.6.
    assert rows.loc["Tertiary attainment 30-34", "probability_met"] < 0.1
    assert rows.loc["Employment rate 20-64", "probability_met"] > 0.66  # above its target already; 79.2


def texts_of(content: object) -> list[str]:
    """Return every text of a report's content."""
    if isinstance(content, dict):
        return [text for part in content.values() for text in texts_of(part)]
    if isinstance(content, (list, tuple)):
        return [text for part in content for text in texts_of(part)]
    return [content] if isinstance(content, str) else []


def test_every_sentence_is_english_and_of_this_plan(germany):
    texts = texts_of(report_content(germany))
    assert len(texts) > 500
    for text in texts:
        rest = text
        for title in CITED:
            rest = rest.replace(title, "")
        assert not HAN.search(rest), text
        assert not OF_ANOTHER_PLAN.search(text), text
    assert json.dumps(texts).count("nan") == 0


def test_parts_of_which_there_is_nothing_drop_out(germany):
    content = report_content(germany)
    assert content["evidence"]["outside"] is None
    assert "scenarios" not in content["sections"]
    assert "other_targets" not in content["sections"]
    assert content["coherence"]["findings"] == []
    lines = [line for page in content["indicators"] for line in page["beside"]["lenses"]]
    assert any(line.endswith("none is on record here.") for line in lines)
    assert not any("nation and its peers, " in line for line in lines)


def test_the_workbook_is_in_english_too(germany, tmp_path):
    (workbook,) = [path for path in build_companions(germany, tmp_path) if path.suffix == ".xlsx"]
    book = openpyxl.load_workbook(workbook)
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    chinese = [cell for cell in cells if HAN.search(cell)]
    assert chinese == []
    assert "Energy" in cells


def test_the_explorer_offers_the_one_language(projects):
    page = explorer(projects["DE"], plan_id("DE"), as_of=AS_OF)
    head = page.children[1]
    assert [label for label, _ in head.children[1].options] == ["English"]
    refused = explorer(projects["DE"], plan_id("DE"), as_of=AS_OF, language="zh")
    assert "--lang zh" in refused.children[1].value


@pytest.mark.slow
def test_the_report_is_built_and_read_back(germany, tmp_path):
    draw_all(germany.raw, germany.results, ["en"], tmp_path / "print")
    pdf = build_report(
        germany.raw, germany.results, figures=tmp_path / "print", language="en", stamp=germany.stamp,
        destination=tmp_path / "assessment.en.pdf",
    )  # fmt: skip
    check_report(pdf, plan=germany.plan, language="en", stamp=germany.stamp)
