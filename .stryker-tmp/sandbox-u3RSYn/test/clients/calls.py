"""Calls of a running Berth with the generated client: python calls.py ORIGIN TOKEN."""

import sys

from berth_api_client import AuthenticatedClient
from berth_api_client.api.accounts import create_account, get_account
from berth_api_client.api.calls import end_call, start_call
from berth_api_client.api.environments import create_environment
from berth_api_client.models import (
    Account,
    Call,
    ConcurrencyLimitReached,
    CreateAccountBody,
    CreateEnvironmentBody,
    NewAccount,
    NotFound,
    StartCallBody,
)

origin, token = sys.argv[1:]


def expect(value, kind):
    assert isinstance(value, kind), f"{kind.__name__} was expected: {value!r}"
    return value


person = AuthenticatedClient(base_url=origin, token=token)
account = expect(create_account.sync(client=person, body=CreateAccountBody(name="Generated")), NewAccount)
assert expect(get_account.sync(account.id, client=person), Account).name == "Generated"
other = account.id[:-1] + ("0" if account.id[-1] != "0" else "1")
assert expect(get_account.sync(other, client=person), NotFound).status == 404

body = CreateEnvironmentBody(name="python", max_concurrent_calls=1)
created = create_environment.sync(account.id, client=person, body=body)
machine = AuthenticatedClient(base_url=origin, token=created.api_key.secret)
call = expect(start_call.sync(client=machine, body=StartCallBody(id="call-1")), Call)
full = expect(start_call.sync(client=machine, body=StartCallBody(id="call-2")), ConcurrencyLimitReached)
assert (full.code, full.limit, full.active_calls) == ("concurrency_limit_reached", 1, 1), full
assert end_call.sync_detailed(call.id, client=machine).status_code == 204
expect(start_call.sync(client=machine, body=StartCallBody(id="call-2")), Call)
