"""Committed records of our own making: the shape of the real ones, with figures that are known."""

from __future__ import annotations

import pandas as pd

OURS = "reference class"
LENGTHS = {
    "world_bank": (1, 2, 3, 5, 10), "world_bank_six_origins": (1, 2, 3, 5, 10), "official": (1, 2, 3, 5, 10),
    "chinese_provinces": (1, 2, 3, 5, 7),
}  # fmt: skip
PROTOCOLS = ("random", "time_safe", "economy_left_out")
HELD_OUT = ("RDPatentAccept", "RDPatentAuthority", "RDPatentValid", "RDPlantVariety")
FIGURES = {
    "series": 1200, "coverage_80": 78.0, "coverage_95": 94.0, "brier_skill": 0.12, "brier_skill_error": 0.05,
    "ece": 0.06, "stated": 0.6, "happened": 0.62,
}  # fmt: skip


def made_up_records() -> dict[str, pd.DataFrame]:
    """Return figures, bins and horizons in which each set, protocol and length is a little different."""
    figures, bins, horizons = [], [], []
    for protocol in PROTOCOLS:
        for place, (population, lengths) in enumerate(LENGTHS.items()):
            if protocol != "random" and population == "world_bank_six_origins":
                continue
            for step, length in enumerate([*map(str, lengths), "gap 3", "gap 5"]):
                key = {"protocol": protocol, "set": population, "length": length}
                own = FIGURES | {
                    "coverage_80": 84.0 - step - place,
                    "brier_skill": round(0.1 + step / 100 + place / 1000, 3),
                }  # fmt: skip
                figures.append(key | {"part": "all", "method": OURS} | own)
                money = {"part": "quantity money", "method": OURS}
                figures.append(key | money | own | {"brier_skill": -0.04})
                figures += [key | {"part": "all", "method": name} | own for name in ("naive", "drift")]
                if population == "chinese_provinces":
                    figures += [
                        key | {"part": f"held out {name}", "method": OURS} | own
                        | {"series": 217, "brier_skill_error": None, "brier_skill": 0.01 * (row + step)}
                        for row, name in enumerate(HELD_OUT)
                    ]  # fmt: skip
                bins += [
                    key | {"from_pct": start, "events": 100 + start, "stated_pct": start + 5.0,
                           "observed_pct": start + 4.0, "error_pct": 2.0}
                    for start in range(0, 100, 10)
                ]  # fmt: skip
                horizons += [
                    key | {"horizon": years, "series": 900, "coverage_80": 82.0 - years, "coverage_95": 95.0}
                    for years in range(1, 11)
                ]
    public = {"protocol": "public", "set": "m3", "part": "all", "length": "1", "method": OURS, "msis": 50.0}
    figures.append(public | FIGURES | {"coverage_80": 10.0, "owa": 0.9})
    return {"figures": pd.DataFrame(figures), "bins": pd.DataFrame(bins), "horizons": pd.DataFrame(horizons)}


def changed(records: dict[str, pd.DataFrame], where: str, **figures: object) -> dict[str, pd.DataFrame]:
    """Return records with other figures in the rows that a query finds."""
    table = records["figures"].copy()
    rows = table.query(where).index
    if rows.empty:
        raise ValueError(f"no row of the record is {where}")
    for name, value in figures.items():
        table.loc[rows, name] = value
    return records | {"figures": table}
