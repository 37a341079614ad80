"""Words that tell what part a number plays in its clause, in both languages."""

from __future__ import annotations

import re

CLAUSE_END = re.compile(r"[，；;]|,(?!\d{3})|(?<=\s)(?:but|while|whereas)(?=\s)")


def words(pattern: str) -> re.Pattern[str]:
    """Return a pattern that ignores case."""
    return re.compile(pattern, re.IGNORECASE)


PROBABILITY = words(r"概率|可能性|把握|\b(?:probabilit(?:y|ies)|likelihood|chances?)\b")
HYPOTHETICAL = words(
    r"要使|若|为使|要在|假设|延续|使.{0,12}概率|如果|假如|若|才|则|即为|时[，,]|\b(?:if|were "
    r"to|bring|raise|lift|keep)\b"
)
PER_YEAR = words(
    r"年均|每年|逐年|年度?增速|\b(?:a year|per year|each year|every year|annual(?:ly)?|yearly)\b"
)
REQUIRED = words(r"所需|需要|需|须|要求的|\b(?:required?s?|needs?|needed|must|takes)\b")
REQUIRED_PACE = words(r"所需的?(?:增速|速度)|\brequired (?:growth )?(?:rates?|paces?)\b")
SPEED = words(
    r"增速|增长|速度|提高|上升|增加|\b(?:rates?|paces?|growth|grow(?:s|n|ing)?|rises?|gains?|increases?)\b"
)
OBSERVED = words(r"实际|已有|近年|过去|历史|\b(?:observed|actual|past|so far|recent)\b")
PROGRESS = words(r"完成进度|目标进度|目标完成|已完成|\bprogress\b")
ELAPSED = words(r"时间进度|时序进度|时序|时间已过|\belapsed\b")
TARGET = words(r"(?<!距)(?<!离)(?<!与)目标(?!年)|规划要求|\b(?:targets?(?! year)|aims?|goals?)\b")
ATTAINED = words(r"达到|达|实现|\b(?:reach(?:es|ed)?|attains?|be met|meeting)\b")
MEDIAN = words(r"中位|中值|预测|预计|将为|\b(?:medians?|projected|projection|forecasts?|expected)\b")
INTERVAL = words(r"区间|上限|下限|\b(?:intervals?|bounds?|range)\b")
BASELINE = words(r"基期|基数|\b(?:baseline|base year)\b")
LATEST = words(r"最新值|最新|目前|现为|现值|\b(?:latest|currently|now stands)\b")
SCENARIO = words(r"情景|\bscenarios?\b")
OTHER_METHOD = words(
    r"推算|折算|核对|口径|其他方法|趋势|分子|分母|存量|去掉|不计|算式|取整|相差"
    r"|\b(?:impl(?:y|ies|ied)|derived|works? out|other methods?|trends?|parts|stocks?|without|check(?:ed|s)?"
    r"|gap|rounding)\b"
)
TARGET_BEFORE = words(
    r"(?:目标值?(?:为|是|定为|：|:)?|规划要求(?:为|达到)?|\b(?:targets?|aims?|goals?)(?: for [□ ]+)?(?: "
    r"of| is|:)?)"
    r"\s*(?:≥|约|不低于)?\s*$"
)
BASELINE_BEFORE = words(r"(?:基期值?(?:为)?|\bbaseline(?: of| is|:)?)\s*$")
TARGET_AFTER = words(
    r"^[^，。,]{0,8}的目标(?!年)|^(?: [\w-]+){0,2}(?: per [\d,]+ \w+)? (?:target|aim|goal)\b"
)
YEAR_OF_TARGET = words(r"((?:19|20|21)\d\d)年?的?\s*(?:目标|targets?|aims?|goals?)")
BARE = words(r"(?:[□\s、和与及]|分别|为|是|仅|只有|约|达|and|with|is|are|only|at|about|one|of)*")
RESPECTIVELY = words(r"分别|依次|\brespectively\b")
CHANGE_BEFORE = words(
    r"(?:增加|增长|提高|上升|下降|减少|回落|高出|低于?|多|少|差|缺|相差|缺口[为是]?|扩大|缩小|增幅[为是]?)了?(?:约|近)?\s*$"
    r"|(?:\bby|\b(?:gap|difference|rise|fall|increase|decrease|shortfall|gain) of"
    r"|\b(?:rose|fell|grew|gained|added|lost))"
    r"(?:\s+(?:about|some|only|just|nearly))?\s*$"
)
CHANGE_AFTER = words(
    r"^\s*(?:[\w-]+ "
    r"){0,3}?(?:more|fewer|less|short|higher|lower|above|below)\b|^\S{0,4}的(?:差距|缺口|增量|增幅)"
)
ADDED_BEFORE = words(r"(?:新增|净增|新建|还需|增量).{0,20}$")
EARLIER_BEFORE = words(
    r"(?:上年|去年|上次|上一年度|上年度|\b(?:last year|previous|earlier))"
    r"(?:[的为\s□]|评估|概率|\b(?:assessment|probability|of|was|at)\b)*$"
)
EARLIER_AFTER = words(
    r"^\s*(?:last year|a year (?:ago|earlier|before)|in the (?:last|previous) assessment)\b"
)
PARTS = words(r"合计|共计|之和|\b(?:together|in total|altogether)\b")
OF_WHICH = words(r"其中|包括|\b(?:of which|of whom|including)\b")
COMPARED = words(
    r"高于|低于|超过|超出|不及|不足|距|离|差|比|较|相比|仍|\b(?:above|below|over|than|short|against|compared?|exceeds?"
    r"|up from|down from)\b"
)
VERDICTS = (
    ("very_unlikely", words(r"很难实现|很难|\bvery unlikely\b")),
    ("unlikely", words(r"较难实现|较难|(?<!very )\bunlikely\b")),
    ("uncertain", words(r"难以判断|\bcould go either way\b|\buncertain\b|\bopen\b")),
    ("very_likely", words(r"很可能|\bvery likely\b")),
    ("likely", words(r"(?<!很)(?<!不)可能实现|(?<!very )\blikely\b")),
    (
        "not_judged",
        words(r"不下判断|未下判断|不作判断|\bnot judged\b|\bgets? no word\b"),
    ),
    ("not_assessable", words(r"暂不能评估|不能评估|无法评估|\bcannot be assessed\b|\bnot assessable\b")),
)
VALUES = words(
    r"(一两|一|两|三|四|\d)个年度值|\b(one or two|a single|one|two|three|four|\d) yearly values?\b"
)
VALUES_SAID = {
    "一两": (1, 2), "one or two": (1, 2), "一": (1,), "a single": (1,), "one": (1,), "两": (2,), "two": (2,),
    "三": (3,), "three": (3,), "四": (4,), "four": (4,),
}  # fmt: skip
RELATIONS = words(r"数量关系|\brelations\b")
FINDINGS = (
    ("contradictory", words(r"(?<!取整后)不一致|不成立|\bcontradict\w*|\bdo not hold\b")),
    ("strained", words(r"偏紧|\bstrained\b")),
    ("not_checkable", words(r"无法核对|\bcannot be checked\b")),
)
BOXES = words(r"专栏(?:和|、|与|及)正文|正文(?:和|、|与|及)专栏|\bboxes\b")
NO_DATA = words(
    r"(?:尚无|没有|无)(?:公布)?(?:数据|数值)|\b(?:no published figures?|without (?:data|a figure))\b"
)
GRADE = words(r"证据等级为?\s*([A-E])|([A-E])级|\bgraded? ([A-E])\b")
BINDING = words(r"约束性|\bbinding\b")
AT_LEAST = words(r"至少|\bat least\b")
EXACTLY = words(r"恰好|正好|\bexactly\b")
PRONOUN = words(
    r"其|\bits?\b|^\s*(?:该|这|它|同时|但|而|目标|实现|中位|预测|需|所需|(?:This|The|That|But)\b)"
)
