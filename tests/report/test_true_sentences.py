"""Every sentence of the yearly, mid-term and final forms is true of the tables, in both languages.

For each sentence there is a rule: when it stands, or when it may stand; and for those that count, what they
must count. The years from 2026 on are made up, here alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from report.facts_of_tables import Facts
from report.made_up_years import UNJUDGED, MadeUp, edition_of

from ontrack.assessment.verdicts import SYMBOLS
from ontrack.plan import LANGUAGES
from ontrack.report.brief import brief_content
from ontrack.report.content import guide
from ontrack.report.sections import Section, sections_of
from ontrack.tables import read_results
from ontrack.wording import load_wording

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "high_value_patents_per_10k", "high_value_patent_share", "trademarks_per_100_enterprises",
    "works_registered_per_million", "plant_variety_rights", "data_ip_use_value",
)  # fmt: skip
FIRST, SECOND, THIRD, *OTHERS = NAMES
CASES = {
    "2025 as committed": None,
    "2026 all likely": MadeUp(2026, "annual", 0.8, coherent=True, observations=6),
    "2026 one met early, the binding one unknown": MadeUp(2026, "annual", 0.8, {FIRST: None, THIRD: "met"}),
    "2026 all very unlikely": MadeUp(2026, "annual", 0.05, compared=True),
    "2027 mixed, compared": MadeUp(
        2027, "midterm", 0.8, {FIRST: 0.2, SECOND: None, THIRD: 0.5, OTHERS[0]: 0.5, OTHERS[1]: 0.1,
                               OTHERS[2]: 0.2, "ip_royalty_trade": 0.3}, compared=True,
    ),
    "2027 all even": MadeUp(2027, "annual", 0.5, observations=1),
    "2028 most likely, some not judged": MadeUp(2028, "midterm", 0.8, {THIRD: UNJUDGED}, coherent=True),
    "2028 most open": MadeUp(2028, "midterm", 0.5, {FIRST: 0.95, SECOND: None}),
    "2028 most unlikely": MadeUp(2028, "annual", 0.2, {SECOND: 0.5}),
    "2028 none judged": MadeUp(2028, "midterm", UNJUDGED),
    "2029 one met early": MadeUp(2029, "annual", 0.8, {THIRD: "met"}, compared=True, coherent=True),
    "2029 all decided early": MadeUp(2029, "annual", "met", {SECOND: "missed"}),
    "2029 nothing known": MadeUp(2029, "annual", None),
    "2030 five missed": MadeUp(2030, "final", "met", dict.fromkeys(NAMES[1:6], "missed"), compared=True),
    "2030 binding missed": MadeUp(2030, "final", "met", {FIRST: "missed"}, coherent=True),
    "2030 three late": MadeUp(2030, "final", "met", {SECOND: 0.3, THIRD: 0.9, OTHERS[0]: "missed"}),
    "2030 late and the binding one missed": MadeUp(2030, "final", 0.8, {FIRST: "missed"}, compared=True),
    "2030 nothing known": MadeUp(2030, "final", None),
}  # fmt: skip

Rule = Callable[[Facts], bool]
no_risk: Rule = lambda f: not f.risks  # noqa: E731

# A sentence of these stands exactly when its condition holds (`.one` and `.other` are one sentence).
EXACTLY: dict[str, Rule] = {
    "headline.open": lambda f: not f.all_decided,
    "headline.decided": lambda f: f.all_decided and not f.early,
    "headline.decided_early": lambda f: f.all_decided and f.early,
    "headline.chance": lambda f: bool(f.binding["judged"].any()),
    **{f"headline.is.{word}": (lambda f, word=word: f.has(word)) for word in SYMBOLS},
    **{f"glance.meaning.{word}": (lambda f, word=word: f.has(word)) for word in SYMBOLS},
    "glance.first": lambda f: not f.compared,
    "message.odds": lambda f: f.at_odds > 0,
    "message.others": lambda f: len(f.boxes) > 0,
    "summary.number_met": lambda f: f.count("open") > 0,
    "risk.unknown": lambda f: no_risk(f) and not f.assessed,
    "risk.none": lambda f: no_risk(f) and f.count("judged") == f.total,
    "risk.none_of_open": lambda f: no_risk(f) and 0 < f.count("judged") == f.count("open") < f.total,
    "risk.none_of_judged": lambda f: no_risk(f) and 0 < f.count("judged") < f.count("open"),
    "risk.none_judged": lambda f: no_risk(f) and not f.count("judged") and f.count("open") > 0,
    "risk.not_at_odds": lambda f: f.at_odds == 0 and len(f.relations) > 0,
    "answer.missed": lambda f: f.missed > int((f.binding["verdict"] == "missed").sum()),
    "answer.binding_met": lambda f: bool((f.binding["verdict"] == "met").any()),
    "answer.binding_missed": lambda f: bool((f.binding["verdict"] == "missed").any()),
    "answer.binding_not_assessable": lambda f: bool(f.binding["nothing"].any()),
    "portfolio.expected": lambda f: f.count("open") > 0 and f.assessed > 1,
    "portfolio.not_all": lambda f: f.count("open") > 0 and f.missed > 0,
    "portfolio.binding_one": lambda f: f.count("open") > 0 and bool(f.binding["open"].any()),
    "portfolio.binding_open": lambda f: f.count("open") > 0 and bool(f.binding["nothing"].any()),
    "portfolio.binding_not_all": lambda f: f.count("open") > 0
    and bool((f.binding["verdict"] == "missed").any()),
    "portfolio.decided": lambda f: f.some_decided,
    "portfolio.influence": lambda f: f.count("open") > 0,
    "portfolio.joint": lambda f: f.count("open") > 0,
    "portfolio.left_out": lambda f: f.count("open") > 0 and f.count("nothing") > 0,
    "structure.odds_text": lambda f: not f.all_decided,
    "scenarios.intro": lambda f: f.count("open") > 0,
    "scenarios.caption": lambda f: f.count("open") > 0,
    "coherence.how": lambda f: bool(f.relations["kind"].isin(["rate", "share", "numerator"]).any()),
    "coherence.how_known": lambda f: not f.relations["kind"].isin(["rate", "share", "numerator"]).any(),
    "coherence.over": lambda f: f.over > 0,
    "boxes.counts": lambda f: not f.boxes["decided"].any(),
    "brief.head_probability": lambda f: not f.all_decided,
    "brief.head_covered": lambda f: f.all_decided,
    "brief.risks": lambda f: not f.all_decided,
    "brief.watch": lambda f: not f.all_decided,
    "brief.what": lambda f: f.count("open") > 0,
    "brief.note_few": lambda f: f.count("few") > 0,
    "guide.probability": lambda f: bool(f.everywhere["probability_met"].notna().any()),
    "guide.few": lambda f: bool(f.everywhere["few"].any()),
    "page.probability_of": lambda f: f.count("open") > 0,
    "page.methods_decided": lambda f: f.decided_and(projected=False),
    "page.methods_decided_early": lambda f: f.decided_and(projected=True),
    "revisions.first": lambda f: not f.compared,
    "revisions.next": lambda f: not f.compared and f.as_of < 2030,
    "revisions.compared": lambda f: f.compared,
    "changes.decided_met": lambda f: f.newly("met") > 0,
    "changes.decided_missed": lambda f: f.newly("missed") > 0,
    "changes.probability": lambda f: bool(f.moved["difference"].notna().any()) if f.compared else False,
    "outcomes.headline": lambda f: len(f.over_years) > 0,
    "outcomes.none": lambda f: f.form == "final" and len(f.over_years) == 0,
    "outcomes.fate_yes": lambda f: f.fates("yes") > 0,
    "outcomes.fate_no": lambda f: f.fates("no") > 0,
    "outcomes.fate_unknown": lambda f: f.fates("unknown") > 0,
    "adjustment.headline": lambda f: f.form == "midterm",
}  # fmt: skip
ALWAYS_TRUE_HERE = {
    "message.others", "coherence.how", "adjustment.headline", "guide.probability", "coherence.how_known",
    "boxes.counts", "outcomes.none", "guide.few",
    *(f"{of}.{word}" for of in ("headline.is", "glance.meaning")
      for word in ("very_likely", "likely", "unlikely", "not_judged", "not_assessable")),  # of the boxes
}  # fmt: skip
# What a sentence counts, by the name of its place.
COUNTS: dict[str, tuple[str, Callable[[Facts], int | set[int]]]] = {
    **{f"headline.is.{word}": ("number", lambda f, word=word: f.numbers(word)) for word in SYMBOLS},
    "message.odds": ("number", lambda f: len(f.relations)),
    "message.others": ("number", lambda f: len(f.boxes)),
    "message.ends_expected": ("number", lambda f: f.judged_of("expected")),
    "message.level_expected": ("number", lambda f: f.judged_of("expected")),
    "risk.at_odds": ("number", lambda f: f.at_odds),
    "portfolio.not_all": ("number", lambda f: f.missed),
    "portfolio.decided": ("number", lambda f: f.met + f.missed),
    "portfolio.left_out": ("number", lambda f: f.count("nothing")),
    "answer.not_assessed": ("number", lambda f: f.count("nothing")),
    "answer.not_assessed_mixed": ("number", lambda f: f.count("nothing")),
    "coherence.over": ("number", lambda f: f.over),
    "coherence.intro": ("number", lambda f: len(f.relations)),
    "boxes.counts": ("assessed", lambda f: int(f.boxes["open"].sum())),
    "outcomes.headline": ("number", lambda f: len(f.over_years)),
    "outcomes.fate_yes": ("number", lambda f: f.fates("yes")),
    "outcomes.fate_no": ("number", lambda f: f.fates("no")),
    "outcomes.fate_unknown": ("number", lambda f: f.fates("unknown")),
    "boxes.absent": ("number", lambda f: 2),
}  # fmt: skip
# Sentences that may stand only where something holds, though more than that decides whether they do.
ONLY_IF: dict[str, Rule] = {
    **{f"headline.stays.{word}": lambda f: f.of_held > 0 for word in SYMBOLS},
    **{f"message.{way}": lambda f: bool(f.binding["open"].any()) for way in ("way", "way_rate", "way_last")},
    **{f"message.{form}_binding": lambda f: len(f.binding) > 1 for form in ("ends", "level")},
    "message.ends_expected": lambda f: f.judged_of("expected") > 1,
    "message.level_expected": lambda f: f.judged_of("expected") > 0,
    "risk.note": lambda f: f.risks and f.count("judged") == f.count("open") and not f.count("decided"),
    "risk.note_open": lambda f: f.risks and f.count("judged") == f.count("open") and f.count("decided") > 0,
    "risk.note_not_judged": lambda f: f.risks and f.count("judged") < f.count("open"),
    "risk.decided": lambda f: no_risk(f) and f.all_decided,
    "risk.at_odds": lambda f: no_risk(f) and f.at_odds > 0,
    "answer.binding_only": lambda f: bool(f.binding["open"].any()),
    "answer.binding_each": lambda f: len(f.binding) > 1,
    "answer.binding_none": lambda f: f.binding.empty,
    "portfolio.binding_all": lambda f: len(f.binding) > 1,
    "portfolio.binding_none": lambda f: f.binding.empty,
    "portfolio.headline_same": lambda f: f.assessed == f.total,
    "portfolio.headline_some_same": lambda f: 0 < f.assessed < f.total,
    "answer.not_assessed": lambda f: 0 < f.count("nothing") < f.total,
    "answer.rests": lambda f: bool(f.binding["open"].any()),
    "answer.wide": lambda f: bool(f.binding["open"].any()),
    "portfolio.all": lambda f: f.missed == 0 and f.count("open") > 0,
    "portfolio.all_alike": lambda f: f.missed == 0 and f.count("open") > 0,
    "portfolio.spread": lambda f: f.count("open") > 1,
    "portfolio.headline": lambda f: f.assessed == f.total,
    "portfolio.headline_some": lambda f: 0 < f.assessed < f.total,
    "brief.watch_safe_note": lambda f: not f.all_decided,
    "brief.watch_kept_note": lambda f: not f.all_decided,
    "brief.watch_none": lambda f: not f.all_decided,
    "boxes.decided": lambda f: bool(f.boxes["decided"].any()),
    "boxes.counts_decided": lambda f: bool(f.boxes["decided"].any()),
    "page.methods_own_only": lambda f: f.count("open") > 0,
    "page.probability_held": lambda f: f.count("open") > 0,
    "page.methods_none": lambda f: f.count("nothing") > 0,
    "page.needed": lambda f: f.count("nothing") > 0,
    "risk.unprecedented": lambda f: f.risks,
    "risk.outlook": lambda f: f.risks,
    "risk.outlook_meets": lambda f: f.risks,
    "risk.contradictory": lambda f: f.risks and f.at_odds > 0,
    "risk.strained": lambda f: f.risks and f.at_odds > 0,
    "risk.relation_contradictory": lambda f: f.at_odds > 0 and f.as_of < 2030,
    "risk.relation_strained": lambda f: f.at_odds > 0 and f.as_of < 2030,
    "changes.word": lambda f: f.compared,
    "changes.rose": lambda f: bool((f.moved["difference"] > 0).any()),
    "changes.fell": lambda f: bool((f.moved["difference"] < 0).any()),
    "revisions.no_figures": lambda f: f.compared,
    "revisions.order": lambda f: f.compared,
    "revisions.linked": lambda f: bool((f.tables["revisions"]["kind"] == "linked").any()),
    "adjustment.intro": lambda f: f.form == "midterm",
    "coherence.none": lambda f: f.tables["coherence"].empty,
    "coherence.over_all": lambda f: f.relations.empty,
}  # fmt: skip
PARTS = (
    "summary", "portfolio", "structure", "multiples", "indicators", "other_targets", "coherence",
    "scenarios", "outcomes", "adjustments", "revisions",
)  # fmt: skip
OF_SENTENCES = (
    "headline", "message", "glance", "summary", "risk", "answer", "portfolio", "structure", "brief", "guide",
    "revisions",
)  # fmt: skip
# Heads, words of tables and parts of sentences, which state nothing by themselves, and how things were done.
NO_STATEMENT = re.compile(
    r"\.(head_\w+|row_\w+|comma|and|separator|\w*caption|word\.\w+|number_(or|to)|bounds|dependence|from_panel\w*|"
    r"from_plan|held|kind|cutoff|document_title|binding|binding_mark|targets|more|watch_\w+|where|note|grade|"
    r"marks|words|key_others|count_\w+|subject_\w+|not_judged|cause_\w+|kind_\w+|draft_\w+|still|added|revised|withdrawn|"
    r"indicator_unit|rest\w*|pace_only|slower_\w+|not_slower|beyond|clock_text|pace_text|"
    r"title|standing|held\.\w+)$"
    r"|^headline\.(between|among|some|rest|(one|all|of)_\w+)$"
    r"|^message\.(on_page|name|and_others|relations)$|^glance\.(others|changed)$"
)


def plain(key: str) -> str:
    """Return a key without report. and without its number."""
    return re.sub(r"\.(one|other)$", "", key.removeprefix("report."))


def parts_of(form: str) -> list[Section]:
    """Return the chapters of a form that are read; the many pages of targets only once a form."""
    left_out = ("indicators", "annual")
    return [part for part in sections_of(form) if part.key in PARTS and (part.key, form) != left_out]


def holds_for(key: str, form: str) -> bool:
    """Whether a rule is about chapters that are read of a form."""
    return not key.startswith("page.") or form != "annual"


@pytest.fixture(scope="module")
def told(raw):
    """Return a function that tells what a case says in a language, with its facts; each case is made once."""
    base = dict(read_results(ROOT / "data" / "processed" / raw.plan.id / "2025"))
    made, said = {}, {}

    def of(name: str, language: str):
        case = CASES[name] or MadeUp(2025, "annual", None)
        if name not in made:
            made[name] = case.tables(raw, base) if CASES[name] else base
        if (name, language) not in said:
            edition = edition_of(raw, made[name], case.as_of, case.form, language)
            guide(edition)
            for part in parts_of(case.form):
                part.write(edition)
            brief_content(edition)
            said[name, language] = [(plain(key), values) for key, values in edition.said]
        return said[name, language], Facts(raw.plan, made[name], case.as_of, case.form)

    return of


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_sentence_is_true_of_the_tables(told, name, language):
    said, facts = told(name, language)
    keys = {key for key, _ in said}
    wrong = [
        f"{key}: {'said' if key in keys else 'not said'}"
        for key, rule in EXACTLY.items()
        if holds_for(key, facts.form) and (key in keys) != rule(facts)
    ]
    wrong += [
        f"{key}: said without ground" for key, rule in ONLY_IF.items() if key in keys and not rule(facts)
    ]
    for key, values in said:
        if key in COUNTS:
            place, count = COUNTS[key]
            allowed = count(facts)
            if values[place] not in (allowed if isinstance(allowed, set) else {allowed}):
                wrong.append(f"{key}: {place} {values[place]}, not {allowed}")
    assert wrong == []


@pytest.mark.parametrize("name", CASES)
def test_both_languages_say_the_same(told, name):
    keys = [{key for key, _ in told(name, language)[0]} for language in LANGUAGES]
    only_one = {key for key in keys[0] ^ keys[1] if not re.search(r"amount|coherence\.(scaled|two)", key)}
    assert only_one == set()


def test_each_condition_is_on_in_one_case_and_off_in_another(told):
    facts = [told(name, "en")[1] for name in CASES]
    seen = {key: {rule(one) for one in facts} for key, rule in EXACTLY.items()}
    assert {key for key, values in seen.items() if values != {True, False}} - ALWAYS_TRUE_HERE == set()


def test_no_sentence_of_these_chapters_is_without_a_rule():
    keys = {plain(key) for key in load_wording("en").texts if key.startswith("report.")}
    ruled = {*EXACTLY, *ONLY_IF, *COUNTS}
    bare = {
        key for key in keys
        if key.partition(".")[0] in OF_SENTENCES and key not in ruled and not NO_STATEMENT.search(key)
    }  # fmt: skip
    assert bare == set()
