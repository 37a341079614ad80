"""The command `ontrack` as a process of its own, or, quicker, called in this one."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

from ontrack.cli import app as cli

ROOT = Path(__file__).resolve().parents[2]
Answer = subprocess.CompletedProcess[str]


def ontrack(folder: Path, *words: str, **options) -> Answer:
    """Run the command in a folder, as a user does; its messages as text."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), "COLUMNS": "200", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "ontrack.cli", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", **options
    )  # fmt: skip


def called(folder: Path, *words: str) -> Answer:
    """Call the command in this process, as if in a folder; only signals are not answered as there."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    status = 0
    with (
        contextlib.chdir(folder), mock.patch.object(sys, "argv", ["ontrack", *words]),
        mock.patch.dict(os.environ, COLUMNS="200"),
        contextlib.redirect_stdout(out), contextlib.redirect_stderr(err),
    ):  # fmt: skip
        try:
            cli.run()
        except SystemExit as ended:
            status = int(ended.code or 0)
    said = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
    return subprocess.CompletedProcess(words, status, *said)
