"""Authorisations to act for somebody, and every act under them."""

from datetime import timedelta

from chassis.clock import start_of
from contracts.zone import AuthorisationState, ProxyKind
from contracts.zone.proxies import LapseProxy, ProxyAuthorised, ProxyEnded
from gateway.accounts.model import Authorisation

_AUTHORISATION = ("SELECT a.authorisation_id, a.person_id, a.agent_id, p.area, a.kind, a.matters, a.business_id,"
                  " a.until, a.state FROM authorisations a JOIN persons p USING (person_id)")


class Proxies:
    """Reading and writing authorisations; part of the accounts' transaction."""

    def authorisation(self, authorisation_id: str) -> Authorisation | None:
        """The authorisation, held until the transaction ends."""
        row = self.one(f"{_AUTHORISATION} WHERE a.authorisation_id = %s FOR UPDATE OF a", authorisation_id)
        return row and _authorisation(row)

    def standing_authorisations(self, person_id: str) -> tuple[Authorisation, ...]:
        """All that are in force for a person."""
        rows = self.rows(f"{_AUTHORISATION} WHERE a.person_id = %s AND a.state = 'in_force'", person_id)
        return tuple(map(_authorisation, rows))

    def authorisations_with(self, person_id: str) -> list[dict]:
        """All in which somebody is the person or the proxy, the newest first."""
        return self.rows("SELECT authorisation_id, person_id, agent_id, kind, matters, business_id, until, state,"
                         " authorised_at, ended_at FROM authorisations WHERE %s IN (person_id, agent_id)"
                         " ORDER BY authorised_at DESC, authorisation_id LIMIT 200", person_id)

    def note_proxy_act(self, authorisation: Authorisation, matter: str, what: str) -> None:
        """Note what a proxy does or reads."""
        self.execute("INSERT INTO proxy_acts (authorisation_id, person_id, agent_id, matter, what)"
                     " VALUES (%s, %s, %s, %s, %s)", authorisation.authorisation_id, authorisation.person_id,
                     authorisation.agent_id, matter, what)

    def proxy_acts_of(self, person_id: str, before: int | None, limit: int) -> list[dict]:
        """What proxies did for a person, the newest first."""
        return self.rows("SELECT id, agent_id, matter, what, acted_at FROM proxy_acts WHERE person_id = %s"
                         " AND (%s::bigint IS NULL OR id < %s) ORDER BY id DESC LIMIT %s", person_id, before, before,
                         limit)

    def apply_proxy_authorised(self, event: ProxyAuthorised) -> None:
        self.execute(
            "INSERT INTO authorisations (authorisation_id, person_id, agent_id, kind, matters, business_id, until,"
            " files, state, recorded_by, authorised_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            event.authorisation_id, event.person_id, event.agent_id, event.kind.value, list(event.matters),
            event.business_id, event.until, list(self.message.files), event.state.value,
            self.message.actor.person_id, self.now)
        self.set_timer(f"proxy/{event.authorisation_id}", start_of(event.until + timedelta(days=1)),
                       LapseProxy(authorisation_id=event.authorisation_id))

    def apply_proxy_ended(self, event: ProxyEnded) -> None:
        self.execute("UPDATE authorisations SET state = %s, ended_at = %s WHERE authorisation_id = %s",
                     event.state.value, self.now, event.authorisation_id)
        self.drop_timer(f"proxy/{event.authorisation_id}")


def _authorisation(row: dict) -> Authorisation:
    return Authorisation(**row | {"kind": ProxyKind(row["kind"]), "matters": tuple(row["matters"]),
                                  "state": AuthorisationState(row["state"])})
