"""In which encoding a spreadsheet saved a text: told by whether the result reads as text, else refused."""

from __future__ import annotations

import re
from collections.abc import Callable

from ontrack.errors import Fault
from ontrack.files.text_files import BYTE_ORDER_MARK, UTF_16_MARKS
from ontrack.plan.vocabulary import UNIT_PATTERNS

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LEAST_COMMON = 0.8  # share of a text's Chinese characters that everybody knows; bytes read wrongly have half
LEAST_COMMON_OF_A_LINE = 0.6
FEW = 3  # characters of a line that say little

# A file of few characters holds at least a unit.
UNIT_CHARACTERS = frozenset(CHINESE.findall("万亿" + "".join(pattern for _, pattern in UNIT_PATTERNS)))

# The characters in everyday use, by the first level of the two standards.
LEVELS: dict[str, tuple[str, bytes, bytes]] = {
    "gb18030": ("gb2312", b"\xb0\xa1", b"\xd7\xf9"),
    "big5": ("big5", b"\xa4\x40", b"\xc6\x7e"),
}
NAMES = {"gb18030": "GB18030", "big5": "Big5"}


def to_text(content: bytes, file: str) -> tuple[str, str, list[Fault]]:
    """Return the text of a file, the name of its encoding, and the fault where none can be trusted."""
    if content.startswith(UTF_16_MARKS):
        return decoded_utf_16(content, file)
    content = content.removeprefix(BYTE_ORDER_MARK)
    try:
        return content.decode("utf-8"), "UTF-8", []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    if mixed := lines_in_utf_8(content):
        found = f"line {line} in another encoding than line {mixed[0]}, which is UTF-8"
        remedy = "Type that line again in an editor that saves UTF-8."
        return "", "", [Fault(found, "one encoding in a file", remedy, file, line)]
    readings = {name: text for name in LEVELS if (text := readable(content, name))}
    of_units = {name: share(text, UNIT_CHARACTERS.__contains__) for name, text in readings.items()}
    best = sorted(of_units, key=lambda name: -of_units[name])
    if len(best) == 1 or (best and of_units[best[0]] > of_units[best[1]]):
        return readings[best[0]], NAMES[best[0]], []
    found = "bytes that read as text in no known encoding"
    if readings:
        found = "bytes that read as text in two encodings, GB18030 and Big5"
    remedy = "Open the file in the program that wrote it and save it as UTF-8."
    return "", "", [Fault(found, "UTF-8, UTF-16, GB18030 or Big5", remedy, file, line)]


def decoded_utf_16(content: bytes, file: str) -> tuple[str, str, list[Fault]]:
    """Return the text of a file in UTF-16, as Excel's “Unicode text” is."""
    try:
        return content.decode("utf-16"), "UTF-16", []
    except UnicodeDecodeError as error:
        fault = Fault(
            f"UTF-16 with a broken character ({error.reason})", "whole text",
            "Open the file in the program that wrote it and save it as UTF-8.", file,
        )  # fmt: skip
        return "", "", [fault]


def lines_in_utf_8(content: bytes) -> list[int]:
    """Return the lines that hold Chinese in UTF-8; hardly any line of another encoding does by chance."""
    found = []
    for number, line in enumerate(content.split(b"\n"), 1):
        try:
            if CHINESE.search(line.decode("utf-8")):
                found.append(number)
        except UnicodeDecodeError:
            continue
    return found


def readable(content: bytes, encoding: str) -> str:
    """Return a text in an encoding when it reads as Chinese there, in every line; otherwise nothing."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return ""
    common = common_in(encoding)
    if share(text, common) < LEAST_COMMON:
        return ""
    lines = (line for line in text.splitlines() if len(CHINESE.findall(line)) > FEW)
    return text if all(share(line, common) >= LEAST_COMMON_OF_A_LINE for line in lines) else ""


def share(text: str, common: Callable[[str], bool]) -> float:
    """Return the share of a text's Chinese characters that are common; 0 where it has none."""
    found = CHINESE.findall(text)
    return sum(map(common, found)) / len(found) if found else 0.0


def common_in(encoding: str) -> Callable[[str], bool]:
    """Return what tells whether a character stands on the first level of a standard."""
    codec, first, last = LEVELS[encoding]

    def common(character: str) -> bool:
        try:
            return first <= character.encode(codec) <= last
        except UnicodeEncodeError:
            return False

    return common
