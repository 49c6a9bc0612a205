"""A process that says it is ready once it was given the training role's password: `stand_in NAME_OF_PORT`."""

import os
import signal
import sys

from chassis import health

if __name__ == "__main__":
    health.serve(int(os.environ[sys.argv[1]]), lambda: {"password": "DB_PASSWORD_TRAINING" in os.environ})
    print("ready", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.pause()
