"""How the dependence between targets was set, and how such a setting held."""

from __future__ import annotations

from ontrack.plan import Dependence
from ontrack.portfolio.joint import DRAWS
from ontrack.records.track_record import WHOLE, WORLD_BANK, whole_sets_record
from ontrack.reference.dependence import by_panel, read_dependence
from ontrack.report.edition import Edition
from ontrack.wording.number_format import format_share, format_value


def dependence_texts(edition: Edition) -> list[str]:
    """Return how the dependence was set, in the plan or from the panel, and how it is used."""
    setting = edition.plan.dependence
    said = [from_plan(edition, setting)] if setting else from_panel(edition)
    return [*said, edition.say("portfolio.joint", draws=format_value(DRAWS, 0))]


def from_plan(edition: Edition, setting: Dependence) -> str:
    """Return the correlations that plan.toml states."""
    pair = {"same": setting.same_goal, "other": setting.other_goal}
    return edition.say("portfolio.from_plan", **{name: format_value(one, 2) for name, one in pair.items()})


def from_panel(edition: Edition) -> list[str]:
    """Return the correlations that plans use, what they stand for, and how they held on whole sets."""
    found = read_dependence()
    bank = by_panel(found)[WORLD_BANK]
    figures = {"population": edition.say(f"record.population.{found['used']}")}
    for name in ("same", "other"):
        figures[name] = format_value(found[f"{name}_topic"], 2)
        figures[f"{name}_error"] = format_value(found[f"{name}_topic_error"], 3)
        figures[f"{name}_pairs"] = format_value(found[f"{name}_topic_pairs"], 0)
        figures[f"bank_{name}"] = format_value(bank[f"{name}_topic"], 2)
    facts = edition.say("portfolio.from_panel", **figures)
    read = "goals" if edition.plan.goals else "no_goals"
    return [facts, edition.say(f"portfolio.from_panel_{read}"), held_text(edition)]


def held_text(edition: Edition) -> str:
    """Return how often the stated number held on whole sets of indicators, and without dependence."""
    table = whole_sets_record()
    rows = table[(table["event"] == WHOLE) & (table["origin"] == WHOLE)].set_index("dependence")
    shares = {name: format_share(rows.loc[name, "held_80_pct"]) for name in ("estimated", "independent")}
    once = (table["event"] == "past_pace") & (table["values_seen"] == "1")  # each set of indicators once
    sets = format_value(table[once & (table["origin"] == WHOLE)]["sets"].iloc[0], 0)
    return edition.say(
        "portfolio.held", sets=sets, held=shares["estimated"], independent=shares["independent"]
    )
