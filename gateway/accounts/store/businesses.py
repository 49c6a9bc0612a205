"""Businesses, consents and forms."""

from psycopg.types.json import Jsonb

from contracts.zone import BusinessKind, BusinessState, ConsentPurpose, EvidenceKind
from contracts.zone.domain_events import (
    BusinessClosed,
    BusinessRegistered,
    ConsentGiven,
    ConsentWithdrawn,
    MatterSubmitted,
)
from gateway.accounts.model import Business, Consent

_BUSINESS = ("SELECT business_id, person_id, kind, state, area, registered_on, closed_on, evidence, number_token,"
             " address_token FROM businesses")
_CONSENT = "SELECT consent_id, person_id, purpose, withdrawn_at IS NULL AS given FROM consents"


class Businesses:
    """Reading and writing businesses, consents and forms; part of the accounts' transaction."""

    def business(self, business_id: str | None) -> Business | None:
        row = self.one(f"{_BUSINESS} WHERE business_id = %s FOR UPDATE", business_id)
        return row and Business(**row | {"kind": BusinessKind(row["kind"]), "state": BusinessState(row["state"]),
                                         "evidence": EvidenceKind(row["evidence"])})

    def businesses_of(self, person_id: str) -> list[dict]:
        """A person's businesses with the names and numbers of the public register."""
        return self.rows("SELECT business_id, kind, state, name, number, area, registered_on, closed_on, evidence"
                         " FROM businesses WHERE person_id = %s ORDER BY registered_on, business_id", person_id)

    def business_number_taken(self, number: str) -> bool:
        return self.one("SELECT 1 FROM businesses WHERE number = %s", number) is not None

    def apply_business_registered(self, event: BusinessRegistered) -> None:
        """Two registrations of one number at a time meet here. An address may be somebody's home: sealed."""
        told = self.business_details
        written = self.touched(
            "INSERT INTO businesses (business_id, person_id, kind, state, name, number, area, registered_on,"
            " evidence, number_token, address_token, address_sealed)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            event.business_id, event.person_id, event.kind.value, event.state.value, told["name"], told["number"],
            event.area, event.registered_on, event.evidence.value, event.number_token, event.address_token,
            self.vault.seal(told["address"], owner=event.business_id, what="address"))
        if not written:
            raise self.already_registered()

    def apply_business_closed(self, event: BusinessClosed) -> None:
        self.execute("UPDATE businesses SET state = %s, closed_on = %s WHERE business_id = %s", event.state.value,
                     event.closed_on, event.business_id)

    # consents

    def standing_consent(self, person_id: str, purpose: ConsentPurpose) -> Consent | None:
        row = self.one(f"{_CONSENT} WHERE person_id = %s AND purpose = %s AND withdrawn_at IS NULL", person_id,
                       purpose.value)
        return row and _consent(row)

    def consent(self, consent_id: str) -> Consent | None:
        row = self.one(f"{_CONSENT} WHERE consent_id = %s FOR UPDATE", consent_id)
        return row and _consent(row)

    def consents_of(self, person_id: str) -> list[dict]:
        """All consents a person ever gave, newest first."""
        return self.rows("SELECT consent_id, purpose, given_at, withdrawn_at FROM consents WHERE person_id = %s"
                         " ORDER BY given_at DESC, consent_id", person_id)

    def apply_consent_given(self, event: ConsentGiven) -> None:
        self.execute("INSERT INTO consents (consent_id, person_id, purpose, given_at) VALUES (%s, %s, %s, %s)",
                     event.consent_id, event.person_id, event.purpose.value, self.now)

    def apply_consent_withdrawn(self, event: ConsentWithdrawn) -> None:
        self.execute("UPDATE consents SET withdrawn_at = %s WHERE consent_id = %s", self.now, event.consent_id)

    # forms

    def apply_matter_submitted(self, event: MatterSubmitted) -> None:
        self.execute(
            "INSERT INTO matters (matter_id, person_id, area, business_id, wishes, files, submitted_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)", event.matter_id, event.person_id, event.area,
            event.business_id, Jsonb([wish.as_data() for wish in event.wishes]), list(event.files), self.now)


def _consent(row: dict) -> Consent:
    return Consent(**row | {"purpose": ConsentPurpose(row["purpose"])})
