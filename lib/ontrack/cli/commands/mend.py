"""`ontrack mend`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ontrack.errors import InputError
from ontrack.paths import replace_text


def mend(
    file: Annotated[Path, typer.Argument(help="A file of data/raw.")],
    look: Annotated[bool, typer.Option("--look", help="Only show what would change; write nothing.")] = False,
) -> None:
    """Rewrite a file that a spreadsheet saved as it is read: UTF-8, commas between columns, plain figures.

    Reads UTF-16, GB18030 and Big5, semicolons and tabs, 1,234, 12.3万 and 37.7% where the unit fits, says
    what it understood, and refuses what can be read in two ways.

    Example: ontrack mend data/raw/observations/CN-ZJ.csv --look
    """
    from ontrack.files.text_files import read_content
    from ontrack.tables.mending import mend as mended

    content, faults = read_content(file, str(file), what="a file of data/raw", remedy="Name one.")
    if faults:
        raise InputError(faults)
    found = mended(content, file.as_posix())
    for line in found.understood:
        print(line)
    for number, old, new in found.changed:
        print(f"line {number}: {old}\n     now {new}")
    if look:
        return
    replace_text(file, found.text)
    print(f"{file} is UTF-8 now.")
