from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable
from typing import Any

from .._retry import MAX_TRIES, persistently
from ..events import CallEnded, CallLost, CallStarted, CallWaiting
from ..management.types import Call, StartCallBody
from ..problems import ClientClosed, SlotLost, is_refusal
from .core import WAIT_SECONDS, Calls
from .heartbeats import Lease

DEFAULT_LEASE_SECONDS = 120


class Hold:
    """A call from its start to its end. All of this runs on the background loop."""

    def __init__(
        self,
        calls: Calls,
        body: StartCallBody,
        wait_seconds: float,
        tell: Callable[[SlotLost | ClientClosed], None],
    ) -> None:
        self._calls = calls
        self._wait_seconds = wait_seconds
        self._tell = tell
        self._lease_seconds = body.get("leaseSeconds", DEFAULT_LEASE_SECONDS)
        # With an id of its own, a start whose answer was lost can be repeated, and ended.
        self._id = body.get("id", str(uuid.uuid4()))
        self._body: StartCallBody = {**body, "id": self._id, "leaseSeconds": self._lease_seconds}
        self._asked_at = 0.0
        self._starting: asyncio.Task[Any] | None = None
        self._call: Call | None = None
        self._lease: Lease | None = None
        self._ending: asyncio.Task[None] | None = None
        self._is_lost = False

    async def begin(self) -> Call:
        """Starts the call as soon as a slot is free, and holds it from then on."""
        self._starting = asyncio.current_task()
        self._calls.holds.add(self)
        try:
            if self._calls.is_closed:
                raise ClientClosed
            call = await self._start()
        except BaseException as error:
            self._calls.holds.discard(self)
            if self._calls.is_closed and isinstance(error, asyncio.CancelledError):
                raise ClientClosed from None
            raise
        self._call = call
        if self._ending is not None or self._calls.is_closed:
            # Nobody waits for the start any more.
            await self._end("shutdown" if self._calls.is_closed else "cancelled")
            raise ClientClosed
        ends = self._asked_at + self._lease_seconds
        self._lease = Lease(self._id, self._lease_seconds, ends, self._lose)
        self._calls.heartbeats.keep(self._lease)
        return call

    async def _start(self) -> Call:
        begun = time.monotonic()
        notify = self._calls.notify
        call = await self._calls.waiting.start(
            self._try_to_start,
            f"{self._body.get('direction', 'outbound')} {self._body.get('campaignId', '')}",
            self._wait_seconds,
            lambda full: notify(CallWaiting(self._id, full.retry_after)),
        )
        notify(CallStarted(call, time.monotonic() - begun))
        return call

    async def _try_to_start(self) -> Call:
        tries = 0

        async def request() -> Call:
            nonlocal tries
            tries += 1
            self._asked_at = time.monotonic()
            call = await self._calls.start_once(self._body)
            if tries == 1:
                return call
            # An earlier try may have succeeded unnoticed, and most of its lease may be over.
            self._asked_at = time.monotonic()
            return await self._calls.heartbeat_once(self._id, self._lease_seconds)

        try:
            # A waiting start is repeated until the wait is over.
            return await persistently(
                request, max_tries=float("inf") if self._wait_seconds > 0 else MAX_TRIES
            )
        except BaseException as error:
            # A start without an answer may have succeeded all the same.
            if not is_refusal(error):
                self._calls.release(self._id, "failed", self._lease_seconds)
            raise

    def _lose(self, why: SlotLost) -> None:
        if self._call is None:
            return
        self._is_lost = True
        self._calls.holds.discard(self)
        self._calls.notify(CallLost(self._call, why))
        self._tell(why)

    async def end(self, reason: str) -> None:
        """Ending it again does nothing. Cancelling the wait for the end does not cancel the end."""
        if self._ending is None:
            self._ending = asyncio.create_task(self._end(reason))
        await asyncio.shield(self._ending)

    async def _end(self, reason: str) -> None:
        self._calls.holds.discard(self)
        if self._lease is not None:
            self._calls.heartbeats.drop(self._lease)
        # A slot that is lost, or was never taken, can't be given back.
        if self._is_lost or self._call is None:
            return
        released = self._calls.release(self._id, reason, self._lease_seconds)
        await asyncio.wait({released}, timeout=WAIT_SECONDS)
        self._calls.notify(CallEnded(self._call, reason, time.monotonic() - self._asked_at))

    async def close(self) -> None:
        if self._call is None:
            if self._starting is not None:
                self._starting.cancel()
            return
        self._tell(ClientClosed())
        await self.end("shutdown")
