"""Writing: an event handler with dedup and one update, and a command by nameko.web and `@rpc`."""

import json
import uuid

from nameko.events import EventDispatcher, event_handler
from nameko.rpc import RpcProxy, rpc
from nameko.web.handlers import http

from benchmarks.peers.filing import Filing
from benchmarks.peers.pool import Pool
from benchmarks.peers.tables import HANDLED
from chassis.policy_source import PolicySource
from contracts.training.commands import FileClass
from policies.areas import city_of
from policies.reader import Policies
from services.training.rules import decide_class


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


class NotingPeer:
    """Notes a class and decides nothing: takes seats of the plan, keeps a row in one transaction, then tells it."""

    name = "peer_noting"
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


class FilingPeer:
    """Files a class as training does, and promises nothing: looks at plan and institution, decides by the same rule,
    keeps the class and books its seats in one transaction, then tells it. The answer has the same reasons."""

    name = "peer_filing"
    pool = Pool()
    dispatch = EventDispatcher()
    policies = PolicySource(Policies.load())

    @rpc
    def file_class(self, class_):
        command, class_id = FileClass.from_data(class_), str(uuid.uuid4())
        policy = self.policies.view("training", command.area, command.starts_on, ())
        with self.pool.connection() as connection, connection.transaction():
            filing = Filing(connection)
            institution = filing.institution(command.institution_id)
            standing = filing.standing(city_of(command.area), command.starts_on.year, command.course)
            decision = decide_class(command, class_id, standing, institution, policy, command.starts_on)
            [event] = decision.events
            filing.keep(event)
        self.dispatch(event.type, event.as_data())
        return decision.as_answer()


class FilingGatewayPeer:
    """`POST /classes` handed on by RPC."""

    name = "peer_filing_gateway"
    filing = RpcProxy("peer_filing")

    @http("POST", "/classes")
    def file_class(self, request):
        answer = self.filing.file_class(json.loads(request.get_data(as_text=True)))
        return 201, {"Content-Type": "application/json"}, json.dumps(answer)


class NotingGatewayPeer:
    """`POST /classes` handed on by RPC."""

    name = "peer_noting_gateway"
    noting = RpcProxy("peer_noting")

    @http("POST", "/classes")
    def file_class(self, request):
        answer = self.noting.file_class(json.loads(request.get_data(as_text=True)))
        return 201, {"Content-Type": "application/json"}, json.dumps(answer)
