from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest
from conftest import ORIGIN, Scene
from transports import Between, is_heartbeat, is_start, problem
from virtual_time import VirtualTime

from berth import (
    AsyncBerth,
    Berth,
    BerthProblem,
    CallStarted,
    ClientClosed,
    Event,
    HeartbeatFailed,
    SlotLost,
)

Scenes = Callable[[int], Scene]


def test_a_slot_is_held_while_a_block_runs_and_given_back_after_it_as_completed(scene: Scenes) -> None:
    place = scene(1)
    with Berth(ORIGIN, place.key) as berth:
        with berth.hold_call(direction="inbound", lease_seconds=30, reference="CA1") as held:
            assert [call["id"] for call in place.live()] == [held.id]
            assert held.call["direction"] == "inbound"
            assert berth.concurrency()["activeCalls"] == 1
        assert place.live() == []
        assert place.end_reason(held.id) == "completed"


def test_the_slot_is_given_back_as_failed_when_the_block_raises(scene: Scenes) -> None:
    place = scene(1)
    with Berth(ORIGIN, place.key) as berth:
        with pytest.raises(LookupError), berth.hold_call() as held:
            raise LookupError("the line went dead")
        assert place.live() == []
        assert place.end_reason(held.id) == "failed"


def test_a_block_may_end_its_call_itself_for_a_reason_of_its_own(scene: Scenes) -> None:
    place = scene(1)
    with Berth(ORIGIN, place.key) as berth:
        with berth.hold_call() as held:
            held.end("no_answer")
        assert place.end_reason(held.id) == "no_answer"


def test_one_request_each_does_for_holders_that_are_no_process(scene: Scenes) -> None:
    place = scene(1)
    with Berth(ORIGIN, place.key) as berth:
        call = berth.start_call(id="call-1", lease_seconds=3600)
        assert berth.heartbeat("call-1")["leaseExpiresAt"] >= call["leaseExpiresAt"]
        berth.end_call("call-1", "busy")
        assert place.end_reason("call-1") == "busy"


