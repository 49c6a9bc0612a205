"""Bases, their spaces, and the ledger of places: opened → free → kept or taken."""

from casework.ledger import Transfer, balances, book, history, open_account
from chassis.clock import start_of
from contracts.incubators import BaseKind, BaseLevel, BaseState
from contracts.incubators.commands import CloseVisitYear
from contracts.incubators.domain_events import (
    BaseRecognised,
    BaseRecommended,
    BaseWithdrawn,
    PlacesChanged,
    SpaceOpened,
)
from contracts.problems import NotFound
from policies.areas import city_of
from services.incubators.model import Base, Places, Room

UNIT = "places"
_PARTS = ("free", "kept", "taken")
_COLUMNS = ("base_id", "name", "area", "level", "kind", "operator_id", "government_funded", "state")


def account(base_id: str, part: str) -> str:
    """The key of an account of places; parts: spaces (where places come from), free, kept, taken."""
    return f"{base_id}:{part}"


class Bases:
    """Statements about bases and places."""

    def base(self, base_id: str) -> Base | None:
        row = self.one("SELECT * FROM bases WHERE base_id = %s", base_id)
        return _base(row) if row else None

    def base_of(self, base_id: str) -> Base:
        """The base; raises NotFound."""
        base = self.base(base_id)
        if base is None:
            raise NotFound("没有这个基地")
        return base

    def lock_base(self, base_id: str) -> Base | None:
        """The base, locked until commit; None when it is not known."""
        row = self.one("SELECT * FROM bases WHERE base_id = %s FOR UPDATE", base_id)
        return _base(row) if row else None

    def places(self, base_id: str, *, lock: bool = True) -> Places:
        """The places of a base; with `lock` they stay as they are until commit."""
        found = balances(self, [account(base_id, part) for part in _PARTS], lock=lock)
        return Places(**{part: found.get(account(base_id, part), 0) for part in _PARTS})

    def place_history(self, base_id: str) -> list[dict]:
        return [{**entry, "account": part} for part in _PARTS for entry in history(self, account(base_id, part))]

    def places_that_differ(self) -> list[str]:
        """Bases whose taken or kept places are not as many as their tenants or kept places."""
        rows = self.rows(
            "SELECT a.key, a.balance, CASE WHEN a.key LIKE '%%:taken' THEN (SELECT count(*) FROM tenancies t"
            " WHERE t.base_id || ':taken' = a.key AND t.state = 'admitted') ELSE (SELECT count(*) FROM fast_tracks f"
            " WHERE f.base_id || ':kept' = a.key AND f.state = 'reserved') END AS held FROM ledger_accounts a"
            " WHERE a.key LIKE '%%:taken' OR a.key LIKE '%%:kept'")
        return [f"account {row['key']} shows {row['balance']}, held {row['held']}"
                for row in rows if row["balance"] != row["held"]]

    def lock_city(self, city: str) -> None:
        """Wait for whoever else looks for room in the city."""
        self.execute("INSERT INTO cities (city) VALUES (%s) ON CONFLICT DO NOTHING", city)
        self.one("SELECT 1 FROM cities WHERE city = %s FOR UPDATE", city)

    def rooms(self, city: str) -> tuple[Room, ...]:
        """The recognised bases of a city with their free places, and how many of these are promised."""
        rows = self.rows(
            "SELECT b.*, a.balance AS free, (SELECT count(*) FROM invitations i WHERE i.base_id = b.base_id"
            " AND i.state = 'sent') + (SELECT count(*) FROM tenancies t WHERE t.base_id = b.base_id"
            " AND t.state = 'applied' AND t.invitation_id IS NOT NULL) AS invited FROM bases b"
            " JOIN ledger_accounts a ON a.key = b.base_id || ':free' WHERE b.city = %s AND b.state = 'recognised'"
            " ORDER BY b.base_id", city)
        return tuple(Room(base=_base(row), free=row["free"], invited=row["invited"]) for row in rows)

    def apply_base_recognised(self, event: BaseRecognised) -> None:
        self.execute(
            "INSERT INTO bases (base_id, name, area, level, kind, operator_id, government_funded, state, city, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (base_id) DO UPDATE SET"
            " name = excluded.name, area = excluded.area, level = excluded.level, kind = excluded.kind,"
            " operator_id = excluded.operator_id, government_funded = excluded.government_funded,"
            " state = excluded.state, city = excluded.city, version = excluded.version",
            *(getattr(event, name) for name in _COLUMNS), city_of(event.area), event.envelope.entity_version)
        open_account(self, account(event.base_id, "spaces"), UNIT, never_negative=False)
        for part in _PARTS:
            open_account(self, account(event.base_id, part), UNIT, never_negative=True)
        self.expect_visit_year(event.base_id, event.recognised_on.year)

    def expect_visit_year(self, base_id: str, year: int) -> None:
        """Have the year's visits of a base judged once the year is over."""
        self.set_timer(f"visits:{base_id}:{year}", start_of(self.today.replace(year=year + 1, month=1, day=1)),
                       CloseVisitYear(base_id=base_id, year=year))

    def apply_base_withdrawn(self, event: BaseWithdrawn) -> None:
        self.execute("UPDATE bases SET state = %s, version = %s WHERE base_id = %s",
                     event.state, event.envelope.entity_version, event.base_id)

    def was_recommended(self, recommendation_id: str) -> bool:
        return self.one("SELECT 1 FROM recommendations WHERE recommendation_id = %s", recommendation_id) is not None

    def apply_base_recommended(self, event: BaseRecommended) -> None:
        self.execute("INSERT INTO recommendations (recommendation_id, base_id, level, recommended_on)"
                     " VALUES (%s, %s, %s, %s)", event.recommendation_id, event.base_id, event.level,
                     event.recommended_on)

    def apply_space_opened(self, event: SpaceOpened) -> None:
        self.execute("INSERT INTO spaces (space_id, base_id, name, kind, places, shared_equipment)"
                     " VALUES (%s, %s, %s, %s, %s, %s)", event.space_id, event.base_id, event.name, event.kind,
                     event.places, list(event.shared_equipment))
        self.move_places(event, "spaces", "free", event.places, f"场地 {event.name}")

    def apply_places_changed(self, event: PlacesChanged) -> None:
        """The ledger holds the places; the event only tells them."""

    def move_places(self, event, source: str, target: str, places: int, memo: str) -> None:
        """Move places of the event's base from one account to another."""
        transfer = Transfer(source=account(event.base_id, source), target=account(event.base_id, target),
                            amount=places, memo=memo)
        book(self, event.envelope.id, [transfer])


def _base(row: dict) -> Base:
    return Base(**{name: row[name] for name in _COLUMNS} | {
        "level": BaseLevel(row["level"]), "kind": BaseKind(row["kind"]), "state": BaseState(row["state"])})
