"""The blocks of a written text: paragraphs, lists, simple tables and pictures; all else is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from ontrack.errors import Fault
from ontrack.narrative.document import Block, Grid, Listing, Paragraph, Run, Subheading
from ontrack.narrative.inline import Place, runs_of
from ontrack.narrative.insertions import Insertions
from ontrack.narrative.pictures import picture_of

DEEPEST_LIST = 2
FIGURE = re.compile(r"(?<![\\{])\{([a-z][\w-]*(?::[\w-]+)?)\}")  # that is put in by name
OPEN, CLOSE = "\ue000", "\ue001"  # of private use: no font has them, so that no text does
EXPECTED = "headings, paragraphs, lists, tables and pictures only"
REFUSED = {
    "html_block": ("HTML", "Write the text without tags."),
    "fence": ("a block of code", "Write it as a paragraph."),
    "code_block": ("a block of code", "Write it as a paragraph; lines that begin with four blanks are code."),
    "blockquote": ("a quotation", "Write it as a paragraph, without >."),
    "hr": ("a rule", "Remove the line."),
}


@cache
def parser() -> MarkdownIt:
    """Return the parser of Markdown: addresses as they are written, escaped signs apart from text."""
    found = MarkdownIt("commonmark").enable("table").disable("text_join")
    found.validateLink = lambda url: True  # type: ignore[method-assign]
    found.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return found


def parsed(text: str) -> SyntaxTreeNode:
    """Return the syntax tree of Markdown.

    To the parser a brace is punctuation, beside which ** begins no emphasis amid Chinese: it sees letters.
    """
    tokens = parser().parse(FIGURE.sub(rf"{OPEN}\1{CLOSE}", text))
    for token in every_token(tokens):
        token.content = braced(token.content)
        token.attrs = {key: braced(one) if isinstance(one, str) else one for key, one in token.attrs.items()}
    return SyntaxTreeNode(tokens)


def every_token(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens and those within them."""
    for token in tokens:
        yield token
        yield from every_token(token.children or ())


def braced(text: str) -> str:
    """Return a text with its braces again."""
    return text.replace(OPEN, "{").replace(CLOSE, "}")


@dataclass
class BlockReader:
    """Turns nodes of the syntax tree into blocks and collects what is wrong with them.

    Attributes
    ----------
    lines : list of str
        Of the file.
    folder : Path
        Of the plan, for pictures.
    insertions : Insertions
        Of the section that is read.
    """

    lines: list[str]
    folder: Path
    insertions: Insertions
    faults: list[Fault] = field(default_factory=list)

    def place_of(self, node: SyntaxTreeNode) -> Place:
        """Return where a node begins."""
        span = node.map or (node.parent.map if node.parent else None)
        return Place(self.lines, span[0] + 1 if span else 1)

    def blocks(self, nodes: Sequence[SyntaxTreeNode], depth: int = 0) -> tuple[Block, ...]:
        """Return the blocks of several nodes; what cannot stand is left out and reported."""
        found = (self.block(node, depth) for node in nodes)
        return tuple(block for block in found if block is not None)

    def block(self, node: SyntaxTreeNode, depth: int) -> Block | None:
        """Return the block of a node, None after reporting it; `depth` counts the lists around it."""
        if node.type == "paragraph":
            return self.paragraph(node, depth)
        if node.type == "heading" and not depth:
            return Subheading(self.runs(node.children[0]))
        if node.type in ("bullet_list", "ordered_list") and depth < DEEPEST_LIST:
            first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
            return Listing(first, tuple(self.blocks(item.children, depth + 1) for item in node.children))
        if node.type == "table" and not depth:
            return self.table(node)
        self.refuse(node)
        return None

    def refuse(self, node: SyntaxTreeNode) -> None:
        """Report a node that may not stand where it stands."""
        within = {
            "heading": ("a heading within a list", "Put the heading outside the list."),
            "table": ("a table within a list", "Put the table outside the list."),
            "bullet_list": ("a list of the third level", "Use two levels at most."),
            "ordered_list": ("a list of the third level", "Use two levels at most."),
        }
        found, remedy = (REFUSED | within)[node.type]
        self.faults.append(self.place_of(node).fault("", found, EXPECTED, remedy))

    def runs(self, inline: SyntaxTreeNode) -> tuple[Run, ...]:
        """Return the runs of a block's text, figures that are put in apart."""
        place = self.place_of(inline)
        runs, faults = runs_of(inline, place)
        pieces = [piece for run in runs for piece in self.insertions.split(run, place)]
        self.faults += [*faults, *(piece for piece in pieces if isinstance(piece, Fault))]
        return tuple(piece for piece in pieces if isinstance(piece, Run) and piece.text)

    def paragraph(self, node: SyntaxTreeNode, depth: int) -> Block | None:
        """Return a paragraph, or the picture that it consists of."""
        inline = node.children[0]
        if [child.type for child in inline.children] != ["image"] or depth:
            return Paragraph(self.runs(inline))
        picture, faults = picture_of(inline.children[0], self.place_of(node), self.folder)
        self.faults += faults
        return picture

    def table(self, node: SyntaxTreeNode) -> Grid:
        """Return a table; the parser has filled short rows up."""
        rows = [
            tuple(
                Paragraph(self.runs(cell.children[0])) if cell.children else Paragraph(())
                for cell in row.children
            )
            for part in node.children
            for row in part.children
        ]
        return Grid(rows[0], tuple(rows[1:]))
