from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FULL = "concurrency_limit_reached"


class BerthProblem(Exception):
    """A refusal by Berth. Decide by `code`, the code of the problem: for example
    `concurrency_limit_reached`."""

    status: int
    code: str
    """One of `ProblemCode`; more may be added."""
    retry_after: float | None
    """Seconds after which another try makes sense, if any does."""
    request_id: str | None
    """Give this id when you ask for help."""
    problem: Mapping[str, Any]
    """The whole problem document."""

    def __init__(self, status: int, problem: Mapping[str, Any], retry_after: float | None = None) -> None:
        super().__init__(status, problem, retry_after)
        self.status = status
        self.code = problem.get("code", "unknown")
        self.retry_after = retry_after
        self.request_id = problem.get("requestId")
        self.problem = problem

    def __str__(self) -> str:
        # A gateway or proxy in front of Berth has no problem document.
        said = f"{self.problem.get('code', f'HTTP {self.status}')}: {self.problem.get('detail', 'no detail')}"
        return said if self.request_id is None else f"{said} (request {self.request_id})"


class SlotLost(Exception):
    """The slot of a call is lost: somebody else may hold it now. Stop everything that belongs to the call."""

    def __init__(self, call_id: str, why: str) -> None:
        super().__init__(call_id, why)
        self.call_id = call_id
        self.why = why

    def __str__(self) -> str:
        return f"{self.why} (call {self.call_id})"


class ClientClosed(Exception):
    """The client was closed: its calls have ended, and it starts no more."""

    def __init__(self) -> None:
        super().__init__("The client is closed.")


def is_refusal(error: BaseException) -> bool:
    """Whether an answer is final. After a failure of the network or the server, or when a gateway is
    overloaded, the request is repeated.
    """
    return (
        isinstance(error, BerthProblem) and error.status < 500 and (error.status != 429 or error.code == FULL)
    )
