"""Reading: a stock nameko.web service with one bare query, and a stock gateway that asks five services by RPC."""

import json

from nameko.rpc import RpcProxy, rpc
from nameko.web.handlers import http

from benchmarks.peers.pool import Pool
from chassis.declarations import PILLARS

_ROW = "SELECT person_id, area, birth_month, groups FROM zone.persons WHERE person_id = %s"
_CASE = "SELECT entity_id, title, state, state_label FROM zone.cases WHERE person_id = %s AND pillar = %s"


class WebPeer:
    """One row by key, answered as JSON."""

    name = "peer_web"
    pool = Pool()

    @http("GET", "/people/<string:person_id>")
    def show_person(self, request, person_id):
        with self.pool.connection() as connection:
            row = connection.execute(_ROW, [person_id]).fetchone()
        answer = {"person_id": row[0], "area": row[1], "birth_month": row[2], "groups": row[3]}
        return 200, {"Content-Type": "application/json"}, json.dumps(answer, ensure_ascii=False)


class GatewayPeer:
    """A person's page put together by asking every pillar, one RPC each, all under way at once."""

    name = "peer_gateway"
    training, loans = RpcProxy("peer_training"), RpcProxy("peer_loans")
    incubators, events = RpcProxy("peer_incubators"), RpcProxy("peer_events")
    subsidies = RpcProxy("peer_subsidies")

    @http("GET", "/people/<string:person_id>")
    def show_person(self, request, person_id):
        asked = {pillar: getattr(self, pillar).cases_of.call_async(person_id) for pillar in PILLARS}
        answer = {pillar: reply.result() for pillar, reply in asked.items()}
        return 200, {"Content-Type": "application/json"}, json.dumps(answer, ensure_ascii=False)


def pillar_peer(pillar: str) -> type:
    """One of the five services: a person's cases by one query."""

    class PillarPeer:
        name = f"peer_{pillar}"
        pool = Pool()

        @rpc
        def cases_of(self, person_id):
            with self.pool.connection() as connection:
                rows = connection.execute(_CASE, [person_id, pillar]).fetchall()
            return [dict(zip(("entity_id", "title", "state", "state_label"), row, strict=True)) for row in rows]

    return PillarPeer
