"""The page of exploring, served on this machine alone: Voila with our own template, font and limits."""

from __future__ import annotations

import logging
import shutil
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from ontrack.processes import light_imports  # noqa: F401 - before Voila, which imports nbformat

# isort: split
import nbformat
import tornado.ioloop
from traitlets.config import Config
from voila.app import Voila

from ontrack.errors import Fault, InputError
from ontrack.explorer.kernels import SpareKernelManager
from ontrack.files.temporary import clear_abandoned, temporary_folder
from ontrack.fonts import FONT_FOLDER
from ontrack.languages import LANGUAGES
from ontrack.notebooks import check_parameters
from ontrack.notebooks.parameters import TAG
from ontrack.paths import Paths
from ontrack.processes.endings import ENDING
from ontrack.wording import load_wording

NOTEBOOK = "explore.ipynb"
TEMPLATE_FOLDER = Path(__file__).with_name("page")
FREE_PORT = 0
# Whatever a template or a widget asks for, the browser may load it from this server and nowhere else.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self' data: blob:",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "connect-src 'self' data: blob:",
        "frame-ancestors 'self'",
    )
)
EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
IDLE_SECONDS = 600  # a kernel whose page has gone without a word ends after ten minutes


@dataclass(frozen=True)
class Address:
    """Where the page is served.

    Attributes
    ----------
    host : str
        Name or number of the interface.
    port : int
    """

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether nobody but this machine can reach it."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False


def free_address(host: str, port: int = FREE_PORT) -> Address:
    """Return an address that can be listened on; port 0 takes any free one.

    Raises
    ------
    InputError
        When the port is taken or forbidden, or the host is not one of this machine's.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return Address(host, probe.getsockname()[1])
    except (OSError, OverflowError) as error:
        fault = Fault(
            found=f"--host {host} --port {port} ({getattr(error, 'strerror', None) or error})",
            expected="an address of this machine and a free port from 1024 to 65535",
            remedy="Leave --port away and a free one is chosen; leave --host away for this machine alone.",
        )
        raise InputError([fault]) from None


def serve(paths: Paths, parameters: dict[str, Any], address: Address, *, browser: bool) -> None:
    """Serve notebooks/explore.ipynb until Ctrl-C; beyond loopback only with a token, made for this run.

    Parameters
    ----------
    paths : Paths
    parameters : dict
        Of the notebook: plan, as_of, language.
    address : Address
    browser : bool
        Whether to open the page.

    Raises
    ------
    InputError
        When the notebook is missing or has other parameters.
    """
    notebook = paths.notebooks / NOTEBOOK
    values = check_parameters(notebook, parameters)
    # It warns that a setting which the server takes for milliseconds is too long in seconds.
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    server = ExplorerServer(config=configuration(values, address), notebook_path=str(notebook))
    server.shows_page = browser
    server.words = values["language"]
    clear_abandoned()
    server.initialize(argv=[])
    with temporary_folder() as folder:  # whose kernels' files the next run clears when this one is killed
        server.connection_dir_root = str(folder)
        server.start()


def configuration(values: dict[str, Any], address: Address) -> Config:
    """Return the settings of Voila: nothing of the machine's own configuration counts."""
    wording = load_wording(values["language"])
    remote = not address.is_loopback
    settings = {
        # No ws_ping_timeout: unless longer than ws_ping_interval, it cuts the page off at the first ping, and
        # what a reader moves at that moment is lost.
        "headers": {"Content-Security-Policy": CONTENT_SECURITY_POLICY},
        "allow_remote_access": remote,  # else the name in the request must be one of this machine's
    }
    return Config(
        Voila={
            "ip": address.host, "port": address.port, "port_retries": 0, "open_browser": True,
            "auto_token": remote, "config_file_paths": [], "log_level": logging.ERROR,
            "tornado_settings": settings,
        },
        VoilaConfiguration={
            "theme": "light", "strip_sources": True, "show_tracebacks": False,
            "allow_template_override": "NO", "allow_theme_override": "NO", "file_allowlist": [],
            "prelaunch_hook": with_parameters(values, wording("explorer.title")),
            "resources": {"opening": wording("explorer.opening")},
            "multi_kernel_manager_class": SpareKernelManager, "extension_allowlist": EXTENSIONS,
        },
        VoilaExecutor={"cell_error_instruction": wording("explorer.error_page")},
        VoilaExporter={"language_code": values["language"]},
        SpareKernelManager={"plan": values["plan"]},
        MappingKernelManager={"cull_idle_timeout": IDLE_SECONDS, "cull_interval": 60},
        KernelManager={"transport": "tcp" if sys.platform == "win32" else "ipc"},
    )  # fmt: skip


def with_parameters(values: dict[str, Any], title: str) -> Callable[..., None]:
    """Return a hook that leaves a notebook about to be run its code, with values in the parameters cell."""

    def fill(request: object, notebook: nbformat.NotebookNode, cwd: str) -> None:
        notebook.metadata["title"] = title
        notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for cell in notebook.cells:
            if TAG in cell.metadata.get("tags", []):
                cell.source = "\n".join(f"{name} = {value!r}" for name, value in values.items())

    return fill


class ExplorerServer(Voila):
    """Voila with the project's template before its own, the font among the static files, and few words."""

    shows_page = True
    words = "zh"
    template_paths: list[str]
    static_paths: list[str]

    def setup_template_dirs(self) -> None:
        """Let our template and font be found before Voila's."""
        super().setup_template_dirs()
        self.template_paths = [str(TEMPLATE_FOLDER), *self.template_paths]
        self.static_paths = [*self.static_paths, str(FONT_FOLDER)]

    def init_settings(self) -> dict[str, Any]:
        """Give the page for errors its sentences."""
        settings = super().init_settings()
        sentences = {language: load_wording(language)("explorer.error_page") for language in LANGUAGES}
        settings["voila_jinja2_env"].globals.update(failed=sentences, language=self.words)
        return settings

    def launch_browser(self) -> None:
        """Say where the page is, now that it is served, and open it if wanted."""
        # A KeyboardInterrupt would be raised in whatever task is running, and be lost with it.
        for number in ENDING:
            signal.signal(number, self._handle_signal_stop)
        self.ioloop = tornado.ioloop.IOLoop.current()
        self.ioloop.add_callback(self.kernel_manager.prepare)
        wording = load_wording(self.words)
        print(wording("explorer.served", address=self.display_url), flush=True)
        if self.shows_page and not webbrowser.open(self.connection_url):
            print(wording("explorer.no_browser"), flush=True)

    def stop(self) -> None:
        """End every kernel, then say so."""
        self.ioloop.run_sync(self.kernel_manager.end)
        shutil.rmtree(self.connection_dir, ignore_errors=True)
        print(load_wording(self.words)("explorer.stopped"), flush=True)
