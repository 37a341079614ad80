"""What names stand for in the source of the package: read from assignments, without running anything."""

from __future__ import annotations

import ast


def handed(function: ast.FunctionDef, name: str) -> bool:
    """Return whether a function is handed a name by its caller."""
    parts = function.args
    return any(one.arg == name for one in [*parts.posonlyargs, *parts.args, *parts.kwonlyargs])


def assigned(node: ast.AST, name: str) -> list[ast.AST]:
    """Return what a statement assigns to a name; of several at once, its own part."""
    match node:
        case ast.AnnAssign(target=ast.Name(id=one), value=ast.AST() as value) if one == name:
            return [value]
        case ast.Assign(targets=[ast.Name(id=one)], value=value) if one == name:
            return [value]
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=value):
            places = [at for at, one in enumerate(names) if isinstance(one, ast.Name) and one.id == name]
            return [part for at in places for part in parts_of(value, at)]
    return []


def constants(node: ast.AST, name: str) -> list[str]:
    """Return the text that a module assigns to a name."""
    values = [one.value for one in assigned(node, name) if isinstance(one, ast.Constant)]
    return [value for value in values if isinstance(value, str)]


def literals(node: ast.AST, name: str) -> list[str]:
    """Return what a statement assigns to a name where it is one of two texts."""
    branches = [one for one in assigned(node, name) if isinstance(one, ast.IfExp)]
    parts = [part for one in branches for part in (one.body, one.orelse)]
    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
    return texts if len(texts) == len(parts) else []


def parts_of(value: ast.AST, at: int) -> list[ast.AST]:
    """Return what stands at a place of a tuple, or of either of two."""
    match value:
        case ast.Tuple(elts=parts):
            return [parts[at]]
        case ast.IfExp(body=first, orelse=second):
            return parts_of(first, at) + parts_of(second, at)
    return [value]
