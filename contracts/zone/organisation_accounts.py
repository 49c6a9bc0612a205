"""Where an organisation is paid: entered by its registered agent 经办人, kept sealed in the gateway's accounts."""

from contracts.actors import Role
from contracts.fields import area_code, count, identifier, text
from contracts.messages import answer, command, event

# Who acts for an organisation outside the administration, once they are appointed for it.
AGENT_ROLES = (Role.BASE_OPERATOR, Role.INSTITUTION_STAFF)


@command("zone.enter_organisation_account", by=AGENT_ROLES)
class EnterOrganisationAccount:
    """Enter or change the bank account to which one's own organisation is paid. With `version` (or If-Match) only
    if nobody has changed it since."""

    organisation_id: str = identifier("机构")
    bank_account: str = text("银行账号", at_most=40)
    version: int = count("所依据的版本", at_least=0, optional=True)


@event("zone.organisation_account_changed.v1", entity="organisation", label="机构收款账户已更新")
class OrganisationAccountChanged:
    """An organisation is paid to another account from now on. The token is equal where the account is equal, and
    says nothing without the key."""

    organisation_id: str = identifier("机构")
    area: str = area_code("所在地区")
    account_token: str = text("银行账户标记")


@answer
class OrganisationAccountShown:
    """Where an organisation is paid: masked, unless it was asked for in clear with a reason."""

    organisation_id: str = identifier("机构")
    name: str = text("户名（机构名称）", at_most=100)
    bank_account: str | None = text("银行账号", optional=True)
    version: int = count("版本（修改时作为 If-Match）", at_least=0)
