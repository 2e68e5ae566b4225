"""What the emulator has otherwise than AWS. Lambda has the AWS CLI of a layer under /opt. The emulator unpacks layers elsewhere, and says where."""

import os
import subprocess
import sys

CLI = "awscli/aws"
check_call = subprocess.check_call


def call(command, *args, **options):
    layers = os.environ.get("_LAMBDA_LAYERS_DIRS", "").split(os.pathsep)
    if command[0] == f"/opt/{CLI}":
        command = [sys.executable, os.path.join(layers[0], CLI), *command[1:]]
        # The emulator reads the function's answer from its standard output.
        options["stdout"] = sys.__stderr__
    return check_call(command, *args, **options)


subprocess.check_call = call


def complete(cognito):
    """What the emulated Cognito lacks: passwords as long as a pool asks for, and a choice of how to sign in, by API."""
    initiate = cognito._initiate_auth
    cognito._generate_temp_password = lambda: f"Aa1!{os.urandom(16).hex()}"

    def initiate_by_choice(data):
        parameters = data.get("AuthParameters", {})
        by_password = parameters.get("PREFERRED_CHALLENGE") == "PASSWORD" and "PASSWORD" in parameters
        clients = [pool["_clients"].get(data.get("ClientId")) for pool in cognito._user_pools.values()]
        allowed = any(client and "ALLOW_USER_AUTH" in client.get("ExplicitAuthFlows", []) for client in clients)
        if data.get("AuthFlow") == "USER_AUTH" and by_password and allowed:
            data = {**data, "AuthFlow": "USER_PASSWORD_AUTH"}
        return initiate(data)

    cognito._initiate_auth = initiate_by_choice


# Not in the functions, nor in pip.
if sys.orig_argv[1:] == ["-m", "ministack"]:
    from ministack.services import cognito

    complete(cognito)
