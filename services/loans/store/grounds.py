"""Bases and tenancies as far as a counter-guarantee may be waived on them; grounds; cooperating banks."""

from contracts.incubators import BaseState, TenancyState
from contracts.loans import GroundKind, GroundState
from contracts.loans.domain_events import BankAdmitted, GroundNoted, GroundWithdrawn
from policies.areas import lineage
from services.loans.model import Base, Ground, Tenancy


class Grounds:
    """Statements about grounds to waive the counter-guarantee."""

    def note_base(self, event) -> None:
        """A base's level after the event (none once withdrawn); its row stays locked until commit."""
        level = event.level.value if event.state is BaseState.RECOGNISED else None
        self.execute("INSERT INTO bases AS b (base_id, name, level, version) VALUES (%s, %s, %s, %s)"
                     " ON CONFLICT (base_id) DO UPDATE SET name = excluded.name, level = excluded.level,"
                     " version = excluded.version WHERE b.version < excluded.version",
                     event.base_id, event.name, level, event.envelope.entity_version)
        self.base(event.base_id)

    def note_tenancy(self, event) -> None:
        """A tenancy after the event. Its base is locked first, as by `note_base`."""
        self.execute("INSERT INTO bases (base_id, name, level, version) VALUES (%s, %s, %s, 0)"
                     " ON CONFLICT DO NOTHING", event.base_id, event.base_name, event.base_level)
        self.base(event.base_id)
        self.lock_person(event.person_id, event.area)
        self.execute(
            "INSERT INTO tenancies AS t (tenancy_id, person_id, base_id, area, admitted, version)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (tenancy_id) DO UPDATE SET admitted = excluded.admitted,"
            " version = excluded.version WHERE t.version < excluded.version", event.tenancy_id, event.person_id,
            event.base_id, event.area, event.state is TenancyState.ADMITTED, event.envelope.entity_version)

    def base(self, base_id: str) -> Base:
        """A base that was noted, locked until commit."""
        row = self.one("SELECT base_id, name, level FROM bases WHERE base_id = %s FOR UPDATE", base_id)
        return Base(**row)

    def tenancy(self, tenancy_id: str) -> Tenancy:
        return self._tenancies("tenancy_id", tenancy_id)[0]

    def tenancies_of_base(self, base_id: str) -> list[Tenancy]:
        """The tenancies of a base, by person, so that their people are always locked in the same order."""
        return self._tenancies("base_id", base_id)

    def _tenancies(self, column: str, value: str) -> list[Tenancy]:
        rows = self.rows("SELECT tenancy_id, person_id, base_id, area, admitted FROM tenancies"
                         f" WHERE {column} = %s ORDER BY person_id, tenancy_id", value)
        return [Tenancy(**row) for row in rows]

    def ground(self, ground_id: str) -> Ground | None:
        return next(iter(self._grounds("g.ground_id", ground_id)), None)

    def grounds_of(self, person_id: str) -> tuple[Ground, ...]:
        return self._grounds("g.person_id", person_id)

    def _grounds(self, column: str, value: str) -> tuple[Ground, ...]:
        rows = self.rows("SELECT g.ground_id, g.kind, g.state, g.up_to, g.valid_until, g.bank_id,"
                         " b.level AS base_level FROM grounds g LEFT JOIN bases b USING (base_id)"
                         f" WHERE {column} = %s ORDER BY g.ground_id", value)
        return tuple(Ground(**row | {"kind": GroundKind(row["kind"]), "state": GroundState(row["state"])})
                     for row in rows)

    def apply_ground_noted(self, event: GroundNoted) -> None:
        self._write_ground(event)

    def apply_ground_withdrawn(self, event: GroundWithdrawn) -> None:
        self._write_ground(event)

    def _write_ground(self, event) -> None:
        self.execute(
            "INSERT INTO grounds (ground_id, person_id, kind, state, up_to, valid_until, bank_id, base_id)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (ground_id) DO UPDATE SET state = excluded.state,"
            " up_to = excluded.up_to, valid_until = excluded.valid_until", event.ground_id, event.person_id,
            event.kind, event.state, event.up_to, event.valid_until, event.bank_id, event.base_id)

    def cooperates(self, bank_id: str, area: str) -> bool:
        """Whether a bank cooperates in an area or one above it."""
        return self.value("SELECT EXISTS (SELECT 1 FROM cooperations WHERE bank_id = %s AND area = ANY(%s))",
                          bank_id, list(lineage(area)))

    def apply_bank_admitted(self, event: BankAdmitted) -> None:
        self.execute("INSERT INTO cooperations (cooperation_id, bank_id, name, area) VALUES (%s, %s, %s, %s)"
                     " ON CONFLICT (cooperation_id) DO UPDATE SET name = excluded.name",
                     event.cooperation_id, event.bank_id, event.name, event.area)
