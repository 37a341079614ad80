"""Nothing outside the package asks which kind a target is."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ontrack.plan.kinds import KINDS

LIBRARY = Path(__file__).resolve().parents[3] / "lib" / "ontrack"
# Words that name other things too, and may be compared as such.
OWN_WORDS = set(KINDS) - {
    "average_growth", "coverage", "cumulative", "direction", "flow", "milestones", "range", "rank", "ratio",
    "score", "share", "stock", "zero",
}  # fmt: skip
TARGETS = {"target", "read", "aim", "goal", "course.target", "self.target", "outcome.target", "shown.target"}


def kinds_asked(source: str) -> list[int]:
    """Return the lines that compare a target's kind with a word, or anything with a word of targets alone."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare)
        and any(is_kind_of_target(side) or names_one(side) for side in (node.left, *node.comparators))
    ]


def is_kind_of_target(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "kind" and ast.unparse(node.value) in TARGETS


def names_one(node: ast.expr) -> bool:
    words = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return any(isinstance(word, str) and word in OWN_WORDS for word in words)


def test_the_library_asks_the_kind_and_compares_no_word():
    found = {
        str(module.relative_to(LIBRARY)): lines
        for module in sorted(LIBRARY.rglob("*.py"))
        if module.relative_to(LIBRARY).parts[0] != "target_kinds"
        and (lines := kinds_asked(module.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('if target.kind == "ratio":\n    pass', [1]),
        ("x = 1\nif read.kind in LEVELS:\n    pass", [2]),
        ('if row["kind"] in ("average_growth", "multiple_of_baseline"):\n    pass', [1]),
        ('if indicator.kind == "cumulative":\n    pass', []),
        ("if kind_of(target).own_unit:\n    pass", []),
    ],
)
def test_a_comparison_is_seen(source, lines):
    assert kinds_asked(source) == lines
