"""Invitations, sent or waiting for room."""

from datetime import timedelta

from chassis.clock import start_of
from contracts.incubators import InvitationState
from contracts.incubators.commands import LapseInvitation
from contracts.incubators.domain_events import (
    InvitationAccepted,
    InvitationDeferred,
    InvitationLapsed,
    InvitationPublic,
    InvitationQuestioned,
    InvitationSent,
)
from contracts.problems import NotFound
from policies.areas import city_of
from services.incubators.model import Invitation

_COLUMNS = ("invitation_id", "enrolment_id", "person_id", "area", "state", "base_id", "due_on")


class Invitations:
    """Statements about invitations."""

    def invitation_of(self, invitation_id: str) -> Invitation:
        """The invitation, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM invitations WHERE invitation_id = %s FOR UPDATE", invitation_id)
        if row is None:
            raise NotFound("没有这份邀请")
        return _invitation(row)

    def person_of_invitation(self, invitation_id: str) -> str | None:
        return self.value("SELECT person_id FROM invitations WHERE invitation_id = %s", invitation_id)

    def invitation_on(self, enrolment_id: str) -> Invitation | None:
        """The invitation that rests on a course, locked until commit."""
        row = self.one("SELECT * FROM invitations WHERE enrolment_id = %s FOR UPDATE", enrolment_id)
        return _invitation(row) if row else None

    def deferred_invitations(self, city: str, at_most: int) -> list[Invitation]:
        """Those that wait for room in a city, the longest wait first."""
        rows = self.rows("SELECT * FROM invitations WHERE city = %s AND state = 'deferred'"
                         " ORDER BY first_at, invitation_id LIMIT %s", city, at_most)
        return [_invitation(row) for row in rows]

    def open_invitations(self, person_id: str) -> list[Invitation]:
        """The person's invitations that nobody accepted yet, locked until commit."""
        rows = self.rows("SELECT * FROM invitations WHERE person_id = %s AND state IN ('sent', 'deferred')"
                         " ORDER BY invitation_id FOR UPDATE", person_id)
        return [_invitation(row) for row in rows]

    def standing_invitations(self, base_id: str) -> list[Invitation]:
        """Invitations to a base that nobody accepted yet, oldest first."""
        rows = self.rows("SELECT * FROM invitations WHERE base_id = %s AND state = 'sent'"
                         " ORDER BY first_at, invitation_id", base_id)
        return [_invitation(row) for row in rows]

    def apply_invitation_sent(self, event: InvitationSent) -> None:
        self._write_invitation(event)
        self.set_timer(f"invitation:{event.invitation_id}", start_of(event.due_on + timedelta(days=1)),
                       LapseInvitation(invitation_id=event.invitation_id))

    def apply_invitation_deferred(self, event: InvitationDeferred) -> None:
        self._write_without_timer(event)

    def apply_invitation_accepted(self, event: InvitationAccepted) -> None:
        self._write_without_timer(event)

    def apply_invitation_lapsed(self, event: InvitationLapsed) -> None:
        self._write_without_timer(event)

    def apply_invitation_questioned(self, event: InvitationQuestioned) -> None:
        self._write_without_timer(event)

    def _write_without_timer(self, event: InvitationPublic) -> None:
        self._write_invitation(event)
        self.drop_timer(f"invitation:{event.invitation_id}")

    def _write_invitation(self, event: InvitationPublic) -> None:
        self.execute(
            "INSERT INTO invitations (invitation_id, enrolment_id, person_id, area, state, base_id, due_on, city,"
            " first_at, version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (invitation_id)"
            " DO UPDATE SET area = excluded.area, city = excluded.city, state = excluded.state,"
            " base_id = excluded.base_id, due_on = excluded.due_on, version = excluded.version",
            *(getattr(event, name) for name in _COLUMNS), city_of(event.area), event.envelope.occurred_at,
            event.envelope.entity_version)


def _invitation(row: dict) -> Invitation:
    return Invitation(**{name: row[name] for name in _COLUMNS} | {"state": InvitationState(row["state"])})
