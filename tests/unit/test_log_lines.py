"""Log lines of a process with many green threads: each is whole, and writing one never ends a loop."""

import json
import subprocess
import sys

PROGRAM = """
from chassis.green import go_green
go_green()
import eventlet, structlog
from chassis import logs
logs.set_up("toy")
log = structlog.get_logger()

def tell(number):
    for turn in range(20):
        log.info("line", number=number, turn=turn, words="字" * 3000)
        eventlet.sleep(0)

threads = [eventlet.spawn(tell, number) for number in range(20)]
for thread in threads:
    thread.wait()
"""


def test_lines_of_green_threads_are_whole_and_none_is_refused():
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", PROGRAM], capture_output=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    told = [json.loads(line) for line in ran.stdout.decode().splitlines()]
    assert sorted((line["number"], line["turn"]) for line in told) == [(n, t) for n in range(20) for t in range(20)]
