"""Damaged files by the thousand: a reader gives its table or says what is wrong, and never anything else.

The suite runs a few a file, the same ones each time. All 2,000 a file, in about two hours of one core:
``python3 run.py test tests/tables/test_generated.py --examples 2000``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from tables.whole_project import MORE, PLAN, whole_project

from ontrack.errors import InputError
from ontrack.paths import Paths
from ontrack.tables import load_raw, read_common
from ontrack.tables.mending import mend
from ontrack.tables.raw import Common

SHARED = (
    "observations/CN-ZJ.csv",
    "indicators.csv",
    "regions.csv",
    "sources.csv",
    "breaks.csv",
    "note_translations.csv",
    "statements.csv",
    "policy_targets.csv",
    "policy_target_series.csv",
    "past_targets.csv",
)
OWN = (PLAN + "plan.toml", PLAN + "targets.csv", *(name for name in MORE if name.startswith(PLAN)))
# What people, spreadsheets and transfers put into cells, and what readers have stumbled over.
CELLS = (
    "",
    " ",
    "0",
    "-1",
    "1e999",
    "1e-999",
    "nan",
    "inf",
    "９９",
    "２０２５",
    "²",
    "٣",
    "1,234",
    "12.3万",
    "37.7%",
    "2025-13",
    "2026-02-30",
    "9999",
    "0000",
    "2025",
    "2025-06",
    "9" * 400,
    "9" * 5000,
    "x" * 20_000,
    "𠮷",
    "\x00",
    "\x07",
    "\x0b",
    "\x85",
    "\u2028",
    "\ufeff",
    "\ud7ff",
    "=1+1",
    '"',
    "'",
    "''",
    '"""',
    "[",
    "[[",
    "]",
    "{",
    "}",
    "{}",
    "a.b",
    "*",
    "patents",
    "rate",
    "CN-ZJ",
    "yes",
    "true",
    "1979-05-27T07:32:00Z",
    "07:32:00",
    "0x10",
    "1_000",
    "# ",
    '![x](y.png "z")',
    "| a |\n|---|\n",
    "- - - - -",
    "<b>",
    "\\",
    "$",
    "\n",
    "\r",
    ";",
    "\t",
    "sum_over",
    "ratio_over",
    "average_growth",
    "will_be_added",
    "between",
    "1..0",
    "stock",
    "baseline",
)
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "latin-1")


def examples(request: pytest.FixtureRequest) -> int:
    return request.config.getoption("--examples")


@st.composite
def damages(draw: st.DrawFn, text: str) -> bytes:
    """Draw a text with some of its parts exchanged, doubled or lost, and saved by some program."""
    for _ in range(draw(st.integers(1, 3))):
        cuts = [place for place, sign in enumerate(text) if sign in ',\n="[]{}|#'] or [0]
        start = draw(st.sampled_from(cuts))
        end = next((cut for cut in cuts if cut > start), len(text))
        kind = draw(st.sampled_from(("cell", "text", "cut", "double", "move")))
        part = text[start:end]
        new = {
            "cell": text[start : start + 1] + draw(st.sampled_from(CELLS)),
            "text": draw(st.text(max_size=8)),
            "cut": "",
            "double": part * draw(st.sampled_from((2, 3, 300))),
            "move": part[::-1],
        }[kind]
        text = text[:start] + new + text[end:]
    encoding = draw(st.sampled_from(ENCODINGS)) if draw(st.integers(0, 9)) == 0 else "utf-8"
    content = text.encode(encoding, errors="replace")
    if draw(st.integers(0, 19)) == 0:
        place = draw(st.integers(0, len(content)))
        content = content[:place] + draw(st.binary(max_size=4)) + content[place:]
    return content


@pytest.fixture(scope="module")
def project_of_all(tmp_path_factory) -> Paths:
    return whole_project(tmp_path_factory.mktemp("whole"))


def test_the_undamaged_project_has_no_fault(project_of_all):
    raw = load_raw(project_of_all, "tiny", strict=True)
    assert (len(raw.scenarios), len(raw.identities.identity), len(raw.narratives)) == (2, 1, 1)
    assert (len(raw.statements), len(raw.policy_targets.targets), len(raw.plan.remarks)) == (2, 1, 1)


def try_out(paths: Paths, file: Path, content: bytes, common: Common | None = None) -> None:
    """Read and mend a damaged file; whatever is wrong with it is a fault in words."""
    file.write_bytes(content)
    common = common or read_common(paths)
    for strict in (True, False):
        try:
            load_raw(paths, "tiny", strict=strict, common=common)
        except InputError as error:
            assert str(error)
    try:
        mend(content, file.as_posix())
    except InputError as error:
        assert str(error)


@pytest.mark.parametrize("name", [*SHARED, *OWN])
def test_no_damage_ends_in_a_traceback(request, project_of_all, name):
    paths, file = project_of_all, project_of_all.raw / name
    before = file.read_bytes()
    common = read_common(paths) if name in OWN else None

    @seed(2026)
    @settings(
        max_examples=examples(request),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(content=damages(before.decode()))
    def damaged(content: bytes) -> None:
        try_out(paths, file, content, common)

    try:
        damaged()
    finally:
        file.write_bytes(before)
