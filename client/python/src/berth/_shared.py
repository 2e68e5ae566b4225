from __future__ import annotations

import asyncio
from concurrent.futures import Future
from typing import Literal, TypedDict, cast

import httpx

from ._background import Background
from ._calls.core import Calls
from ._connection import Connection, Headers
from ._shutdown import close_at_exit, has_closed
from .events import Listener, notifier
from .management.types import StartCallBody


class StartOptions(TypedDict, total=False):
    """What a call is started with."""

    id: str
    """The caller's own; made up unless one gives it."""
    direction: Literal["inbound", "outbound"]
    agent_id: str
    number_id: str
    campaign_id: str
    reference: str
    """The caller's own reference, for example a provider's call id."""
    lease_seconds: int
    """How long an outage may be, and how long a slot stays taken when the machine dies:
    10 to 3,600, 120 by default."""


def start_body(options: StartOptions) -> StartCallBody:
    """As the API names it: `lease_seconds` is `leaseSeconds`."""
    return cast(StartCallBody, {_camel(name): value for name, value in options.items()})


def _camel(name: str) -> str:
    first, *more = name.split("_")
    return first + "".join(word.capitalize() for word in more)


class Client:
    """What the two clients have in common."""

    def __init__(
        self,
        origin: str,
        api_key: str,
        *,
        on_event: Listener | None = None,
        headers: Headers | None = None,
        end_calls_at_exit: bool = True,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Make one for a process: all its calls share one heartbeat.

        origin: the origin of Berth, without a path: `https://berth.example.com`.
        on_event: told of each request, and of what becomes of calls, in the client's own thread.
        headers: more headers for each request, for example a `traceparent`.
        end_calls_at_exit: whether the end of the process, Ctrl-C and SIGTERM end its calls.
        transport: how requests are sent, for proxies and client certificates.
        """
        notify = notifier(on_event)

        def calls() -> Calls:
            return Calls(Connection(origin, api_key, notify, headers, transport), notify)

        self._background = Background(calls)
        if end_calls_at_exit:
            close_at_exit(self)

    @property
    def _calls(self) -> Calls:
        return self._background.work

    def begin_to_close(self) -> Future[None] | None:
        return None if self._background.is_idle else self._background.submit(self._calls.close())

    def _stop(self) -> None:
        self._background.stop(self._calls.finish())
        has_closed(self)


def reason_for(kind: type[BaseException] | None) -> str:
    """Why a call ends whose block ends."""
    if kind is None:
        return "completed"
    if issubclass(kind, asyncio.CancelledError):
        return "cancelled"
    return "failed" if issubclass(kind, Exception) else "shutdown"
