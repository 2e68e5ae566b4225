"""Time that moves only when it is told to, for the thread of the clients. Berth's own goes on as ever."""

from __future__ import annotations

import asyncio
import selectors
import threading
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from berth import _background, _connection
from berth._calls import heartbeats, hold, waiting


class VirtualTime(httpx.AsyncBaseTransport):
    """It stands still while a request is on its way, so it must be the transport of the client as well."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[httpx.Request] = []
        self._inner = httpx.AsyncHTTPTransport()
        self._now = 1_000.0
        self._until = self._now
        self._on_their_way = 0
        self._changed = threading.Condition()
        self._loop: asyncio.AbstractEventLoop | None = None
        for module in (_connection, heartbeats, hold, waiting):
            monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: self._now))
        monkeypatch.setattr(_background, "_Loop", lambda: _Loop(self))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        self._on_their_way += 1
        try:
            response = await self._inner.handle_async_request(request)
            await response.aread()
            return response
        finally:
            self._on_their_way -= 1

    async def aclose(self) -> None:
        await self._inner.aclose()

    def advance(self, seconds: float) -> None:
        """Everything that is due within so many seconds happens, in its order and to its end."""
        assert self._loop is not None
        with self._changed:
            self._until += seconds
            self._loop.call_soon_threadsafe(lambda: None)
            assert self._changed.wait_for(lambda: self._now == self._until, timeout=60)

    def begins_in(self, loop: _Loop) -> None:
        self._loop = loop

    def pass_to(self, instant: float | None) -> bool:
        """Whether time may pass up to then, and has. Else it has passed as far as it may."""
        with self._changed:
            may_pass = instant is not None and instant <= self._until
            self._now = instant if instant is not None and may_pass else self._until
            self._changed.notify_all()
            return may_pass

    @property
    def now(self) -> float:
        return self._now

    @property
    def stands(self) -> bool:
        return self._on_their_way > 0


class _Loop(_background._Loop):
    def __init__(self, time: VirtualTime) -> None:
        super().__init__(_Selector(time))
        self._virtual = time
        time.begins_in(self)

    def time(self) -> float:
        return self._virtual.now


class _Selector(selectors.DefaultSelector):
    """Where a loop waits: instead of waiting for a timer, it moves the time."""

    def __init__(self, time: VirtualTime) -> None:
        super().__init__()
        self._time = time

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if self._time.stands:
            return super().select(None)
        due = None if timeout is None else self._time.now + timeout
        return [] if self._time.pass_to(due) else super().select(None)
