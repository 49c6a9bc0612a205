"""Who enters and reads the account to which an organisation is paid."""

from contracts.actors import Actor
from contracts.decisions import Decision, Outcome
from contracts.problems import Forbidden, NotFound, Problem
from contracts.zone.organisation_accounts import (
    AGENT_ROLES,
    EnterOrganisationAccount,
    OrganisationAccountChanged,
)
from gateway.accounts.model import DESK_ROLES, Organisation
from gateway.accounts.rules.reading import read_account, read_all


def read_new_account(command: EnterOrganisationAccount) -> str:
    """The account in normal form; raises Invalid."""
    return read_all(bank_account=lambda: read_account(command.bank_account))["bank_account"]


def decide_account(command: EnterOrganisationAccount, organisation: Organisation | None, *, dismissed: bool,
                   version: int, token: str, before: str | None) -> Decision:
    """Take over where an organisation is paid, from an agent who stands for it today; a desk enters none for it.

    `dismissed`: the actor's appointment there has ended, whatever their token says. `token` stands for the new
    account, `before` for the one so far; nothing is announced when they are equal.
    """
    if organisation is None:
        raise NotFound("没有登记这个机构，请先登记")
    if command.actor.organisation_id != organisation.organisation_id or dismissed:
        raise Forbidden("机构的收款账户由该机构在任的经办人登记", needed_organisation=organisation.organisation_id)
    if command.version not in (None, version):
        raise Problem("收款账户已有变化", code="version_changed")
    changed = OrganisationAccountChanged(organisation_id=organisation.organisation_id, area=organisation.area,
                                         account_token=token)
    return Decision(outcome=Outcome.GRANTED, subject=organisation.organisation_id,
                    events=(changed,) if token != before else ())


def may_read_account(viewer: Actor, organisation: Organisation) -> bool:
    """Whether it is the viewer's own organisation as its agent, or one of a desk's own area."""
    if viewer.role in AGENT_ROLES:
        return viewer.organisation_id == organisation.organisation_id
    return viewer.role in DESK_ROLES and viewer.covers(organisation.area)
