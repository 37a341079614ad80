"""The small good project with every file that a project may have."""

from __future__ import annotations

from pathlib import Path

from tables.test_faults import project

from ontrack.paths import Paths

PLAN = "plans/tiny/"
MORE = {
    "statements.csv": "indicator,region,kind,from,to,value,status,published,source,text_zh,text_en\n"
    "patents,CN-ZJ,at_least,,2025,100,quoted,2026-02,office-2026,至少,At least\n"
    "patents,CN-ZJ,between,,2024,100..120,quoted,2026-02,office-2026,,\n",
    "policy_targets.csv": "id,issuer,plan,country_or_region,indicator,unit,direction,base_year,base_value,"
    "set_year,target_year,target_value,outcome_year,outcome_value,met,kind,flags,source,note\n"
    "1,EU,Plan,DE,Share,%,increase,2010,20,2010,2020,30,2020,31,yes,percent,,Source,\n",
    "policy_target_series.csv": "id,year,value\n1,2019,30\n1,2020,31\n",
    "past_targets.csv": "plan,region,indicator,base_year,base_value,target_year,target_value,unit,"
    "outcome_value,outcome_year,met,source_target,source_outcome\n"
    "规划,CN-ZJ,专利,2015,10,2020,20,件,21,2020,yes,规划,公报\n",
    PLAN + "remarks.csv": "target,published,source,text_zh,text_en\n"
    "patents,2026-03,office-2026,进展顺利,On track\n",
    PLAN + "scenarios.toml": '[[scenario]]\nid = "baseline"\nkind = "baseline"\nname_zh = "基准"\n'
    'name_en = "Baseline"\n\n[[scenario]]\nid = "shock"\nkind = "shock"\nname_zh = "冲击"\n'
    'name_en = "Shock"\n'
    'indicators = ["patents"]\nshocks = [{ year = 2028, percent = -10, recovery = [0.5, 1] }]\n',
    PLAN + "identities.toml": '[[identity]]\nid = "half"\nkind = "share"\ntitle_zh = "占比"\n'
    'title_en = "Share"\nshare = { target = "rate" }\npart = { target = "patents" }\n\n[identity.whole]\n'
    'times = [{ value = 2.5, source = "office-2026", name_zh = "数", name_en = "Number" }]\n',
    PLAN + "narrative.zh.md": "# 主要成绩与做法\n\n**专利**增长较快。\n\n- 一\n- 二\n\n"
    "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
    "\n# 指标\n\n## patents\n\n发明[专利](https://example.org)较多。\n",
}  # fmt: skip


def whole_project(folder: Path) -> Paths:
    """Return the small good project with every file there may be."""
    paths = project(folder)
    for file, text in MORE.items():
        (paths.raw / file).write_text(text, encoding="utf-8")
    return paths
