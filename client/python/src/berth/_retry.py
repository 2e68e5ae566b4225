from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx

from .problems import BerthProblem, is_refusal

MAX_TRIES = 5
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0

Answer = TypeVar("Answer")


async def persistently(
    request: Callable[[], Awaitable[Answer]],
    *,
    max_tries: float = MAX_TRIES,
    is_final: Callable[[BaseException], bool] = is_refusal,
) -> Answer:
    """Repeats a request when the network, the server or a gateway in front of it failed. Only for
    requests that are safe to repeat.
    """
    tries = 0
    while True:
        tries += 1
        try:
            return await request()
        except (BerthProblem, httpx.HTTPError) as error:
            if is_final(error) or tries >= max_tries:
                raise
            await asyncio.sleep(pause_after(tries, error))


def pause_after(tries: int, error: BaseException) -> float:
    """Longer after each failure, different for each client, and not before the time that the server gave."""
    wished = error.retry_after if isinstance(error, BerthProblem) else None
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(tries, 10))
    return min(LONGEST_PAUSE, wished or 0) + random.random() * longest
