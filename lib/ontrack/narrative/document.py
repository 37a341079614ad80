"""The nouns: what a written text is made of, each part with the line it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

PENDING = "pending"  # no figure: it says what people must still write in this place


@dataclass(frozen=True)
class Insertion:
    """A figure that the build puts in: ``{probability}`` or ``{probability:TARGET}``.

    Attributes
    ----------
    name : str
        One of `ontrack.narrative.insertions`.
    target : str
        Id of the target it is of; empty for a figure of the whole plan.
    column : int
        Where it begins in its line, from 1.
    """

    name: str
    target: str
    column: int


@dataclass(frozen=True)
class Run:
    """Text of one look.

    Attributes
    ----------
    text : str
        Of an insertion, what stands between its braces.
    strong : bool
        Whether it is emphasised.
    link : str
        Address it leads to, or empty.
    line : int
        In the file, as an editor counts.
    insertion : Insertion or None
    """

    text: str
    strong: bool = False
    link: str = ""
    line: int = 0
    insertion: Insertion | None = None


@dataclass(frozen=True)
class Paragraph:
    """Runs that follow one another."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Subheading:
    """A heading within a section."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Listing:
    """A list; each item is blocks.

    Attributes
    ----------
    first : int or None
        Number of the first item; None where items are not numbered.
    """

    first: int | None
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Grid:
    """A simple table: a head and rows of cells."""

    heads: tuple[Paragraph, ...]
    rows: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture from the plan's folder.

    Attributes
    ----------
    name : str
        Path below the plan's folder, with forward slashes.
    file : Path
    alternative : str
        What it shows, for who cannot see it.
    caption : str
    """

    name: str
    file: Path
    alternative: str
    caption: str


Block = Paragraph | Subheading | Listing | Grid | Picture


@dataclass(frozen=True)
class Section:
    """What stands below a heading.

    Attributes
    ----------
    key : str
        Of the section, or the id of the target it is about.
    line : int
        Of the heading.
    """

    key: str
    line: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Narrative:
    """The written parts of one assessment in one language.

    Attributes
    ----------
    year : int
        Last data year of the assessment they belong to.
    file : str
        Where they stand, below the project's folder.
    note : tuple of Block
        What stands before the first heading: who wrote the rest.
    sections : mapping
        By key; see `ontrack.narrative.sections`.
    targets : mapping
        Causes and suggestions by target id.
    """

    language: str
    year: int
    file: str
    note: tuple[Block, ...] = ()
    sections: Mapping[str, Section] = field(default_factory=dict)
    targets: Mapping[str, Section] = field(default_factory=dict)

    @property
    def insertions(self) -> list[Run]:
        """Every figure that is put in, by line."""
        return [run for run in self.braced if run.insertion and run.insertion.name != PENDING]

    @property
    def pending(self) -> list[Run]:
        """Every place that is still to be written, by line."""
        return [run for run in self.braced if run.insertion and run.insertion.name == PENDING]

    @property
    def braced(self) -> list[Run]:
        """Everything that stood between braces, by line."""
        parts = (part.blocks for part in (*self.sections.values(), *self.targets.values()))
        runs = (run for blocks in (self.note, *parts) for run in every_run(blocks) if run.insertion)
        return sorted(runs, key=lambda run: run.line)

    @property
    def pictures(self) -> dict[str, Path]:
        """Every picture's file by its name."""
        parts = [*self.sections.values(), *self.targets.values()]
        found = (block for part in parts for block in part.blocks)
        return {block.name: block.file for block in found if isinstance(block, Picture)}


def every_run(blocks: tuple[Block, ...]) -> Iterator[Run]:
    """Yield the runs of blocks, each once."""
    for block in blocks:
        if isinstance(block, Paragraph | Subheading):
            yield from block.runs
        elif isinstance(block, Listing):
            yield from (run for item in block.items for run in every_run(item))
        elif isinstance(block, Grid):
            yield from (run for row in (block.heads, *block.rows) for run in every_run(row))


def passages(blocks: tuple[Block, ...]) -> Iterator[tuple[Run, ...]]:
    """Yield the runs of each paragraph, item and row of a table, in their order.

    Each cell of a row comes after the head of its column, as a sentence would have it.
    """
    for block in blocks:
        if isinstance(block, Paragraph | Subheading):
            yield block.runs
        elif isinstance(block, Listing):
            for item in block.items:
                yield from passages(item)
        elif isinstance(block, Grid):
            for row in block.rows:
                yield tuple(
                    run for head, cell in zip(block.heads, row, strict=True) for run in labelled(head, cell)
                )


def labelled(head: Paragraph, cell: Paragraph) -> tuple[Run, ...]:
    """Return the runs of a cell after those of its head."""
    line = cell.runs[0].line if cell.runs else 0
    heads = (replace(run, line=line) for run in head.runs)
    return (*heads, Run(" ", line=line), *cell.runs, Run(", ", line=line))
