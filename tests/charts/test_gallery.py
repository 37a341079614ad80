"""All charts of a plan in one call."""

from __future__ import annotations

from ontrack.charts import draw_all


def test_every_chart_of_the_default_plan_is_drawn_in_each_language(raw, results, tmp_path):
    paths = draw_all(raw.plan, results, ["zh", "en"], tmp_path)
    assert sorted(paths) == sorted(tmp_path.iterdir())
    fans = {f"fan.{target.target}" for target in raw.plan.table_targets if target.indicator}
    kinds = {"overview", "portfolio", "reference"} | fans
    assert {path.name for path in paths} == {
        f"{kind}.{language}.svg" for kind in kinds for language in ("zh", "en")
    }
