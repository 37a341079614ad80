"""True and false sentences in both languages: a figure whose part is clear is judged, no other blamed."""

from __future__ import annotations

import pytest
from prose.conftest import RATE, SCORE, SHARE, VALUE

N, S = "每万人高价值发明专利拥有量", "高价值发明专利占有效发明专利的比重"
EN = "High-value invention patents per 10,000 people"
ES = "The high-value share of valid invention patents"

# Sentence, target of the heading, the figures that agree, the figures that are wrong; others must be unknown.
CHINESE = [
    # probability
    (f"{N}的实现概率为54%。", "", ["54%"], []),
    (f"{N}的实现概率为56%。", "", [], ["56%"]),
    (f"{N}的实现概率约54%，高于五成。", "", ["54%"], []),
    (f"{N}的实现概率约为50%。", "", ["50%"], []),
    (f"{N}实现的概率为0.54。", "", ["0.54"], []),
    (f"{N}实现的概率为0.56。", "", [], ["0.56"]),
    (f"{N}实现的可能性超过54%。", "", ["54%"], []),
    (f"{N}实现的可能性超过60%。", "", [], ["60%"]),
    ("实现概率为54%。", RATE, ["54%"], []),
    ("实现概率为45%。", RATE, [], ["45%"]),
    (f"{N}2025年为24.3件。其实现概率为55%。", "", ["24.3"], ["55%"]),
    (f"{N}的实现概率为54%，{S}为3%。", "", ["54%", "3%"], []),
    (f"{N}的实现概率为54%，{S}为5%。", "", ["54%"], ["5%"]),
    (f"{N}和{S}的实现概率分别为54%和3%。", "", ["54%", "3%"], []),
    (f"{N}和{S}的实现概率分别为54%和4%。", "", ["54%"], ["4%"]),
    ("实现概率为9%。", SHARE, [], ["9%"]),
    ("达到50%的概率为3%。", SHARE, ["50%", "3%"], []),
    ("在加速情景下，实现概率为65%。", RATE, ["65%"], []),
    ("在加速情景下，实现概率为70%。", RATE, [], ["70%"]),
    ("要使实现概率达到80%，每年须再增加3.7%。", RATE, ["3.7%"], []),
    ("概率在33%至66%之间的称为难以判断。", "", [], []),
    ("至少实现4项的概率为53%。", "", ["53%"], []),
    ("至少实现4项的概率为63%。", "", [], ["63%"]),
    # values by year
    ("2025年为24.3件。", RATE, ["24.3"], []),
    ("2025年为24.1件。", RATE, [], ["24.1"]),
    ("2025年为24.3件/万人。", RATE, ["24.3"], []),
    (f"{N}2025年为24件。", "", ["24"], []),
    (f"2025年{N}达到24.3件。", "", ["24.3"], []),
    (f"2025年{N}达到25.3件。", "", [], ["25.3"]),
    ("2024年为22.9件，2025年为24.3件，增加1.4件。", RATE, ["22.9", "24.3"], []),
    ("2024年为24.3件。", RATE, [], ["24.3"]),
    ("2020年、2024年、2025年分别为11件、22.9件和24.3件。", RATE, ["11", "22.9", "24.3"], []),
    ("2020—2025年由11件增至24.3件。", RATE, ["11", "24.3"], []),
    ("从24.3件（2025年）提高到30件（2030年）。", RATE, ["24.3", "30"], []),
    ("从24.1件（2025年）提高到30件（2030年）。", RATE, ["30"], ["24.1"]),
    ("2025年的24.3件仍低于30件。", RATE, ["24.3", "30"], []),
    ("2025年为24.3件，仍低于30件。", RATE, ["24.3", "30"], []),
    ("2021年为14.0件。", RATE, [], []),
    ("2025年为37.7%。", SHARE, ["37.7%"], []),
    ("2025年为33.6%。", SHARE, [], ["33.6%"]),
    ("2025年得分87.28分，2020年为76.94分。", SCORE, ["87.28", "76.94"], []),
    ("2025年得分87.82分。", SCORE, [], ["87.82"]),
    ("2025年直接运用金额71.5亿元。", VALUE, ["71.5亿"], []),
    ("2025年直接运用金额75.1亿元。", VALUE, [], ["75.1亿"]),
    ("高价值发明专利拥有量2025年为16.4万件。", "", ["16.4万"], []),
    ("高价值发明专利拥有量2025年为16.4亿件。", "", [], ["16.4亿"]),
    ("高价值发明专利拥有量2025年为164,000件。", "", ["164,000"], []),
    ("高价值发明专利拥有量2025年约16万件。", "", ["16万"], []),
    ("高价值发明专利拥有量2025年不到17万件。", "", ["17万"], []),
    ("高价值发明专利拥有量2025年已超过17万件。", "", [], ["17万"]),
    # target, median, interval, baseline
    ("目标为30件。", RATE, ["30"], []),
    ("目标为31件。", RATE, [], ["31"]),
    ("2030年达到30件。", RATE, ["30"], []),
    ("2030年达到31件。", RATE, [], ["31"]),
    ("到2030年的目标是32件。", RATE, [], ["32"]),
    ("2030年预测中位数为31.2件，高于30件的目标。", RATE, ["31.2", "30"], []),
    ("2030年预测中位数为32.1件，高于33件的目标。", RATE, [], ["32.1", "33"]),
    ("中位数为31.2件，80%预测区间为18.5—51.4件。", RATE, ["31.2", "18.5", "51.4"], []),
    ("80%预测区间为18.5件至61.4件。", RATE, ["18.5"], ["61.4"]),
    ("基期值为24.3件。", RATE, ["24.3"], []),
    ("基期值为23.4件。", RATE, [], ["23.4"]),
    ("最新值为24.3件。", RATE, ["24.3"], []),
    ("最新值为24.6件。", RATE, [], ["24.6"]),
    ("2028年预测中位数为28.4件。", RATE, ["28.4"], []),
    ("2028年预测中位数为29.4件。", RATE, [], ["29.4"]),
    ("2027年目标为26件。", RATE, [], []),
    # rates
    ("所需年均增速为4.3%。", RATE, ["4.3%"], []),
    ("所需年均增速为3.4%。", RATE, [], ["3.4%"]),
    ("今后需年均增长4.3%，而2020年以来实际年均增长17.2%。", RATE, ["4.3%", "17.2%"], []),
    ("今后需年均增长4.3%，而2020年以来实际年均增长12.7%。", RATE, ["4.3%"], ["12.7%"]),
    ("每年需提高2.46个百分点。", SHARE, ["2.46个百分点"], []),
    ("每年需提高2.64个百分点。", SHARE, [], ["2.64个百分点"]),
    ("每年需提高0.54分。", SCORE, ["0.54"], []),
    ("每年需提高0.45分。", SCORE, [], ["0.45"]),
    ("2025年比上年增长6.1%。", RATE, ["6.1%"], []),
    ("比2024年增加6.1个百分点。", SHARE, [], []),
    ("距目标还差5.7件。", RATE, [], []),
    # counts
    ("12项指标中有2项很难实现。", "", ["12", "2"], []),
    ("13项指标中有2项很难实现。", "", ["2"], ["13"]),
    ("12项指标中有三项很难实现。", "", ["12"], ["三"]),
    ("12项中有1项较难实现，2项很难实现。", "", ["12", "1", "2"], []),
    ("12项目标中，3项较难或很难实现。", "", ["3"], []),
    ("12项中有2项只有一个年度值。", "", ["12", "2"], []),
    ("12项中有4项只有一个年度值。", "", ["12"], ["4"]),
    ("实现概率低于10%的有2项。", "", ["2"], []),
    ("实现概率低于10%的有5项。", "", [], ["5"]),
    ("12项中有3项由省级部门负责。", "", ["12"], []),
    ("提出以下三项建议。", "", [], []),
    # no figures at all, other places, other things
    ("见第3条、图2、表4和专栏6，2025年3月14日公布，历时5年。", "", [], []),
    ("“十五五”规划第12项任务涉及“415X”集群。", "", [], []),
    ("全国2025年为16.1件。", RATE, [], []),
    ("江苏2025年为30.1件，上海更高。", RATE, [], []),
    ("2025年有效发明专利量为48.8万件。", RATE, [], []),
    ("2025年有效发明专利48.8万件，高价值发明专利拥有量16.4万件。", "", ["16.4万"], []),
    ("参加培训的有2000人，经费1.5亿元。", RATE, [], []),
]  # fmt: skip

