"""What `ontrack check` says of figures that look like slips."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache

from ontrack.errors import InputError
from ontrack.paths import Paths
from ontrack.series.plausibility import BASELINE, Doubt, Interval, Range, doubts
from ontrack.tables import RawData, read_result
from ontrack.wording import Wording, load_wording


def doubt_lines(paths: Paths, raw: RawData, today: date, language: str = "en") -> Iterator[str]:
    """Yield a line for each figure, date or baseline that looks like a slip; none of them is refused."""
    wording = load_wording(language)
    for doubt in doubts(raw, today, last_forecasts(paths, raw)):
        yield doubt_line(doubt, wording)


def doubt_line(doubt: Doubt, wording: Wording) -> str:
    """Return one doubt in words: where, what, and what was projected where anything was."""
    values = {name: written(value) for name, value in doubt.values.items()}
    said = [wording(f"plausibility.{doubt.kind}", **values)]
    if doubt.interval:
        lower, upper = (f"{end:,.4g}" if abs(end) < 1000 else f"{end:,.0f}" for end in doubt.interval)
        said.append(wording("plausibility.projected", lower=lower, upper=upper))
    return wording("plausibility.line", file=doubt.file, subject=doubt.subject, text=wording.join(said))


def written(value: object) -> str:
    """Return a value of a doubt as it is typed in tables, with thousands separated."""
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def last_forecasts(paths: Paths, raw: RawData) -> Range:
    """Return what the last assessment before a year projected for it, as a function of indicator and year."""
    folders = paths.processed(raw.plan.id, raw.plan.default_as_of).parent.glob("[0-9][0-9][0-9][0-9]")
    years = sorted(int(folder.name) for folder in folders if (folder / "projections.csv").is_file())

    @cache
    def forecasts(as_of: int) -> dict[tuple[str, int], Interval]:
        with suppress(InputError):  # of another version, or damaged: `check` reads data/raw
            table = read_result("projections", paths.processed(raw.plan.id, as_of))
            ours = table[(table["scenario"] == BASELINE) & (table["status"] == "projected")]
            names = ("indicator", "year", "lower_95", "upper_95")
            columns = (ours[name].tolist() for name in names)
            return {(name, int(year)): (low, high) for name, year, low, high in zip(*columns, strict=True)}
        return {}

    def projected(indicator: str, year: int) -> Interval | None:
        before = [as_of for as_of in years if as_of < year]
        return forecasts(before[-1]).get((indicator, year)) if before else None

    return projected
