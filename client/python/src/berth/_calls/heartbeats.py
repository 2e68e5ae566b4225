from __future__ import annotations

import asyncio
import contextvars
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .._connection import Connection
from .._retry import pause_after
from ..events import HeartbeatFailed, Listener
from ..problems import SlotLost

# Three heartbeats for each lease, so two may be lost.
BEATS_PER_LEASE = 3
IDS_PER_REQUEST = 100
MAX_REQUEST_SECONDS = 10.0


@dataclass(eq=False)
class Lease:
    """A slot that is held."""

    id: str
    seconds: float
    ends: float
    """When the lease ends by our own clock: counted from before the request that gave it, so never later
    than by Berth's."""
    lose: Callable[[SlotLost], None]
    is_over: bool = False
    watch: asyncio.TimerHandle | None = None


@dataclass(eq=False)
class Group:
    """Leases of the same length share a heartbeat."""

    seconds: float
    leases: set[Lease] = field(default_factory=set)
    beat: asyncio.Task[None] | None = None


class Heartbeats:
    """One heartbeat for all calls of a process."""

    def __init__(self, connection: Connection, notify: Listener) -> None:
        self._connection = connection
        self._notify = notify
        self._groups: dict[float, Group] = {}

    def keep(self, lease: Lease) -> None:
        """Keeps a lease alive until it is dropped."""
        group = self._groups.setdefault(lease.seconds, Group(lease.seconds))
        group.leases.add(lease)
        self._watch(lease)
        if group.beat is None:
            first = lease.ends - lease.seconds + lease.seconds / BEATS_PER_LEASE
            # It does not belong to any request of the program, so it is not part of a trace.
            create_task = asyncio.get_running_loop().create_task
            group.beat = contextvars.Context().run(create_task, self._beat(group, first))

    def drop(self, lease: Lease) -> None:
        lease.is_over = True
        if lease.watch is not None:
            lease.watch.cancel()
        group = self._groups.get(lease.seconds)
        if group is None:
            return
        group.leases.discard(lease)
        if not group.leases and group.beat is not None:
            group.beat.cancel()
            del self._groups[lease.seconds]

    def _watch(self, lease: Lease) -> None:
        """Reports a lease that ended without being renewed: another call may hold the slot then."""
        left = lease.ends - time.monotonic()
        if left > 0:
            lease.watch = asyncio.get_running_loop().call_later(left, self._watch, lease)
        else:
            self._lose(lease, "The lease expired before Berth could be reached.")

    def _lose(self, lease: Lease, why: str) -> None:
        self.drop(lease)
        lease.lose(SlotLost(lease.id, why))

    async def _beat(self, group: Group, due_at: float) -> None:
        """A failed heartbeat is repeated until it succeeds or its leases have ended, even when the key is
        refused: that may be a mistake that somebody corrects in time.
        """
        begun = due_at
        failures = 0
        while True:
            await asyncio.sleep(due_at - time.monotonic())
            if failures == 0:
                begun = time.monotonic()
            due = [lease for lease in group.leases if lease.ends < begun + group.seconds]
            parts = [due[at : at + IDS_PER_REQUEST] for at in range(0, len(due), IDS_PER_REQUEST)]
            results = await asyncio.gather(*(self._renew(part, group.seconds) for part in parts))
            failure = next((error for error in results if error is not None), None)
            failures = 0 if failure is None else failures + 1
            if failure is None:
                due_at = begun + group.seconds / BEATS_PER_LEASE
            else:
                due_at = time.monotonic() + pause_after(failures, failure)

    async def _renew(self, leases: Sequence[Lease], seconds: float) -> Exception | None:
        try:
            await self._renew_once(leases, seconds)
            return None
        except Exception as error:
            left = [lease for lease in leases if not lease.is_over]
            if left:
                until_lost = min(lease.ends for lease in left) - time.monotonic()
                self._notify(HeartbeatFailed([lease.id for lease in left], error, until_lost))
            return error

    async def _renew_once(self, leases: Sequence[Lease], seconds: float) -> None:
        asked_at = time.monotonic()
        answered = await self._connection.ask(
            "POST",
            "/v1/calls/heartbeats",
            body={"ids": [lease.id for lease in leases], "leaseSeconds": seconds},
            timeout=min(MAX_REQUEST_SECONDS, seconds / BEATS_PER_LEASE),
        )
        states = {item["id"]: item["status"] for item in answered.body["items"]}
        for lease in leases:
            if lease.is_over:
                continue
            if states.get(lease.id) == "active":
                lease.ends = max(lease.ends, asked_at + seconds)
            else:
                self._lose(lease, "Berth answered that the call has ended, or that its lease has expired.")
