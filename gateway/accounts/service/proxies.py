"""Authorising a proxy, ending it, and letting a proxy act."""

from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import Actor
from contracts.zone import STATE_LABELS
from contracts.zone.proxies import AuthoriseProxy, EndProxy, LapseProxy
from gateway.accounts.rules.proxies import (
    decide_authorisation,
    decide_end,
    decide_proxy_lapse,
    require_authorised,
)


class ProxyCommands:
    """Commands about authorisations; what proxies do is noted each time."""

    @command(AuthoriseProxy)
    def authorise_proxy(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_authorisation(
                command, derived_id("authorisation", command.id), person=tx.lock_person(command.person_id),
                agent=tx.person(command.agent_id), business=tx.business(command.business_id),
                own_files=tx.files_of((command.person_id, command.actor.person_id), command.files),
                standing=tx.standing_authorisations(command.person_id), today=tx.today))

    @command(EndProxy)
    def end_proxy(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_end(command.actor, tx.authorisation(command.authorisation_id)))

    @command(LapseProxy)
    def lapse_proxy(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_proxy_lapse(tx.authorisation(command.authorisation_id), tx.today))

    def act_for(self, person_id: str, agent: Actor, matter: str, what: str, business_id: str | None) -> None:
        """Let `agent` act for a person, and note it; raises Forbidden without an authorisation that covers it."""
        with self.store.session() as tx:
            standing = tx.standing_authorisations(person_id)
            tx.note_proxy_act(require_authorised(standing, agent, matter, business_id, tx.today), matter, what)

    def authorisations_with(self, person_id: str) -> list[dict]:
        """Everybody who may act for a person, and everybody for whom that person may act, names masked."""
        with self.store.session() as tx:
            found = tx.authorisations_with(person_id)
            names = tx.read_masked([each[side] for each in found for side in ("person_id", "agent_id")], ("name",))
        return [each | {"person_name": names[each["person_id"]]["name"], "agent_name": names[each["agent_id"]]["name"],
                        "state_label": STATE_LABELS["authorisation"][each["state"]]} for each in found]

    def proxy_acts_of(self, person_id: str, before: int | None, limit: int) -> list[dict]:
        """What proxies did for a person, the newest first."""
        with self.store.session() as tx:
            found = tx.proxy_acts_of(person_id, before, limit)
            names = tx.read_masked([each["agent_id"] for each in found], ("name",))
        return [each | {"agent_name": names[each["agent_id"]]["name"]} for each in found]
