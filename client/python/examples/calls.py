"""Five calls, as many at once as there are slots: BERTH_ORIGIN=… BERTH_API_KEY=… python calls.py"""

import asyncio
import os

from berth import AsyncBerth


async def call(berth: AsyncBerth, number: int) -> None:
    async with berth.hold_call(direction="outbound", reference=f"example-{number}", wait_seconds=60) as held:
        print(f"call {number} has a slot: {held.id}")
        await asyncio.sleep(1)  # the conversation


async def main() -> None:
    origin = os.environ.get("BERTH_ORIGIN", "http://127.0.0.1:4000")
    async with AsyncBerth(origin, os.environ["BERTH_API_KEY"]) as berth:
        await asyncio.gather(*(call(berth, number) for number in range(1, 6)))
        figures = await berth.concurrency()
        print(f"done: {figures['activeCalls']} of {figures['maxConcurrentCalls']} slots are taken")


asyncio.run(main())
