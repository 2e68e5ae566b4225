"""What the recipe uses of livekit-agents, which is far too large to install for a test."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Room:
    sid: str


@dataclass
class Job:
    id: str
    room: Room


@dataclass
class JobRequest:
    job: Job
    is_assigned: bool = True
    """Whether LiveKit gives the job to the worker that accepts it."""
    answer: str | None = None

    @property
    def id(self) -> str:
        return self.job.id

    @property
    def room(self) -> Room:
        return self.job.room

    async def accept(self) -> None:
        if not self.is_assigned:
            raise TimeoutError("assignment timed out")
        self.answer = "accepted"

    async def reject(self, *, terminate: bool = True) -> None:
        self.answer = "rejected for all workers" if terminate else "rejected for this worker"


@dataclass
class JobContext:
    job: Job
    is_connected: bool = False
    on_shutdown: Callable[[str], None] = lambda reason: None
    shutdown_callbacks: list[Callable[[], Coroutine[Any, Any, None]]] = field(default_factory=list)

    async def connect(self) -> None:
        self.is_connected = True

    def shutdown(self, reason: str = "") -> None:
        self.on_shutdown(reason)

    def add_shutdown_callback(self, callback: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self.shutdown_callbacks.append(callback)


@dataclass
class WorkerOptions:
    entrypoint_fnc: Callable[[JobContext], Awaitable[None]]
    request_fnc: Callable[[JobRequest], Awaitable[None]]


class cli:
    @staticmethod
    def run_app(options: WorkerOptions) -> None:
        raise NotImplementedError
