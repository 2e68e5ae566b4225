from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from conftest import ORIGIN, Scene
from transports import Between, is_start, problem

from berth import AsyncBerth, Berth, BerthProblem, CallWaiting, Event
from berth._calls import waiting

Scenes = Callable[[int], Scene]


def test_when_all_slots_are_taken_it_gives_up_at_once_with_what_the_api_says(scene: Scenes) -> None:
    place = scene(1)
    with Berth(ORIGIN, place.key) as berth, berth.hold_call():
        with pytest.raises(BerthProblem) as refused:
            berth.hold_call()
        assert refused.value.code == "concurrency_limit_reached"
        assert refused.value.retry_after is not None
        assert refused.value.problem["limit"] == 1


def test_a_waiter_gets_the_slot_of_a_call_of_its_own_process_without_a_pause(
    scene: Scenes, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = scene(1)
    monkeypatch.setattr(waiting, "_pause_for", lambda _: 600.0)

    is_refused = threading.Event()

    def on_event(event: Event) -> None:
        if isinstance(event, CallWaiting):
            is_refused.set()

    async def main() -> None:
        between = Between()
        async with AsyncBerth(ORIGIN, place.key, transport=between, on_event=on_event) as berth:
            first = await berth.hold_call()

            async def wait() -> None:
                async with berth.hold_call(wait_seconds=60):
                    pass

            waiter = asyncio.create_task(wait())
            assert await asyncio.to_thread(is_refused.wait, 60)
            await first.end()
            await waiter
            assert len([request for request in between.sent if is_start(request)]) == 3

    asyncio.run(main())


def test_a_waiter_finds_a_slot_that_comes_free_elsewhere(scene: Scenes) -> None:
    place = scene(1)
    between = Between()
    with Berth(ORIGIN, place.key) as elsewhere, Berth(ORIGIN, place.key, transport=between) as berth:
        other = elsewhere.hold_call()
        with ThreadPoolExecutor() as pool:
            waiter = pool.submit(lambda: berth.hold_call(wait_seconds=60))
            between.wait_for(is_start, 1)
            other.end()
            held = waiter.result()
            assert [call["id"] for call in place.live()] == [held.id]


@pytest.mark.parametrize("retry_after", [None, 0, 2, 30])
def test_a_waiter_asks_again_after_one_to_five_seconds_whatever_retry_after_says(
    retry_after: int | None,
) -> None:
    full = BerthProblem(429, {"code": "concurrency_limit_reached"}, retry_after)
    assert all(0.9 <= waiting._pause_for(full) <= 5 for _ in range(100))


def test_a_waiter_waits_for_a_slot_only_and_any_other_refusal_ends_the_wait(
    scene: Scenes, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = scene(1)
    monkeypatch.setattr(waiting, "_pause_for", lambda _: 0.0)

    def answer(request: httpx.Request) -> httpx.Response | None:
        starts = [*filter(is_start, between.sent)]
        return problem(409, "environment_paused") if is_start(request) and len(starts) > 2 else None

    between = Between(answer)
    with Berth(ORIGIN, place.key, transport=between) as berth, berth.hold_call():
        with pytest.raises(BerthProblem, match="environment_paused"):
            berth.hold_call(wait_seconds=60)
    assert len([*filter(is_start, between.sent)]) == 3


def test_those_who_wait_are_served_in_their_order(scene: Scenes) -> None:
    place = scene(1)
    order: list[int] = []

    async def main() -> None:
        between = Between()
        async with AsyncBerth(ORIGIN, place.key, transport=between) as berth:
            first = await berth.hold_call()

            async def wait(number: int) -> None:
                async with berth.hold_call(wait_seconds=60):
                    order.append(number)

            waiters = [asyncio.create_task(wait(number)) for number in range(5)]
            await asyncio.to_thread(between.wait_for, is_start, 2)
            await first.end()
            await asyncio.gather(*waiters)

    asyncio.run(main())
    assert order == [0, 1, 2, 3, 4]


def test_a_wait_ends_in_time_with_the_refusal_that_it_began_with(scene: Scenes) -> None:
    place = scene(1)
    with Berth(ORIGIN, place.key) as berth, berth.hold_call() as held:
        with pytest.raises(BerthProblem, match="concurrency_limit_reached"):
            berth.hold_call(wait_seconds=0.5)
        assert [call["id"] for call in place.live()] == [held.id]


def test_who_is_cancelled_while_waiting_holds_no_slot_later(scene: Scenes) -> None:
    place = scene(1)

    async def main() -> None:
        between = Between()
        async with AsyncBerth(ORIGIN, place.key, transport=between) as berth:
            first = await berth.hold_call()

            async def wait() -> None:
                await berth.hold_call(wait_seconds=60)

            waiter = asyncio.create_task(wait())
            await asyncio.to_thread(between.wait_for, is_start, 2)
            waiter.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiter
            await first.end()

    asyncio.run(main())
    assert place.live() == []


def is_renewal(request: httpx.Request) -> bool:
    return request.url.path.endswith("/heartbeat")


storms: dict[str, Callable[[], httpx.Response]] = {
    # As API Gateway says it when a stage has all the requests that it takes.
    "a busy gateway": lambda: problem(429),
    "an unavailable Berth": lambda: problem(503, "temporarily_unavailable", retry_after=0),
    "a rate limit": lambda: problem(429, "rate_limited", retry_after=0),
}


@pytest.mark.parametrize("storm", storms)
def test_a_storm_is_ridden_out_with_the_same_call_id(scene: Scenes, storm: str) -> None:
    place = scene(2)
    is_stormy = iter([True, True, True, False] * 2)  # Around the start, and around the end.
    between = Between(
        lambda request: storms[storm]() if not is_renewal(request) and next(is_stormy) else None
    )
    with Berth(ORIGIN, place.key, transport=between) as berth:
        with berth.hold_call() as held:
            starts = [request.content for request in between.sent if not is_renewal(request)]
            assert len(starts) == 4
            assert len(set(starts)) == 1
            assert [call["id"] for call in place.live()] == [held.id]
    assert place.live() == []
    assert place.end_reason(held.id) == "completed"


def test_a_start_whose_answer_got_lost_is_repeated_and_holds_one_slot(scene: Scenes) -> None:
    place = scene(2)
    between = Between(lost=2)
    with Berth(ORIGIN, place.key, transport=between) as berth, berth.hold_call() as held:
        # The last one renews the lease, which may have begun with the first.
        assert [is_renewal(request) for request in between.sent] == [False, False, False, True]
        assert [call["id"] for call in place.live()] == [held.id]


def test_a_start_of_which_no_answer_ever_came_is_ended_it_holds_no_slot(scene: Scenes) -> None:
    place = scene(1)
    between = Between(lost=5)
    with Berth(ORIGIN, place.key, transport=between) as berth:
        with pytest.raises(httpx.ReadError):
            berth.hold_call()
    assert len([request for request in between.sent if is_start(request)]) == 5
    assert place.live() == []
