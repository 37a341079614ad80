"""Panels of every shape that may be read, and what is wrong with others."""

from __future__ import annotations

import gzip
import hashlib

import numpy as np
import pytest
from helpers.made_up_panels import column

from ontrack.errors import InputError
from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.reference.levels import PERCENT, POSITIVE, REAL
from ontrack.training.economies import Economies
from ontrack.training.panels import FIRST_YEAR, LAST_YEAR, read_panels

WORLD = """indicator,country,year,value
sh.h2o.zs,AGO,2001,41
sh.h2o.zs,AGO,2003,45.5
sh.h2o.zs,ALB,2001,90
ny.gdp,AGO,2001,-3
zz.new,AGO,2001,7
zz.new,AGO,1959,5
"""
TYPES = "panel,indicator,quantity,domain\nwdi,sh.h2o.zs,share,health\nwdi,ny.gdp,money,economy\n"
OFFICIAL = """series,parent,economy,indicator,quantity,domain,unit,place,year,value
798,,KZ,1-1,share,society,PT,,2011,15.3
798,,KZ,1-1,share,society,PT,,2012,17.7
21,798,KZ,1-1,share,society,PT,North,2012,20
22,798,KZ,1-1,share,society,PT,South,2012,130
23,,KZ,2-1,unknown,,,North,2012,4
24,,DE-SH,2-1,count,other,,,2012,4
"""
PROVINCES = """indicator,name_zh,unit,quantity,domain,region,year,value
RDP.filed,申请,件,count,innovation,CN,2010,100
RDP.filed,申请,件,count,innovation,CN-ZJ,2010,30
RDP.filed,申请,件,count,innovation,CN-AH,2010,20
RDP.granted,授权,件,count,innovation,CN-ZJ,2010,9
"""


@pytest.fixture
def panel(tmp_path):
    """The three panels together, the first with types, the second packed."""
    paths = [tmp_path / name for name in ("world.csv", "official.csv.gz", "provinces.csv")]
    paths[0].write_text(WORLD, encoding="utf-8")
    paths[1].write_bytes(gzip.compress(OFFICIAL.encode()))
    paths[2].write_text(PROVINCES, encoding="utf-8-sig")
    types = tmp_path / "types.csv"
    types.write_text(TYPES, encoding="utf-8")
    gdp = {"AGO": {2000: 100.0, 2001: 110.0}, "KAZ": {2011: 1.0, 2012: 1.2}, "CHN": {2009: 5.0, 2010: 6.0}}
    return read_panels(paths, types, Economies(gdp))


def row_of(panel, source: int, indicator: str, place: str) -> int:
    found = (panel.source == source) & (panel.indicator == indicator) & (panel.place == place)
    (row,) = np.flatnonzero(found)
    return int(row)


def test_a_row_is_a_series(panel):
    assert panel.values.shape == (4 + 5 + 4, LAST_YEAR - FIRST_YEAR + 1)
    water = panel.values[row_of(panel, 0, "sh.h2o.zs", "AGO")]
    assert water[[column(2001), column(2003)]].tolist() == [41, 45.5]
    assert np.isfinite(water).sum() == 2
    assert np.isfinite(panel.values[row_of(panel, 0, "zz.new", "AGO")]).sum() == 1  # 1959 is not read


def test_the_types_table_says_what_indicators_of_the_world_bank_are(panel):
    rows = [row_of(panel, 0, name, "AGO") for name in ("sh.h2o.zs", "ny.gdp", "zz.new")]
    assert panel.quantity[rows].tolist() == [QUANTITIES.index(name) for name in ("share", "money", "unknown")]
    assert panel.domain[rows].tolist() == [DOMAINS.index("health"), DOMAINS.index("economy"), -1]
    assert panel.kind[rows].tolist() == [PERCENT, REAL, POSITIVE]


def test_a_panels_own_columns_say_it_elsewhere(panel):
    rows = [row_of(panel, 1, "1-1", place) for place in ("North", "South")]
    assert (panel.quantity[rows] == QUANTITIES.index("share")).all()
    assert panel.kind[rows].tolist() == [PERCENT, POSITIVE]  # one goes beyond a hundred
    assert panel.domain[row_of(panel, 1, "2-1", "North")] == -1


def test_parents_are_named_by_their_ids(panel):
    nation = row_of(panel, 1, "1-1", "")
    children = [row_of(panel, 1, "1-1", place) for place in ("North", "South")]
    assert panel.parent[children].tolist() == [nation] * 2
    assert panel.parent[nation] == panel.parent[row_of(panel, 1, "2-1", "North")] == -1


def test_a_region_has_the_nation_as_its_parent(panel):
    nation = row_of(panel, 2, "RDP.filed", "CN")
    assert panel.parent[row_of(panel, 2, "RDP.filed", "CN-ZJ")] == nation
    assert panel.parent[row_of(panel, 2, "RDP.granted", "CN-ZJ")] == -1  # that the file does not hold
    assert (panel.parent[panel.source == 0] == -1).all()


