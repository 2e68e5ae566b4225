"""Holds two calls, and does what it is told: python hold.py threads|asyncio ORIGIN KEY LEASE_SECONDS"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

from berth import AsyncBerth, Berth, SlotLost

mode, origin, key, lease = sys.argv[1:]
real_time = time.time


def say(word: str) -> None:
    print(word, flush=True)


def ahead(seconds: float) -> float:
    return real_time() + seconds


def listen(end: Callable[[], object]) -> None:
    for line in sys.stdin:
        word, *arguments = line.split()
        if word != "jump":
            break
        # What programs read as the time of day.
        time.time = partial(ahead, float(arguments[0]))
    # Told to, or nobody is left who would tell.
    end()


def threads() -> None:
    def on_lost(why: Exception) -> None:
        if isinstance(why, SlotLost):
            say("lost")

    berth = Berth(origin, key)
    held = [berth.hold_call(lease_seconds=int(lease), on_lost=on_lost) for _ in range(2)]
    say("held")

    def end() -> None:
        for call in held:
            call.end()
        say("ended")

    listen(end)


async def event_loop() -> None:
    loop = asyncio.get_running_loop()
    is_over = asyncio.Event()
    try:
        async with AsyncBerth(origin, key) as berth:
            async with berth.hold_call(lease_seconds=int(lease)), berth.hold_call(lease_seconds=int(lease)):
                say("held")
                end = lambda: loop.call_soon_threadsafe(is_over.set)
                threading.Thread(target=listen, args=(end,), daemon=True).start()
                await is_over.wait()
            say("ended")
    except SlotLost:
        say("lost")


if mode == "threads":
    threads()
else:
    asyncio.run(event_loop())
