"""A stock nameko service of another team: no module of ours, its own queue on our exchange.

`python tests/integration/toy/stock.py AMQP_URI` prints each event that it receives, one JSON line each.
"""

# ruff: noqa: E402

import eventlet

eventlet.monkey_patch()

import json
import sys

from nameko.events import event_handler
from nameko.runners import ServiceRunner


class StockService:
    """Listens to the toy, as nameko's manual shows it."""

    name = "stock"

    @event_handler("toy", "toy.done.v1")
    def handle_done(self, payload):
        print(json.dumps(payload), flush=True)


runner = ServiceRunner({"AMQP_URI": sys.argv[1]})
runner.add_service(StockService)
runner.start()
runner.wait()
