"""Whether the program itself is whole: asked before any work, so that no run stops half-way for it."""

from __future__ import annotations

from ontrack.fonts import require_fonts
from ontrack.languages import LANGUAGES
from ontrack.wording import load_wording


def require_installation() -> None:
    """Return when every language has every sentence, and both fonts are as they were delivered.

    Raises
    ------
    InputError
        With every sentence that a language lacks.
    RunError
        When a font is missing or damaged.
    """
    for language in LANGUAGES:
        load_wording(language)
    require_fonts()
