"""Which message killed the process: only one that was started and never finished is ever blamed.

A message that may have run before (redelivered, retried, or brought by the calendar) is a suspect. Suspects
of one process run one at a time, and each start is committed first, so that a neighbour which merely waited,
or ran beside it, is not taken for the culprit.
"""

import threading
import uuid
from contextlib import contextmanager

from chassis.database import Database
from chassis.delivery import Delivery

KILLS_BEFORE_QUARANTINE = 3


class Suspects:
    """The suspects of one process and one schema."""

    def __init__(self, database: Database):
        self.database = database
        self.process_id = uuid.uuid4()
        self._one_at_a_time = threading.Lock()

    @contextmanager
    def watched(self, delivery: Delivery):
        """Run the block under watch; gives how many processes ended during this message's earlier starts.

        What the block raises leaves the start noted; a later start by the same process does not count again,
        so an outage of the database blames nobody.
        """
        if not delivery.redelivered:
            yield 0
            return
        with self._one_at_a_time:
            kills = self._note_start(delivery)
            yield kills
            self._note_finish(delivery)

    def _note_start(self, delivery: Delivery) -> int:
        with self.database.connection() as connection:
            return connection.execute(
                "INSERT INTO message_starts AS s (receiver, message_id, process) VALUES (%s, %s, %s)"
                " ON CONFLICT (receiver, message_id) DO UPDATE SET process = excluded.process, started ="
                " s.started + (s.process <> excluded.process)::integer, started_at = clock_timestamp()"
                " RETURNING started - 1",
                [delivery.receiver, delivery.message_id, self.process_id]).fetchone()[0]

    def _note_finish(self, delivery: Delivery) -> None:
        with self.database.connection() as connection:
            connection.execute("DELETE FROM message_starts WHERE receiver = %s AND message_id = %s",
                               [delivery.receiver, delivery.message_id])
