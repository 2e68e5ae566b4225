"""A LiveKit agent that takes as many jobs as Berth has slots for: README.md."""

import asyncio
import os
from contextlib import suppress

import httpx
from berth import AsyncBerth, BerthProblem
from livekit.agents import JobContext, JobRequest, WorkerOptions, cli

LEASE_SECONDS = 60
"""How long a slot remains taken when the process of a job dies."""

# The worker and each job are processes of their own, and import this file.
berth = AsyncBerth(os.environ["BERTH_ORIGIN"], os.environ["BERTH_API_KEY"], end_calls_at_exit=False)


async def request_fnc(request: JobRequest) -> None:
    """In the worker: takes a slot under the id of the job, or rejects the job."""
    try:
        await berth.start_call(
            id=request.id, direction="inbound", reference=request.room.sid, lease_seconds=LEASE_SECONDS
        )
    except BerthProblem:
        await request.reject()  # another worker would find no slot either
        return
    except httpx.HTTPError:
        await give_back(request.id)
        await request.reject(terminate=False)  # another worker may reach Berth
        return
    try:
        await request.accept()
    except Exception:
        await give_back(request.id)  # LiveKit gave the job to another worker
        raise


async def give_back(call_id: str) -> None:
    with suppress(BerthProblem, httpx.HTTPError):  # then its lease ends it
        await berth.end_call(call_id, "failed")


async def entrypoint(ctx: JobContext) -> None:
    """In the process of the job: keeps the slot alive, and gives it back at the end."""
    # Starting a live call returns that call with the rest of its lease, so the lease is renewed first.
    with suppress(BerthProblem, httpx.HTTPError):
        await berth.heartbeat(ctx.job.id, LEASE_SECONDS)
    try:
        held = await berth.hold_call(id=ctx.job.id, direction="inbound", lease_seconds=LEASE_SECONDS)
    except (BerthProblem, httpx.HTTPError):
        ctx.shutdown("there is no slot for this call")
        return

    async def stop_when_lost() -> None:
        await held.lost.wait()
        ctx.shutdown("the slot of this call is lost")

    async def end() -> None:
        watching.cancel()
        await held.end("completed")

    watching = asyncio.create_task(stop_when_lost())
    ctx.add_shutdown_callback(end)

    await ctx.connect()
    # Here your AgentSession starts.


if __name__ == "__main__":
    cli.run_app(WorkerOptions(entrypoint_fnc=entrypoint, request_fnc=request_fnc))
