"""How the stated probabilities have held on what the model had not seen: the committed records."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import pandas as pd

from ontrack.plan import Plan, in_china

OURS = "reference class"
WHOLE = "all"
PUBLIC, RANDOM, TIME_SAFE, OTHER_ECONOMY = "public", "random", "time_safe", "economy_left_out"
WORLD_BANK, OFFICIAL, CHINESE_PROVINCES = "world_bank", "official", "chinese_provinces"
RECORDS = {"figures": "track_record.csv", "bins": "reliability_record.csv", "horizons": "horizon_record.csv",
           "policy_targets": "policy_target_record.csv", "whole_sets": "dependence_record.csv"}  # fmt: skip
POLICY_TARGETS = "policy_targets"  # among protocols: earlier targets of other plans
STATEMENTS = "statement_record.csv"
# Tables of provinces on intellectual property, left out of the fit together, and numbers of values quoted.
PROPERTY = ("RDPatentAccept", "RDPatentAuthority", "RDPatentValid", "RDPlantVariety")
PROPERTY_LENGTHS = ("1", "3", "7")
PROPERTY_DOMAIN = "innovation"


@cache
def committed(name: str) -> pd.DataFrame:
    """Return one of the committed records: figures, bins, horizons or policy_targets."""
    with as_file(files("ontrack").joinpath("records", RECORDS[name])) as path:
        return pd.read_csv(path, dtype={"length": str})


def track_record() -> pd.DataFrame:
    """Return the figures of the committed benchmark.

    Returns
    -------
    DataFrame
        protocol (public competitions; random, time_safe or economy_left_out of the panels), set (population),
        part (all, `quantity …`, `held out …`), length (yearly values seen, `gap` and how many scattered ones,
        or full), method, series, coverage_80 and coverage_95 (per cent of outcomes inside, one to five years
        ahead), brier_skill of target events five years ahead against the set's own base rates with its
        standard error, ece, stated and happened (mean probability and share that came true).
    """
    return committed("figures")


def reliability_record() -> pd.DataFrame:
    """Return, by protocol, set and length, in ten ranges of stated probability what came true.

    Returns
    -------
    DataFrame
        protocol, set, length, from_pct (lower end of the range, 0 to 90), events, stated_pct (mean stated),
        observed_pct (share that came true) and its standard error error_pct.
    """
    return committed("bins")


def horizon_record() -> pd.DataFrame:
    """Return, by protocol, set and length, how often intervals held so many years ahead, 1 to 25."""
    return committed("horizons")


def whole_sets_record() -> pd.DataFrame:
    """Return how often the stated number of targets met held on whole sets of provincial indicators.

    Returns
    -------
    DataFrame
        dependence (independent, former, estimated) with its correlations same_topic and other_topic; event
        (past_pace, plus_25_pct), values_seen and origin (year of the last value), each also *all*; sets and
        their mean number of indicators; stated_met and met (mean numbers); held_80_pct (share of sets inside
        the range that holds at least 80 %) and stated_80_pct (what that range was stated to hold); crps;
        rank_1_pct to rank_5_pct (share of ranks in each fifth of the distribution).
    """
    return committed("whole_sets")


def policy_target_record() -> pd.DataFrame:
    """Return how the model, base rates and shares by ambition did on earlier policy targets.

    Returns
    -------
    DataFrame
        As `ontrack.benchmark.policy_targets.policy_target_record` returns it.
    """
    return committed("policy_targets")


def statement_record() -> pd.DataFrame:
    """Return what statements are worth: six values told plainly, through one statement, the last one alone.

    Returns
    -------
    DataFrame
        As `ontrack.benchmark.statements.statement_record`.
    """
    with as_file(files("ontrack").joinpath("records", STATEMENTS)) as path:
        return pd.read_csv(path, keep_default_na=False, na_values=["nan"])


def nearest_population(plan: Plan) -> str:
    """Return the population that is most like a plan's indicators: the one whose figures are quoted for it.

    Chinese provinces for a province or a city of China, nations' indicators for a nation, official indicators
    of regions for all else.
    """
    if "-" not in plan.region:
        return WORLD_BANK
    return CHINESE_PROVINCES if in_china(plan.region) else OFFICIAL


def quoted(plan: Plan) -> pd.DataFrame:
    """Return the figures quoted to users of a plan: time-safe, of the nearest population, a row a length."""
    return figures_of(nearest_population(plan), TIME_SAFE)


def figures_of(population: str, protocol: str) -> pd.DataFrame:
    """Return the reference class's figures over a whole population, a row for each number of values seen."""
    table = track_record()
    mine = (table["protocol"] == protocol) & (table["set"] == population)
    whole = table[mine & (table["part"] == WHOLE) & (table["method"] == OURS)]
    return whole[whole["length"].str.isdigit()].reset_index(drop=True)


def parts_of(population: str, protocol: str, kind: str) -> pd.DataFrame:
    """Return the reference class's figures over the parts of one kind: `quantity` or `held out`.

    The column part then holds the rest of its name.
    """
    table = track_record()
    mine = (table["protocol"] == protocol) & (table["set"] == population) & (table["method"] == OURS)
    found = table[mine & table["part"].str.startswith(f"{kind} ") & table["length"].str.isdigit()]
    return found.assign(part=found["part"].str.removeprefix(f"{kind} ")).reset_index(drop=True)


def held_out_of(population: str, protocol: str, name: str) -> pd.DataFrame:
    """Return the figures over one table or economy that was left out, a row a number of values."""
    found = parts_of(population, protocol, "held out")
    return found[found["part"] == name].reset_index(drop=True)


def is_of_property(plan: Plan) -> bool:
    """Return whether half the table of a Chinese region's plan is about innovation and its rights."""
    if nearest_population(plan) != CHINESE_PROVINCES:
        return False
    found = [plan.indicators[target.indicator] for target in plan.table_targets if target.indicator]
    return 2 * sum(indicator.domain == PROPERTY_DOMAIN for indicator in found) >= max(len(found), 1)


def quoted_property(plan: Plan) -> pd.DataFrame:
    """Return the figures quoted besides to users of a plan on intellectual property: those tables, left out.

    Empty for any other plan. A row a table and number of values; the column part names the table.
    """
    rows = parts_of(CHINESE_PROVINCES, TIME_SAFE, "held out")
    mine = rows["part"].isin(PROPERTY) & rows["length"].isin(PROPERTY_LENGTHS)
    return rows[mine & is_of_property(plan)].reset_index(drop=True)


def quoted_bins(plan: Plan) -> pd.DataFrame:
    """Return stated against observed of what is quoted to users of a plan, by number of values seen."""
    return chosen(reliability_record(), nearest_population(plan))


def quoted_horizons(plan: Plan) -> pd.DataFrame:
    """Return how often intervals held so many years ahead, of what is quoted to users of a plan."""
    return chosen(horizon_record(), nearest_population(plan))


def chosen(table: pd.DataFrame, population: str) -> pd.DataFrame:
    """Return the time-safe rows of a population, without scattered values."""
    mine = (table["protocol"] == TIME_SAFE) & (table["set"] == population)
    return table[mine & table["length"].str.isdigit()].reset_index(drop=True)
