"""The tests run against the Berth at BERTH_ORIGIN: `npm run test:clients` starts one."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest

from berth import BerthProblem, Call
from berth.management import Management

ORIGIN = os.environ["BERTH_ORIGIN"]


@dataclass(frozen=True)
class Scene:
    """An environment of an account of its own."""

    admin: Management
    account_id: str
    environment_id: str
    key: str

    def live(self) -> list[Call]:
        return self.admin.list_environment_calls(self.account_id, self.environment_id)["items"]  # type: ignore[return-value]

    def end_reason(self, call_id: str) -> str | None:
        """The record of a call may come a moment after its end."""
        until = time.monotonic() + 60
        while True:
            try:
                call = self.admin.get_environment_call(self.account_id, self.environment_id, call_id)
                return call.get("endReason") if call["status"] == "ended" else None
            except BerthProblem as problem:
                if problem.code != "not_found" or time.monotonic() > until:
                    raise
            time.sleep(0.05)

    def release(self, call_id: str) -> None:
        self.admin.release_call(self.account_id, self.environment_id, call_id)


@pytest.fixture
def scene() -> Iterator[Callable[[int], Scene]]:
    email = f"{uuid.uuid4()}@example.com"
    token = httpx.post(f"{ORIGIN}/_local/tokens", json={"email": email}).json()["accessToken"]
    with Management(ORIGIN, token) as admin:

        def make(max_concurrent_calls: int) -> Scene:
            account_id = admin.create_account(body={"name": "Python"})["id"]
            made = admin.create_environment(
                account_id, body={"name": "calls", "maxConcurrentCalls": max_concurrent_calls}
            )
            return Scene(admin, account_id, made["environment"]["id"], made["apiKey"]["secret"] or "")

        yield make
