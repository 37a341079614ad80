"""A kernel that has imported everything before a page asks for one."""

from __future__ import annotations

import asyncio
from typing import Any

import traitlets
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

REHEARSAL = "--IPKernelApp.exec_lines=from ontrack.explorer import rehearse; rehearse({plan!r})"
STARTING_SECONDS = 10
REFILL_SECONDS = 5  # the page just opened needs the processor more than the next one


class SpareKernelManager(AsyncMappingKernelManager):
    """Kernels for pages, of which one is always started ahead, has built the page once and forgotten it.

    Attributes
    ----------
    plan : str
        Id of the plan it rehearses with; what a page shows is read anew.
    """

    plan = traitlets.Unicode(config=True)
    _spare: asyncio.Task[str] | None = None

    async def _async_start_kernel(self, **settings: Any) -> str:
        """Return the id of the spare kernel, or of one started now."""
        spare, self._spare = self._spare, None
        found = await spare if spare else ""
        asyncio.get_running_loop().call_later(REFILL_SECONDS, self.prepare)
        return found if found in self else await self._started(**settings)

    start_kernel = _async_start_kernel  # type: ignore[assignment]

    def prepare(self) -> None:
        """Start a kernel ahead, unless there is one."""
        if self._spare is None:
            self._spare = asyncio.ensure_future(self._started(kernel_name="python3", path=""))

    async def end(self) -> None:
        """End every kernel at once; one that is only starting is waited for, since it cannot be ended."""
        spare, self._spare = self._spare, None
        if spare is not None:
            await asyncio.wait([spare], timeout=STARTING_SECONDS)
        await self._async_shutdown_all(now=True)

    async def _started(self, **settings: Any) -> str:
        return await super()._async_start_kernel(
            extra_arguments=[REHEARSAL.format(plan=self.plan)], **settings
        )
