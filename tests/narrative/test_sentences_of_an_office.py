"""Sentences as an office writes them: no true one is blamed, and one altered figure is found."""

from __future__ import annotations

import pytest

TRUE = [
    ("zh", "2025年，全省每万人高价值发明专利拥有量达24.3件，居全国第3位，比上年增加1.4件。"),
    ("zh", "2025年新增高价值发明专利2.3万件，同比增长16.9%。"),
    ("zh", "每万人高价值发明专利拥有量2030年目标为30件，相当于五年增长23.5%，比2025年多5.7件。"),
    ("zh", "在每万人高价值发明专利拥有量方面，杭州、宁波两市贡献了全省增量的60%以上。"),
    ("zh", "每万人高价值发明专利拥有量2025年比2020年翻了一番多，增长121%。"),
    ("zh", "2025年全省共建成国家级知识产权保护中心、快速维权中心21家，2030年目标28家，还需新建7家。"),
    ("zh", "数据知识产权直接运用金额2025年为71.5亿元，其中质押融资58亿元，许可交易13.5亿元。"),
    (
        "zh",
        "知识产权服务业营收金额由100亿元增至200亿元，年均需增长14.9%，高于地区生产总值增速9个百分点以上。",
    ),
    ("zh", "地理标志综合产值2000亿元，带动农民增收，覆盖全省11个设区市、72个县（市、区）。"),
    ("zh", "2025年举办培训120场，参训企业3000家，发放补助1200万元。"),
    ("zh", "高校专利产业化率13.6%，较全国平均高2.1个百分点，其中浙江大学达18.5%。"),
    ("zh", "专利密集型产业增加值占GDP的比重2030年要达到23%，年均提高0.48个百分点。"),
    ("zh", "知识产权保护社会满意度2025年得87.28分，较2020年提升10.34分。"),
    ("zh", "知识产权保护社会满意度连续5年提升，2021年80.1分、2022年83.5分。"),
    ("zh", "植物新品种授权量2025年1350件，其中水稻320件，蔬菜210件。"),
    ("zh", "按现有增速，2028年前后每万人高价值发明专利拥有量即可超过30件。"),
    ("zh", "要在2027年达到26.5件，每万人高价值发明专利拥有量每年须增加1.1件。"),
    ("zh", "每万人高价值发明专利拥有量的实现概率由上年的61%降至54%，下降7个百分点。"),
    ("zh", "本年度实现概率较上年变化不大的有9项，上升的有2项，下降的有1项。"),
    ("zh", "12项指标中，创造类5项、运用类5项、保护类1项、服务类1项。"),
    ("zh", "12项中有1项约束性指标。"),
    ("zh", "规划提出12项主要指标、13个专栏、27项量化目标。"),
    ("zh", "若延续2024—2025年6.1%的增速，到2030年每万人高价值发明专利拥有量将达32.7件，超过目标30件。"),
    ("zh", "知识产权使用费年进出口总额2025年为223.8亿元，占全国的7.2%，其中进口180亿元、出口43.8亿元。"),
    ("zh", "高价值发明专利占有效发明专利的比重现为37.7%，距50%的目标还有12.3个百分点。"),
    ("zh", "每百户企业注册商标拥有量2025年为124.2件，2030年目标125件，基本持平；而企业数年均增长5%以上。"),
    ("zh", "高价值专利（20.9万件）与每万人高价值发明专利拥有量（30件）两个目标大体一致。"),
    ("zh", "海外纠纷应对指导工作网点2025年末有分中心9个、服务站79个，合计88个。"),
    ("zh", "全国每万人高价值发明专利拥有量2025年已达16.1件，浙江为24.3件。"),
    ("zh", "与江苏相比，浙江每万人高价值发明专利拥有量低3.2件。"),
    ("zh", "每百万人作品自愿登记量1002.7件，实现概率59%，预测区间为685—2263件。"),
    ("zh", "数据知识产权登记总量突破3万件，2030年目标5万件，实现概率约22%。"),
    (
        "en",
        "In 2025, high-value invention patents per 10,000 people reached 24.3, third in the country "
        "and 1.4 more than in 2024.",
    ),
    (
        "en",
        "The target for high-value invention patents per 10,000 people is 30 in 2030, which is 5.7 "
        "above the 2025 level and a rise of 23.5%.",
    ),
    (
        "en",
        "High-value invention patents per 10,000 people more than doubled between 2020 and 2025, up 121%.",
    ),
    (
        "en",
        "Value of direct use of data IP came to 7.15 billion yuan in 2025, of which pledges were 5.8 "
        "billion yuan.",
    ),
    ("en", "Revenue of IP services must double from 10 billion yuan to 20 billion yuan, or 14.9% a year."),
    (
        "en",
        "Public satisfaction with IP protection scored 87.28 points in 2025, 10.34 points more than in 2020.",
    ),
    ("en", "Plant variety rights granted came to 1,350 in 2025, of which 320 were for rice."),
    ("en", "In 2025 the office held 120 courses for 3,000 firms at a cost of 12 million yuan."),
    (
        "en",
        "The probability for high-value invention patents per 10,000 people fell from 61% last year to 54%.",
    ),
    ("en", "The university patent industrialisation rate is 13.6%, against 11.5% nationally."),
    ("en", "Trademarks per 100 enterprises were 124.2 in 2025; enterprises grew by 5% a year."),
    ("en", "Two of the twelve probabilities rest on one or two yearly values."),
    ("en", "One of the twelve targets is binding."),
    ("en", "The plan has 12 targets in its table, 13 boxes and 27 other targets."),
    (
        "en",
        "If growth stays at 6.1% a year, high-value invention patents per 10,000 people will reach "
        "32.7 in 2030.",
    ),
    (
        "en",
        "The high-value share of valid invention patents is 37.7%, 12.3 percentage points short of "
        "the target of 50%.",
    ),
    (
        "en",
        "Works registered per million people have a probability of 59% and an 80% interval from 685 "
        "to 2,263.",
    ),
    (
        "en",
        "Data-IP registrations, total, passed 30,000 in 2025; the target is 50,000 and the "
        "probability about 22%.",
    ),
    ("en", "Hangzhou and Ningbo account for 60% of high-value invention patents per 10,000 people."),
    ("en", "Annual trade in IP royalties was 22.38 billion yuan in 2025, 7.2% of the national total."),
]
ALTERED = [
    ("zh", 2, "30件", "32件"), ("zh", 6, "71.5", "75.1"),
    ("zh", 12, "87.28", "82.78"), ("zh", 17, "54%", "45%"),
    ("zh", 24, "50%的目标", "60%的目标"), ("zh", 24, "37.7%", "33.7%"), ("zh", 0, "24.3", "23.4"),
    ("zh", 4, "2025年比2020年翻了一番多，增长121%", "2020年为12件"),
    ("en", 3, "7.15", "5.71"), ("en", 5, "87.28", "82.78"), ("en", 15, "of 50%", "of 60%"),
    ("en", 15, "is 37.7%", "is 33.7%"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), TRUE)
def test_a_true_sentence_is_not_blamed(wrong, language, text):
    assert wrong(text, language) == []


@pytest.mark.parametrize(("language", "place", "figure", "altered"), ALTERED)
def test_an_altered_figure_is_found(wrong, language, place, figure, altered):
    text = [sentence for known, sentence in TRUE if known == language][place]
    assert figure in text
    assert wrong(text.replace(figure, altered, 1), language) != []
