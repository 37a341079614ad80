"""The text within a block: emphasis and links are kept, all else is refused by its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.tree import SyntaxTreeNode

from ontrack.errors import Fault
from ontrack.narrative.document import Run

PLAIN = "text, **emphasis**, links and lists only"
REFUSED = {
    "html_inline": ("HTML", "Write the text without tags."),
    "code_inline": ("code between backticks", "Remove the backticks."),
    "image": ("a picture amid text", "Put the picture into a paragraph of its own."),
}
LEFT_OVER = (
    (re.compile(r"\*+(?=\S)|(?<=\S)\*+"), "an asterisk without its partner",
     "emphasis as **text**, closed in the same paragraph",
     "Add or remove asterisks; put punctuation outside them; write \\* for an asterisk."),
    (re.compile(r"\[\^[^\]]*\]"), "a footnote", PLAIN, "Put the remark into the text."),
    (re.compile(r"!?\[[^\]]*\]\(|\]\("), "a link that is not closed", "a link as [text](https://address)",
     "Close both brackets; write a blank in an address as %20."),
    (re.compile(r"`+"), "a backtick", PLAIN, "Remove it."),
    (re.compile(r"~~"), "text struck out", PLAIN, "Remove the text and its ~~."),
    (re.compile(r"(?<![\w_])_(?=\w)|(?<=\w)_(?![\w_])"), "an underscore without its partner",
     "emphasis as **text**", "Remove it; write \\_ for an underscore."),
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a node of the syntax tree stands: the lines of the file, and the line it begins in."""

    lines: list[str]
    line: int

    def fault(self, snippet: str, found: str, expected: str, remedy: str) -> Fault:
        """Return a fault at the column where `snippet` begins."""
        column = self.column(snippet) if snippet else 0
        return Fault(found, expected, remedy, "", self.line, str(column) if column else "")

    def column(self, snippet: str) -> int:
        """Return where `snippet` begins in the line, from 1; 0 where it does not stand there."""
        text = self.lines[self.line - 1] if self.line <= len(self.lines) else ""
        return text.find(snippet) + 1


def runs_of(node: SyntaxTreeNode, place: Place) -> tuple[tuple[Run, ...], list[Fault]]:
    """Return the runs of a block's text and the faults in it."""
    pieces = list(pieces_of(node, Run("", line=place.line), place))
    runs = [piece for piece in pieces if isinstance(piece, Run)]
    faults = [piece for piece in pieces if isinstance(piece, Fault)]
    return joined(runs), [*faults, *bracket_faults(node, place)]


def pieces_of(node: SyntaxTreeNode, look: Run, place: Place) -> Iterator[Run | Fault]:
    """Yield runs and faults of a node's children; `look` says how text is set here.

    The parser gives no line within a block: line breaks are counted.
    """
    line = look.line
    for child in node.children:
        here = replace(place, line=line)
        if child.type in ("softbreak", "hardbreak"):
            line += 1
            yield Run("\n", line=line)
        elif child.type == "text":
            yield replace(look, text=child.content, line=line)
            yield from leftover_faults(child.content, here)
        elif child.type == "text_special":  # an escaped brace is no insertion, as a doubled one is none
            text = child.content.replace("{", "{{").replace("}", "}}")
            yield replace(look, text=text, line=line)
        elif child.type in ("em", "strong"):
            yield from pieces_of(child, replace(look, strong=True, line=line), here)
        elif child.type == "link":
            yield from link_pieces(child, replace(look, line=line), here)
        else:
            found, remedy = REFUSED[child.type]
            yield here.fault(child.content, f"{found} “{shortened(child.content)}”", PLAIN, remedy)
        line += sum(inner.type in ("softbreak", "hardbreak") for inner in child.walk(include_self=False))


def link_pieces(node: SyntaxTreeNode, look: Run, place: Place) -> Iterator[Run | Fault]:
    """Yield the runs of a link, or what is wrong with its address."""
    address = str(node.attrs["href"])
    if is_web_address(address):
        yield from pieces_of(node, replace(look, link=normalizeLink(address)), place)
    else:
        found = f"a link to “{shortened(address)}”"
        expected = "an address that begins with https:// or http://"
        yield place.fault(address, found, expected, "Correct the address, or write the text without a link.")


def is_web_address(address: str) -> bool:
    """Whether an address leads into the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def leftover_faults(text: str, place: Place) -> Iterator[Fault]:
    """Yield a fault for each sign of Markdown that the parser took for text: something is not closed."""
    for pattern, found, expected, remedy in LEFT_OVER:
        for match in pattern.finditer(text):
            around = shortened(text[max(match.start() - 8, 0) : match.end() + 8])
            yield place.fault(
                text[match.start() : match.start() + 12], f"{found} near “{around}”", expected, remedy
            )


def bracket_faults(node: SyntaxTreeNode, place: Place) -> Iterator[Fault]:
    """Yield a fault for a block with more brackets opened than closed, or the other way."""
    plain = "".join(child.content for child in node.walk() if child.type == "text")
    if "](" not in plain and plain.count("[") != plain.count("]"):
        yield place.fault(
            "[" if "[" in plain else "]", "square brackets that do not match", "as many [ as ]",
            "Close the bracket, or write \\[ for a bracket.",
        )  # fmt: skip


def joined(runs: list[Run]) -> tuple[Run, ...]:
    """Return runs with each line break as a blank, or as nothing between two Chinese characters."""
    found: list[Run] = []
    for place, run in enumerate(runs):
        if run.text != "\n":
            found.append(run)
        elif (
            found
            and place + 1 < len(runs)
            and not (is_wide(found[-1].text[-1:]) and is_wide(runs[place + 1].text[:1]))
        ):
            found.append(replace(run, text=" "))
    return tuple(run for run in found if run.text)


def is_wide(character: str) -> bool:
    """Whether a character takes a full square, as Chinese characters and punctuation do."""
    return bool(character) and unicodedata.east_asian_width(character) in "WF"


def shortened(text: str) -> str:
    """Return the beginning of a text that is to be quoted."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"
