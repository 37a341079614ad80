"""A year's work from files: invented figures of 2026 are typed, checked and assessed; every cause is told.

The figures are invented, for this test only.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ontrack.assessment import assess_plan, cases_of
from ontrack.cli.terminal.doubts import doubt_lines
from ontrack.evidence import collect_evidence
from ontrack.hindsight import changes, rerun, revisions
from ontrack.paths import Paths
from ontrack.projection.of_plan import project_plan
from ontrack.report.changelog_draft import changelog_draft
from ontrack.report.edition import Edition
from ontrack.report.sections.hindsight.revisions_page import revisions_page
from ontrack.report.stamp import Stamp
from ontrack.series import collect_series
from ontrack.series.definitions import in_present_definition
from ontrack.tables import RawData, load_raw, read_earlier
from ontrack.tables.choices import CHANGE_STEPS
from ontrack.tables.result_columns import RESULTS
from ontrack.tables.results import to_cells
from ontrack.tables.validation import typed

ROOT = Path(__file__).resolve().parents[2]
PLAN = "zhejiang-ip-2030"
INVENTED = """\
high_value_patents_per_10k,2026,25.9,件/万人,quoted,high,2027-02,{source},invented
ip_royalty_trade,2025,236.5,亿元,revised,high,2027-05,{source},invented
ip_royalty_trade,2026,245,亿元,quoted,high,2027-05,{source},invented
works_registered_per_million,2026,1040,件/百万人,quoted,high,2027-02,{source},invented
geographical_indication_output,2026,1890,亿元,quoted,high,2027-03,{source},invented
ip_protection_satisfaction,2026,70.5,分,quoted,high,2027-03,{source},invented
data_ip_use_value,2026,90,亿元,quoted,high,2027-03,{source},invented
"""
BREAKS = """\
geographical_indication_output,CN-ZJ,2026,0.9,虚构的口径变更。,An invented change.
ip_protection_satisfaction,CN-ZJ,2026,,虚构的口径变更。,An invented change.
"""


def as_read(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    return typed(to_cells(rows, RESULTS[name]), RESULTS[name]).reset_index(drop=True)


def assessed(raw: RawData, as_of: int) -> dict[str, pd.DataFrame]:
    """Return the tables of an assessment that the comparison reads."""
    present = in_present_definition(raw, as_of)
    series = as_read(
        collect_series(present.plan, raw.observations, raw.breaks, as_of).sort_values(
            list(RESULTS["series"].key)
        ), "series",
    )  # fmt: skip
    evidence = as_read(collect_evidence(present, as_of).sort_values(list(RESULTS["evidence_series"].key)),
                       "evidence_series")  # fmt: skip
    projections = project_plan(present.plan, series, evidence, statements=present.statements)
    assessments = as_read(assess_plan(cases_of(present.plan, series, projections, as_of)), "assessments")
    return {"series": series, "evidence_series": evidence, "assessments": assessments}


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory):
    """The project with the invented year: figures, tables of that year, and those of the year before."""
    paths = Paths(tmp_path_factory.mktemp("rehearsal"))
    shutil.copytree(ROOT / "data" / "raw", paths.raw)
    shutil.copytree(ROOT / "data" / "processed" / PLAN, paths.processed(PLAN, 2025).parent)
    source = load_raw(paths, PLAN).sources.index[0]
    for file, lines in (("observations/CN-ZJ.csv", INVENTED), ("breaks.csv", BREAKS)):
        with (paths.raw / file).open("a", encoding="utf-8") as table:
            table.write(lines.format(source=source))
    targets = paths.raw / "plans" / PLAN / "targets.csv"
    text = targets.read_text(encoding="utf-8")
    assert text.count(",2025,1002.7,2030,1150,") == 1
    targets.write_text(text.replace(",2025,1002.7,2030,1150,", ",2025,1002.7,2030,1100,"), encoding="utf-8")
    raw = load_raw(paths, PLAN)
    tables, earlier = assessed(raw, 2026), read_earlier(paths, PLAN, 2026)
    present = in_present_definition(raw, 2026)
    found = rerun(raw, 2026, tables["series"], tables["evidence_series"], earlier)
    tables["changes"] = as_read(changes(present.plan, tables["assessments"], earlier, found), "changes")
    tables["revisions"] = as_read(revisions(tables["series"], earlier, raw.breaks), "revisions")
    return paths, raw, tables, earlier[2025]


def test_check_says_what_is_odd_and_refuses_nothing(rehearsal):
    paths, raw, *_ = rehearsal
    lines = list(doubt_lines(paths, raw, date(2027, 6, 15)))
    assert any("baseline and series differ: the plan writes 223.8" in line for line in lines)
    assert any("ip_protection_satisfaction 2026: 70.5 lies outside" in line for line in lines)
    assert not any("slip" in line for line in lines)
    assert in_present_definition(raw, 2026).plan.links == {"geographical_indication_output": 0.9}


def test_nothing_of_2025_has_moved(rehearsal):
    """The revision is no hindsight, and the old value has not vanished."""
    _, raw, _, then = rehearsal
    again = assessed(raw, 2025)
    pd.testing.assert_frame_equal(again["series"], then["series"])
    pd.testing.assert_frame_equal(again["evidence_series"], then["evidence_series"])
    rows = [table["assessments"].set_index("target")["probability_met"] for table in (again, then)]
    changed_plan = "works_registered_per_million"
    pd.testing.assert_series_equal(*(row.drop(changed_plan) for row in rows))


def test_every_cause_is_found_and_the_steps_add_up(rehearsal):
    _, _, tables, _ = rehearsal
    rows = tables["changes"].set_index("target")
    assert rows.loc["ip_protection_satisfaction", "cause"] == "definition"
    assert rows.loc["high_value_patents_per_10k", "cause"] == "new_figures"
    assert rows.loc["works_registered_per_million", "from_plan_changed"] > 0.03  # 1,100 for 1,150
    assert rows.loc["ip_royalty_trade", "from_revised_figures"] > 0.02
    both = rows[rows["difference"].notna()]
    steps = both[[f"from_{name}" for name in CHANGE_STEPS]].sum(axis=1)
    assert steps.to_numpy() == pytest.approx(both["difference"].to_numpy(), abs=1e-9)
    linked = rows.loc["geographical_indication_output"]
    assert abs(linked["from_definition"]) < 0.01  # a link alone is no news


def test_figures_are_told_as_what_they_are(rehearsal):
    _, _, tables, _ = rehearsal
    found = tables["revisions"].set_index(["indicator", "period"])["kind"]
    assert found["ip_royalty_trade", "2025"] == "revised"
    assert found["geographical_indication_output", "2025"] == "linked"
    assert found["geographical_indication_output", "2026"] == "added"
    assert "withdrawn" not in set(found)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "definition",
                "new figures +",
                "plan +",
                "revised figures +",
                "linked (×0.9)",
                "revised (+5.7%)",
            ),
        ),
        ("zh", ("口径变更", "有新数据 +", "规划变更 +", "数据修订 +", "衔接（×0.9）", "修订（+5.7%）")),
    ],
)
def test_page_and_draft_tell_every_cause(rehearsal, language, words):
    _, raw, tables, _ = rehearsal
    edition = Edition(in_present_definition(raw, 2026), tables, language, Stamp("", "", {}, 2026, ""))
    page = revisions_page(edition)
    cells = [row["cause"] for row in page["targets"]["rows"]] + [row[-1] for row in page["figures"]["rows"]]
    told = "\n".join(cells)
    draft = "\n".join(changelog_draft(edition))
    for word in words:
        assert word in told
        assert word in draft
    assert edition.say("revisions.order") in page["sentences"]