ENGLISH = [
    (f"{EN} have a probability of 54%.", "", ["54%"], []),
    (f"{EN} have a probability of 56%.", "", [], ["56%"]),
    (f"The probability for {EN} is about 50 per cent.", "", ["50 per cent"], []),
    ("The probability of reaching the target is 0.54.", RATE, ["0.54"], []),
    ("The probability of reaching the target is 0.45.", RATE, [], ["0.45"]),
    (f"{EN} stood at 24.3 in 2025. The chance of success is 45%.", "", ["24.3"], ["45%"]),
    (f"{EN} have a probability of 54%, {ES[4:]} one of 3%.", "", ["54%", "3%"], []),
    (f"{EN} have a probability of 54%, while {ES[4:]} is at a probability of 5%.", "", ["54%"], ["5%"]),
    ("In the scenario with faster growth the probability is 65%.", RATE, ["65%"], []),
    ("In the scenario with faster growth the probability is 75%.", RATE, [], ["75%"]),
    ("To bring the probability to 80%, growth must be 3.7% a year higher.", RATE, ["3.7%"], []),
    ("The probability of meeting at least four targets is 53%.", "", ["53%"], []),
    ("The probability of meeting at least four targets is 35%.", "", [], ["35%"]),
    ("It was 24.3 patents per 10,000 people in 2025, up from 22.9 in 2024.", RATE, ["24.3", "22.9"], []),
    ("It was 24.1 patents per 10,000 people in 2025, up from 22.8 in 2024.", RATE, [], ["24.1"]),
    ("It rose from 11 in 2020 to 24.3 in 2025.", RATE, ["11", "24.3"], []),
    ("It rose from 12 in 2020 to 24.3 in 2025.", RATE, ["24.3"], ["12"]),
    ("Between 2020 and 2025 it rose from 11 to 24.3.", RATE, ["11", "24.3"], []),
    ("The 2030 target of 30 compares with 24.3 in 2025.", RATE, ["30", "24.3"], []),
    ("The 2030 target of 31 compares with 24.3 in 2025.", RATE, ["24.3"], ["31"]),
    ("The target is 30 patents.", RATE, ["30"], []),
    ("The target is 33 patents.", RATE, [], ["33"]),
    ("It is to reach 31 by 2030.", RATE, [], ["31"]),
    ("The median projection for 2030 is 31.2, with an 80% interval from 18.5 to 51.4.", RATE,
     ["31.2", "18.5", "51.4"], []),
    ("The median projection for 2030 is 32.1.", RATE, [], ["32.1"]),
    ("The share was 37.7% in 2025.", SHARE, ["37.7%"], []),
    ("The share was 33.6% in 2025.", SHARE, [], ["33.6%"]),
    ("The value was 7.15 billion yuan in 2025.", VALUE, ["7.15 billion"], []),
    ("The value was 7.51 billion yuan in 2025.", VALUE, [], ["7.51 billion"]),
    ("High-value invention patents in force came to 164,000 patents in 2025.", "", ["164,000"], []),
    ("High-value invention patents in force came to 146,000 patents in 2025.", "", [], ["146,000"]),
    ("The score was 87.28 points in 2025.", SCORE, ["87.28"], []),
    ("The score was 78.28 points in 2025.", SCORE, [], ["78.28"]),
    ("The required rate is 4.3% a year.", RATE, ["4.3%"], []),
    ("The required rate is 3.4% a year.", RATE, [], ["3.4%"]),
    ("It needs to rise by 2.46 percentage points a year.", SHARE, ["2.46 percentage points"], []),
    ("It needs to rise by 2.64 percentage points a year.", SHARE, [], ["2.64 percentage points"]),
    ("The observed rate was 17.2% a year.", RATE, ["17.2%"], []),
    ("The observed rate was 12.7% a year.", RATE, [], ["12.7%"]),
    ("It is 6.1 percentage points above the level of 2024.", SHARE, [], []),
    ("It is 5.7 patents short of the target.", RATE, [], []),
    ("Two of the twelve targets are very unlikely to be met.", "", ["Two", "twelve"], []),
    ("Three of the twelve targets are very unlikely to be met.", "", ["twelve"], ["Three"]),
    ("Two of the thirteen targets are very unlikely to be met.", "", ["Two"], ["thirteen"]),
    ("Three of the 12 targets are unlikely or very unlikely to be met.", "", ["Three", "12"], []),
    ("Two of the twelve have only one yearly value.", "", ["Two", "twelve"], []),
    ("Five of the twelve have only one yearly value.", "", ["twelve"], ["Five"]),
    ("See box 6, table 4 and section 3 of 14 March 2025, five years later.", "", [], []),
    ("The national figure was 16.1 in 2025.", RATE, [], []),
    ("In Jiangsu it was 30.1 in 2025.", RATE, [], []),
    ("We make three suggestions.", "", [], []),
]  # fmt: skip
CASES = [("zh", *case) for case in CHINESE] + [("en", *case) for case in ENGLISH]


@pytest.mark.parametrize(("language", "text", "target", "right", "wrong"), CASES)
def test_figures_of_a_sentence(read, language, text, target, right, wrong):
    found = read(text, language, target)
    assert [one.text for one in found if one.judgement.answer == "wrong"] == wrong
    agreed = [one.text for one in found if one.judgement.answer == "agrees"]
    assert [figure for figure in right if figure not in agreed] == []


def test_a_probability_of_nothing_known_is_blamed_on_nobody(read):
    (found,) = read("植物新品种授权量的实现概率为85%。")
    assert found.judgement.answer == "unknown"
