"""Every SQL statement of the accounts, one file per subject, and the vault that seals personal data."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from chassis.database import Database
from chassis.store import Store, Transaction
from contracts.problems import Conflict
from gateway.accounts.store.businesses import Businesses
from gateway.accounts.store.clear_reads import ClearReads
from gateway.accounts.store.data_objections import DataObjections
from gateway.accounts.store.files import Files, FileStore
from gateway.accounts.store.listings import Listings
from gateway.accounts.store.notice_copies import NoticeCopies
from gateway.accounts.store.notifications import Notifications
from gateway.accounts.store.organisation_accounts import OrganisationAccounts
from gateway.accounts.store.organisations import Organisations
from gateway.accounts.store.own_data import OwnData
from gateway.accounts.store.people import People, Sealed
from gateway.accounts.store.policy_drafts import PolicyDrafts
from gateway.accounts.store.proxies import Proxies
from gateway.accounts.store.registers import Registers
from gateway.accounts.store.roster_jobs import RosterJobs
from gateway.accounts.store.sessions import Sessions
from gateway.accounts.store.vault import Vault
from gateway.accounts.store.webhooks import Webhooks

__all__ = ["AccountsStore", "AccountsTransaction", "FileStore", "Vault"]


class AccountsTransaction(People, Registers, Organisations, OrganisationAccounts, Businesses, PolicyDrafts, Files,
                          ClearReads, NoticeCopies, DataObjections, Proxies, OwnData, Sessions, Listings, Webhooks,
                          Notifications, RosterJobs, Transaction):
    """The accounts' transaction.

    `keep_decision` stays unset: a stored decision keeps its inputs, and here those are names and ID numbers.
    What was decided is in the events, which carry attested facts only.

    What an event must not carry waits in `sealed`, `changes`, `credit_code`, `business_details` and `objected` for
    the `apply_…` that writes it, in the same transaction.
    """

    schema = "accounts"
    source = "zone"

    def __init__(self, connection, message, policies=None, *, vault: Vault):
        super().__init__(connection, message, policies)
        self.vault = vault
        self.sealed: dict[str, Sealed] = {}
        self.changes: dict[str, dict[str, str]] = {}
        self.credit_code: str | None = None
        self.business_details: dict[str, str | None] = {}
        self.objected: dict[str, tuple[str, list[str]]] = {}

    def digest(self) -> str:
        """Keyed: from a plain hash of the body a name and ID number could be found by trying."""
        return self.vault.digest(self.message)

    @staticmethod
    def already_registered() -> Conflict:
        """Somebody was quicker with the same number; whose it is stays unsaid."""
        return Conflict("该号码已经登记", code="already_registered")


    def faults(self) -> list[str]:
        """What does not add up between history and tables."""
        rows = self.rows("SELECT fault, number FROM verification() WHERE number > 0")
        return [f"{row['fault']}：{row['number']}" for row in rows]


class AccountsStore(Store):
    """Opens the accounts' transactions with their vault."""

    def __init__(self, database: Database, vault: Vault, policies=None, files: FileStore | None = None):
        super().__init__(partial(AccountsTransaction, vault=vault), database, policies)
        self.vault, self.files = vault, files

    @contextmanager
    def session(self) -> Iterator[AccountsTransaction]:
        """A transaction for what is no command: reading with its note, trying a password, keeping a file."""
        with self.database.connection() as connection:
            tx = self.transaction_class(connection, None, self.policies)
            tx.look_only()
            yield tx
