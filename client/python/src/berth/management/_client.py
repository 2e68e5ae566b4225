from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import httpx

from .._background import Background
from .._connection import Answered, Connection, Credential, Headers
from .._retry import persistently
from ..events import Listener, notifier
from ._async_operations import AsyncOperations
from ._operations import Operations

if TYPE_CHECKING:
    from typing_extensions import Self

Given = ParamSpec("Given")
Body = TypeVar("Body")

# Longer than API Gateway waits for an answer of Berth, which is 30 seconds.
REQUEST_SECONDS = 32.0

_answers: ContextVar[list[Answered[Any]]] = ContextVar("answers")


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
        return _body_of(self._background.wait(_ask(self._background.work, method, path, **sent)))

    def with_response(
        self, operation: Callable[Given, Body], *args: Given.args, **kwargs: Given.kwargs
    ) -> Answered[Body]:
        """The whole answer of an operation:
        `berth.with_response(berth.get_environment, account_id, environment_id)`.
        """
        with _answered() as answers:
            operation(*args, **kwargs)
        return answers[-1]

    def pages(
        self, operation: Callable[Given, Body], *args: Given.args, **kwargs: Given.kwargs
    ) -> Iterator[Body]:
        """All pages of a list, or all files of an export:
        `for csv in berth.pages(berth.export_audit_events, account_id)`.
        Each file has its own line of headings.
        """
        given: dict[str, Any] = dict(kwargs)
        while True:
            page = self.with_response(operation, *args, **given)
            yield page.body
            given["cursor"] = page.next_cursor
            if page.next_cursor is None:
                return

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
        return _body_of(await self._background.wait_async(_ask(self._background.work, method, path, **sent)))

    async def with_response(
        self, operation: Callable[Given, Awaitable[Body]], *args: Given.args, **kwargs: Given.kwargs
    ) -> Answered[Body]:
        """The whole answer of an operation:
        `await berth.with_response(berth.get_environment, account_id, environment_id)`.
        """
        with _answered() as answers:
            await operation(*args, **kwargs)
        return answers[-1]

    async def pages(
        self, operation: Callable[Given, Awaitable[Body]], *args: Given.args, **kwargs: Given.kwargs
    ) -> AsyncIterator[Body]:
        """All pages of a list, or all files of an export:
        `async for csv in berth.pages(berth.export_audit_events, account_id)`.
        Each file has its own line of headings.
        """
        given: dict[str, Any] = dict(kwargs)
        while True:
            page = await self.with_response(operation, *args, **given)
            yield page.body
            given["cursor"] = page.next_cursor
            if page.next_cursor is None:
                return

    async def close(self) -> None:
        self._stop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


@contextmanager
def _answered() -> Iterator[list[Answered[Any]]]:
    """The whole answers to the requests of this block. The operations return only their bodies."""
    answers: list[Answered[Any]] = []
    before = _answers.set(answers)
    try:
        yield answers
    finally:
        _answers.reset(before)


def _body_of(answered: Answered[Any]) -> Any:
    answers = _answers.get(None)
    if answers is not None:
        answers.append(answered)
    return answered.body


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
) -> Answered[Any]:
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
    given = {name: _text(value) for name, value in (query or {}).items() if value is not None}
    return await persistently(
        lambda: connection.ask(
            method, path, query=given, body=body, text=text, headers=headers, timeout=REQUEST_SECONDS
        )
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
