"""The accounts' table of contents: who answers to what, one mixin per subject.

Commands and questions run inside the gateway process (`chassis.local_calls`), reading beside them; no message
carries a personal datum out of it.
"""

from chassis.database import Database
from chassis.declare import question
from chassis.host import Host
from chassis.settings import Settings
from contracts.zone.questions import Verify
from gateway.accounts.service.businesses import BusinessCommands
from gateway.accounts.service.organisations import OrganisationCommands, SignIns
from gateway.accounts.service.people import PeopleCommands
from gateway.accounts.service.policy_drafts import PolicyDraftCommands
from gateway.accounts.service.reading import Reading
from gateway.accounts.service.sheets import SheetCommands
from gateway.accounts.store import AccountsStore, AccountsTransaction, FileStore, Vault


class AccountsService(PeopleCommands, SheetCommands, OrganisationCommands, SignIns, BusinessCommands,
                      PolicyDraftCommands, Reading):
    """Persons, organisations, businesses, consents, files and policy drafts; announces as `zone`."""

    name = "zone"
    transaction = AccountsTransaction
    store: AccountsStore

    @question(Verify)
    def verify(self, question):
        with self.store.reading(question) as tx:
            return {"faults": tx.faults()}


def accounts_host(settings: Settings, policies, database: Database | None = None) -> Host:
    """What runs the accounts inside the gateway process: their calendar and retries, no broker."""
    database = database or Database(settings.database_conninfo("accounts"), "accounts")
    host = Host("zone", AccountsService, database, amqp_url="", policies=policies, call_loops=0)
    host.store = AccountsStore(database, Vault.from_settings(settings), policies, FileStore(settings.files_folder()))
    return host
