"""Kernels for the runner: this interpreter, the same surroundings every time."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager

import ontrack
from ontrack.errors import RunError
from ontrack.files.temporary import TemporaryFolder

# A socket's path may have 103 characters on macOS and 107 on Linux; its name below the folder takes 13.
_LONGEST_FOLDER = 80
_FORGET = "get_ipython().reset(); __spec__ = None"  # the latter as at the start: multiprocessing asks for it
_THREAD_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class _ThisInterpreter(KernelSpecManager):
    """Answers every kernel name with the Python that is running, whatever kernels the user has registered."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3 (ipykernel)", language="python")


class _Manager(KernelManager):
    """A kernel manager that remembers its client, so that its sockets can be closed with the kernel."""

    opened: Any = None

    def client(self, **options: Any) -> Any:
        self.opened = super().client(**options)
        return self.opened


class Kernel:
    """A running kernel and the temporary folder that holds its sockets, its log and its IPython profile.

    The process starts at once and gets ready in the background. It serves one notebook after another, each as
    a new session; use it as a context, and it is ended on leaving. It ignores the user's IPython profile,
    hashes text with a fixed seed, draws with matplotlib's inline backend and uses one BLAS thread.

    Parameters
    ----------
    working_folder : Path
        Working folder of the notebooks.
    preload : sequence of str
        Modules to import before the first cell. No name is defined: the notebook's own import finds the
        module loaded. A module that cannot be imported is left for the notebook to fail on.

    Raises
    ------
    RunError
        When the process cannot be started.
    """

    def __init__(self, working_folder: Path, preload: Sequence[str] = ()) -> None:
        if sys.platform == "win32":  # the event loop that zmq needs there, as papermill sets it
            asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
        self._temporary = TemporaryFolder()
        self.folder = self._temporary.path
        self.manager = _Manager(
            kernel_name="python3",
            kernel_spec_manager=_ThisInterpreter(),
            client_class="jupyter_client.asynchronous.AsyncKernelClient",
            transport=_transport(self.folder),
            connection_file=str(self.folder / "kernel.json"),
        )
        options = ["--HistoryManager.enabled=False"]
        options += [f"--IPKernelApp.exec_lines=import {module} as _; del _" for module in preload]
        surroundings = {"cwd": str(working_folder), "env": _environment(self.folder)}
        try:
            with self._log.open("w", encoding="utf-8") as log:
                self.manager.start_kernel(extra_arguments=options, stderr=log, **surroundings)
        except OSError as error:
            self.close()
            raise RunError(f"No Python kernel could be started with {sys.executable} ({error}).") from error

    def __enter__(self) -> Kernel:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _log(self) -> Path:
        return self.folder / "kernel.log"

    def last_words(self) -> str:
        """Return the last five lines that the process wrote on its error stream, or nothing."""
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-5:])

    def forget(self) -> None:
        """Let the next cell find the names and the cell number of a new session; modules stay loaded."""
        self.manager.opened.execute(_FORGET, silent=True)

    def disconnect(self) -> None:
        """Close the sockets of the client that papermill opened, in the thread that used them."""
        if self.manager.opened is not None:
            self.manager.opened.stop_channels()

    def kill(self) -> None:
        """End the process at once; who waits for its answers finds it dead within a second."""
        local: Any = self.manager.provisioner
        local.process.kill()

    def close(self) -> None:
        """End the process and remove its folder; calling it twice does no harm."""
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()
        self._temporary.remove()


def _transport(folder: Path) -> str:
    """Return ipc where there are Unix sockets and `folder` is short enough for their paths, else tcp."""
    return "tcp" if sys.platform == "win32" or len(str(folder)) > _LONGEST_FOLDER else "ipc"


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of a kernel: ours, and what makes two runs alike."""
    library = str(Path(ontrack.__file__).parents[1])
    search = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        **dict.fromkeys(_THREAD_LIMITS, "1"),
        "PYTHONPATH": os.pathsep.join([library, search]) if search else library,
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "IPYTHONDIR": str(folder / "ipython"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # no debugger message about frozen modules
        "JUPYTER_PLATFORM_DIRS": "1",  # no message about the coming change of Jupyter's folders
    }
