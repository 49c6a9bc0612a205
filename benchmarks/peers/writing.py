"""Writing: an event handler with dedup and one update, and a command by nameko.web and `@rpc`."""

import json
import uuid

from nameko.events import EventDispatcher, event_handler
from nameko.rpc import RpcProxy, rpc
from nameko.web.handlers import http

from benchmarks.peers.pool import Pool
from benchmarks.peers.tables import HANDLED


class HandlerPeer:
    """Each event: dedup by id and one update, in one transaction."""

    name = "peer_handler"
    pool = Pool()

    @event_handler("peer_source", HANDLED)
    def count_completion(self, data):
        with self.pool.connection() as connection, connection.transaction():
            new = connection.execute("INSERT INTO peer.inbox (id) VALUES (%s) ON CONFLICT DO NOTHING RETURNING id",
                                     [data["event_id"]]).fetchone()
            if new:
                connection.execute("INSERT INTO peer.people VALUES (%s, %s, %s) ON CONFLICT (person_id) DO UPDATE"
                                   " SET state = excluded.state, certificate = excluded.certificate",
                                   [data["person_id"], data["state"], data["certificate_number"]])


class FilingPeer:
    """Files a class: reads the plan, books the seats and keeps the class in one transaction, then tells it."""

    name = "peer_filing"
    pool = Pool()
    dispatch = EventDispatcher()

    @rpc
    def file_class(self, class_):
        class_id = str(uuid.uuid4())
        with self.pool.connection() as connection, connection.transaction():
            connection.execute("UPDATE peer.plans SET taken = taken + %s WHERE city = '433100' AND course = %s"
                               " RETURNING seats, taken", [class_["seats"], class_["course"]]).fetchone()
            connection.execute(
                "INSERT INTO peer.classes VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 'approved')",
                [class_id, class_["institution_id"], class_["area"], class_["course"], class_["title"],
                 class_["seats"], class_["starts_on"], class_["ends_on"], class_["sessions"]])
        self.dispatch("class_filed", class_ | {"class_id": class_id})
        return {"outcome": "granted", "subject": class_id}


class FilingGatewayPeer:
    """`POST /classes` handed on by RPC."""

    name = "peer_filing_gateway"
    filing = RpcProxy("peer_filing")

    @http("POST", "/classes")
    def file_class(self, request):
        answer = self.filing.file_class(json.loads(request.get_data(as_text=True)))
        return 201, {"Content-Type": "application/json"}, json.dumps(answer)
