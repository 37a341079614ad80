"""The door for every file that people write: a plain file of bounded size, in UTF-8, or the fault."""

from __future__ import annotations

import stat
from pathlib import Path

from ontrack.errors import Fault

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MOST_BYTES = 32_000_000  # of a table; the largest of ours has a quarter of a million
MOST_BYTES_OF_A_TEXT = 200_000  # of what is written by hand; the largest of ours has 8,000


def read_file(
    path: Path,
    file: str,
    *,
    what: str = "a CSV file",
    remedy: str = "",
    most: int = MOST_BYTES,
    marked: bool = False,
) -> tuple[str, list[Fault]]:
    """Return the text of a file, or nothing and the fault that hinders its reading; see `read_content`.

    Parameters
    ----------
    marked : bool
        Whether it may begin with a byte-order mark, as some editors write.
    """
    content, faults = read_content(path, file, what=what, remedy=remedy, most=most)
    if faults:
        return "", faults
    return decode(content.removeprefix(BYTE_ORDER_MARK) if marked else content, file)


def read_content(
    path: Path, file: str, *, what: str, remedy: str = "", most: int = MOST_BYTES
) -> tuple[bytes, list[Fault]]:
    """Return the bytes of a file, or nothing and the fault that hinders its reading.

    Parameters
    ----------
    path : Path
        The file. A pipe or a device is not even opened: it might never end.
    file : str
        How it is called in faults.
    what, remedy : str
        What it should be, and what to do when it cannot be read.
    most : int
        Bytes it may have.
    """
    remedy = remedy or "Put the file there; data/raw/README.md says what it holds."
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return b"", [Fault(f"{kind_of(found.st_mode)} in place of a file", what, remedy, file)]
        if found.st_size > most:
            return b"", [too_large(found.st_size, most, what, file)]
        return path.read_bytes(), []
    except OSError as error:
        return b"", [Fault(f"no readable file ({error.strerror})", what, remedy, file)]


def kind_of(mode: int) -> str:
    """Return what stands in place of a file."""
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    return next((words for is_so, words in kinds if is_so(mode)), "a device")


def too_large(size: int, most: int, what: str, file: str) -> Fault:
    """Return the fault of a file that nobody can have meant."""
    remedy = "Is it the right file? Remove what does not belong there."
    return Fault(f"{size:,} bytes", f"{what} of at most {most:,} bytes", remedy, file)


def decode(content: bytes, file: str) -> tuple[str, list[Fault]]:
    """Return the text of a UTF-8 file, or the fault that says how it was saved instead."""
    expected = "UTF-8 without a byte-order mark"
    remedy = f"Run `python3 run.py ontrack mend {file}`; it changes the encoding and no figure."
    if content.startswith(BYTE_ORDER_MARK):
        return "", [Fault("a byte-order mark, as Excel's “CSV UTF-8” writes", expected, remedy, file, 1)]
    if content.startswith(UTF_16_MARKS):
        return "", [Fault("UTF-16, as Excel's “Unicode text” writes", expected, remedy, file, 1)]
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        again = "Open the file in the program that wrote it and save it as UTF-8."
        return "", [Fault("bytes of no known encoding", expected, again, file, line)]
    return "", [Fault("GB18030, as Excel's “CSV” writes in Chinese", expected, remedy, file, line)]