def test_peers_are_places_of_one_indicator(panel):
    north, south = (row_of(panel, 1, "1-1", place) for place in ("North", "South"))
    assert panel.peers[north] == panel.peers[south] != ""
    assert panel.peers[row_of(panel, 1, "1-1", "")] == ""
    assert (
        panel.peers[row_of(panel, 0, "sh.h2o.zs", "AGO")] == panel.peers[row_of(panel, 0, "sh.h2o.zs", "ALB")]
    )
    assert panel.peers[row_of(panel, 2, "RDP.filed", "CN")] == ""
    assert panel.peers[row_of(panel, 2, "RDP.filed", "CN-ZJ")] == "2|RDP.filed"


def test_what_is_held_out_together(panel):
    assert set(panel.unit_of_holding[panel.source == 0]) == {"0|sh.h2o.zs", "0|ny.gdp", "0|zz.new"}
    assert set(panel.unit_of_holding[panel.source == 1]) == {"1|KZ", "1|DE-SH"}
    assert set(panel.unit_of_holding[panel.source == 2]) == {"2|RDP"}


def test_series_that_are_alike_share_a_group(panel):
    assert panel.group[row_of(panel, 1, "1-1", "North")] == "1|KZ|1-1"
    assert (
        panel.group[row_of(panel, 2, "RDP.filed", "CN")]
        == panel.group[row_of(panel, 2, "RDP.filed", "CN-AH")]
    )


def test_each_series_has_its_economy(panel):
    world, kazakh, province = (
        panel.gdp[row_of(panel, *names)]
        for names in ((0, "ny.gdp", "AGO"), (1, "1-1", "North"), (2, "RDP.filed", "CN-ZJ"))
    )
    assert world[[column(2000), column(2001)]] == pytest.approx([1, 1.1])
    assert kazakh[[column(2011), column(2012)]] == pytest.approx([1, 1.2])
    assert province[[column(2009), column(2010)]] == pytest.approx([1, 1.2])


def test_files_are_known_by_their_unpacked_bytes(panel):
    name, digest, series, values = panel.digests[1]
    assert (name, series, values) == ("official.csv.gz", 5, 6)
    assert digest == hashlib.sha256(OFFICIAL.encode()).hexdigest()


def test_nothing_later_is_known(panel):
    then = panel.known_until(2002)
    water = row_of(panel, 0, "sh.h2o.zs", "AGO")
    assert np.flatnonzero(np.isfinite(then.values[water])).tolist() == [column(2001)]
    assert np.isfinite(panel.values[water, column(2003)])
    assert np.isnan(then.gdp[:, column(2003) :]).all()
    assert then.gdp[water, column(2001)] == pytest.approx(1.1)


def test_some_series_may_be_emptied(panel):
    held = panel.source == 1
    left = panel.without(held)
    assert np.isnan(left.values[held]).all()
    assert np.array_equal(left.values[~held], panel.values[~held], equal_nan=True)
    assert np.isfinite(panel.values[held]).any()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("indicator,country,value\nx,y,1\n", r"panel\.csv, line 1: found no column year; expected the"),
        ("indicator,year,value\nx,2000,1\n", r"line 1: found no column that names places; .*region, place"),
        ("indicator,country,year,value\nx,y,2000,much\n", r"line 2: found year '2000', value 'much'"),
        ("indicator,country,year,value\nx,y,2000.5,1\n", r"line 2: found year '2000.5'"),
        ("indicator,country,year,value\nx,y,2000,nan\n", "a calendar year and a finite number. Correct"),
        ("indicator,country,year,value\nx,y,2000\n", r"line 2: found year '2000', value None"),
        ("indicator,country,year,value\nx,y,20000,1\n", "found year '20000'"),
        ("indicator,country,year,value\n", "no rows; expected at least one series. Fill the file"),
        ("indicator,country,quantity,year,value\nx,y,stuff,2000,1\n",
         r"line 2: found quantity 'stuff'; expected one of share, .*Choose one, or leave it empty"),
        ("indicator,country,domain,year,value\nx,y,sports,2000,1\n", r"line 2: found domain 'sports'"),
    ],
)  # fmt: skip
def test_a_bad_panel_is_named(tmp_path, content, words):
    path = tmp_path / "panel.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_panels([path])


def test_all_faults_of_a_panel_are_named(tmp_path):
    path = tmp_path / "panel.csv"
    lines = ["indicator,country,year,value", *(f"x,y,{year},much" for year in range(2000, 2006))]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_panels([path])
    assert [fault.line for fault in caught.value.faults] == [2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("name", ["nothing.csv", "cut.csv.gz", "plain.csv.gz", "latin.csv"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, name):
    path = tmp_path / name
    contents = {
        "cut.csv.gz": gzip.compress(WORLD.encode())[:-20], "plain.csv.gz": WORLD.encode(),
        "latin.csv": "indicator,café\n".encode("latin-1"),
    }  # fmt: skip
    if name in contents:
        path.write_bytes(contents[name])
    with pytest.raises(InputError, match=rf"{name}: found a file that cannot be read .*Check the path"):
        read_panels([path])


def test_a_bad_types_table_is_named(tmp_path):
    path, types = tmp_path / "panel.csv", tmp_path / "types.csv"
    path.write_text(WORLD, encoding="utf-8")
    types.write_text("indicator,quantity\nny.gdp,money\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"types\.csv, line 1: found no column domain"):
        read_panels([path], types)
    types.write_text(TYPES.replace("money", "cash"), encoding="utf-8")
    with pytest.raises(InputError, match="found quantity 'cash'"):
        read_panels([path], types)
