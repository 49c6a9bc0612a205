"""Claims, the pauses of their clocks, and what a person claimed before."""

from datetime import date

from casework.working_days import Pause
from contracts.decisions import Status
from contracts.problems import NotFound
from contracts.subsidies import ClaimState
from contracts.subsidies.domain_events import (
    ClaimApproved,
    ClaimReferred,
    ClaimRefused,
    ClaimReturned,
    ClaimSubmitted,
    ClaimVerified,
    SubsidyRevoked,
)
from services.subsidies.model import Claim, EarlierClaim

_COLUMNS = ("claim_id", "person_id", "area", "programme", "period", "title", "amount", "submitted_on", "allowed",
            "due_on", "level", "business_id", "budget_id", "notice_id", "decided_on", "returned_by_platform",
            "submission_id", "corrections", "correct_by", "referred_to", "refused_by", "letter_id", "organisation_id",
            "held_on", "held_for")
_LISTS = ("handled_by", "rested_on", "files")


class Claims:
    """Statements about claims."""

    def claim_of(self, claim_id: str) -> Claim:
        """The claim, with its person and itself locked until commit; raises NotFound."""
        person_id = self.value("SELECT person_id FROM claims WHERE claim_id = %s", claim_id)
        if person_id is None:
            raise NotFound("没有这笔申领")
        self.lock_person(person_id)
        return self._claims("claim_id = %s FOR UPDATE", claim_id)[0]

    def claim_seen(self, claim_id: str) -> Claim:
        """The claim as it is, without locking anything; raises NotFound."""
        found = self._claims("claim_id = %s", claim_id)
        if not found:
            raise NotFound("没有这笔申领")
        return found[0]

    def claims_of_person(self, person_id: str) -> list[Claim]:
        """Every claim of a person whose lock the caller holds."""
        return self._claims("person_id = %s ORDER BY claim_id FOR UPDATE", person_id)

    def claims_named(self, claim_ids) -> tuple[Claim, ...]:
        """These claims, locked with their people in order of id; what is not there is left out."""
        wanted = list(claim_ids)
        self.lock_people(row["person_id"] for row in self.rows(
            "SELECT person_id FROM claims WHERE claim_id = ANY(%s)", wanted))
        return tuple(self._claims("claim_id = ANY(%s) ORDER BY claim_id FOR UPDATE", wanted))

    def claims_in(self, prefix: str, programme: str | None, state: ClaimState) -> tuple[Claim, ...]:
        """The claims of areas of this prefix in a state, locked with their people."""
        named = self.rows("SELECT claim_id FROM claims WHERE area LIKE %s AND state = %s"
                          " AND (%s::text IS NULL OR programme = %s)", prefix + "%", state, programme, programme)
        return tuple(claim for claim in self.claims_named(row["claim_id"] for row in named)
                     if claim.state is state)

    def claimed_for_base(self, programme: str, period: str) -> str | None:
        """Who claims or was paid what a period about a base is for, whichever organisation runs it now."""
        return self.value("SELECT person_id FROM claims WHERE programme = %s AND period = %s AND period LIKE 'base:%%'"
                          " AND state NOT IN ('withdrawn', 'refused')", programme, period)

    def claims_due_in(self, prefix: str, after: str, limit: int) -> tuple[Claim, ...]:
        """The claims of areas of this prefix that have a last day, those after `after`, locked with their people."""
        named = self.rows("SELECT claim_id FROM claims WHERE area LIKE %s AND due_on IS NOT NULL AND claim_id > %s"
                          " ORDER BY claim_id LIMIT %s", prefix + "%", after, limit)
        return self.claims_named(row["claim_id"] for row in named)

    def earlier_claims(self, person_id: str) -> tuple[EarlierClaim, ...]:
        """What a person claimed so far, and what of it was paid, also when it was asked back later."""
        return tuple(EarlierClaim(claim_id=row["claim_id"], programme=row["programme"], period=row["period"],
                                  state=ClaimState(row["state"]), paid=row["state"] in ("paid", "revoked"))
                     for row in self.rows("SELECT claim_id, programme, period, state FROM claims"
                                          " WHERE person_id = %s ORDER BY claim_id", person_id))

    def _claims(self, where: str, *parameters) -> list[Claim]:
        rows = self.rows(f"SELECT * FROM claims WHERE {where}", *parameters)
        pauses = self._pauses([row["claim_id"] for row in rows])
        return [Claim(**{name: row[name] for name in _COLUMNS}, **{name: tuple(row[name]) for name in _LISTS},
                      state=ClaimState(row["state"]), pauses=pauses.get(row["claim_id"], ())) for row in rows]

    def _pauses(self, claim_ids: list[str]) -> dict[str, tuple[Pause, ...]]:
        found: dict[str, tuple[Pause, ...]] = {}
        for row in self.rows("SELECT claim_id, paused_on, resumed_on, why FROM claim_pauses WHERE claim_id = ANY(%s)"
                             " ORDER BY id", claim_ids):
            pause = Pause(paused_on=row["paused_on"], resumed_on=row["resumed_on"], why=row["why"])
            found[row["claim_id"]] = (*found.get(row["claim_id"], ()), pause)
        return found

    def note_claim(self, claim: Claim) -> None:
        """What a claim was opened with, beside what its events say: its papers."""
        self.execute("UPDATE claims SET files = %s WHERE claim_id = %s", list(claim.files), claim.claim_id)

    def note_files(self, claim_id: str, files) -> None:
        self.execute("UPDATE claims SET files = files || %s WHERE claim_id = %s", list(files), claim_id)

    def note_pause(self, claim_id: str, paused_on: date, resumed_on: date, why: str) -> None:
        """A time in which the desk had nothing to do, known afterwards."""
        self.execute("INSERT INTO claim_pauses (claim_id, paused_on, resumed_on, why) VALUES (%s, %s, %s, %s)",
                     claim_id, paused_on, resumed_on, why)

    def note_handler(self, claim_id: str, person_id: str) -> None:
        """Who confirmed a level: the next one needs somebody else."""
        self.execute("UPDATE claims SET handled_by = handled_by || %s WHERE claim_id = %s", [person_id], claim_id)

    def apply_claim_submitted(self, event: ClaimSubmitted) -> None:
        """A new claim, or one that goes on: its clock runs, its levels of review begin anew."""
        self.seal_again()
        self.execute(
            "INSERT INTO claims (claim_id, person_id, area, programme, period, title, state, amount, submitted_on,"
            " allowed, due_on, rested_on, business_id, submission_id, organisation_id, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (claim_id)"
            " DO UPDATE SET"
            " state = excluded.state, due_on = excluded.due_on, rested_on = excluded.rested_on, level = 0,"
            " handled_by = '{}', decided_on = NULL, correct_by = NULL, referred_to = NULL, held_on = NULL,"
            " held_for = NULL, version = excluded.version",
            event.claim_id, event.person_id, event.area, event.programme, event.period, event.title, event.state,
            event.amount, event.clock.started_on, event.clock.allowed, event.due_on, _met(event), event.business_id,
            event.submission_id, event.organisation_id, event.envelope.entity_version)
        self._end_pause(event.claim_id)

    def apply_claim_returned(self, event: ClaimReturned) -> None:
        self._claim_state(event)
        self.execute("UPDATE claims SET due_on = NULL, returned_by_platform = %s, correct_by = %s,"
                     " corrections = corrections + %s WHERE claim_id = %s",
                     event.automatic, event.correct_by, int(not event.automatic), event.claim_id)
        self.execute("INSERT INTO claim_pauses (claim_id, paused_on, why) VALUES (%s, %s, %s)",
                     event.claim_id, self.today, event.clock.pauses[-1].why)

    def apply_claim_verified(self, event: ClaimVerified) -> None:
        self._claim_state(event)
        self.execute("UPDATE claims SET level = level + 1 WHERE claim_id = %s", event.claim_id)

    def apply_claim_approved(self, event: ClaimApproved) -> None:
        reserved = self.value("SELECT budget_id FROM claims WHERE claim_id = %s", event.claim_id)
        self._claim_state(event)
        self.execute("UPDATE claims SET level = level + 1, due_on = NULL, amount = %s, budget_id = %s, rested_on = %s,"
                     " decided_on = %s WHERE claim_id = %s", event.amount, event.budget_id, _met(event), self.today,
                     event.claim_id)
        if reserved is None:
            self.reserve_money(event)

    def apply_claim_referred(self, event: ClaimReferred) -> None:
        """A claim waits for a person. One that was approved before has the clock that the event tells; what was
        waiting for a correction waits for it no longer."""
        self._claim_state(event)
        self.execute("UPDATE claims SET referred_to = %s, due_on = %s WHERE claim_id = %s", event.referred_to,
                     event.due_on, event.claim_id)
        self.note_hold(event)
        self._end_pause(event.claim_id)

    def apply_correction_overdue(self, event) -> None:
        self._claim_state(event)

    def apply_claim_escalated(self, event) -> None:
        self._claim_state(event)

    def apply_claim_due_day_moved(self, event) -> None:
        self._claim_state(event)
        self.execute("UPDATE claims SET due_on = %s WHERE claim_id = %s", event.due_on, event.claim_id)

    def apply_claim_withdrawn(self, event) -> None:
        self._end_without_money(event)

    def apply_claim_refused(self, event: ClaimRefused) -> None:
        self._end_without_money(event)
        self.execute("UPDATE claims SET refused_by = %s, letter_id = %s WHERE claim_id = %s",
                     event.envelope.actor.person_id, event.letter_id, event.claim_id)

    def _end_without_money(self, event) -> None:
        reserved = self.value("SELECT budget_id FROM claims WHERE claim_id = %s", event.claim_id)
        self._claim_state(event)
        self.execute("UPDATE claims SET due_on = NULL, budget_id = NULL, decided_on = %s WHERE claim_id = %s",
                     self.today, event.claim_id)
        self._end_pause(event.claim_id)
        if reserved:
            self.release_money(event, reserved)

    def apply_claim_publicised(self, event) -> None:
        self._claim_state(event)
        self.execute("UPDATE claims SET notice_id = %s WHERE claim_id = %s", event.notice_id, event.claim_id)

    def apply_line_frozen(self, event) -> None:
        self._claim_state(event)

    def apply_line_released(self, event) -> None:
        self._claim_state(event)

    def apply_claim_cleared(self, event) -> None:
        self._claim_state(event)

    def apply_payment_begun(self, event) -> None:
        self._claim_state(event)

    def apply_payment_halted(self, event) -> None:
        self._claim_state(event)

    def apply_claim_settled(self, event) -> None:
        self._claim_state(event)

    def apply_subsidy_revoked(self, event: SubsidyRevoked) -> None:
        self._claim_state(event)

    def apply_revocation_overturned(self, event) -> None:
        self._claim_state(event)

    def apply_claim_due_soon(self, event) -> None:
        self._claim_state(event)

    def apply_claim_overdue(self, event) -> None:
        self._claim_state(event)

    def apply_wish_declined(self, event) -> None:
        """A wish that opens no claim changes nothing here; the person is told."""

    def apply_service_rendered(self, event) -> None:
        """A service act changes nothing here; the activities pillar opens the right to rate it."""

    def note_hold(self, event) -> None:
        """Keep the clock of a hold after approval, as its event tells it."""
        self.execute("UPDATE claims SET held_on = %s, held_for = %s WHERE claim_id = %s AND decided_on IS NOT NULL"
                     " AND due_on IS NOT NULL", event.clock.started_on, event.clock.allowed, event.claim_id)

    def _end_pause(self, claim_id: str) -> None:
        self.execute("UPDATE claim_pauses SET resumed_on = %s WHERE claim_id = %s AND resumed_on IS NULL",
                     self.today, claim_id)

    def _claim_state(self, event) -> None:
        self.execute("UPDATE claims SET state = %s, version = %s WHERE claim_id = %s",
                     event.state, event.envelope.entity_version, event.claim_id)


def _met(event) -> list[str]:
    """What a claim rests on: the reasons that its event gives as met."""
    return [reason.code for reason in event.reasons if reason.status is Status.MET]
