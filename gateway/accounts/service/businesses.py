"""Businesses, consents, and forms that concern several pillars."""

from chassis.declare import command
from chassis.store import derived_id
from contracts.zone import BusinessState
from contracts.zone.commands import CloseBusiness, GiveConsent, RegisterBusiness, SubmitMatter, WithdrawConsent
from gateway.accounts.model import Business
from gateway.accounts.rules.businesses import decide_business, decide_closure, evidence_of, read_business
from gateway.accounts.rules.consents import decide_consent, decide_matter, decide_withdrawal
from gateway.accounts.rules.reading import normal_address


class BusinessCommands:
    """Commands about businesses, consents and forms."""

    @command(RegisterBusiness)
    def register_business(self, command):
        with self.store.transaction(command) as tx:
            read = read_business(command, tx.today)
            number = read.get("credit_code") or read["shop_number"]
            tx.business_details = {"name": read["name"], "number": number, "address": read["address"]}
            business = self._business(command, read, number)
            return tx.record(decide_business(command, business, owner=tx.person(command.person_id),
                                             taken=tx.business_number_taken(number)))

    def _business(self, command: RegisterBusiness, read: dict, number: str) -> Business:
        token, address = self.store.vault.token, read["address"]
        return Business(
            business_id=derived_id("business", command.id), person_id=command.person_id, kind=command.kind,
            state=BusinessState.OPEN, area=read["area"], registered_on=read["registered_on"],
            evidence=evidence_of(command), number_token=token("business", number),
            address_token=token("address", normal_address(address)) if address else None)

    @command(CloseBusiness)
    def close_business(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_closure(command, tx.business(command.business_id), tx.today))

    @command(GiveConsent)
    def give_consent(self, command):
        with self.store.transaction(command) as tx:
            person = tx.lock_person(command.actor.person_id)
            standing = tx.standing_consent(command.actor.person_id, command.purpose)
            return tx.record(decide_consent(command, derived_id("consent", command.id), person, standing))

    @command(WithdrawConsent)
    def withdraw_consent(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_withdrawal(command, tx.consent(command.consent_id)))

    @command(SubmitMatter)
    def submit_matter(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_matter(
                command, derived_id("matter", command.id), person=tx.person(command.person_id),
                business=tx.business(command.business_id),
                own_files=tx.files_of((command.person_id, command.actor.person_id), command.files)))
