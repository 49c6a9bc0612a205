"""Whether the process beside us answers /healthz; what a container's health check runs.

    python -m chassis.alive 9000
"""

import sys
import urllib.request

SECONDS = 4
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def alive(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a process answers on `port` that it is alive; readiness (broker, database) is not asked."""
    try:
        with _direct.open(f"http://{host}:{port}/healthz", timeout=SECONDS) as answer:
            return answer.status == 200
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if alive(int(sys.argv[1])) else 1)
