"""Manages accounts: every operation of the API.

berth = Management("https://berth.example.com", token)
environments = berth.list_environments(account_id)["items"]
body_and_etag = berth.with_response(berth.get_environment, account_id, environments[0]["id"])
for csv in berth.pages(berth.export_environment_calls, account_id, environments[0]["id"]):
    file.write(csv)
"""

from .._connection import Answered
from ..problems import BerthProblem
from ._client import AsyncManagement, Management

__all__ = ["Answered", "AsyncManagement", "BerthProblem", "Management"]
