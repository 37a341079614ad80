"""Import jsonschema, which nbformat needs, without a part of it that is slow to load and not used here."""

from __future__ import annotations

import sys

# As soon as rfc3987_syntax is installed (JupyterLab brings it), jsonschema compiles its grammar for the
# formats "iri" and "iri-reference": 1.8 s in every process. The schema of notebooks has neither format, and
# jsonschema goes on by itself when the import fails.
_SLOW = "rfc3987_syntax"

if "jsonschema" not in sys.modules and _SLOW not in sys.modules:
    sys.modules[_SLOW] = None  # type: ignore[assignment]  # None makes `import` raise ImportError
    try:
        import jsonschema  # noqa: F401
    finally:
        del sys.modules[_SLOW]
