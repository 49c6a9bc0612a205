"""The accounts to which organisations are paid."""

from contracts.zone.organisation_accounts import OrganisationAccountChanged
from gateway.accounts.model import Organisation


class OrganisationAccounts:
    """Reading and writing organisations' accounts; part of the accounts' transaction."""

    def lock_organisation(self, organisation_id: str) -> Organisation | None:
        """The organisation, held until the transaction ends: two changes of one account follow each other."""
        self.one("SELECT 1 FROM organisations WHERE organisation_id = %s FOR UPDATE", organisation_id)
        return self.organisation(organisation_id)

    def account_token_of(self, organisation_id: str) -> str | None:
        """What stands for the account so far; None before there is one."""
        return self.value("SELECT account_token FROM organisations WHERE organisation_id = %s", organisation_id)

    def account_version(self, organisation_id: str) -> int:
        """How often what is announced of an organisation has changed."""
        return self.value("SELECT version FROM entity_versions WHERE entity = 'organisation' AND entity_id = %s",
                          organisation_id) or 0

    def was_dismissed(self, person_id: str | None, organisation_id: str) -> bool:
        """Whether a person was appointed for an organisation and no such appointment stands any longer."""
        row = self.one("SELECT count(*) AS held, count(*) FILTER (WHERE ended_on IS NULL) AS standing"
                       " FROM appointments WHERE person_id = %s AND organisation_id = %s", person_id, organisation_id)
        return row["held"] > 0 and row["standing"] == 0

    def prepare_account(self, organisation_id: str, account: str) -> str:
        """Seal an account for the event that writes it; the token that stands for it."""
        self.changes[organisation_id] = {
            "bank_account": self.vault.seal(account, owner=organisation_id, what="bank_account")}
        return self.vault.token("account", account)

    def apply_organisation_account_changed(self, event: OrganisationAccountChanged) -> None:
        sealed = self.changes.pop(event.organisation_id)["bank_account"]
        self.execute("UPDATE organisations SET bank_account_sealed = %s, account_token = %s"
                     " WHERE organisation_id = %s", sealed, event.account_token, event.organisation_id)
