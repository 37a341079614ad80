"""A page in a real browser: the server on a small project of its own, and Debian's chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = ROOT / "tests" / "data" / "good"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGE_MILLISECONDS = 30_000
# The server pings a page every half minute: here every second, so that a test need not wait for it.
PINGING = """
import runpy
from jupyter_server.base.websocket import WebSocketMixin
WebSocketMixin.ping_interval = property(lambda page: 1000)
runpy.run_module("ontrack.cli", run_name="__main__", alter_sys=True)
"""
BAD_ORDER = "1"  # with it a set of min, max, step and value begins with the value: see `set_range`
SCENARIOS = """\
# A comment that must stay.

[[scenario]]
id = "baseline"
kind = "baseline"
name_zh = "基准"
name_en = "Baseline"

[[scenario]]
id = "stagnation"
kind = "stagnation"
name_zh = "停滞"
name_en = "Standstill"
"""


def make_project(folder: Path) -> Path:
    """Return a folder with the small good project, two scenarios and our notebooks."""
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    (folder / "data" / "raw" / "plans" / "tiny" / "scenarios.toml").write_text(SCENARIOS, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path) -> Path:
    return make_project(tmp_path / "project")


def find_chromium() -> str | None:
    """Return the browser of this system, None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


class Server:
    """The command as a user starts it."""

    def __init__(self, folder: Path, *words: str, start: Sequence[str] = ("-m", "ontrack.cli")) -> None:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "lib"),
            "PYTHONUTF8": "1",
            "OMP_NUM_THREADS": "1",
            "PYTHONHASHSEED": BAD_ORDER,
        }
        command = [sys.executable, *start, "explore", "--plan", "tiny", "--no-browser", *words]
        self.folder = folder
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            encoding="utf-8",
        )  # fmt: skip
        self.first_line = self.process.stdout.readline()
        found = re.search(r"http://\S+?(?=[（( ]|$)", self.first_line)
        self.address = found.group() if found else ""

    def stop(self) -> str:
        """Press Ctrl-C and return what was printed since."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=60)[0]


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    folder = make_project(tmp_path_factory.mktemp("explored") / "project")
    running = Server(folder, start=("-c", PINGING))
    assert running.address, running.first_line + running.process.communicate(timeout=60)[0]
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    program = find_chromium()
    if program is None:
        pytest.skip("no chromium is installed (on Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def outside() -> list[str]:
    """Addresses elsewhere that the page asked for."""
    return []


@pytest.fixture(scope="module")
def opened(chromium, server, outside):
    """The page, opened once."""
    context = chromium.new_context(viewport={"width": 1360, "height": 1250}, accept_downloads=True)
    context.on("request", lambda request: note_outside(request.url, server.address, outside))
    page = context.new_page()
    page.set_default_timeout(PAGE_MILLISECONDS)
    page.goto(server.address)
    page.wait_for_selector(".tile")
    yield page
    context.close()


@pytest.fixture
def page(opened):
    """The page in Chinese, as it was when opened."""
    opened.get_by_role("button", name="中文").click()
    opened.wait_for_function("document.title === '情景推演'")
    opened.get_by_role("button", name="重新读取情景").click()
    opened.wait_for_selector(".done p, .alert p")
    to_and_fro(opened, "目标", "document.querySelectorAll('.tile')[{place}].ariaCurrent === 'true'")
    scenario = "document.querySelector('.answer .label').textContent.startsWith(['基准', '停滞'][{place}])"
    to_and_fro(opened, "情景", scenario)
    to_and_fro(
        opened, "对照情景", "document.querySelectorAll('table.compared tbody tr').length === {place} + 1"
    )
    opened.get_by_role("button", name="恢复规划的目标值和年份").click()
    opened.wait_for_function("document.querySelectorAll('.done p, .alert p').length === 0")
    return opened


def to_and_fro(page, label: str, shown: str) -> None:
    """Choose the second and then the first choice, each time until it shows."""
    for place in (1, 0):
        page.get_by_label(label, exact=True).select_option(index=place)
        page.wait_for_function(shown.format(place=place))


def note_outside(url: str, address: str, outside: list[str]) -> None:
    """Remember an address that is neither the page's own nor made by the page itself."""
    if not url.startswith((address, "data:", "blob:", "about:")):
        outside.append(url)
