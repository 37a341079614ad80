"""The yearbook's provinces and the further figures: all there, unchanged, consistent unless suspect."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from helpers.raw_tables import RAW, SHARED, read, read_raw

from ontrack.series import annual_series

beside = pytest.mark.skipif(
    not (SHARED / "china_yearbook.csv").is_file(),
    reason="no shared figures beside the project to compare with",
)

# One indicator, one definition: these figures stand under a name of their own.
YEARBOOK_NAMES = {"invention_patents_granted": "invention_patents_granted_yearbook"}
NAMES = {
    ("CN-ZJ", "pct_applications", "2019"): "pct_applications_provincial_report",
    ("CN-ZJ", "geographical_indication_output", "2022-07"): "geographical_indication_output_partial",
    ("CN", "overseas_dispute_guidance_sites", "2025-02"): "overseas_dispute_subcentres",
}
# Rounded from the yearbook's 391,700; the figure that stands as valid_invention_patents_incl_hmt.
LEFT_OUT = {("CN-ZJ", "patents_granted", "2020"), ("CN", "valid_invention_patents", "2015-07")}

SUSPECT = {
    ("CN-HL", "hightech_industry_revenue", "2022"), ("CN-QH", "hightech_industry_revenue", "2022"),
    ("CN-TJ", "plant_variety_rights_granted_in_year", "2018"),
    ("CN-YN", "plant_variety_rights_granted_in_year", "2018"),
    ("CN", "plant_variety_rights_granted_in_year", "2013"),
    ("CN-SH", "plant_variety_applications_in_year", "2014"),
    ("CN-XJ", "plant_variety_applications_in_year", "2012"),
    ("CN-NX", "plant_variety_applications_in_year", "2018"),
}  # fmt: skip

# Least and greatest sum of the provinces over the nation: the rest is Hong Kong, Macao, Taiwan or abroad.
SUMS = {
    "budget_science_technology": (0.9999, 1.0001), "hightech_industry_revenue": (0.9999, 1.0001),
    "rd_expenditure": (0.9999, 1.0001), "gdp_from_rd_intensity": (0.97, 1.16),
    "invention_patent_applications": (0.96, 1), "invention_patents_granted_yearbook": (0.92, 1),
    "patents_granted": (0.97, 1), "valid_invention_patents_yearbook": (0.89, 1),
    "plant_variety_applications_in_year": (0.98, 1), "plant_variety_rights_granted_in_year": (0.996, 1.005),
    "technology_contracts_sold": (0.9, 1.0001),
}  # fmt: skip


@pytest.fixture(scope="module")
def every() -> dict[tuple[str, str, str], dict[str, str]]:
    return read_raw()


@beside
def test_every_figure_of_the_yearbook_is_there(every):
    rows = read(SHARED / "china_yearbook.csv")
    assert len(rows) == 4741
    wrong = []
    for row in rows:
        name = YEARBOOK_NAMES.get(row["indicator"], row["indicator"])
        mine = every.get((row["region"], name, row["period"]))
        if mine is None or not math.isclose(float(mine["value"]), float(row["value"]), abs_tol=1e-5):
            wrong.append((row["region"], name, row["period"]))
    assert wrong == []


@beside
def test_every_further_figure_is_there(every):
    places = {row["name_zh"]: row["id"] for row in read(RAW / "regions.csv")}
    rows = read(SHARED / "observations_more.csv")
    assert len(rows) == 173
    wrong = []
    for row in rows:
        key = (row["region"] or places[row["region_name"]], row["indicator"], row["period"])
        mine = every.get((key[0], NAMES.get(key, key[1]), key[2]))
        same = mine is not None and all(mine[cell] == row[cell] for cell in ("status", "confidence", "note"))
        if key not in LEFT_OUT and not (same and math.isclose(float(mine["value"]), float(row["value"]))):
            wrong.append(key)
    assert wrong == []


def test_what_is_suspect_is_marked_and_says_why(every):
    marked = {key for key, row in every.items() if row["status"] == "suspect"}
    assert marked == SUSPECT
    assert {every[key]["confidence"] for key in marked} == {"low"}
    assert all(every[key]["note"].startswith("疑有录入错误：") for key in marked)


def test_no_fit_uses_what_is_suspect(raw):
    indicator = raw.indicators["hightech_industry_revenue"]
    used = annual_series(raw.observations, indicator, "CN-HL", 2025)
    assert used.index.tolist() == [*range(2010, 2017), *range(2018, 2022), 2023]


@pytest.mark.parametrize("indicator", SUMS)
def test_provinces_sum_to_the_nation(every, indicator):
    """A year counts where the nation and at least 28 provinces are given and no figure of it is suspect."""
    rows = pd.DataFrame([row | {"region": key[0]} for key, row in every.items() if key[1] == indicator])
    rows = rows[~rows["period"].isin(rows.loc[rows["status"] == "suspect", "period"])]
    table = rows.assign(value=rows["value"].astype(float)).pivot(
        index="period", columns="region", values="value"
    )
    provinces = table.drop(columns="CN")
    ratio = (provinces.sum(axis=1) / table["CN"])[table["CN"].notna() & (provinces.notna().sum(axis=1) >= 28)]
    low, high = SUMS[indicator]
    assert len(ratio) >= 5
    assert low <= ratio.min() <= ratio.max() <= high


def test_high_value_patents_of_zhejiang_have_six_years(every):
    name = "high_value_patents_per_10k"
    values = {
        year: (float(every["CN-ZJ", name, str(year)]["value"]), every["CN-ZJ", name, str(year)]["status"])
        for year in range(2020, 2026)
    }
    assert [value for value, _ in values.values()] == [11, 12.4, 15.3, 18.2, 22.9, 24.3]
    assert values[2023][1] == "lower_bound"


def test_every_place_has_an_economy_whose_gdp_is_known(raw):
    known = set(raw.observations.loc[raw.observations["indicator"].str.startswith("gdp_"), "region"])
    assert {place.id for place in raw.places.values() if place.economy not in known} == set()
    assert raw.places["CN-ZJ-HANGZHOU-BINJIANG"].parent == "CN-ZJ-HANGZHOU"
    assert raw.places["CN-ZJ-HANGZHOU-BINJIANG"].economy == "CN-ZJ"
    assert [place.id for place in raw.places.values() if not place.parent] == ["CN", "DE", "JP", "KR", "US"]
    assert raw.places["CN-ZJ"].text("name", "en") == "Zhejiang"
