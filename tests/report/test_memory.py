"""What typst frees goes back to the system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ontrack.report.build import give_back

MIB = 2**20


def resident() -> int:
    """Return the bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(sys.platform != "linux", reason="other C libraries give memory back by themselves")
def test_freed_memory_is_given_back():
    pieces = [bytearray(b"x" * 65536) for _ in range(1600)]
    last = bytearray(b"x" * 65536)  # stays, so that what was freed is not at the end of the memory
    full = resident()
    pieces.clear()
    give_back()
    assert resident() < full - 80 * MIB
    assert last
