"""Texts that the code hands to its errors, read from the source: all that it can say to a user."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path

from wording.source_names import assigned, constants, handed, literals

PACKAGE = Path(__file__).resolve().parents[2] / "lib" / "ontrack"
PLACE = "4711"  # stands for what only a run knows
SPEAKS = re.compile(r"(Fault|Wrong|RunError|OutputError|Column|Ambiguous|ValueError|fault|refuse)\(|faults")
FIELDS = ("found", "expected", "remedy", "what")
# Which arguments of a call are words for a user: of errors, and of functions that make them.
TAKEN = {
    "Fault": slice(0, 3), "Wrong": slice(1, 4), "RunError": slice(0, 1), "OutputError": slice(0, 1),
    "Column": slice(3, 5), "Ambiguous": slice(0, 1), "foreign": slice(1, 2), "fault": slice(0, 2),
    ".fault": slice(1, 4), ".refuse": slice(1, 4), "read_file": slice(0), "read_content": slice(0),
}  # fmt: skip
# Whose ValueError pydantic hands on as a fault.
VALIDATED = ("plan/relations.py", "notebooks/parameters.py", "plan/scenario.py", "tables/plan_head.py")
TRIPLE = "str, str, str]"  # how functions of these say that they return found, expected and remedy
TRIPLES = ("fonts.py", "narrative/", "statements/faults.py")
CHECKS = ("report/pdf_check/check.py", "report/pdf_check/navigation.py")  # return lists of sentences
# Tables and functions of words that faults are put together from.
TABLES = {
    "narrative/blocks.py": ("REFUSED",), "narrative/inline.py": ("LEFT_OVER", "REFUSED"),
    "tables/identities.py": ("EXPECTED",), "tables/plan_head.py": ("EXPECTED",),
    "tables/scenarios.py": ("EXPECTED",), "tables/target_rows.py": ("WORDS",),
    "files/text_files.py": ("kinds",),
}  # fmt: skip


@dataclass
class Source:
    """A module of the package; `unseen` collects the expressions whose words cannot be read from it."""

    path: Path

    def __post_init__(self) -> None:
        self.tree = ast.parse(self.path.read_text(encoding="utf-8"))
        self.nodes = list(ast.walk(self.tree))
        self.unseen: set[str] = set()
        self.parents = {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}

    @cached_property
    def functions(self) -> list[ast.FunctionDef]:
        """Functions and methods, inner ones last."""
        return [node for node in self.nodes if isinstance(node, ast.FunctionDef)]

    def around(self, node: ast.AST) -> list[ast.AST]:
        """Return the functions around a node, from the inner one, and the module."""
        found = [node] if node is self.tree or isinstance(node, ast.FunctionDef) else []
        return found if node is self.tree else [*found, *self.around(self.parents[node])]

    @property
    def name(self) -> str:
        """The module's path within the package."""
        return self.path.relative_to(PACKAGE).as_posix()

    def said(self) -> Iterator[str]:
        """Yield every text that the module hands to an error."""
        for node in (*self.handed_over(), *self.returned_words(), *self.tabled()):
            yield from self.texts(node, self.around(node))

    def handed_over(self) -> Iterator[ast.expr]:
        """Yield the arguments that are words for a user."""
        for call in (node for node in self.nodes if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else f".{getattr(call.func, 'attr', '')}"
            if name == "ValueError" and self.name in VALIDATED:
                yield from call.args
            if name in TAKEN:
                yield from up_to_starred(call.args[TAKEN[name]])
                yield from (one.value for one in call.keywords if one.arg in FIELDS)

    def returned_words(self) -> Iterator[ast.expr]:
        """Yield the words that functions return for others to make faults of."""
        for function in self.functions:
            annotation = ast.unparse(function.returns) if function.returns else ""
            triple = TRIPLE in annotation and self.name.startswith(TRIPLES)
            if not triple and self.name not in CHECKS:
                continue
            for part in (node for statement in function.body for node in ast.walk(statement)):
                if triple and isinstance(part, ast.Return | ast.Yield):
                    yield from triple_of(part.value)
                if self.name in CHECKS and annotation == "list[str]" and isinstance(part, ast.JoinedStr):
                    yield part

    def tabled(self) -> Iterator[ast.expr]:
        """Yield the words of tables that faults are put together from."""
        for name in TABLES.get(self.name, ()):
            for value in (value for node in self.nodes for value in assigned(node, name)):
                inside = [node for node in ast.walk(value) if isinstance(node, ast.Tuple | ast.Dict)]
                for part in inside:
                    elements = part.elts if isinstance(part, ast.Tuple) else part.values
                    yield from (one for one in elements if isinstance(one, ast.Constant | ast.JoinedStr))

    def texts(self, node: ast.AST, scopes: list[ast.AST]) -> list[str]:
        """Return what an expression can say, with `PLACE` for what only a run knows."""
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=parts):
                pieces = [self.texts(one, scopes) for one in parts]
                return ["".join(chosen) for chosen in product(*pieces)]
            case ast.FormattedValue(value=ast.Subscript(value=ast.Name(id=name)) as value) if name.isupper():
                return self.texts(value, scopes)
            case ast.FormattedValue(value=ast.BinOp(op=ast.Mult()) as value):
                return self.texts(value, scopes)
            case ast.FormattedValue(value=ast.Name(id=name)) if name.isupper():
                return [text for one in self.tree.body for text in constants(one, name)] or [PLACE]
            case ast.FormattedValue(value=ast.Name(id=name)):
                return [text for one in ast.walk(scopes[0]) for text in literals(one, name)] or [PLACE]
            case ast.FormattedValue():
                return [PLACE]
            case ast.BinOp(left=value, op=ast.Mult()):
                return [*self.texts(value, scopes), ""]
            case ast.BinOp(left=first, op=ast.BitOr(), right=second):
                return self.texts(first, scopes) + self.texts(second, scopes)
            case ast.Tuple(elts=parts) | ast.Dict(values=parts) | ast.BoolOp(values=parts):
                return [text for part in parts for text in self.texts(part, scopes)]
            case ast.IfExp(body=first, orelse=second):
                return self.texts(first, scopes) + self.texts(second, scopes)
            case ast.BinOp(left=first, op=ast.Add(), right=second):
                both = self.texts(first, scopes), self.texts(second, scopes)
                return ["".join(pair) for pair in product(*both)]
            case ast.Starred(value=value) | ast.Subscript(value=value):
                return self.texts(value, scopes)
            case ast.Name():
                return self.named(node, scopes) or self.lost(node, scopes)
            case ast.Call(func=ast.Attribute(value=value, attr="format")):
                return [re.sub(r"\{\w+\}", PLACE, text) for text in self.texts(value, scopes)]
            case ast.Call(func=ast.Name(id=name)) if values := self.returned(name):
                return [text for value in values for text in self.texts(value, self.around(value))]
            case _:
                return self.lost(node, scopes)

    def named(self, node: ast.Name, scopes: list[ast.AST]) -> list[str]:
        """Return what a name can say, of the nearest scope that assigns it."""
        for scope in scopes:
            inside = self.nodes if scope is self.tree else ast.walk(scope)
            values = [value for one in inside for value in assigned(one, node.id)]
            others = [value for value in values if node not in ast.walk(value)]
            if others or (isinstance(scope, ast.FunctionDef) and handed(scope, node.id)):
                return [text for value in others for text in self.texts(value, scopes)]
        return []

    def returned(self, name: str) -> list[ast.AST]:
        """Return what a function of the module returns."""
        inside = [node for one in self.functions if one.name == name for node in ast.walk(one)]
        return [node.value for node in inside if isinstance(node, ast.Return) and node.value]

    def lost(self, node: ast.AST, scopes: list[ast.AST]) -> list[str]:
        """Note an expression whose words cannot be read here."""
        where = getattr(scopes[0], "name", "")
        self.unseen.add(f"{self.name}:{where}")
        return []


@cache
def sources() -> list[Source]:
    """Return the modules that have messages, read once."""
    paths = (path for path in PACKAGE.rglob("*.py") if SPEAKS.search(path.read_text(encoding="utf-8")))
    return [Source(path) for path in sorted(paths)]


def up_to_starred(nodes: list[ast.expr]) -> list[ast.expr]:
    """Return arguments up to the first that stands for several: what follows is no longer words."""
    starred = [place for place, node in enumerate(nodes) if isinstance(node, ast.Starred)]
    return nodes[: starred[0] + 1] if starred else nodes


def triple_of(value: ast.expr | None) -> list[ast.expr]:
    """Return found, expected and remedy of a tuple that a function returns, perhaps in a list."""
    tuples = value.elts if isinstance(value, ast.List) else [value]
    return [part for one in tuples if isinstance(one, ast.Tuple) for part in one.elts[-3:]]
