"""What several tests share: the test series of METHODS.md, an indicator and a target to vary."""

from __future__ import annotations

import dataclasses
import gc
import os
from pathlib import Path

import pandas as pd
import pytest
from helpers.made_once import Shelf, plan_of_ours
from threadpoolctl import threadpool_limits

from ontrack.paths import Paths
from ontrack.plan import Indicator, Target
from ontrack.plan.texts import Texts
from ontrack.tables import RawData

ROOT = Path(__file__).resolve().parents[1]
# The sentences that tests compare with are English, whatever the plan: commands inherit it.
os.environ.setdefault("ONTRACK_LANG", "en")
# A worker a core: threads of one would only take the other's time. What is started inherits the first.
os.environ.setdefault("OMP_NUM_THREADS", "1")
threadpool_limits(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "Damaged files that tests/tables/test_generated.py tries a file."
    parser.addoption("--examples", type=int, default=2, help=words)


def pytest_collection_finish() -> None:
    """Let no sweep for garbage look again at what stays for the whole run: the tests and all modules."""
    gc.collect()
    gc.freeze()


def yearly(values: dict[int, float], name: str = "example") -> pd.Series:
    """Return a series indexed by calendar year."""
    return pd.Series(list(values.values()), index=pd.Index(list(values), name="year"), name=name, dtype=float)


@pytest.fixture(scope="session", autouse=True)
def shelf(tmp_path_factory) -> None:
    """Make the place where processes of this run leave for one another what takes long."""
    Shelf.open(tmp_path_factory)


@pytest.fixture(scope="session")
def paths() -> Paths:
    return Paths(ROOT)


@pytest.fixture(scope="session")
def raw() -> RawData:
    """Every figure of data/raw, with the default plan."""
    return plan_of_ours("zhejiang-ip-2030")


@pytest.fixture
def steady() -> pd.Series:
    """S1 of METHODS.md section 1."""
    return yearly(dict(zip(range(2020, 2026), (100, 104, 110, 115, 121, 126), strict=True)))


@pytest.fixture
def slowing() -> pd.Series:
    """S2 of METHODS.md section 1."""
    return yearly(dict(zip(range(2020, 2026), (100, 112, 121, 125, 127, 128), strict=True)))


@pytest.fixture
def indicator() -> Indicator:
    return Indicator(
        "example",
        Texts(zh="例", en="Example"),
        Texts(zh="件", en="pieces"),
        "stock",
        0.0,
        None,
        "higher",
        0,
        "",
        3,
        Texts(zh="例", en="An example."),
    )


@pytest.fixture
def free(indicator: Indicator) -> Indicator:
    """An indicator without bounds, whose scale is the level; published so finely that rounding is nothing."""
    return dataclasses.replace(indicator, lower=None, decimals=6)


@pytest.fixture
def share(indicator: Indicator) -> Indicator:
    return dataclasses.replace(indicator, kind="share", upper=100.0, unit=Texts(zh="%", en="%"), decimals=1)


@pytest.fixture
def total(indicator: Indicator) -> Indicator:
    return dataclasses.replace(indicator, kind="cumulative")


@pytest.fixture
def target() -> Target:
    return Target(
        "example", "example", Texts(zh="例", en="Example"), Texts({"": "指标表1"}), "创造", "expected", 2020,
        100.0, 2030, Texts(zh="件", en="pieces"), "stock", ">=", True, Texts(), value=150.0,
    )  # fmt: skip
