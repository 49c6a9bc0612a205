"""Attendance: roll calls, sign-ins, and what each sign-in is looked at beside."""

from contracts.problems import NotFound
from contracts.training import SignInState
from contracts.training.domain_events import AttendanceRecorded, SignedIn, SignInDecided, SignInMarked, SignInPublic
from services.training.model import Session, SignedInRecord

_SIGN_IN = ("i.sign_in_id, i.person_id, i.enrolment_id, i.class_id, i.device_mark, i.signed_in_at AS at, i.state,"
            " i.marks, c.institution_id, c.area, c.title, s.session, i.held_on, s.starts_at, s.ends_at, s.place,"
            " s.lecturer_id")
_JOINED = ("FROM sign_ins i JOIN sessions s ON s.class_id = i.class_id AND s.session = i.session"
           " JOIN classes c ON c.class_id = i.class_id")

_LOCKED = "ORDER BY i.sign_in_id FOR UPDATE OF i"


class Attendance:
    """Statements about attendance."""

    def sign_in_secret(self, class_id: str) -> str | None:
        """What a class's codes are made from; None until its sessions are planned."""
        return self.value("SELECT secret FROM sign_in_secrets WHERE class_id = %s", class_id)

    def sign_in_of(self, sign_in_id: str) -> SignedInRecord:
        """A sign-in, locked until commit; raises NotFound."""
        return self._one_sign_in("i.sign_in_id = %s FOR UPDATE OF i", sign_in_id)

    def sign_in_seen(self, sign_in_id: str) -> SignedInRecord:
        """A sign-in as it stands, to learn its class before anything is locked; raises NotFound."""
        return self._one_sign_in("i.sign_in_id = %s", sign_in_id)

    def _one_sign_in(self, where: str, sign_in_id: str) -> SignedInRecord:
        found = self._sign_ins(where, sign_in_id)
        if not found:
            raise NotFound("没有这次签到")
        return found[0]

    def is_signed_in(self, class_id: str, session: int, person_id: str) -> bool:
        return self.one("SELECT 1 FROM sign_ins WHERE class_id = %s AND session = %s AND person_id = %s",
                        class_id, session, person_id) is not None

    def sign_ins_of_session(self, class_id: str, session: int) -> tuple[SignedInRecord, ...]:
        return self._sign_ins("i.class_id = %s AND i.session = %s ORDER BY i.signed_in_at", class_id, session)

    def sign_ins_of_person(self, person_id: str, day) -> tuple[SignedInRecord, ...]:
        """Locked until commit: a later sign-in may mark them."""
        return self._sign_ins(f"i.person_id = %s AND i.held_on = %s {_LOCKED}", person_id, day)

    def sign_ins_of_device(self, mark: str, day) -> tuple[SignedInRecord, ...]:
        """Locked until commit: a later sign-in may mark them."""
        return self._sign_ins(f"i.device_mark = %s AND i.held_on = %s {_LOCKED}", mark, day)

    def lock_device(self, mark: str) -> None:
        """Wait for other sign-ins with the same device, so that none of two at once is overlooked."""
        self.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", mark)

    def wrong_codes(self, sign_in_id: str) -> int:
        """How often a sign-in was tried with a code that does not hold."""
        return self.value("SELECT count(*) FROM decisions WHERE subject = %s AND outcome = 'returned'", sign_in_id)

    def not_to_be_called(self, class_id: str, session: int, present: tuple[str, ...]) -> list[str]:
        """Those among `present` whose sign-in to the session waits for a person's word, or was rejected."""
        return [row["person_id"] for row in self.rows(
            "SELECT person_id FROM sign_ins WHERE class_id = %s AND session = %s AND person_id = ANY(%s)"
            " AND state IN ('marked', 'rejected') ORDER BY person_id", class_id, session, list(present))]

    def strangers_to(self, class_id: str, present: tuple[str, ...]) -> list[str]:
        """Those among `present` who have no place in the class."""
        return sorted(set(present) - set(self.trainees_of(class_id)))

    def _sign_ins(self, where: str, *parameters) -> tuple[SignedInRecord, ...]:
        return tuple(_record(row) for row in self.rows(f"SELECT {_SIGN_IN} {_JOINED} WHERE {where}", *parameters))

    def apply_attendance_recorded(self, event: AttendanceRecorded) -> None:
        self.execute("DELETE FROM attendance WHERE class_id = %s AND session = %s AND source = 'roll_call'",
                     event.class_id, event.session)
        self.execute("INSERT INTO attendance (class_id, session, person_id) SELECT %s, %s, unnest(%s::text[])"
                     " ON CONFLICT DO NOTHING", event.class_id, event.session, list(event.present))

    def apply_signed_in(self, event: SignedIn) -> None:
        self.execute(
            "INSERT INTO sign_ins (sign_in_id, class_id, session, person_id, enrolment_id, held_on, device_mark,"
            " signed_in_at, state, marks, version) SELECT %s, s.class_id, s.session, %s, %s, s.held_on, %s, %s, %s, %s,"
            " %s FROM sessions s WHERE s.class_id = %s AND s.session = %s", event.sign_in_id, event.person_id,
            event.enrolment_id, event.device_mark, event.signed_in_at, event.state, list(event.marks),
            event.envelope.entity_version, event.class_id, event.session)
        self._count_sign_in(event)

    def apply_sign_in_marked(self, event: SignInMarked) -> None:
        self._move_sign_in(event)

    def apply_sign_in_decided(self, event: SignInDecided) -> None:
        self._move_sign_in(event)

    def _move_sign_in(self, event: SignInPublic) -> None:
        self.execute("UPDATE sign_ins SET state = %s, marks = %s, version = %s WHERE sign_in_id = %s",
                     event.state, list(event.marks), event.envelope.entity_version, event.sign_in_id)
        self._count_sign_in(event)

    def _count_sign_in(self, event: SignInPublic) -> None:
        """A sign-in that counts is attendance; one that is marked or rejected is not, whatever was called before."""
        place = (event.class_id, event.session, event.person_id)
        if event.state.is_present:
            self.execute("INSERT INTO attendance (class_id, session, person_id, source) VALUES (%s, %s, %s, 'sign_in')"
                         " ON CONFLICT DO NOTHING", *place)
        else:
            self.execute("DELETE FROM attendance WHERE class_id = %s AND session = %s AND person_id = %s", *place)


def _record(row: dict) -> SignedInRecord:
    names = ("session", "held_on", "starts_at", "ends_at", "place", "lecturer_id")
    session = Session(**{name: row.pop(name) for name in names})
    return SignedInRecord(**row | {"session": session, "state": SignInState(row["state"]),
                                   "marks": tuple(row["marks"])})
