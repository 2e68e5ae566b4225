"""Part of npm run test:clients: real deliveries, verified as a customer's server in Python would.

Standard input: JSON with `deliveries` (headers and body), the `secrets` that each verify all of them, and `other`, which verifies none.
"""

import json
import sys

from standardwebhooks import Webhook, WebhookVerificationError


def verifies(secret: str, body: str, headers: dict[str, str]) -> bool:
    try:
        return Webhook(secret).verify(body, headers) == json.loads(body)
    except WebhookVerificationError:
        return False


given = json.load(sys.stdin)
deliveries = [(delivery["body"], delivery["headers"]) for delivery in given["deliveries"]]
assert deliveries
for body, headers in deliveries:
    for secret in given["secrets"]:
        assert verifies(secret, body, headers), headers
        assert not verifies(secret, body + " ", headers)
        assert not verifies(secret, body, {**headers, "webhook-id": "evt_another"})
    assert not verifies(given["other"], body, headers)
