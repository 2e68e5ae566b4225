from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from ._background import Background
from ._calls.core import Calls
from ._calls.hold import Hold
from ._shared import Client, StartOptions, reason_for, start_body
from .events import log
from .management.types import Call, OwnConcurrency
from .problems import ClientClosed, SlotLost

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

OnLost = Callable[[SlotLost | ClientClosed], object]


class HeldCall:
    """A call that holds a slot: heartbeats continue in the background until it is ended."""

    call: Call
    lost: threading.Event
    """Set when the slot is lost, or the client is closed."""
    why_lost: SlotLost | ClientClosed | None = None

    def __init__(self, background: Background[Calls], on_lost: OnLost | None) -> None:
        self._background = background
        self._on_lost = on_lost
        self.lost = threading.Event()

    @property
    def id(self) -> str:
        return self.call["id"]

    def raise_if_lost(self) -> None:
        if self.why_lost is not None:
            raise self.why_lost

    def end(self, reason: str = "completed") -> None:
        """Ends the call. Ending it again does nothing.

        reason: 1 to 32 lower-case letters, digits and _: `completed`, `no_answer`, `busy`, `failed` …
        """
        if not self._background.is_idle:
            self._background.wait(self._hold.end(reason))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(reason_for(kind))

    def _begin(self, hold: Hold) -> Self:
        self._hold = hold
        try:
            self.call = self._background.wait(hold.begin())
        except BaseException:
            # Ctrl-C may come when the call has just started.
            if not self._background.is_idle:
                self._background.submit(hold.end("cancelled"))
            raise
        return self

    def _tell(self, why: SlotLost | ClientClosed) -> None:
        self.why_lost = why
        self.lost.set()
        try:
            if self._on_lost is not None:
                self._on_lost(why)
        except Exception:
            log.exception("on_lost failed")


class Berth(Client):
    """Holds slots for calls in one environment. For programs with threads: all threads may use it."""

    def hold_call(
        self, *, wait_seconds: float = 0, on_lost: OnLost | None = None, **start: Unpack[StartOptions]
    ) -> HeldCall:
        """Starts a call and holds its slot until it is ended. As a context manager it ends with its block:

            with berth.hold_call(direction="outbound", wait_seconds=20) as held: ...

        as `completed`, or as `failed` when the block raises. End it yourself to give another reason.

        wait_seconds: how long to wait for a free slot. 0 gives up at once.
        on_lost: called when the slot is lost, in the client's own thread.

        Raises BerthProblem when no slot was free in time; httpx.HTTPError or TimeoutError when Berth did
        not answer.
        """
        held = HeldCall(self._background, on_lost)
        return held._begin(Hold(self._calls, start_body(start), wait_seconds, held._tell))

    def concurrency(self) -> OwnConcurrency:
        """How many calls run now, and how many may run."""
        return self._background.wait(self._calls.concurrency())

    def start_call(self, **start: Unpack[StartOptions]) -> Call:
        """One request, without heartbeats, like the next two methods: for holders that are not a process."""
        return self._background.wait(self._calls.start_once(start_body(start)))

    def heartbeat(self, call_id: str, lease_seconds: int | None = None) -> Call:
        return self._background.wait(self._calls.heartbeat_once(call_id, lease_seconds))

    def end_call(self, call_id: str, reason: str | None = None) -> None:
        self._background.wait(self._calls.end_once(call_id, reason))

    def close(self) -> None:
        """Ends all held calls, refuses those that wait, and starts no more."""
        closing = self.begin_to_close()
        try:
            if closing is not None:
                closing.result()
        finally:
            self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
