"""Publishers are named in the reader's language."""

from __future__ import annotations

import re

import pytest
from helpers.made_once import plan_of_ours

from ontrack.wording.publishers import publisher_name


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        ("国家知识产权局 (CNIPA)", "国家知识产权局", "CNIPA"),
        (
            "国家知识产权局 (CNIPA); People's Network",
            "国家知识产权局; People's Network",
            "CNIPA; People's Network",
        ),
        ("China Daily HK; 新华社 (Xinhua)", "China Daily HK; 新华社", "China Daily HK; Xinhua"),
        ("World Bank", "World Bank", "World Bank"),
        ("Eurostat (ESTAT)", "Eurostat (ESTAT)", "Eurostat (ESTAT)"),
        ("某市统计局", "某市统计局", "某市统计局"),
        ("杭州网（转载） (Hangzhou Net)", "杭州网（转载）", "Hangzhou Net"),
    ],
)
def test_a_name_in_two_languages(typed, zh, en):
    assert publisher_name(typed, "zh") == zh
    assert publisher_name(typed, "en") == en


def test_every_publisher_of_the_committed_figures_has_an_english_name():
    publishers = plan_of_ours("zhejiang-ip-2030").sources["publisher"]
    left = {name for name in publishers if re.search("[\u4e00-\u9fff]", publisher_name(name, "en"))}
    assert not left
