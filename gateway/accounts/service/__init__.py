"""The accounts' table of contents: who answers to what, one mixin per subject.

Commands and questions run inside the gateway process (`chassis.local_calls`), reading beside them; no message
carries a personal datum out of it.
"""

from chassis.database import Database
from chassis.declare import question
from chassis.host import Host
from chassis.policy_source import PolicySource
from chassis.settings import Settings
from contracts.zone.questions import Verify
from gateway.accounts.service.businesses import BusinessCommands
from gateway.accounts.service.data_objections import DataObjectionCommands
from gateway.accounts.service.listings import ListingCommands
from gateway.accounts.service.notice_copies import NoticeCopyKeeping
from gateway.accounts.service.notifications import NotificationKeeping
from gateway.accounts.service.organisation_accounts import OrganisationAccountKeeping
from gateway.accounts.service.organisations import OrganisationCommands, SignIns
from gateway.accounts.service.own_data import OwnDataCommands
from gateway.accounts.service.people import PeopleCommands
from gateway.accounts.service.policy_drafts import PolicyDraftCommands
from gateway.accounts.service.proxies import ProxyCommands
from gateway.accounts.service.reading import Reading
from gateway.accounts.service.registers import RegisterCommands
from gateway.accounts.service.roster_jobs import RosterJobKeeping
from gateway.accounts.service.rosters import RosterCommands
from gateway.accounts.service.sessions import SignOuts
from gateway.accounts.service.webhooks import WebhookKeeping
from gateway.accounts.store import AccountsStore, AccountsTransaction, FileStore, Vault
from policies.reader import Policies


class AccountsService(PeopleCommands, RegisterCommands, RosterCommands, RosterJobKeeping,
                      OrganisationCommands, OrganisationAccountKeeping, SignIns,
                      BusinessCommands, PolicyDraftCommands, DataObjectionCommands, ProxyCommands, OwnDataCommands,
                      SignOuts, ListingCommands, WebhookKeeping, NotificationKeeping, NoticeCopyKeeping,
                      Reading):
    """Persons, organisations, businesses, consents, files and policy drafts; announces as `zone`."""

    name = "zone"
    transaction = AccountsTransaction
    store: AccountsStore

    @classmethod
    def host(cls, settings: Settings, database: Database) -> Host:
        """What runs the accounts inside the gateway process: their calendar and retries, no broker."""
        policies = PolicySource(Policies.load())
        host = Host(cls.name, cls, database, amqp_url="", policies=policies, call_loops=0)
        host.store = AccountsStore(database, Vault.from_settings(settings), policies,
                                   FileStore(settings.files_folder()))
        return host

    @question(Verify)
    def verify(self, question):
        with self.store.reading(question) as tx:
            return {"faults": tx.faults()}
