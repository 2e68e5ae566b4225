from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable

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
