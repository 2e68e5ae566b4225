"""Jobs for the recipe for LiveKit, with one place: python livekit_jobs.py"""

import asyncio
import multiprocessing
import os
from multiprocessing.connection import Connection

import agent
from berth import AsyncBerth, Berth
from livekit.agents import Job, JobContext, JobRequest, Room

agent.LEASE_SECONDS = 10


def job(number: int) -> Job:
    return Job(f"AJ_{number}", Room(f"RM_{number}"))


def answered(number: int, *, is_assigned: bool = True) -> str | None:
    request = JobRequest(job(number), is_assigned)
    try:
        asyncio.run(agent.request_fnc(request))
    except TimeoutError as error:
        return str(error)
    return request.answer


def run_job(number: int, worker: Connection) -> None:
    """A process of its own, as for each job of a worker. It tells of itself, and ends when it is told to."""

    async def run() -> None:
        told = asyncio.Event()
        reasons: list[str] = []

        def on_shutdown(reason: str) -> None:
            reasons.append(reason)
            told.set()

        ctx = JobContext(job(number), on_shutdown=on_shutdown)
        await agent.entrypoint(ctx)
        worker.send("connected" if ctx.is_connected else "not connected")
        asyncio.get_running_loop().add_reader(worker.fileno(), lambda: on_shutdown(worker.recv()))
        await told.wait()
        asyncio.get_running_loop().remove_reader(worker.fileno())
        for callback in ctx.shutdown_callbacks:
            await callback()
        worker.send(reasons[0])

    asyncio.run(run())


class RunningJob:
    def __init__(self, number: int) -> None:
        processes = multiprocessing.get_context("spawn")
        self.pipe, other = processes.Pipe()
        self.process = processes.Process(target=run_job, args=(number, other))
        self.process.start()
        assert self.pipe.recv() == "connected"

    def ended(self) -> str:
        reason = self.pipe.recv()
        self.process.join()
        return str(reason)


def main() -> None:
    berth = Berth(os.environ["BERTH_ORIGIN"], os.environ["BERTH_API_KEY"])

    def taken() -> int:
        return berth.concurrency()["activeCalls"]

    assert answered(1) == "accepted"
    assert answered(2) == "rejected for all workers"
    assert taken() == 1, "a job that is rejected takes no place"

    running = RunningJob(1)
    assert taken() == 1, "the job's process holds the place that the worker took"
    running.pipe.send("the caller hung up")
    assert running.ended() == "the caller hung up"
    assert taken() == 0, "the end of the job gives the place back"

    assert answered(3, is_assigned=False) == "assignment timed out"
    assert taken() == 0, "a job that another worker got leaves no place taken"

    assert answered(4) == "accepted"
    running = RunningJob(4)
    berth.end_call("AJ_4")
    assert running.ended() == "the slot of this call is lost"

    agent.berth = AsyncBerth("http://127.0.0.1:9", os.environ["BERTH_API_KEY"])
    assert answered(5) == "rejected for this worker"
    print("all jobs went as they were to")


if __name__ == "__main__":
    main()
