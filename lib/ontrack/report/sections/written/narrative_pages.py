"""What people wrote, as the template sets it: sections of their own, and a text on an indicator's page."""

from __future__ import annotations

import base64
from itertools import groupby
from pathlib import Path
from typing import Any

from ontrack.errors import InputError
from ontrack.narrative import Narrative
from ontrack.narrative.document import PENDING, Block, Grid, Listing, Picture, Run, Subheading
from ontrack.narrative.literals import wrong_literals
from ontrack.narrative.sections import INDICATORS, SECTIONS
from ontrack.plan import Target
from ontrack.report.edition import Edition
from ontrack.report.sections.written.inserted_figures import empty_figures, figure_text
from ontrack.tables import RawData

Item = dict[str, Any]
FOLDER = "narrative"  # of pictures, among the files that typst sees
TALLEST_MM, WIDEST_MM = 95, 150
# The computed pages of a mid-term assessment hold what would follow; these sections come below them.
BELOW_COMPUTED = ("adjustments",)
ONLY_IN = {"adjustments": "midterm", "lessons": "final", "next_plan": "final"}  # forms of a report


def written_keys(edition: Edition) -> list[str]:
    """Return the sections that people write in an edition's form, without the one of indicators."""
    return [key for key in SECTIONS if ONLY_IN.get(key, edition.form) == edition.form]


def narrative_of(edition: Edition) -> Narrative | None:
    """Return the written parts of an edition's year and language."""
    return edition.raw.narratives.get((edition.stamp.as_of, edition.language))


def check_written(edition: Edition) -> None:
    """Return when every figure of what people wrote has a value, and none is other than in the results.

    Raises
    ------
    InputError
        With every figure put in by name that has no value, and every figure that a target does not have.
    """
    narrative = narrative_of(edition)
    if narrative is None:
        return
    faults = [
        *empty_figures(edition, narrative),
        *wrong_literals(edition.plan, edition.results, narrative, elsewhere(edition.raw, edition.language)),
    ]
    if faults:
        raise InputError(faults)


def elsewhere(raw: RawData, language: str) -> list[str]:
    """Return the names of all places but the plan's own."""
    others = raw.regions.drop(index=raw.plan.region, errors="ignore")
    return list(others.get(f"name_{language}", []))


def written_section(key: str, edition: Edition) -> Item | None:
    """Return a written section, or None where nobody has written it."""
    narrative = narrative_of(edition)
    if narrative is None or key not in narrative.sections:
        return None
    below = key in BELOW_COMPUTED
    first = next(name for name in written_keys(edition) if name in narrative.sections) == key
    return {
        "heading": edition.say(f"narrative.{key}_heading" if below else f"narrative.{key}"),
        "level": 2 if below else 1,
        "first": first and not below,
        "note": [block_item(edition, block) for block in narrative.note] if first else [],
        "blocks": [block_item(edition, block) for block in narrative.sections[key].blocks],
    }


def target_text(edition: Edition, target: Target) -> Item | None:
    """Return the causes and suggestions of a target, or None where nobody has written them."""
    narrative = narrative_of(edition)
    if narrative is None or target.target not in narrative.targets:
        return None
    blocks = [block_item(edition, block) for block in narrative.targets[target.target].blocks]
    return {"label": edition.say("narrative.target"), "blocks": blocks}


def missing_sections(edition: Edition) -> list[str]:
    """Return the sections of an edition that nobody has written yet."""
    narrative = narrative_of(edition)
    keys = [key for key in written_keys(edition) if narrative is None or key not in narrative.sections]
    return keys if narrative is not None and narrative.targets else [*keys, INDICATORS]


def unwritten(edition: Edition) -> str:
    """Return which sections nobody has written yet and where they go; empty when all are there."""
    narrative, keys = narrative_of(edition), missing_sections(edition)
    if not keys:
        return ""
    titles = edition.say("run.separator").join(edition.say(f"narrative.{key}") for key in keys)
    year = "" if edition.stamp.as_of == edition.plan.default_as_of else f".{edition.stamp.as_of}"
    file = (
        narrative.file
        if narrative
        else f"data/raw/plans/{edition.plan.id}/narrative{year}.{edition.language}.md"
    )
    return edition.say("run.unwritten_value", sections=titles, file=file)


def picture_files(edition: Edition) -> dict[str, bytes]:
    """Return the pictures of the written parts by the path the template names."""
    narrative = narrative_of(edition)
    found: dict[str, Path] = narrative.pictures if narrative else {}
    return {picture_path(name): wrapped(file) for name, file in found.items()}


def block_item(edition: Edition, block: Block) -> Item:
    """Return a block as the template takes it."""
    if isinstance(block, Listing):
        return {
            "kind": "list", "first": block.first,
            "items": [[block_item(edition, inner) for inner in item] for item in block.items],
        }  # fmt: skip
    if isinstance(block, Grid):
        return {
            "kind": "table", "heads": [run_items(edition, cell.runs) for cell in block.heads],
            "rows": [[run_items(edition, cell.runs) for cell in row] for row in block.rows],
        }  # fmt: skip
    if isinstance(block, Picture):
        return {
            "kind": "picture", "path": picture_path(block.name), "alternative": block.alternative,
            "caption": block.caption, "width_mm": printed_width_mm(block.file),
        }  # fmt: skip
    kind = "heading" if isinstance(block, Subheading) else "paragraph"
    return {"kind": kind, "runs": run_items(edition, block.runs)}


def run_items(edition: Edition, runs: tuple[Run, ...]) -> list[Item]:
    """Return runs as the template takes them, figures put in, those of one look together."""
    looks = groupby(runs, key=lambda run: (run.strong, run.link, gap_of(run)))
    return [
        {"text": "".join(printed(edition, run) for run in same), "strong": strong, "link": link, "gap": gap}
        for (strong, link, gap), same in looks
    ]


def gap_of(run: Run) -> str:
    """Return the mark of a place that is still to be written; empty for anything else."""
    return f"{run.line}-{run.insertion.column}" if run.insertion and run.insertion.name == PENDING else ""


def printed(edition: Edition, run: Run) -> str:
    """Return the text of a run, or the figure that is put in there."""
    if gap_of(run):
        return edition.say("gap.text", what=run.text)
    return figure_text(edition, run.insertion) if run.insertion else run.text


def picture_path(name: str) -> str:
    """Return how the template calls a picture."""
    return f"{FOLDER}/{name}.svg"


def wrapped(file: Path) -> bytes:
    """Return a picture as SVG that holds it: typst takes only text among the files it is handed."""
    width, height = size_of(file)
    kind = "png" if file.suffix.lower() == ".png" else "jpeg"
    data = base64.b64encode(file.read_bytes()).decode("ascii")
    size = f'width="{width}" height="{height}"'
    image = f'<image {size} href="data:image/{kind};base64,{data}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{image}</svg>'.encode("ascii")


def printed_width_mm(file: Path) -> float:
    """Return how wide a picture is printed: as the text, or less where it would be too tall."""
    width, height = size_of(file)
    return min(WIDEST_MM, TALLEST_MM * width / height)


def size_of(file: Path) -> tuple[int, int]:
    """Return width and height of a picture."""
    from PIL import Image  # here: most reports have no picture of their own

    with Image.open(file) as image:
        return image.size
