"""`ontrack reference`: fit the model behind every probability and test it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ontrack.cli.options import (
    EconomiesOption,
    PanelsArgument,
    TypesOption,
)
from ontrack.paths import Paths, find_root, replace_text

if TYPE_CHECKING:
    from ontrack.training.panels import Panel


def fit(
    panels: PanelsArgument,
    out: Annotated[Path, typer.Option(help="The model file to write.")],
    types: TypesOption = None,
    economies: EconomiesOption = None,
    seed: Annotated[
        int, typer.Option(help="Of every random draw; the same seed gives the same model.")
    ] = 2026,
    attribution: Annotated[str, typer.Option(help="Sources and licences of the panels.")] = "not stated",
    workers: Annotated[int, typer.Option(min=1, help="Processes at work at once.")] = 1,
) -> None:
    """Fit the reference class to panels, your own among them; some minutes for 12,000 series on two cores.

    Example: ontrack reference fit wdi.csv.gz official.csv.gz mine.csv --types types.csv --out model.npz
    """
    from ontrack.training.fitting import fit

    panel = panel_of(panels, types, economies)
    fit(panel, out, seed=seed, attribution=attribution, workers=workers, progress=print)
    print(f"{out} is written.")


def alternatives(
    panels: PanelsArgument,
    out: Annotated[Path, typer.Option(help="The folder to write the model files to.")],
    types: TypesOption = None,
    economies: EconomiesOption = None,
    seed: Annotated[
        int, typer.Option(help="Of every random draw; the same seed gives the same models.")
    ] = 2026,
    attribution: Annotated[str, typer.Option(help="Sources and licences of the panels.")] = "not stated",
    workers: Annotated[int, typer.Option(min=1, help="Processes at work at once.")] = 1,
) -> None:
    """Fit the small models behind `ontrack sensitivity`: without one panel, and with what was over by 2020.

    Example: ontrack reference alternatives wdi.csv.gz official.csv.gz china.csv.gz --types types.csv
    --economies gdp.csv --out lib/ontrack/reference/alternatives
    """
    from ontrack.training.alternatives import fit_alternatives

    panel = panel_of(panels, types, economies)
    for path in fit_alternatives(
        panel, out, seed=seed, attribution=attribution, workers=workers, progress=print
    ):
        print(f"{path} is written.")


def dependence(
    panels: PanelsArgument,
    out: Annotated[Path, typer.Option(help="The TOML file to write.")],
    record: Annotated[
        Path | None, typer.Option(help="CSV file of how the stated numbers held; none when left out.")
    ] = None,
    types: TypesOption = None,
    economies: EconomiesOption = None,
    attribution: Annotated[str, typer.Option(help="Source and licence of the panel.")] = "not stated",
    workers: Annotated[int, typer.Option(min=1, help="Processes at work at once.")] = 1,
) -> None:
    """Estimate how the outcomes of two indicators of one place hang together, and test it; ten minutes.

    Models that had not seen a series and knew only what was over are asked about every series and date. With
    --record, whole sets of provincial indicators are then taken as plans, and it is counted how often the
    number of targets met lay in the range stated with this dependence, with the former one and with none.
    """
    from ontrack.benchmark.whole_sets import dependence_record, dependences_tried
    from ontrack.reference.dependence import read_dependence, stated
    from ontrack.training.dependence import dependence_text
    from ontrack.training.unseen import surprises, unseen_answers

    panel = panel_of(panels, types, economies)
    answers = unseen_answers(panel, workers=workers, progress=print)
    scores = [surprises(panel, one) for one in answers]
    text = dependence_text(panel, scores, attribution=attribution, date=date.today().isoformat())
    found = read_dependence(replace_text(out, text))
    print("\n".join(stated(found)))
    print(f"{out} is written.")
    if record:
        rows = dependence_record(panel, answers, dependences_tried(found))
        replace_text(record, rows.to_csv(index=False, lineterminator="\n"))
        print(f"{record} is written.")


def words(
    panels: PanelsArgument,
    out: Annotated[Path, typer.Option(help="The CSV file to write.")],
    types: TypesOption = None,
    economies: EconomiesOption = None,
) -> None:
    """Test whether words come true where they are given, and what is withheld; a quarter of an hour.

    Example: ontrack reference words wdi.csv.gz official.csv.gz china.csv.gz --out word_record.csv
    """
    from ontrack.benchmark.policy_words import word_record
    from ontrack.tables.policy_targets import load_policy_targets

    panel = panel_of(panels, types, economies)
    record = word_record(panel, load_policy_targets(Paths(find_root())), progress=print)
    replace_text(out, record.to_csv(index=False, lineterminator="\n"))
    print(f"{out} is written.")


def panel_of(panels: list[Path], types: Path | None, economies: Path | None) -> Panel:
    """Return the series of panels, with what is known of their types and economies."""
    from ontrack.training.economies import read_economies
    from ontrack.training.panels import read_panels

    return read_panels(panels, types, read_economies(economies) if economies else None)
