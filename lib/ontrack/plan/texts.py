"""A text in several languages, as the nouns hold it; tables have a column a language: name_zh, name_en."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar

from ontrack.languages import LANGUAGES

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

Noun = TypeVar("Noun")


class Texts(dict[str, str]):
    """One text by language, not changed once read: empty in a language it is not written in.

    Under the key ``""`` stands what is said in every language without words of its own.
    """

    least: ClassVar[int] = 0  # characters that a text must have where one is typed

    def __init__(self, texts: Mapping[str, str] | None = None, /, **more: str) -> None:
        given = {**(texts or {}), **more}
        super().__init__({language: text for language, text in given.items() if text})

    def __missing__(self, language: str) -> str:
        return self.get("", "")

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic read it from a mapping whose keys are languages of ours."""
        from pydantic import Field  # here: what reads tables alone needs none of it
        from pydantic_core import core_schema

        typed = dict[Literal[*LANGUAGES], Annotated[str, Field(min_length=cls.least)]]  # type: ignore[valid-type]
        return core_schema.no_info_after_validator_function(cls, handler.generate_schema(typed))

    @property
    def first(self) -> str:
        """The text in the first language that has one."""
        return next(iter(self.values()), "")

    @property
    def shared(self) -> str:
        """The text where it is the same in every language it is written in; otherwise nothing."""
        return self.first if len(set(self.values())) == 1 else ""


class Names(Texts):
    """Texts that may not be typed empty."""

    least = 1


class Worded:
    """A noun with texts."""

    def text(self, field: str, language: str) -> str:
        """Return one of its texts in a language: ``indicator.text("unit", "en")``."""
        return getattr(self, field)[language]


def of_row(noun: type[Noun], row: Mapping[str, Any], **more: Any) -> Noun:
    """Return the noun, a dataclass, that a row of its table declares."""
    names = [one.name for one in fields(noun) if one.type == "Texts"]  # type: ignore[arg-type]
    found = gathered(row, names)
    return noun(**found | {name: Texts(found.get(name)) for name in names}, **more)


def gathered(row: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return a row with its texts by language: ``{"name_zh": "甲"}`` as ``{"name": {"zh": "甲"}}``.

    A column without a language goes under ``""``.
    """
    rest = dict(row)
    for name in names:
        columns = {language: f"{name}_{language}" for language in LANGUAGES}
        if isinstance(rest.get(name), str):
            columns[""] = name
        texts = {key: rest.pop(column) for key, column in columns.items() if column in rest}
        if texts:
            rest[name] = texts
    return rest


def spread(name: str, texts: Texts) -> dict[str, str]:
    """Return the columns of a text: name_zh, name_en."""
    return {f"{name}_{language}": texts[language] for language in LANGUAGES}
