"""Read one written text: its sections by their headings, and everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from markdown_it.tree import SyntaxTreeNode

from ontrack.errors import Fault
from ontrack.narrative.blocks import BlockReader, parsed
from ontrack.narrative.characters import character_faults
from ontrack.narrative.document import Block, Narrative, Section
from ontrack.narrative.insertions import Insertions
from ontrack.narrative.sections import INDICATORS, nearest, section_titles, target_titles
from ontrack.plan import Plan

GLUED = re.compile(r"^(#{1,6})(?=[^#\s])(.*)")


@dataclass(frozen=True)
class Part:
    """A heading and the nodes below it, down to the next one that divides sections."""

    heading: SyntaxTreeNode
    body: tuple[SyntaxTreeNode, ...]

    @property
    def title(self) -> str:
        """The words of the heading."""
        return self.heading.children[0].content.strip()

    @property
    def line(self) -> int:
        """Line of the heading, from 1."""
        return self.heading.map[0] + 1 if self.heading.map else 1


@dataclass
class TextReader:
    """Reads one text and collects its faults, without their file.

    Parameters
    ----------
    plan : Plan
        Its targets may be written about.
    language : str
        The headings are in it.
    """

    plan: Plan
    language: str
    reader: BlockReader
    faults: list[Fault] = field(default_factory=list)

    def sections(
        self, tree: SyntaxTreeNode
    ) -> tuple[tuple[Block, ...], dict[str, Section], dict[str, Section]]:
        """Return what stands before the first heading, the sections by key, and those of targets by id."""
        before, parts = divided(tree.children, 1)
        for node in before:
            if node.type != "paragraph":
                self.refuse(node, "no paragraph before the first heading", "only who wrote the text there",
                            "Put a line # and the heading of a section before it.")  # fmt: skip
        titles = section_titles(self.language)
        found = self.named(
            parts, {title: key for key, title in titles.items()} | {key: key for key in titles}
        )
        note = self.reader.blocks(before)
        targets = self.target_sections(found.pop(INDICATORS)) if INDICATORS in found else {}
        return note, {key: self.section(key, part) for key, part in found.items()}, targets

    def target_sections(self, part: Part) -> dict[str, Section]:
        """Return the sections of targets by id."""
        before, parts = divided(part.body, 2)
        for node in before:
            self.refuse(
                node, "text of no indicator", "a line ## and the id of a target before it", "Add the line."
            )
        if not parts:
            self.refuse(part.heading, *empty_words(part.title))
        found = self.named(parts, target_titles(self.plan, self.language), of_targets=True)
        return {key: self.section(key, part, target=key) for key, part in found.items()}

    def section(self, key: str, part: Part, target: str = "") -> Section:
        """Return a section with its blocks; figures that name no target are those of `target`."""
        for node in part.body:
            if node.type == "heading" and (int(node.tag[1:]) > 2 or part.heading.tag == "h2"):
                limit = "##" if part.heading.tag == "h1" else "none below the line ##"
                self.refuse(node, f"a heading of level {node.tag[1:]}", f"headings down to {limit}",
                            "Make it a paragraph, or a heading of a higher level.")  # fmt: skip
            if node.type == "heading" and node.markup in ("=", "-"):
                self.refuse(node, "text underlined to a heading", "headings that begin with #",
                            "Put a blank line between the text and the line below it.")  # fmt: skip
        if not part.body:
            self.refuse(part.heading, *empty_words(part.title))
        self.reader.insertions = replace(self.reader.insertions, target=target)
        return Section(key, part.line, self.reader.blocks(part.body))

    def named(
        self, parts: list[Part], known: Mapping[str, str], *, of_targets: bool = False
    ) -> dict[str, Part]:
        """Return the parts by the key of their headings; unknown ones and second ones are reported."""
        found: dict[str, Part] = {}
        for part in parts:
            key = known.get(part.title)
            if key is None:
                self.refuse(part.heading, *self.unknown_words(part.title, known, of_targets))
                if of_targets:
                    sought = (f"data/raw/plans/{self.plan.id}/targets.csv", part.title)
                    self.faults[-1] = replace(self.faults[-1], sought=sought)
            elif key in found:
                remedy = "Put both texts under one heading."
                self.refuse(part.heading, f"“{part.title}” a second time", "each heading once", remedy)
            else:
                found[key] = part
        return found

    def unknown_words(self, title: str, known: Mapping[str, str], of_targets: bool) -> tuple[str, str, str]:
        """Return found, expected and remedy of a heading that is not known."""
        near = nearest(title, known)
        remedy = f"Did you mean {near}?" if near else "Use one of these headings."
        if not of_targets:
            titles = list(section_titles(self.language).values())
            return f"unknown section “{title}”", f"one of {', '.join(titles)}", remedy
        if title in [target.target for target in self.plan.other_targets]:
            remedy = "Write about it in another section: it has no page of its own."
        elif not near:
            remedy = "Use an id of targets.csv."
        return f"unknown indicator “{title}”", "the id or name of a target of the plan's table", remedy

    def refuse(self, node: SyntaxTreeNode, found: str, expected: str, remedy: str) -> None:
        """Report something at a node."""
        self.faults.append(self.reader.place_of(node).fault("", found, expected, remedy))


def read_text(
    text: str, plan: Plan, *, language: str, year: int, file: str, folder: Path
) -> tuple[Narrative, list[Fault]]:
    """Return what a text says, and its faults by line.

    Parameters
    ----------
    text : str
        Markdown.
    plan : Plan
    language : str
        zh or en.
    year : int
        Last data year of the assessment it belongs to.
    file : str
        How it is called in faults.
    folder : Path
        Of the plan, for pictures.
    """
    lines = re.split("\r\n?|\n", text)  # as the parser of Markdown counts them
    insertions = Insertions([target.target for target in plan.targets], "")
    reader = TextReader(plan, language, BlockReader(lines, folder, insertions))
    note, sections, targets = reader.sections(parsed(text))
    faults = [
        *reader.faults,
        *reader.reader.faults,
        *glued_headings(lines, plan, language),
        *character_faults(lines),
    ]
    placed = sorted((replace(fault, file=file) for fault in faults), key=lambda fault: fault.line or 0)
    return Narrative(language, year, file, note, sections, targets), placed


def divided(
    nodes: tuple[SyntaxTreeNode, ...] | list[SyntaxTreeNode], level: int
) -> tuple[list[SyntaxTreeNode], list[Part]]:
    """Return the nodes before the first heading of a level, and the parts that such headings begin."""
    starts = [place for place, node in enumerate(nodes) if node.type == "heading" and node.tag == f"h{level}"]
    parts = [
        Part(nodes[start], tuple(nodes[start + 1 : end])) for start, end in pairwise([*starts, len(nodes)])
    ]
    return list(nodes[: starts[0] if starts else len(nodes)]), parts


def empty_words(title: str) -> tuple[str, str, str]:
    """Return found, expected and remedy of a section without text."""
    return f"nothing below “{title}”", "some text", "Write the section, or remove its heading."


def glued_headings(lines: list[str], plan: Plan, language: str) -> Iterator[Fault]:
    """Yield a fault for each line that would be a heading with a blank after its number signs."""
    titles = section_titles(language)
    known = {*titles.values(), *titles, *target_titles(plan, language)}
    for number, line in enumerate(lines, 1):
        match = GLUED.match(line)
        if match and match[2].strip() in known:
            remedy = "Type a blank after #."
            yield Fault(
                f"“{line.strip()}”",
                f"“{match[1]} {match[2].strip()}”",
                remedy,
                "",
                number,
                str(len(match[1]) + 1),
            )
