"""A call, one that waits for its place, and its loss, as the README's hooks tell.

python calls.py ORIGIN KEY TOKEN ACCOUNT ENVIRONMENT
"""

from __future__ import annotations

import json
import sys
import threading
import time

from opentelemetry import trace
from recorded import measured

# The README's.
from example import berth  # isort: skip

from berth.management import Management

origin, _, token, account, environment = sys.argv[1:]
with trace.get_tracer("test").start_as_current_span("job") as span:
    first = berth.hold_call(lease_seconds=10)
during = measured()


def wait() -> None:
    with berth.hold_call(lease_seconds=10, wait_seconds=60) as held:
        with Management(origin, token) as management:
            management.release_call(account, environment, held.id)
        held.lost.wait()


second = threading.Thread(target=wait)
second.start()
while not measured().get("berth.request.duration 429"):
    time.sleep(0.02)
first.end()
second.join()
trace_id = f"{span.get_span_context().trace_id:032x}"
print(json.dumps({"traceId": trace_id, "during": during, "after": measured()}))
berth.close()
