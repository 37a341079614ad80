"""Tables of a panel: read whole, plain or packed, with the columns they must have."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable
from pathlib import Path

from ontrack.errors import Fault, InputError


def file_text(path: Path) -> tuple[str, str]:
    """Return the text of a CSV file, plain or .gz, and its SHA-256.

    Raises
    ------
    InputError
        When it cannot be read.
    """
    try:
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        return content.decode("utf-8-sig"), hashlib.sha256(content).hexdigest()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        found = f"a file that cannot be read ({error})"
        raise InputError(
            [Fault(found, "a CSV file in UTF-8, plain or .gz", "Check the path.", str(path))]
        ) from error


def checked_rows(path: Path, text: str, columns: Iterable[str]) -> csv.DictReader[str]:
    """Return the rows of a table that has certain columns.

    Raises
    ------
    InputError
        When a column is missing.
    """
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in columns if name not in (rows.fieldnames or ())]
    if missing:
        found, expected = f"no column {', '.join(missing)}", f"the columns {', '.join(columns)}"
        raise InputError([Fault(found, expected, "Add what is missing.", str(path), 1)])
    return rows
