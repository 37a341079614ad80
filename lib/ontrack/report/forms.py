"""The three forms of an assessment, and which sections each has, in the order of the pages."""

from __future__ import annotations

FORMS = ("annual", "midterm", "final")  # 年度、中期、总结
SECTIONS = (
    "answer", "portfolio", "table", "structure", "multiples", "indicators", "rules", "others", "coherence",
    "scenarios", "method", "sources", "run",
)  # fmt: skip
ONLY_IN: dict[str, tuple[str, ...]] = {}


def sections_of(form: str) -> tuple[str, ...]:
    """Return the keys of a form's sections in the order of the pages.

    Sources are numbered as pages cite them, and so stand after all of these.
    """
    return tuple(key for key in SECTIONS if form in ONLY_IN.get(key, FORMS))
