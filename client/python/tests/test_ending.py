"""What becomes of calls when their process ends: each program runs in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from conftest import ORIGIN, Scene

from berth import Berth

Scenes = Callable[[int], Scene]

HEAD = """
import asyncio, os, sys, threading
from berth import AsyncBerth, Berth, CallWaiting
origin, key = sys.argv[1:]
"""
THREADS = """
with Berth(origin, key) as berth, berth.hold_call(), berth.hold_call():
    print("held", flush=True)
    threading.Event().wait()
"""
HELD_WITHOUT_A_BLOCK = """
berth = Berth(origin, key)
held = [berth.hold_call(), berth.hold_call()]
print("held", flush=True)
threading.Event().wait()
"""
EVENT_LOOP = """
async def main():
    berth = AsyncBerth(origin, key)
    async with berth.hold_call(), berth.hold_call():
        print("held", flush=True)
        await asyncio.Event().wait()
asyncio.run(main())
"""
ENDS_BY_ITSELF = """
berth = Berth(origin, key)
held = [berth.hold_call(), berth.hold_call()]
print("held", flush=True)
"""
WAITS = """
def on_event(event):
    if isinstance(event, CallWaiting):
        print("held", flush=True)
Berth(origin, key, on_event=on_event).hold_call(wait_seconds=60)
"""
FORKS = """
berth = Berth(origin, key)
held = berth.hold_call()
if os.fork() == 0:
    with berth.hold_call():
        print("held", flush=True)
    sys.exit()
os.wait()
held.end()
"""


@contextmanager
def running(program: str, key: str, origin: str = ORIGIN) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HEAD + program, origin, key], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


@pytest.mark.parametrize("program", [THREADS, HELD_WITHOUT_A_BLOCK, EVENT_LOOP])
def test_ctrl_c_ends_all_calls(scene: Scenes, program: str) -> None:
    place = scene(2)
    with running(program, place.key) as process:
        assert len(place.live()) == 2
        process.send_signal(signal.SIGINT)
    assert place.live() == []


def test_who_waits_for_a_slot_is_stopped_by_ctrl_c_and_holds_none_later(scene: Scenes) -> None:
    place = scene(1)
    with Berth(ORIGIN, place.key) as berth, berth.hold_call():
        with running(WAITS, place.key) as process:
            process.send_signal(signal.SIGINT)
    assert place.live() == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM.")
@pytest.mark.parametrize("program", [THREADS, HELD_WITHOUT_A_BLOCK, EVENT_LOOP])
def test_sigterm_ends_all_calls_as_shutdown_and_the_process_as_ever(scene: Scenes, program: str) -> None:
    place = scene(2)
    with running(program, place.key) as process:
        ids = [call["id"] for call in place.live()]
        process.terminate()
    assert process.returncode == -signal.SIGTERM
    assert [place.end_reason(call_id) for call_id in ids] == ["shutdown", "shutdown"]


def test_the_end_of_a_program_ends_its_calls_also_when_a_name_has_to_be_looked_up(scene: Scenes) -> None:
    place = scene(2)
    with running(ENDS_BY_ITSELF, place.key, ORIGIN.replace("127.0.0.1", "localhost")):
        pass
    assert place.live() == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="There is no fork.")
def test_a_forked_process_holds_calls_of_its_own_and_leaves_those_of_its_parent(scene: Scenes) -> None:
    place = scene(2)
    with running(FORKS, place.key) as process:
        pass
    assert process.returncode == 0
    assert place.live() == []
