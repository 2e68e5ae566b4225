"""Manages accounts: every operation of the API.

berth = Management("https://berth.example.com", token)
environments = berth.list_environments(account_id)["items"]
"""

from ..problems import BerthProblem
from ._client import AsyncManagement, Management

__all__ = ["AsyncManagement", "BerthProblem", "Management"]
