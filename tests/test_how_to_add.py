"""What CONTRIBUTING says of adding a rule, a kind of target and a trend method is all there is to do.

Sections, charts and languages: `report/sections/test_sections.py`, `charts/test_descriptors.py` and
`test_languages.py`.
"""

from __future__ import annotations

import shutil

from helpers.adding import ROOT, files_to_touch, house_with, said_in

RULE = '''"""Whatever has moved walks."""

from ontrack.rules.rule import Finding, Rule, Source


def judge(course):
    reason = course.why_no_progress()
    return Finding("ratio", reason=reason) if reason else Finding("ratio", 2.0, "walking")


RULE = Rule(judge, {"walking": "good"}, Source("Walks", "Walkers", "https://example.org", "full"))
'''
RULE_WORDS = {
    "[rule.name]\n": 'walkers = "Walkers"\n',
    "[rule.formula]\n": 'walkers = "Who walks, walks."\n',
    "": '\n[rule.band.walkers]\nwalking = "Walking"\n\n[rule.cut.walkers]\nwalking = "always"\n',
}
JUDGE = """
import sys
from pathlib import Path
from ontrack.paths import Paths
from ontrack.report.edition import Edition
from ontrack.report.sections.targets.rules_page import rules_page
from ontrack.report.stamp import Stamp
from ontrack.rules.rules_table import rules_table
from ontrack.tables import load_raw, read_results

paths, plan = Paths(Path(sys.argv[1])), "zhejiang-ip-2030"
raw, results = load_raw(paths, plan), read_results(paths.processed(plan, 2025))
rules = rules_table(raw.plan, results["series"])
page = str(rules_page(Edition(raw, results | {"rules": rules}, "en", Stamp("", "", {}, 2025, ""))))
levels = sum(target.level is not None for target in raw.plan.targets)
print(sum(rules["rule"] == "walkers") == levels > 0, *(word in page for word in ("Walkers", "Walking")))
"""
KIND = '''"""A figure stated in tens."""

from ontrack.plan.kinds.kind import TargetKind


class InTens(TargetKind):
    """A level of ten times the value."""

    def level(self, target):
        return 10 * target.value


KIND = InTens("in_tens")
'''
READ = """
import sys
from pathlib import Path
from ontrack.paths import Paths
from ontrack.tables import load_plan

plan = load_plan(Paths(Path(sys.argv[2])), "zhejiang-ip-2030")
print([one.level for one in plan.targets if one.kind == "in_tens"])
"""
METHOD = '''

def last_value(series: pd.Series, years: Array) -> pd.DataFrame:
    """Return the last value for every year."""
    return pd.DataFrame(series.iloc[-1], index=range(len(years)), columns=COLUMNS)
'''
FIT = """
import sys
from pathlib import Path
from ontrack.paths import Paths
from ontrack.projection.trends.plan_trends import fit_plan_trends
from ontrack.tables import load_raw, read_result, write_result

paths, plan = Paths(Path(sys.argv[1])), "zhejiang-ip-2030"
trends = fit_plan_trends(load_raw(paths, plan).plan, read_result("series", paths.processed(plan, 2025)))
write_result(trends, "trends", Path(sys.argv[2]))
found = read_result("trends", Path(sys.argv[2]))
print(found.loc[found["method"] == "last_value"].groupby("indicator")["value"].nunique().max())
"""


def test_a_rule(tmp_path):
    additions = {
        "rules/walkers.py": RULE,
        "rules/__init__.py": {
            "    unsd,\n": "    walkers,\n",
            '        "unsd": unsd.RULE,\n': '        "walkers": walkers.RULE,\n',
        },
        "tables/choices.py": {'"unsd", ': '"walkers", '},
        **{f"wording/{language}/rules.toml": RULE_WORDS for language in ("zh", "en")},
    }  # fmt: skip
    assert set(additions) == files_to_touch("a rule", "walkers")
    assert said_in(house_with(tmp_path, additions), JUDGE) == "True True True"


def test_a_kind_of_target(tmp_path):
    additions = {
        "plan/kinds/in_tens.py": KIND,
        "plan/kinds/__init__.py": {
            "    each_year,\n    level,\n": "", "    direction,\n": "    in_tens,\n",
            "        direction.KIND,\n": "        in_tens.KIND,\n",
        },
    }  # fmt: skip
    assert set(additions) == files_to_touch("a kind of target", "in_tens")
    shutil.copytree(ROOT / "data" / "raw", tmp_path / "data" / "raw")
    rows = tmp_path / "data" / "raw" / "plans" / "zhejiang-ip-2030" / "targets.csv"
    was, now = ",2030,50.0,%,%,share,>=,yes,", ",2030,5.0,%,%,in_tens,>=,yes,"
    text = rows.read_text(encoding="utf-8")
    assert text.count(was) == 1
    rows.write_text(text.replace(was, now), encoding="utf-8")
    assert said_in(house_with(tmp_path, additions), READ, str(tmp_path)) == "[50.0]"


def test_a_trend_method(tmp_path):
    word = 'last_value = "Last value"\n'
    additions = {
        "projection/trends/fits.py": {'COLUMNS = ["value", "lower_80", "upper_80"]\n': METHOD},
        "projection/trends/methods.py": {
            "METHODS: dict[str, Method] = {\n": '    "last_value": Method(fits.last_value, 1, gaps=True),\n',
        },
        "tables/choices.py": {'    "straight_line",\n': '    "last_value",\n'},
        **{f"wording/{language}/codes.toml": {"[trend]\n": word} for language in ("zh", "en")},
        **{f"wording/{language}/charts.toml": {"[chart.trend]\n": word} for language in ("zh", "en")},
    }  # fmt: skip
    assert set(additions) == files_to_touch("a trend method", "last_value")
    assert said_in(house_with(tmp_path, additions), FIT, str(tmp_path)) == "1"
