from __future__ import annotations

import asyncio
import os
import socket
import threading
import weakref
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from .problems import ClientClosed

Work = TypeVar("Work")
Result = TypeVar("Result")


class _Loop(asyncio.SelectorEventLoop):
    async def getaddrinfo(self, *args: Any, **named: Any) -> Any:
        try:
            return await super().getaddrinfo(*args, **named)
        except RuntimeError:
            # The interpreter is ending and no longer starts threads, but the last calls must still be ended.
            return socket.getaddrinfo(*args, **named)


class Background(Generic[Work]):
    """Runs work on an event loop in a thread of its own. So heartbeats continue in a program that blocks
    its own loop, or has none.
    """

    work: Work

    def __init__(self, make: Callable[[], Work]) -> None:
        self._make = make
        self.begin_anew()
        _all.add(self)

    def begin_anew(self) -> None:
        """After a fork the child has neither the thread nor the calls of its parent."""
        self.work = self._make()
        self._loop: _Loop | None = None
        self._thread: threading.Thread | None = None
        self._is_stopped = False
        # A signal handler may run in between.
        self._lock = threading.RLock()

    @property
    def is_idle(self) -> bool:
        """Whether it was never used, or can no longer be used."""
        return self._loop is None or self._is_stopped

    def submit(self, coroutine: Coroutine[Any, Any, Result]) -> Future[Result]:
        with self._lock:
            if self._is_stopped:
                coroutine.close()
                raise ClientClosed
            if self._loop is None:
                self._loop = _Loop()
                self._thread = threading.Thread(target=_run, args=(self._loop,), name="berth", daemon=True)
                self._thread.start()
            return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def wait(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        if threading.current_thread() is self._thread:
            coroutine.close()
            raise RuntimeError("A callback of the client runs in its thread, and cannot wait for it.")
        future = self.submit(coroutine)
        try:
            return future.result()
        except BaseException:
            future.cancel()  # Ctrl-C, for example.
            raise

    async def wait_async(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        return await asyncio.wrap_future(self.submit(coroutine))

    def stop(self, last: Coroutine[Any, Any, None]) -> None:
        """Accepts no more work, and ends the thread after the last."""
        with self._lock:
            loop = self._loop
            if loop is None or self._is_stopped:
                self._is_stopped = True
                return last.close()
            self.submit(last).add_done_callback(lambda _: loop.call_soon_threadsafe(loop.stop))
            self._is_stopped = True


def _run(loop: _Loop) -> None:
    loop.run_forever()
    loop.close()


_all: weakref.WeakSet[Background[Any]] = weakref.WeakSet()


def _after_fork() -> None:
    for background in list(_all):
        background.begin_anew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
