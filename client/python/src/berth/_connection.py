from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import httpx

from .events import Listener, RequestAnswered
from .problems import BerthProblem

# Longer than Berth takes for a call: a request without an answer by then gets none.
REQUEST_SECONDS = 15.0

Credential = str | Callable[[], str]
Headers = Callable[[], Mapping[str, str]]

Body = TypeVar("Body")


@dataclass(frozen=True)
class Answered(Generic[Body]):
    """The answer to a request, with what its headers say."""

    body: Body
    etag: str | None
    """The version of what was answered, for `if_match`; None for what has no versions."""
    next_cursor: str | None
    """Send this as `cursor` to get the rest of a list or of an export; None when this is all."""
    replayed: bool
    """Whether this is the answer that the same `idempotency_key` got before. It shows no secret again. It may
    belong to the same request, which was repeated because its first answer was lost."""


class Connection:
    """Requests to Berth, each with a limit on its total time."""

    def __init__(
        self,
        origin: str,
        credential: Credential,
        notify: Listener,
        headers: Headers | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        if not origin or not credential:
            raise ValueError("A client needs an origin and a credential.")
        self._credential = credential
        self._notify = notify
        self._headers = headers
        self._http = httpx.AsyncClient(base_url=origin, transport=transport, timeout=None)

    async def ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        text: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = REQUEST_SECONDS,
    ) -> Answered[Any]:
        """Raises BerthProblem when Berth refuses, and httpx.HTTPError when there is no answer."""
        token = self._credential if isinstance(self._credential, str) else self._credential()
        own = self._headers() if self._headers else {}
        begun = time.monotonic()
        try:
            request = self._http.request(
                method,
                path,
                params=query,
                json=body,
                content=text,
                headers={"authorization": f"Bearer {token}", **own, **(headers or {})},
            )
            response = await asyncio.wait_for(request, timeout)
        except BaseException as error:
            self._notify(RequestAnswered(method, path, None, time.monotonic() - begun, error))
            if isinstance(error, asyncio.TimeoutError):
                raise httpx.TimeoutException(f"No answer in {timeout:.0f} s.") from error
            raise
        self._notify(RequestAnswered(method, path, response.status_code, time.monotonic() - begun))
        if not response.is_success:
            raise BerthProblem(response.status_code, _object_in(response), _retry_after(response))
        return _answered(response)

    async def close(self) -> None:
        await self._http.aclose()


def _answered(response: httpx.Response) -> Answered[Any]:
    headers = response.headers
    is_json = "json" in headers.get("content-type", "")
    body = None if response.status_code == 204 else response.json() if is_json else response.text
    in_body = body.get("nextCursor") if isinstance(body, dict) else None
    return Answered(
        body=body,
        etag=headers.get("etag"),
        next_cursor=headers.get("next-cursor") or in_body,
        replayed=headers.get("idempotent-replayed") == "true",
    )


def _object_in(response: httpx.Response) -> dict[str, Any]:
    try:
        value = response.json()
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _retry_after(response: httpx.Response) -> float | None:
    try:
        return float(response.headers.get("retry-after", ""))
    except ValueError:
        return None
