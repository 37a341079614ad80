"""Every word a reader sees, in Chinese and in English: whole sentences with places for figures."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from ontrack.errors import Fault, InputError
from ontrack.languages import LANGUAGES
from ontrack.wording.completeness import FOLDER, language_faults, places

__all__ = ["Wording", "load_wording", "merged", "places"]


class Wording:
    """The sentences of one language, called by dotted key: ``wording("report.title", plan=...)``.

    Parameters
    ----------
    language : str
        zh or en.
    texts : mapping
        Key to sentence with ``{places}``.
    """

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self.texts = dict(texts)

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence `key` with its places filled.

        Raises
        ------
        KeyError
            When there is no such sentence, or a place has no value.
        """
        if key not in self.texts:
            raise KeyError(f"no wording {key!r} in wording/{self.language}; add it to every language")
        missing = places(self.texts[key]) - set(values)
        if missing:
            raise KeyError(
                f"wording {key!r} in wording/{self.language} lacks values for {', '.join(sorted(missing))}"
            )
        return self.texts[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the sentence for one (``key.one``) or several things (``key.other``), with ``{number}``."""
        return self(f"{key}.{'one' if number == 1 else 'other'}", number=number, **values)

    def join(self, sentences: Iterable[str]) -> str:
        """Return sentences one after the other: with a blank between two where the language has one."""
        return LANGUAGES[self.language].joiner.join(sentences)


def flatten(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """Return the leaves of nested tables by dotted key."""
    leaves: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            leaves |= flatten(value, f"{prefix}{key}.")
        else:
            leaves[prefix + key] = str(value)
    return leaves


@cache
def load_wording(language: str) -> Wording:
    """Return the wording of a language.

    It stands in the language's folder, a file a subject: ``<language>/<subject>.toml``.

    Raises
    ------
    ValueError
        When the language is not one of ours, or a sentence stands in two files.
    InputError
        When a file is no TOML, or one language lacks a sentence or a place that another has: every one.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no wording for language {language!r}; there is {', '.join(LANGUAGES)}")
    texts = {each: texts_of(each) for each in LANGUAGES}
    faults = language_faults(texts)
    if faults:
        raise InputError(faults)
    return Wording(language, merged(texts[language]))


@cache
def texts_of(language: str) -> dict[str, dict[str, str]]:
    """Return the sentences of a language by file and dotted key."""
    names = sorted(path.name for path in files(__package__).joinpath(language).iterdir())
    ours = [f"{language}/{name}" for name in names if name.endswith(".toml")]
    return {name: read_texts(name) for name in ours}


def read_texts(name: str) -> dict[str, str]:
    """Return the sentences of one file by dotted key."""
    try:
        return flatten(tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        remedy = "Correct the line; a sentence stands between double quotes, in UTF-8."
        fault = Fault(f"a broken file ({error})", "a TOML file", remedy, f"{FOLDER}/{name}")
        raise InputError([fault]) from error


def merged(texts_by_file: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the sentences of several files.

    Raises
    ------
    ValueError
        When two files hold the same key.
    """
    texts: dict[str, str] = {}
    for name, found in texts_by_file.items():
        twice = sorted(set(texts) & set(found))
        if twice:
            raise ValueError(f"{name} repeats {', '.join(twice)}; keep each sentence in one file")
        texts |= found
    return texts
