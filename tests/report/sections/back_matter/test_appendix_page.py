"""The tables at the end."""

from __future__ import annotations

import dataclasses

from ontrack.plan.texts import Texts
from ontrack.report.edition import Edition
from ontrack.report.sections.back_matter.appendix_page import appendix_page

STEADY = {"2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}


def test_every_value_stands_there_once_with_its_source(raw_and_results):
    raw, results, stamp = raw_and_results
    edition = Edition(raw, results, "en", stamp)
    values = appendix_page(edition)["values"]
    rows = [row for group in values["groups"] for row in group["rows"]]
    assert len(rows) == len(results["series"])
    assert values["caption"] == f"All {len(rows)} values of the indicators that decide the targets"
    for indicator in edition.plan.decisive_indicators:
        mine = results["series"][results["series"]["indicator"] == indicator.id]
        (group,) = [one for one in values["groups"] if one["name"] == indicator.name["en"]]
        told = sorted((row["period"], row["value"], "¶" in row["mark"]) for row in group["rows"])
        assert told == sorted(
            (edition.period(row["period"]), edition.figure(row["value"], indicator), row["role"] == "dated")
            for row in mine.to_dict("records")
        )
    assert any("¶" in row["mark"] for row in rows)
    assert {row["source"] for row in rows} == set(edition.cited.values())
    assert len(edition.cited) == results["series"]["source"].nunique()
    group = next(
        group for group in values["groups"] if group["name"].startswith("High-value invention patents per")
    )
    assert [(row["period"], row["value"], row["mark"]) for row in group["rows"]] == [
        ("2020", "11.0", "§"), ("2021", "12.4", "†"), ("2022", "15.3", "†"), ("2023", "18.2", "‡"),
        ("2024", "22.9", "†"), ("2025", "24.3", ""),
    ]  # fmt: skip


def test_rules_are_listed_for_targets_that_the_matrix_leaves_out(make_raw, edition_of):
    raw = make_raw([STEADY, STEADY])
    assert appendix_page(edition_of(raw))["rules"] is None
    boxed = dataclasses.replace(raw.plan.targets[1], in_table=False, location=Texts({"": "专栏1"}))
    plan = dataclasses.replace(raw.plan, targets=(raw.plan.targets[0], boxed))
    edition = edition_of(dataclasses.replace(raw, plan=plan))
    rows = appendix_page(edition)["rules"]["rows"]
    bands = edition.results["rules"]
    judged = bands[(bands["target"] == "t1") & (bands["band"] != "")]
    assert len(rows) == len(judged) > 3
    assert {row["target"] for row in rows} == {"Name 1"}
    assert all(row["figure"] for row in rows)


def test_without_any_value_there_is_no_appendix(make_raw, edition_of):
    assert appendix_page(edition_of(make_raw([{}, {}]))) is None
