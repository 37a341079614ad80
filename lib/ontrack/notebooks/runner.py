"""The strict runner: a notebook runs to its end and is put in place, or fails in words and leaves nothing."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from ontrack.errors import OutputError, RunError
from ontrack.notebooks.failure_text import failure_text
from ontrack.notebooks.kernels import Kernel
from ontrack.notebooks.parameters import check_parameters
from ontrack.paths import replace_text, writing


def run_notebook(
    notebook: Path,
    destination: Path,
    parameters: dict[str, Any],
    *,
    failed_folder: Path,
    progress: Callable[[int, int], None] | None = None,
    working_folder: Path,
    kernel: Kernel | None = None,
) -> Path:
    """Run a notebook with papermill, put the executed copy at `destination`, and return `destination`.

    The copy appears there whole and only after the last cell; whatever goes wrong, Ctrl-C included, an
    earlier copy stays as it was. What an earlier failure left in `failed_folder` is removed on success.

    Parameters
    ----------
    notebook, destination : Path
        The notebook without outputs, and where the executed copy goes.
    parameters : dict
        Values by name; what is left out keeps its default.
    failed_folder : Path
        Where the half-executed copy goes when a cell fails.
    progress : callable, optional
        Called with cells done and cells in all, before each cell (in another thread) and after the last.
    working_folder : Path
        Working folder of the notebook; without effect on `kernel`, which has its own.
    kernel : Kernel, optional
        Which runs on afterwards; without it one is started and ended.

    Raises
    ------
    InputError
        For a faulty notebook or parameter, before a kernel starts.
    RunError
        When a cell or the kernel fails.
    ValueError
        When `destination` or the copy in `failed_folder` would replace `notebook` itself.
    OutputError
        When the copy cannot be written; an unwritable folder is noticed before a kernel starts.
    """
    failed = failed_folder / notebook.name
    if notebook.resolve() in (destination.resolve(), failed.resolve()):
        raise ValueError(f"{notebook} would be replaced by its executed copy")
    values = check_parameters(notebook, parameters)
    with writing(destination):
        destination.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=destination.parent).close()
    run = _Run(progress)
    with _quiet(), contextlib.nullcontext(kernel) if kernel else Kernel(working_folder) as chosen:
        _wait_for(chosen, _execute, notebook, values, chosen, run)
    if run.executed is None:
        raise RunError(f"{notebook.name} {run.failure}")
    # papermill notes absolute paths of this machine; names are enough
    run.executed.metadata.papermill.update(input_path=notebook.name, output_path=destination.name)
    if run.failure:
        raise RunError(f"{notebook.name} {run.failure}\n{_keep(run.executed, failed)}")
    run.report(len(run.executed.cells))
    replace_text(destination, nbformat.writes(run.executed) + "\n")
    with writing(failed):
        failed.unlink(missing_ok=True)
    return destination


@dataclass
class _Run:
    """What nbclient's hooks tell: the notebook being executed, the cell it has come to, and the failure."""

    progress: Callable[[int, int], None] | None = None
    executed: NotebookNode | None = None
    cell: int = 0
    failure: str = ""

    def notebook_started(self, notebook: NotebookNode) -> None:
        self.executed = notebook

    def cell_started(self, cell: NotebookNode, cell_index: int) -> None:
        self.cell = cell_index
        self.report(cell_index)

    def cell_failed(self, cell: NotebookNode, cell_index: int, execute_reply: dict[str, Any]) -> None:
        self.failure = failure_text(cell, execute_reply["content"])

    def kernel_failed(self, error: Exception, detail: str) -> None:
        """Leave in the notebook and in `failure` what a failed cell would have left there."""
        words = f"{error}\n{detail}".strip()
        if self.executed is None:
            self.failure = f"did not start: {words}"
            return
        cell, *later = self.executed.cells[self.cell :]
        content = {"ename": type(error).__name__, "evalue": words, "traceback": []}
        cell.outputs.append(nbformat.v4.new_output("error", **content))
        cell.metadata.papermill.update(exception=True, status="failed")
        for unfinished in later:
            unfinished.metadata.papermill.update(status="pending")  # papermill says completed
        self.failure = failure_text(cell, content)

    def report(self, done: int) -> None:
        if self.progress is not None and self.executed is not None:
            self.progress(done, len(self.executed.cells))


def _wait_for(kernel: Kernel, work: Callable[..., None], *arguments: Any) -> None:
    """Do `work` in a thread of its own and wait for it; on Ctrl-C end it by ending `kernel`.

    Ctrl-C reaches the main thread only. Were the event loop in it, the KeyboardInterrupt would be raised at
    any line of asyncio or zmq, leave them in disorder and now and then be lost.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        future = pool.submit(work, *arguments)
        try:
            while wait([future], timeout=0.5).not_done:  # Windows hears Ctrl-C only between waits
                pass
        except KeyboardInterrupt:
            kernel.kill()
            raise
    future.result()


def _execute(notebook: Path, values: dict[str, Any], kernel: Kernel, run: _Run) -> None:
    """Execute `notebook` in `kernel`; `run` then holds the executed notebook and, when it failed, why."""

    def started(notebook: NotebookNode) -> None:
        kernel.forget()
        run.notebook_started(notebook)

    source = str(notebook.resolve()).replace("{", "{{").replace("}", "}}")  # papermill formats paths
    try:
        papermill.execute_notebook(
            source,
            None,  # papermill writes nothing: we write once, when all is well
            parameters=values,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            start_timeout=120,
            iopub_timeout=60,  # seconds for a finished cell's outputs to arrive; 4 are few on a busy machine
            force_raise_errors=True,  # a cell tagged raises-exception is no excuse
            km=kernel.manager,
            on_notebook_start=started,
            on_cell_start=run.cell_started,
            on_cell_error=run.cell_failed,
        )
    except PapermillExecutionError:
        pass  # told by the hook, as is an exit(0), which papermill lets pass
    except (DeadKernelError, CellTimeoutError) as error:
        run.kernel_failed(error, "The notebook's Python process ended or answers no more: out of memory?")
    except RuntimeError as error:
        if run.executed is not None:
            raise
        run.kernel_failed(error, kernel.last_words())
    finally:
        kernel.disconnect()
        _leave_event_loop()


def _keep(executed: NotebookNode, failed: Path) -> str:
    """Write the half-executed notebook to `failed`, and return a sentence that says where it is."""
    try:
        replace_text(failed, nbformat.writes(executed) + "\n")
    except OutputError as error:
        return f"The half-executed notebook is lost: {error}"
    return f"The half-executed notebook is in {failed}"


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what papermill and its parts log off the terminal; RunError tells what matters."""
    logger = logging.getLogger("papermill")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _leave_event_loop() -> None:
    """End the event loop that jupyter opened in this thread, and what a dead kernel left waiting in it."""
    loop = ensure_event_loop()
    if tasks := asyncio.all_tasks(loop):
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.wait(tasks))
    loop.close()
