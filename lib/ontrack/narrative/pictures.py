"""Pictures of a written text: from the plan's own folder, of two kinds, each with words."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote, urlsplit

from markdown_it.tree import SyntaxTreeNode

from ontrack.errors import Fault
from ontrack.narrative.document import Picture
from ontrack.narrative.inline import Place, shortened
from ontrack.narrative.insertions import without_insertions

EXPECTED = "a PNG or JPEG file in the plan's folder"
ENDINGS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}


def picture_of(node: SyntaxTreeNode, place: Place, folder: Path) -> tuple[Picture | None, list[Fault]]:
    """Return the picture that an image of Markdown names, or everything wrong with it.

    Parameters
    ----------
    node : SyntaxTreeNode
        An image.
    folder : Path
        Of the plan; nothing outside is read, also not through a symbolic link.
    """
    name = unquote(str(node.attrs["src"]))
    alternative, caption = node.content.strip(), str(node.attrs.get("title", "")).strip()
    faults = [place.fault(name, *words) for words in file_faults(name, folder)]
    faults += [fault for words in (alternative, caption) for fault in without_insertions(words, place)]
    if not alternative:
        remedy = "Write between the square brackets what the picture shows."
        faults.append(
            place.fault("![", f"the picture “{name}” without alternative text", "a description", remedy)
        )
    if not caption:
        remedy = 'Write it in double quotes after the name: ![description](picture.png "caption").'
        faults.append(place.fault("![", f"the picture “{name}” without a caption", "a caption", remedy))
    return (None if faults else Picture(name, folder / name, alternative, caption)), faults


def file_faults(name: str, folder: Path) -> list[tuple[str, str, str]]:
    """Return found, expected and remedy of what is wrong with a picture's name or file; at most one."""
    file = folder / name
    move = "Copy the picture into the plan's folder and name it from there."
    if urlsplit(name).scheme in ("http", "https", "data", "file", "ftp") or name.startswith("//"):
        return [(f"a picture from an address, “{shortened(name)}”", EXPECTED, move)]
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or "\\" in name:
        return [(f"the path “{shortened(name)}”", f"{EXPECTED}, named with forward slashes", move)]
    if not file.resolve().is_relative_to(folder.resolve()):
        return [(f"“{name}”, which lies outside the plan's folder", EXPECTED, move)]
    if file.suffix.lower() not in ENDINGS:
        return [(f"a picture of another kind, “{name}”", EXPECTED, "Save the picture as PNG or JPEG.")]
    if not file.is_file():
        return [(f"no file “{name}”", EXPECTED, "Correct the name, or put the picture there.")]
    return content_faults(file, name)


def content_faults(file: Path, name: str) -> list[tuple[str, str, str]]:
    """Return what is wrong with a picture's content: it is not what its name says, or cannot be read."""
    from PIL import Image  # here: most texts have no picture

    try:
        with Image.open(file) as image:
            image.load()
            kind = image.format
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        found = (
            f"“{name}”, which cannot be read as a picture ({shortened(str(error).replace(str(file), name))})"
        )
        return [(found, EXPECTED, "Save the picture again.")]
    if kind != ENDINGS[file.suffix.lower()]:
        return [(f"“{name}”, which is a {kind} file", EXPECTED, "Save it as what its name says.")]
    return []
