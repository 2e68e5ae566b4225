"""Lambda has the AWS CLI of a layer under /opt. The emulator unpacks layers elsewhere, and says where."""

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
