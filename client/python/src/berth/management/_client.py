from __future__ import annotations

import uuid
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

import httpx

from .._background import Background
from .._connection import Connection, Credential, Headers
from .._retry import persistently
from ..events import Listener, notifier
from ._async_operations import AsyncOperations
from ._operations import Operations

if TYPE_CHECKING:
    from typing_extensions import Self


class _Client:
    def __init__(
        self,
        origin: str,
        token: Credential,
        *,
        on_event: Listener | None = None,
        headers: Headers | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """All operations of the API, each under its name in openapi.json.

        What fails on the way is tried again: nothing is done twice, because each POST carries an
        Idempotency-Key.

        origin: the origin of Berth, without a path: `https://berth.example.com`.
        token: an access token, a service account's secret or an API key; a function when it changes,
            called for each request.
        """
        notify = notifier(on_event)
        self._background = Background(lambda: Connection(origin, token, notify, headers, transport))

    def _stop(self) -> None:
        self._background.stop(self._background.work.close())


class Management(_Client, Operations):
    __doc__ = _Client.__init__.__doc__

    def _request(self, method: str, path: str, **sent: Any) -> Any:
        return self._background.wait(_ask(self._background.work, method, path, **sent))

    def close(self) -> None:
        self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncManagement(_Client, AsyncOperations):
    __doc__ = _Client.__init__.__doc__

    async def _request(self, method: str, path: str, **sent: Any) -> Any:
        return await self._background.wait_async(_ask(self._background.work, method, path, **sent))

    async def close(self) -> None:
        self._stop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


async def _ask(
    connection: Connection,
    method: str,
    path: str,
    *,
    query: Mapping[str, object] | None = None,
    body: object = None,
    text: str | None = None,
    if_match: str | None = None,
    idempotency_key: str | None = None,
) -> Any:
    headers: dict[str, str] = {}
    if method == "POST":
        body = {} if body is None else body
        headers["idempotency-key"] = idempotency_key or str(uuid.uuid4())
    if if_match is not None:
        headers["if-match"] = if_match
    if text is not None:
        # Contacts come as CSV, or as a line of JSON each.
        is_json = text.lstrip().startswith("{")
        headers["content-type"] = "application/x-ndjson" if is_json else "text/csv"
    given = {name: str(value) for name, value in (query or {}).items() if value is not None}
    return await persistently(
        lambda: connection.ask(method, path, query=given, body=body, text=text, headers=headers)
    )
