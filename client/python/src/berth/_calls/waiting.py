from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from .._connection import REQUEST_SECONDS
from ..problems import FULL, BerthProblem, is_refusal

# The interval between tries, in seconds. Calls of other processes also free slots.
SHORTEST_PAUSE = 1.3
LONGEST_PAUSE = 4.0

Started = TypeVar("Started")
Start = Callable[[], Awaitable[Started]]


@dataclass
class Line:
    """Only the first in line asks, so that a process asks once, however many of its calls wait."""

    tickets: list[asyncio.Event] = field(default_factory=list)
    freed: int = 0
    """Calls of this process that ended since the last refusal."""
    ask_at: float = 0.0
    """When to try next, if nothing happens before."""

    def wake_first(self) -> None:
        if self.tickets:
            self.tickets[0].set()


class Waiting:
    """First come, first served. Calls that wait for slots under the same limit wait in the same line."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}

    def slot_is_free(self) -> None:
        """A call of this process has ended: the first in line tries at once."""
        for line in self._lines.values():
            line.freed += 1
            line.wake_first()

    async def start(
        self, start: Start[Started], name: str, seconds: float, on_full: Callable[[BerthProblem], object]
    ) -> Started:
        """Starts as soon as a slot is free. The wait ends in time, even when a try is not answered."""
        if seconds <= 0:
            return await start()
        line = self._lines.setdefault(name, Line())
        ticket = asyncio.Event()
        line.tickets.append(ticket)
        try:
            return await _first_in_line(line, ticket, start, time.monotonic() + seconds, on_full)
        finally:
            line.tickets.remove(ticket)
            line.wake_first()
            if not line.tickets:
                del self._lines[name]


async def _first_in_line(
    line: Line,
    ticket: asyncio.Event,
    start: Start[Started],
    until: float,
    on_full: Callable[[BerthProblem], object],
) -> Started:
    full: BerthProblem | None = None
    while True:
        now = time.monotonic()
        is_first = line.tickets[0] is ticket
        is_over = now >= until
        if is_over and full is not None:
            raise full
        if not is_over and not (is_first and (line.freed > 0 or line.ask_at <= now)):
            ticket.clear()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(ticket.wait(), (min(line.ask_at, until) if is_first else until) - now)
            continue
        # A call that was never first in line has one try at the end, which shows the reason.
        had_slot = line.freed > 0
        line.freed = max(0, line.freed - 1)
        try:
            started = await asyncio.wait_for(start(), REQUEST_SECONDS if is_over else until - now)
        except asyncio.TimeoutError:
            raise full or TimeoutError("Gave up waiting for a slot.") from None
        except BerthProblem as problem:
            if problem.code != FULL:
                raise (problem if is_refusal(problem) else full or problem) from None
            full = problem
            on_full(problem)
            line.ask_at = time.monotonic() + _pause_for(problem)
            continue
        # Other processes may have freed several slots. A call of our own frees one.
        if not had_slot:
            line.ask_at = time.monotonic()
        return started


def _pause_for(full: BerthProblem) -> float:
    """One to five seconds, sooner where calls end often, and never the same for two processes."""
    wished = LONGEST_PAUSE if full.retry_after is None else full.retry_after
    return min(LONGEST_PAUSE, max(SHORTEST_PAUSE, wished)) * (0.75 + random.random() / 2)
