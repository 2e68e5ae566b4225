"""The events of a client, for traces, metrics and logs. Durations are seconds."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .management.types import Call

log = logging.getLogger("berth")


@dataclass(frozen=True)
class RequestAnswered:
    method: str
    path: str
    """With the ids in it."""
    status: int | None
    """None when there was no answer."""
    duration: float
    error: BaseException | None = None


@dataclass(frozen=True)
class CallWaiting:
    id: str
    retry_after: float | None


@dataclass(frozen=True)
class CallStarted:
    call: Call
    waited: float


@dataclass(frozen=True)
class CallEnded:
    call: Call
    end_reason: str
    held: float


@dataclass(frozen=True)
class CallLost:
    call: Call
    cause: Exception


@dataclass(frozen=True)
class HeartbeatFailed:
    """It is tried again. The calls lose their slots after `until_lost` if it keeps failing."""

    ids: list[str]
    cause: Exception
    until_lost: float


Event = RequestAnswered | CallWaiting | CallStarted | CallEnded | CallLost | HeartbeatFailed
Listener = Callable[[Event], object]


def notifier(listener: Listener | None) -> Listener:
    """A listener must not be able to end a call."""

    def notify(event: Event) -> None:
        try:
            if listener is not None:
                listener(event)
        except Exception:
            log.exception("on_event failed")

    return notify
