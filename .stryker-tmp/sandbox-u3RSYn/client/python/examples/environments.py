"""The environments of your accounts: BERTH_ORIGIN=… BERTH_TOKEN=… python environments.py"""

import os

from berth.management import Management

with Management(os.environ.get("BERTH_ORIGIN", "http://127.0.0.1:4000"), os.environ["BERTH_TOKEN"]) as berth:
    for membership in berth.get_me()["memberships"]:
        concurrency = berth.get_concurrency(membership["accountId"])
        print(f"{membership['accountName']}: {concurrency['plan']['maxConcurrentCalls']} calls at once")
        for environment in concurrency["environments"]:
            calls = f"{environment['activeCalls']} of {environment['maxConcurrentCalls']}"
            print(f"  {environment['name']}: {calls}")
