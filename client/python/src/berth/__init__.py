"""Holds slots for calls in Berth.

berth = Berth("https://berth.example.com", api_key)
with berth.hold_call(direction="outbound", wait_seconds=20) as held:
    dial("+15550100", call_id=held.id)
"""

from ._async_client import AsyncBerth, AsyncHeldCall
from ._client import Berth, HeldCall
from .events import (
    CallEnded,
    CallLost,
    CallStarted,
    CallWaiting,
    Event,
    HeartbeatFailed,
    RequestAnswered,
)
from .management.types import Call, EndedCall, OwnConcurrency, ProblemCode
from .problems import BerthProblem, ClientClosed, SlotLost

__all__ = [
    "AsyncBerth",
    "AsyncHeldCall",
    "Berth",
    "BerthProblem",
    "Call",
    "CallEnded",
    "CallLost",
    "CallStarted",
    "CallWaiting",
    "ClientClosed",
    "EndedCall",
    "Event",
    "HeartbeatFailed",
    "HeldCall",
    "OwnConcurrency",
    "ProblemCode",
    "RequestAnswered",
    "SlotLost",
]
