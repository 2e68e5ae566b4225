from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable

import httpx
import pytest
from conftest import ORIGIN, Scene
from transports import Between, problem

from berth._shared import StartOptions, start_body
from berth.management import AsyncManagement, BerthProblem, Management
from berth.management.types import StartCallBody

Scenes = Callable[[int], Scene]


def test_each_operation_is_there_in_both_flavours() -> None:
    def operations(client: type) -> set[str]:
        return {
            name for name, _ in inspect.getmembers(client, inspect.isfunction) if not name.startswith("_")
        }

    assert operations(Management) == operations(AsyncManagement)
    assert {"get_me", "edit_environment", "start_call", "export_audit_events"} <= operations(Management)


def test_a_call_can_be_started_with_all_that_the_api_takes() -> None:
    options = {name: name for name in StartOptions.__annotations__}
    assert set(start_body(options)) == set(StartCallBody.__annotations__)  # type: ignore[arg-type]


def test_an_environment_is_edited_under_its_version_listed_and_exported(scene: Scenes) -> None:
    place = scene(3)

    async def main() -> None:
        async with AsyncManagement(ORIGIN, place.key) as machine:
            assert (await machine.get_own_environment())["id"] == place.environment_id

    asyncio.run(main())
    where = (place.account_id, place.environment_id)
    edited = place.admin.edit_environment(*where, body={"maxConcurrentCalls": 5})
    assert edited["maxConcurrentCalls"] == 5
    with pytest.raises(BerthProblem, match="stale_version"):
        place.admin.edit_environment(*where, body={"maxConcurrentCalls": 6}, if_match='"stale"')
    listed = place.admin.list_environments(place.account_id, limit=100)["items"]
    assert [one["maxConcurrentCalls"] for one in listed if one["id"] == place.environment_id] == [5]
    assert place.admin.export_audit_events(place.account_id, action="environment.updated").count("\n") == 2
    with pytest.raises(ValueError, match="empty"):
        place.admin.get_account("")


def test_what_fails_on_the_way_is_done_once(scene: Scenes) -> None:
    place = scene(1)
    between = Between(lambda _: problem(503) if len(between.sent) == 1 else None, lost=2)
    with Management(ORIGIN, lambda: place.key, transport=between) as machine:
        machine.create_agent(body={"name": "Ada"})
        assert [agent["name"] for agent in machine.list_agents()["items"]] == ["Ada"]
    assert len({request.headers["idempotency-key"] for request in between.sent[:3]}) == 1


def test_an_environment_is_edited_under_the_etag_that_was_read(scene: Scenes) -> None:
    place = scene(3)
    where = (place.account_id, place.environment_id)
    read = place.admin.with_response(place.admin.get_environment, *where)
    assert read.body["id"] == place.environment_id
    assert (read.next_cursor, read.replayed) == (None, False)
    assert read.etag is not None
    edited = place.admin.with_response(
        place.admin.edit_environment, *where, body={"maxConcurrentCalls": 4}, if_match=read.etag
    )
    assert edited.etag not in (None, read.etag)
    with pytest.raises(BerthProblem, match="stale_version"):
        place.admin.edit_environment(*where, body={"maxConcurrentCalls": 5}, if_match=read.etag)


def test_a_replay_can_be_told_from_a_first_answer(scene: Scenes) -> None:
    place = scene(1)
    between = Between(lost=1)
    with Management(ORIGIN, lambda: place.key, transport=between) as machine:
        # The first answer got lost, so the client asked again.
        repeated = machine.with_response(machine.create_agent, body={"name": "Ada"}, idempotency_key="once")
        assert repeated.replayed
        fresh = machine.with_response(machine.create_agent, body={"name": "Eve"})
        assert not fresh.replayed


def test_an_export_is_read_to_its_last_file_and_a_list_to_its_last_page(scene: Scenes) -> None:
    place = scene(1)
    admin = place.admin
    for name in ("One", "Two", "Three"):
        admin.rename_account(place.account_id, body={"name": name})
    headings, *lines = admin.export_audit_events(place.account_id).splitlines()

    files = [*admin.pages(admin.export_audit_events, place.account_id, limit=2)]
    assert len(files) == (len(lines) + 1) // 2
    assert {file.splitlines()[0] for file in files} == {headings}
    assert [line for file in files for line in file.splitlines()[1:]] == lines

    with Management(ORIGIN, place.key) as machine:
        for name in ("Ada", "Eve", "Max"):
            machine.create_agent(body={"name": name})

    async def main() -> list[str]:
        async with AsyncManagement(ORIGIN, place.key) as machine:
            whole = await machine.with_response(machine.list_agents, limit=1)
            assert whole.next_cursor == whole.body["nextCursor"]
            return [
                agent["name"]
                async for page in machine.pages(machine.list_agents, limit=1)
                for agent in page["items"]
            ]

    assert sorted(asyncio.run(main())) == ["Ada", "Eve", "Max"]


def test_flags_are_booleans(scene: Scenes) -> None:
    place = scene(1)
    listed = place.admin.list_environments(place.account_id, visible=True)["items"]
    assert place.environment_id in [environment["id"] for environment in listed]
    place.admin.delete_environment(place.account_id, place.environment_id, drain=True)
    assert len(place.admin.list_environments(place.account_id)["items"]) == len(listed) - 1


def test_it_waits_longer_than_api_gateway(scene: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
    place = scene(1)
    waited: list[float | None] = []

    async def wait_for(waits_for: Awaitable[httpx.Response], timeout: float | None) -> httpx.Response:
        waited.append(timeout)
        return await waits_for

    monkeypatch.setattr("asyncio.wait_for", wait_for)
    place.admin.get_account(place.account_id)
    assert waited == [pytest.approx(32)]


def test_contacts_are_uploaded_as_csv(scene: Scenes) -> None:
    place = scene(1)
    with Management(ORIGIN, place.key) as machine:
        agent = machine.create_agent(body={"name": "Ada"})
        number = machine.create_number(body={"e164": "+12025550123"})
        campaign = machine.create_campaign(
            body={"name": "Spring", "agentId": agent["id"], "numberId": number["id"]}
        )
        machine.replace_contacts(campaign["id"], body="e164,name\n+12025550124,Ada\n")
        assert [contact["e164"] for contact in machine.list_contacts(campaign["id"])["items"]] == [
            "+12025550124"
        ]