def test_twenty_calls_of_three_minutes_in_a_process_cost_at_most_2_3_requests_each(
    scene: Scenes, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = scene(20)
    time = VirtualTime(monkeypatch)
    with Berth(ORIGIN, place.key, transport=time) as berth:
        held = []
        for _ in range(20):
            held.append(berth.hold_call())
            time.advance(9)
        time.sent.clear()
        # Each has lasted three minutes when its turn comes, and another call follows it.
        for at, call in enumerate(held):
            call.end()
            held[at] = berth.hold_call()
            time.advance(9)
        kinds = [len([*filter(kind, time.sent)]) for kind in (is_start, is_heartbeat)]
        assert len(time.sent) / 20 <= 2.3
        assert kinds == [20, 5] or kinds == [20, 4]
        assert not any(call.lost.is_set() for call in held)
        assert len(place.live()) == 20


def test_one_heartbeat_keeps_all_calls_alive_while_the_event_loop_is_blocked(scene: Scenes) -> None:
    place = scene(2)
    between = Between()

    async def main() -> None:
        async with AsyncBerth(ORIGIN, place.key, transport=between) as berth:
            async with berth.hold_call(lease_seconds=10) as one, berth.hold_call(lease_seconds=10) as two:
                # The fourth comes when the leases that the starts gave are over.
                between.wait_for(is_heartbeat, 4)
                assert {call["id"] for call in place.live()} == {one.id, two.id}
                await asyncio.sleep(0)  # What the loop was to be told, it is told now.
                assert not one.lost.is_set()
                assert not two.lost.is_set()
                beats = [
                    json.loads(request.content)["ids"] for request in between.sent if is_heartbeat(request)
                ]
                assert [sorted(ids) for ids in beats] == [sorted([one.id, two.id])] * len(beats)

    asyncio.run(main())
    assert place.live() == []


def test_a_storm_shorter_than_the_lease_costs_no_call_its_slot(scene: Scenes) -> None:
    place = scene(2)
    failures = iter([problem(429), problem(503, retry_after=0), problem(401, "unauthenticated")])
    between = Between(lambda request: next(failures, None) if is_heartbeat(request) else None)
    events: list[Event] = []
    with Berth(ORIGIN, place.key, transport=between, on_event=events.append) as berth:
        with berth.hold_call(lease_seconds=10) as one, berth.hold_call(lease_seconds=10) as two:
            # Three fail, and the fifth comes after the fourth did not.
            between.wait_for(is_heartbeat, 5)
            assert {call["id"] for call in place.live()} == {one.id, two.id}
            assert not one.lost.is_set()
            assert not two.lost.is_set()
    assert len([event for event in events if isinstance(event, HeartbeatFailed)]) == 3


def test_a_lease_that_can_not_be_renewed_is_over_by_the_holders_own_clock(scene: Scenes) -> None:
    place = scene(1)
    between = Between(lambda request: problem(503) if is_heartbeat(request) else None)
    with Berth(ORIGIN, place.key, transport=between) as berth, berth.hold_call(lease_seconds=10) as held:
        assert held.lost.wait(60)
        with pytest.raises(SlotLost, match="before Berth could be reached"):
            held.raise_if_lost()
    assert [request for request in between.sent if request.method == "DELETE"] == []


def test_more_than_a_hundred_calls_are_kept_alive_a_hundred_a_request() -> None:
    def endless(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content or "{}")
        if is_heartbeat(request):
            return httpx.Response(200, json={"items": [{"id": id, "status": "active"} for id in body["ids"]]})
        return httpx.Response(201, json=body) if is_start(request) else httpx.Response(204)

    between = Between(endless)
    with Berth(ORIGIN, "brt_any", transport=between) as berth:
        for _ in range(150):
            berth.hold_call(lease_seconds=10)
        between.wait_for(is_heartbeat, 2)
    beats = [json.loads(request.content)["ids"] for request in between.sent if is_heartbeat(request)]
    assert sorted(map(len, beats[:2])) == [50, 100]


def test_a_call_that_an_admin_ends_is_lost_its_block_is_cancelled_and_nothing_is_ended_twice(
    scene: Scenes,
) -> None:
    place = scene(1)
    between = Between()

    async def main() -> None:
        async with AsyncBerth(ORIGIN, place.key, transport=between) as berth:
            with pytest.raises(SlotLost):
                async with berth.hold_call(lease_seconds=10) as held:
                    place.release(held.id)
                    await asyncio.Event().wait()
            # The cancellation was that of the block alone.
            await asyncio.sleep(0)

    asyncio.run(main())
    assert [request.method for request in between.sent if request.method == "DELETE"] == []


def test_a_lost_slot_is_told_to_threads_by_an_event_and_a_callback(scene: Scenes) -> None:
    place = scene(1)
    told: list[Exception] = []
    events: list[Event] = []
    with Berth(ORIGIN, place.key, on_event=events.append) as berth:
        with berth.hold_call(lease_seconds=10, on_lost=told.append) as held:
            held.raise_if_lost()
            place.release(held.id)
            assert held.lost.wait(60)
            assert isinstance(held.why_lost, SlotLost)
            with pytest.raises(SlotLost):
                held.raise_if_lost()
    assert told == [held.why_lost]
    assert [type(event).__name__ for event in events if "Request" not in type(event).__name__] == [
        "CallStarted",
        "CallLost",
    ]


def test_who_is_cancelled_during_a_call_gives_its_slot_back(scene: Scenes) -> None:
    place = scene(1)

    async def main() -> str:
        ids: asyncio.Queue[str] = asyncio.Queue()

        async def talk(berth: AsyncBerth) -> None:
            async with berth.hold_call() as held:
                ids.put_nowait(held.id)
                await asyncio.Event().wait()

        async with AsyncBerth(ORIGIN, place.key) as berth:
            talking = asyncio.create_task(talk(berth))
            call_id = await ids.get()
            talking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await talking
            assert place.live() == []
            return call_id

    assert place.end_reason(asyncio.run(main())) == "cancelled"


def test_close_ends_what_is_held_and_what_waits_and_starts_no_more(scene: Scenes) -> None:
    place = scene(1)

    async def main() -> str:
        between = Between()
        berth = AsyncBerth(ORIGIN, place.key, transport=between)
        held = await berth.hold_call()
        waiting = asyncio.ensure_future(_hold(berth))
        await asyncio.to_thread(between.wait_for, is_start, 2)
        await berth.close()
        with pytest.raises(ClientClosed):
            await waiting
        with pytest.raises(ClientClosed):
            await berth.hold_call()
        assert isinstance(held.why_lost, ClientClosed)
        return held.id

    async def _hold(berth: AsyncBerth) -> None:
        await berth.hold_call(wait_seconds=60)

    assert place.end_reason(asyncio.run(main())) == "shutdown"
    assert place.live() == []


def test_what_listens_can_not_harm_a_call(scene: Scenes) -> None:
    place = scene(1)
    heard: list[str] = []

    def on_event(event: Event) -> None:
        heard.append(type(event).__name__)
        raise RuntimeError("The exporter is broken.")

    with Berth(ORIGIN, place.key, on_event=on_event) as berth, berth.hold_call():
        pass
    assert heard == ["RequestAnswered", "CallStarted", "RequestAnswered", "CallEnded"]


def test_a_key_that_is_refused_is_told_at_once() -> None:
    between = Between()
    with Berth(ORIGIN, "brt_wrong", transport=between) as berth:
        with pytest.raises(BerthProblem) as refused:
            berth.hold_call(wait_seconds=60)
    assert (refused.value.status, refused.value.code) == (401, "unauthenticated")
    assert len(between.sent) == 1


def test_a_callback_that_waits_for_the_client_is_refused_and_stops_no_heartbeat(scene: Scenes) -> None:
    place = scene(1)
    refused: list[str] = []

    def on_event(event: Event) -> None:
        if isinstance(event, CallStarted):
            with pytest.raises(RuntimeError) as error:
                berth.concurrency()
            refused.append(str(error.value))

    with Berth(ORIGIN, place.key, on_event=on_event) as berth, berth.hold_call():
        assert len(refused) == 1
