from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ._background import Background
from ._calls.core import Calls
from ._calls.hold import Hold
from ._shared import Client, StartOptions, reason_for, start_body
from .management.types import Call, OwnConcurrency, StartCallBody
from .problems import ClientClosed, SlotLost

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack


class AsyncHeldCall:
    """A call that holds a slot: heartbeats continue in a thread until it is ended."""

    call: Call
    lost: asyncio.Event
    """Set when the slot is lost, or the client is closed."""
    why_lost: SlotLost | ClientClosed | None = None

    def __init__(self, background: Background[Calls], body: StartCallBody, wait_seconds: float) -> None:
        self._background = background
        self._hold = Hold(background.work, body, wait_seconds, self._tell)
        self._loop = asyncio.get_running_loop()
        self.lost = asyncio.Event()
        self._task: asyncio.Task[Any] | None = None
        """Cancelled when the slot is lost."""

    @property
    def id(self) -> str:
        return self.call["id"]

    def raise_if_lost(self) -> None:
        if self.why_lost is not None:
            raise self.why_lost

    async def end(self, reason: str = "completed") -> None:
        """Ends the call. Ending it again does nothing.

        reason: 1 to 32 lower-case letters, digits and _: `completed`, `no_answer`, `busy`, `failed` …
        """
        if not self._background.is_idle:
            await self._background.wait_async(self._hold.end(reason))

    async def _begin(self) -> Self:
        try:
            self.call = await self._background.wait_async(self._hold.begin())
        except BaseException:
            # A cancellation may come when the call has just started.
            if not self._background.is_idle:
                self._background.submit(self._hold.end("cancelled"))
            raise
        return self

    def _tell(self, why: SlotLost | ClientClosed) -> None:
        # The program's loop is closed, so nobody listens.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._is_lost, why)

    def _is_lost(self, why: SlotLost | ClientClosed) -> None:
        self.why_lost = why
        self.lost.set()
        if self._task is not None:
            self._task.cancel()


class Holding:
    """The result of `hold_call`: use it with `async with` or `await`."""

    def __init__(self, background: Background[Calls], body: StartCallBody, wait_seconds: float) -> None:
        self._given = (background, body, wait_seconds)

    def __await__(self) -> Generator[Any, None, AsyncHeldCall]:
        return AsyncHeldCall(*self._given)._begin().__await__()

    async def __aenter__(self) -> AsyncHeldCall:
        self._held = held = await self
        task = asyncio.current_task()
        assert task is not None
        self._task = task
        self._cancellations = _cancellations(task)
        held._task = task
        if held.lost.is_set():
            task.cancel()
        return held

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        held = self._held
        held._task = None
        if held.why_lost is None:
            return await held.end(reason_for(kind))
        if kind is not asyncio.CancelledError:
            # The block ended before its cancellation came. The cancellation must not reach the code after it.
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0)
        if hasattr(self._task, "uncancel"):
            self._task.uncancel()
        if kind is asyncio.CancelledError and _cancellations(self._task) <= self._cancellations:
            raise held.why_lost from error


def _cancellations(task: asyncio.Task[Any]) -> int:
    """Python 3.10 does not count cancellations."""
    return task.cancelling() if hasattr(task, "cancelling") else 0


class AsyncBerth(Client):
    """Holds slots for calls in one environment. For programs with asyncio."""

    def hold_call(self, *, wait_seconds: float = 0, **start: Unpack[StartOptions]) -> Holding:
        """Starts a call and holds its slot until it is ended. As a context manager it ends with its block:

            async with berth.hold_call(direction="outbound", wait_seconds=20) as held: ...

        as `completed`, as `cancelled`, or as `failed` when the block raises. End it yourself to give another
        reason. When the slot is lost, the block is cancelled and raises SlotLost.

        `held = await berth.hold_call()` holds it until `held.end()`, anywhere in your program;
        `held.lost` is set when it is lost.

        wait_seconds: how long to wait for a free slot. 0 gives up at once.

        Raises BerthProblem when no slot was free in time; httpx.HTTPError or TimeoutError when Berth did
        not answer.
        """
        return Holding(self._background, start_body(start), wait_seconds)

    async def concurrency(self) -> OwnConcurrency:
        """How many calls run now, and how many may run."""
        return await self._background.wait_async(self._calls.concurrency())

    async def start_call(self, **start: Unpack[StartOptions]) -> Call:
        """One request, without heartbeats, like the next two methods: for holders that are not a process."""
        return await self._background.wait_async(self._calls.start_once(start_body(start)))

    async def heartbeat(self, call_id: str, lease_seconds: int | None = None) -> Call:
        return await self._background.wait_async(self._calls.heartbeat_once(call_id, lease_seconds))

    async def end_call(self, call_id: str, reason: str | None = None) -> None:
        await self._background.wait_async(self._calls.end_once(call_id, reason))

    async def close(self) -> None:
        """Ends all held calls, refuses those that wait, and starts no more."""
        closing = self.begin_to_close()
        try:
            if closing is not None:
                await asyncio.shield(asyncio.wrap_future(closing))
        finally:
            self._stop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
