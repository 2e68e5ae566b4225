"""What stands between a client and Berth: it can hear, refuse and lose requests."""

from __future__ import annotations

import threading
from collections.abc import Callable

import httpx

Answer = Callable[[httpx.Request], httpx.Response | None]


def is_start(request: httpx.Request) -> bool:
    return request.method == "POST" and request.url.path == "/v1/calls"


def is_heartbeat(request: httpx.Request) -> bool:
    return request.url.path == "/v1/calls/heartbeats"


class Between(httpx.AsyncBaseTransport):
    """Passes requests on, unless `answer` has an answer of its own. The first answers may get lost."""

    def __init__(self, answer: Answer = lambda _: None, lost: int = 0) -> None:
        self._inner = httpx.AsyncHTTPTransport()
        self._answer = answer
        self._lost = lost
        self.sent: list[httpx.Request] = []
        self.changed = threading.Condition()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        with self.changed:
            self.sent.append(request)
            self.changed.notify_all()
        response = self._answer(request) or await self._inner.handle_async_request(request)
        if len(self.sent) <= self._lost:
            await response.aclose()
            raise httpx.ReadError("The answer got lost.", request=request)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()

    def wait_for(self, kind: Callable[[httpx.Request], bool], count: int) -> None:
        """Blocks until so many requests of a kind were sent."""
        with self.changed:
            assert self.changed.wait_for(lambda: len([*filter(kind, self.sent)]) >= count, timeout=60)


def problem(status: int, code: str | None = None, retry_after: int | None = None) -> httpx.Response:
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return httpx.Response(status, headers=headers, json={} if code is None else {"code": code})
