"""`ontrack benchmark`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ontrack.cli.options import (
    EconomiesOption,
    TypesOption,
)
from ontrack.errors import Fault, InputError

DEFAULT_LENGTHS = "1,2,3,4,5,6,8,10,15,full"


def benchmark(
    panels: Annotated[
        list[Path] | None,
        typer.Argument(
            help="The panels the model was fitted to, in the same order; without them public sets."
        ),
    ] = None,
    types: TypesOption = None,
    economies: EconomiesOption = None,
    protocols: Annotated[
        str, typer.Option(help="How panels are held out, with commas; policy_targets: earlier targets.")
    ] = "random,time_safe,economy_left_out",
    sets: Annotated[str, typer.Option(help="Public test sets, with commas.")] = "m3,m1,tourism",
    lengths: Annotated[
        str, typer.Option(help="Yearly values seen of public sets, with commas; full: all.")
    ] = DEFAULT_LENGTHS,
    peers: Annotated[bool, typer.Option("--peers", help="Also AutoETS, AutoARIMA, AutoTheta.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes that fit at once.")] = 1,
    windows: Annotated[
        int, typer.Option(help="Windows drawn for each fit on a part of the panels.")
    ] = 120_000,
    out: Annotated[Path | None, typer.Option(help="Folder to write the records to, as CSV files.")] = None,
    statements: Annotated[
        bool, typer.Option("--statements", help="What a statement is worth in place of five values, only.")
    ] = False,
) -> None:
    """Test the probabilities on what the model has not seen, beside other methods.

    With panels: models are fitted to a part of them and asked about the rest, by population, quantity
    and number of values; half an hour. Without: the yearly series of public competitions; seconds.
    With panels and --statements: six values told plainly, through a statement, the last one alone; minutes.

    Example: ontrack benchmark wdi.csv.gz official.csv.gz china.csv.gz --types types.csv --economies gdp.csv
    """
    from ontrack.benchmark.making import population_records, public_records, statement_rows, write_records
    from ontrack.benchmark.rivals import PEERS
    from ontrack.cli.terminal.assessment import print_benchmark, print_populations
    from ontrack.records.track_record import STATEMENTS

    named = PEERS if peers else ()
    if panels and statements:
        rows = statement_rows(panels, types, economies, workers=workers, progress=print)
        print(rows.to_string(index=False))
        if out:
            rows.to_csv(out / STATEMENTS, index=False, lineterminator="\n")
        return
    if panels:
        records = population_records(
            panels, types, economies, [word.strip() for word in protocols.split(",")], peers=named,
            windows=windows, workers=workers, progress=print,
        )  # fmt: skip
        if "figures" in records:
            print_populations(records["figures"])
        if "policy_targets" in records:
            print(records["policy_targets"].to_string(index=False))
    else:
        counts, full = parse_lengths(lengths)
        results, records = public_records([name.strip() for name in sets.split(",")], counts, full, named)
        print_benchmark(results)
    if out:
        write_records(out, records)


def parse_lengths(text: str) -> tuple[list[int], bool]:
    """Return the lengths of a comma-separated list, and whether ``full`` stands among them.

    Raises
    ------
    InputError
        When a word is neither a whole number from 1 nor ``full``.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    wrong = [word for word in words if word != "full" and not (word.isdecimal() and int(word))]
    if wrong or not words:
        expected = "whole numbers from 1, or full"
        raise InputError(
            [Fault(f"--lengths {text}", expected, "Write them with commas: --lengths 1,3,5,full.")]
        )
    return [int(word) for word in words if word != "full"], "full" in words
