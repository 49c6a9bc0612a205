"""Where organisations are paid: entered by their agents, read masked, in clear with a noted reason."""

from collections.abc import Iterable

from chassis.declare import command
from contracts.actors import Actor
from contracts.problems import NotFound
from contracts.zone.organisation_accounts import EnterOrganisationAccount
from gateway.accounts.model import Organisation
from gateway.accounts.rules.organisation_accounts import decide_account, may_read_account, read_new_account
from gateway.accounts.service.reading import worded


class OrganisationAccountKeeping:
    """The command, and what the gateway asks in its own process."""

    @command(EnterOrganisationAccount)
    def enter_organisation_account(self, command):
        with self.store.transaction(command) as tx:
            account, organisation_id = read_new_account(command), command.organisation_id
            organisation = tx.lock_organisation(organisation_id)
            return tx.record(decide_account(
                command, organisation, dismissed=tx.was_dismissed(command.actor.person_id, organisation_id),
                version=tx.account_version(organisation_id), before=tx.account_token_of(organisation_id),
                token=tx.prepare_account(organisation_id, account)))

    def organisation_account(self, organisation_id: str, viewer: Actor, reason: str | None = None) -> dict:
        """An organisation's account, masked; in clear where `reason` is given, which is noted. Raises NotFound."""
        with self.store.session() as tx:
            organisation = _readable(tx, organisation_id, viewer)
            read = tx.accounts_clear([organisation_id], viewer, worded(reason)) if reason is not None else (
                tx.accounts_masked([organisation_id]))
            return {"organisation_id": organisation_id, "name": organisation.name,
                    "bank_account": read[organisation_id], "version": tx.account_version(organisation_id)}

    def accounts_masked(self, organisation_ids: Iterable[str]) -> dict[str, str | None]:
        """Accounts by id, masked, of the organisations that the caller has found in the viewer's own case."""
        with self.store.session() as tx:
            return tx.accounts_masked(list(organisation_ids))

    def payees(self, organisation_ids: Iterable[str], viewer: Actor, reason: str) -> dict[str, dict]:
        """Names and accounts in clear, by id, of the organisations that the caller has found in the viewer's own
        batch; each is noted, unknown ids are left out."""
        wanted = sorted(set(organisation_ids))
        if not wanted:
            return {}
        with self.store.session() as tx:
            names = tx.organisation_names(wanted)
            accounts = tx.accounts_clear(sorted(names), viewer, worded(reason))
        return {each: {"name": name, "bank_account": accounts[each]} for each, name in names.items()}

    def account_reads_of(self, organisation_id: str, viewer: Actor, before: int | None, limit: int) -> list[dict]:
        """Who read an organisation's account in clear, newest first; raises NotFound."""
        with self.store.session() as tx:
            _readable(tx, organisation_id, viewer)
            return tx.clear_reads_of(organisation_id, before, limit)


def _readable(tx, organisation_id: str, viewer: Actor) -> Organisation:
    """The organisation, if the viewer may read about its account; an unknown and a hidden one look alike."""
    organisation = tx.organisation(organisation_id)
    if organisation is None or not may_read_account(viewer, organisation):
        raise NotFound("没有找到这个机构，或您不能查看其收款账户")
    return organisation
