from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from .._connection import Connection
from .._retry import persistently
from ..events import Listener
from ..management._path import segment
from ..management.types import Call, OwnConcurrency, StartCallBody
from ..problems import BerthProblem, is_refusal
from .heartbeats import Heartbeats
from .waiting import Waiting

if TYPE_CHECKING:
    from .hold import Hold

# How long a caller waits for an end, at most. The end continues in the background until the lease is over.
WAIT_SECONDS = 5.0


class Calls:
    """The calls of one client. All of this runs on the background loop."""

    def __init__(self, connection: Connection, notify: Listener) -> None:
        self.connection = connection
        self.notify = notify
        self.heartbeats = Heartbeats(self.connection, notify)
        self.waiting = Waiting()
        self.holds: set[Hold] = set()
        self.is_closed = False
        self._releases: set[asyncio.Task[None]] = set()

    async def start_once(self, body: StartCallBody) -> Call:
        return cast(Call, (await self.connection.ask("POST", "/v1/calls", body=body)).body)

    async def heartbeat_once(self, call_id: str, lease_seconds: int | None) -> Call:
        body = {} if lease_seconds is None else {"leaseSeconds": lease_seconds}
        path = f"/v1/calls/{segment(call_id)}/heartbeat"
        return cast(Call, (await self.connection.ask("POST", path, body=body)).body)

    async def concurrency(self) -> OwnConcurrency:
        return cast(OwnConcurrency, (await self.connection.ask("GET", "/v1/concurrency")).body)

    async def end_once(self, call_id: str, reason: str | None) -> None:
        query = None if reason is None else {"reason": reason}
        await self.connection.ask("DELETE", f"/v1/calls/{segment(call_id)}", query=query)

    def release(self, call_id: str, reason: str, lease_seconds: float) -> asyncio.Task[None]:
        """Ends a call. Never fails: when all requests fail, the slot is free again once its lease ends."""
        task = asyncio.create_task(self._release(call_id, reason, lease_seconds))
        self._releases.add(task)
        task.add_done_callback(self._releases.discard)
        return task

    async def _release(self, call_id: str, reason: str, lease_seconds: float) -> None:
        ending = persistently(
            lambda: self.end_once(call_id, reason), max_tries=float("inf"), is_final=_is_final_for_an_end
        )
        try:
            await asyncio.wait_for(ending, lease_seconds)
        except Exception:
            return
        self.waiting.slot_is_free()

    async def close(self) -> None:
        """Ends all held calls, refuses those that wait, and starts no more."""
        self.is_closed = True
        await asyncio.gather(*(hold.close() for hold in list(self.holds)))
        if self._releases:
            await asyncio.wait(self._releases, timeout=WAIT_SECONDS)

    async def finish(self) -> None:
        """Ends that are under way continue."""
        while self._releases:
            await asyncio.wait(self._releases)
        await self.connection.close()


def _is_final_for_an_end(error: BaseException) -> bool:
    """A refused key may be a mistake that somebody corrects soon; any other refusal is final."""
    return is_refusal(error) and not (isinstance(error, BerthProblem) and error.status == 401)
