"""The table of the outside view: what the issue's figures are, which targets count, what is left empty."""

from __future__ import annotations

import math
import time

import pandas as pd
import pytest
from conftest import ROOT
from helpers.earlier_targets import earlier_target, policy_targets

from ontrack.evidence.outside_view import AMBITION_CLASSES, Share, earlier_share, outside_view_table
from ontrack.evidence.outside_view.earlier import settled, settled_past
from ontrack.paths import Paths
from ontrack.tables import read_result, write_result
from ontrack.tables.policy_targets import PolicyTargets, load_policy_targets


@pytest.fixture(scope="module")
def known() -> PolicyTargets:
    return load_policy_targets(Paths(ROOT))


@pytest.fixture(scope="module")
def view(known: PolicyTargets) -> pd.DataFrame:
    return outside_view_table(known)


def counts(view: pd.DataFrame, group: str) -> dict[str, tuple[int, ...]]:
    """Return by name how many targets of a group were met, and of how many plans and programmes they are."""
    rows = view[view["group"] == group]
    wanted = ("targets", "met", "plans", "programmes")
    return {row["name"]: tuple(int(row[name]) for name in wanted) for row in rows.to_dict("records")}


def test_shares_by_ambition_of_the_committed_targets(view):
    """86, 55, 50 and 42 per cent as told beforehand; the last class 7 of 32 where 15 per cent were told."""
    assert counts(view, "ambition") == {
        "met_already": (7, 6, 7, 1), "under_half": (11, 6, 8, 4), "half_to_one": (14, 7, 11, 3),
        "one_to_two": (12, 5, 9, 5), "over_two": (32, 7, 24, 5),
    }  # fmt: skip
    shares = view[view["group"] == "ambition"].set_index("name")["share"]
    assert (100 * shares).round().tolist() == [86, 55, 50, 42, 22]


def test_every_target_by_ambition_has_a_series_and_none_is_chinese(known):
    rows = settled(known)
    mine = rows[rows["ambition"] != ""]
    assert set(mine["id"]) <= set(known.series["id"])
    assert "China" not in set(mine["issuer"])


def test_shares_by_kind_and_issuer(view):
    assert counts(view, "all") == {"all": (194, 123, 125, 8)}
    assert counts(view, "kind") == {
        "percent": (187, 122, 125, 8), "positive": (7, 1, 2, 2), "real": (0, 0, 0, 0),
    }  # fmt: skip
    assert counts(view, "issuer") == {
        "china_provinces_energy": (61, 53, 61, 2), "eu_europe_2020": (58, 38, 13, 1),
        "eu_lisbon_r_d": (13, 0, 13, 1), "eu_renewable_electricity_2001": (9, 4, 9, 1),
        "germany_2002_2008": (26, 9, 2, 2), "nato_2": (27, 19, 27, 1),
    }  # fmt: skip


def test_nothing_is_told_of_fewer_than_five_plans(view):
    few = view["plans"] < 5
    assert few.sum() == 3
    assert view.loc[few, ["share", "lower", "upper"]].isna().all().all()
    told = view[~few]
    assert told[["share", "lower", "upper"]].notna().all().all()
    assert ((told["lower"] < told["upper"]) & (told["share"] == told["met"] / told["targets"])).all()


def test_published_outcomes_stand_beside_each_aim_once(view, known):
    assert counts(view, "past_targets") == {"all": (25, 23, 11, 11)}
    rows = settled_past(known.past)
    aims = rows[(rows["region"] == "CN") & (rows["target_value"] == 12) & (rows["target_year"] == 2025)]
    assert len(aims) == 1
    assert len(rows[(rows["target_value"] == 2.5) & (rows["target_year"] == 2020)]) == 1
    assert not rows["plan"].str.contains("10项指标整体").any()


def test_flagged_targets_and_guidelines_do_not_count():
    values = {2005: 10.0, 2010: 20.0}
    rows = [
        earlier_target("AA"), earlier_target("BB", flags="early outcome"),
        earlier_target("CC", flags="definition"),
        earlier_target("DD", "Wales defence investment pledge 2014"),
    ]  # fmt: skip
    found = settled(policy_targets(rows, {row["id"]: values for row in rows}))
    assert found["country_or_region"].tolist() == ["AA", "DD"]
    assert found["ambition"].tolist() == ["half_to_one", ""]
    assert found["plan"].tolist()[0] == "Some programme|AA"
    assert found["issuers"].tolist()[0] == "some_programme"


def test_earlier_targets_of_a_class(view):
    share = earlier_share("under_half", view)
    assert share == Share(6 / 11, share.lower, share.upper, 11, 6, 8, 4)
    assert 0.15 < share.lower < 6 / 11 < share.upper < 0.9
    nothing = earlier_share("", view)
    assert nothing.targets == nothing.plans == 0
    assert math.isnan(nothing.share)


def test_without_a_table_the_projects_own_counts(monkeypatch, view):
    monkeypatch.chdir(ROOT)
    assert [earlier_share(name) for name in AMBITION_CLASSES] == [
        earlier_share(name, view) for name in AMBITION_CLASSES
    ]


def test_the_table_is_written_and_read_again(view, tmp_path):
    write_result(view, "outside_view", tmp_path)
    read = read_result("outside_view", tmp_path).set_index(["group", "name"])
    assert read.loc[("ambition", "over_two"), "share"] == 0.2188
    assert len(read) == len(view)


def test_without_earlier_targets_every_count_is_nothing(tmp_path):
    empty = outside_view_table(PolicyTargets())
    assert (empty[["targets", "met", "plans"]] == 0).all().all()
    assert empty["share"].isna().all()
    write_result(empty, "outside_view", tmp_path)


def test_it_takes_less_than_a_second(known):
    before = time.process_time()
    outside_view_table(known)
    assert time.process_time() - before < 1
