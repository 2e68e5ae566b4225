from __future__ import annotations

import atexit
import os
import signal
import threading
from concurrent.futures import Future, wait
from types import FrameType
from typing import Protocol

from ._calls.core import WAIT_SECONDS


class Closable(Protocol):
    def begin_to_close(self) -> Future[None] | None:
        """None when there is nothing to end."""


_open: set[Closable] = set()


def close_at_exit(client: Closable) -> None:
    """Ends the client's calls before the process ends: at its own end, after Ctrl-C, and at SIGTERM.

    A program with a handler of its own for SIGTERM decides for itself when it ends.
    """
    _open.add(client)
    is_main = threading.current_thread() is threading.main_thread()
    if is_main and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _on_sigterm)


def has_closed(client: Closable) -> None:
    _open.discard(client)


def _close_all() -> None:
    closing = [future for client in list(_open) if (future := client.begin_to_close()) is not None]
    wait(closing, timeout=2 * WAIT_SECONDS)


def _on_sigterm(number: int, frame: FrameType | None) -> None:
    # The second signal does not wait.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _close_all()
    os.kill(os.getpid(), signal.SIGTERM)


atexit.register(_close_all)
