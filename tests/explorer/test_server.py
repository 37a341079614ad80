"""The command `ontrack explore`: one machine, one port, a token beyond it, and a clean end."""

from __future__ import annotations

import json
import math
import socket
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from cli.command_line import called
from explorer.conftest import Server, make_project
from jupyter_server.base.websocket import WS_PING_INTERVAL

from ontrack.errors import InputError
from ontrack.explorer.server import Address, configuration, free_address, with_parameters

ROOT = Path(__file__).resolve().parents[2]
VALUES = {"plan": "tiny", "as_of": 0, "language": "zh"}


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.8.8.8", True), ("0.0.0.0", False),
     ("192.168.0.7", False), ("example.org", False)],
)  # fmt: skip
def test_which_addresses_nobody_else_can_reach(host, alone):
    assert Address(host, 1).is_loopback == alone


@pytest.mark.parametrize(("host", "token"), [("127.0.0.1", False), ("0.0.0.0", True)])
def test_a_token_is_asked_for_beyond_this_machine(host, token):
    settings = configuration(VALUES, Address(host, 8866))
    assert settings.Voila.auto_token == token
    assert settings.Voila.tornado_settings["allow_remote_access"] == token
    assert settings.Voila.ip == host


def test_a_page_has_longer_to_answer_a_ping_than_until_the_next():
    """Else it is cut off at the first ping; see `test_a_page_is_not_cut_off`."""
    settings = configuration(VALUES, Address("127.0.0.1", 8866)).Voila.tornado_settings
    longest = settings.get("ws_ping_timeout", math.inf)
    assert longest > settings.get("ws_ping_interval", WS_PING_INTERVAL)


def test_a_free_port_is_found_and_a_taken_one_refused():
    found = free_address("127.0.0.1")
    assert 1024 <= found.port <= 65535
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            InputError, match=rf"--port {port} \(.*\); expected .*free port.*Leave --port away"
        ):
            free_address("127.0.0.1", port)


def test_an_address_of_another_machine():
    with pytest.raises(InputError, match=r"--host 203\.0\.113\.7 .*expected an address of this machine"):
        free_address("203.0.113.7")


def test_the_page_gets_its_parameters_and_no_prose():
    import nbformat

    notebook = nbformat.read(ROOT / "notebooks" / "explore.ipynb", as_version=4)
    with_parameters(VALUES, "题")(None, notebook, "")
    assert {cell.cell_type for cell in notebook.cells} == {"code"}
    assert notebook.cells[0].source == "plan = 'tiny'\nas_of = 0\nlanguage = 'zh'"
    assert notebook.metadata["title"] == "题"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--lang", "zh,en"), "现为--lang zh,en；应为一种语言。请写--lang zh或--lang en。"),
        (("--lang", "fr"), "expected some of zh, en"),
        (("--host", "203.0.113.7"), "expected an address of this machine"),
    ],
)
def test_a_wrong_option(project, words, message):
    run = called(project, "explore", "--plan", "tiny", "--no-browser", *words)
    assert run.returncode == 1
    assert message in run.stderr
    assert "Traceback" not in run.stderr


def test_a_project_without_the_notebook(project):
    (project / "notebooks" / "explore.ipynb").unlink()
    run = called(project, "explore", "--plan", "tiny", "--no-browser")
    assert (run.returncode, run.stdout) == (1, "")
    assert "explore.ipynb: found no such file" in run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals to a child are another matter on Windows")
def test_it_listens_here_alone_and_ends_cleanly(tmp_path):
    server = Server(make_project(tmp_path / "project"))
    host, port = server.address.removeprefix("http://").rstrip("/").split(":")
    assert host == "127.0.0.1"
    assert urllib.request.urlopen(f"{server.address}voila/static/NotoSansSC-Regular.otf").status == 200
    listening = [line.split()[3] for line in sockets() if line.split()[3].endswith(f":{int(port):04X}")]
    assert listening in ([], ["0100007F:" + f"{int(port):04X}"])
    printed = server.stop()
    assert printed.strip() == "已结束。", printed
    assert server.process.returncode == 0
    with socket.socket() as probe:
        assert probe.connect_ex((host, int(port))) != 0
    assert list(tmp_path.rglob("*.lock")) == []


def sockets() -> list[str]:
    """Return the kernel's list of listening TCP sockets, nothing where there is none to read."""
    table = Path("/proc/net/tcp")
    lines = table.read_text().splitlines()[1:] if table.is_file() else []
    return [f"x x x {line.split()[1]}" for line in lines if line.split()[3] == "0A"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals to a child are another matter on Windows")
def test_beyond_this_machine_it_wants_the_token(tmp_path):
    server = Server(make_project(tmp_path / "project"), "--host", "0.0.0.0", "--lang", "en")
    try:
        assert "?token=" in server.address
        port = server.address.split(":")[2].split("/")[0]
        token = server.address.split("token=")[1]
        bare = f"http://127.0.0.1:{port}/"
        assert "login" in urllib.request.urlopen(bare).geturl()
        request = urllib.request.Request(f"{bare}api/kernels/{'0' * 8}-1-1-1-{'0' * 12}")
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(request)
        assert "login" not in urllib.request.urlopen(f"{bare}?token={token}").geturl()
    finally:
        server.stop()


def test_what_the_notebook_says_is_wrong_is_a_sentence(project):
    """A faulty plan, as the page shows it."""
    from ontrack.explorer import explorer
    from ontrack.paths import Paths

    (project / "data" / "raw" / "plans" / "tiny" / "scenarios.toml").write_text("[[scenario]]\nid = 1\n")
    page = explorer(Paths(project), "tiny", language="en")
    text = page.children[1].value
    assert "It was not done, for this reason." in text
    assert "scenarios.toml, line" in text
    assert json.dumps(text).count("Traceback") == 0
    assert "scenarios.toml，第" in explorer(Paths(project), "tiny", language="zh").children[1].value
