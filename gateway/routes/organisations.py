"""机构与企业: organisations, the people who act for them, businesses and online shops."""

from contracts.fields import area_code
from contracts.messages import part
from contracts.zone.answers import ClearReadShown, OrganisationShown
from contracts.zone.commands import (
    AppointStaff,
    CloseBusiness,
    DismissStaff,
    RegisterBusiness,
    RegisterOrganisation,
)
from contracts.zone.listings import PublishListing, WithdrawListing
from contracts.zone.organisation_accounts import (
    AGENT_ROLES,
    EnterOrganisationAccount,
    OrganisationAccountShown,
)
from gateway.accounts.model import DESK_ROLES
from gateway.http.answers import Answer
from gateway.http.cursors import Page
from gateway.http.request import Request
from gateway.http.route import Route, command_route
from gateway.http.versions import tag_of
from gateway.routes.people import WhyInClear, reads_page

_ACCOUNT_READERS = (*AGENT_ROLES, *sorted(DESK_ROLES))


@part
class WhichArea:
    """哪个地区的机构"""

    area: str = area_code("地区")


def list_organisations(request: Request) -> Page:
    """The organisations of an area and below; their names are public."""
    found = request.context.accounts.organisations_in(request.query.area, request.position, request.page_size + 1)
    shown = found[:request.page_size]
    after = [shown[-1]["area"], shown[-1]["organisation_id"]] if len(found) > len(shown) else None
    return Page(shown, after)


def show_account(request: Request) -> Answer:
    """Where an organisation is paid, masked."""
    shown = request.context.accounts.organisation_account(request.path["organisation_id"], request.actor)
    return Answer(shown, headers=tag_of(shown["version"]))


def show_account_in_clear(request: Request) -> dict:
    """The same in clear for a reason that is noted."""
    return request.context.accounts.organisation_account(request.path["organisation_id"], request.actor,
                                                         request.body.reason)


def list_account_reads(request: Request) -> Page:
    """Who has read an organisation's account in clear, newest first."""
    before = request.position[0] if request.position else None
    found = request.context.accounts.account_reads_of(request.path["organisation_id"], request.actor, before,
                                                      request.page_size + 1)
    return reads_page(found, request.page_size)


ROUTES = (
    command_route("PUT", "/organisations/{organisation_id}/account", EnterOrganisationAccount,
                  summary="登记或更改机构的收款账户（经办人）", audience="organisations", versioned=True),
    Route("GET", "/organisations/{organisation_id}/account", show_account, "查看机构的收款账户（脱敏）",
          "organisations", by=_ACCOUNT_READERS, answer=OrganisationAccountShown),
    Route("GET", "/organisations/{organisation_id}/account/clear-reads", list_account_reads,
          "谁查看过机构的完整收款账户", "organisations", by=_ACCOUNT_READERS, answer=ClearReadShown, paged=True),
    Route("POST", "/organisations/{organisation_id}/account/clear-reads", show_account_in_clear,
          "查看机构的完整收款账户并记录事由", "organisations", by=_ACCOUNT_READERS, body=WhyInClear,
          answer=OrganisationAccountShown),
    command_route("POST", "/listings", PublishListing, summary="发布或更新名录条目（人力资源服务、金融产品）",
                  audience="organisations"),
    command_route("POST", "/listings/{listing_id}/withdrawal", WithdrawListing, summary="撤下名录条目",
                  audience="organisations"),
    Route("GET", "/organisations", list_organisations, "一个地区的机构", "organisations", query=WhichArea,
          answer=OrganisationShown, paged=True),
    command_route("POST", "/organisations", RegisterOrganisation, summary="登记机构", audience="organisations",
                  errors=("already_registered",)),
    command_route("POST", "/appointments", AppointStaff, summary="任用工作人员", audience="organisations",
                  errors=("already_registered",)),
    command_route("POST", "/appointments/{appointment_id}/end", DismissStaff, summary="结束任用",
                  audience="organisations"),
    command_route("POST", "/businesses", RegisterBusiness, summary="登记经营主体", audience="organisations",
                  errors=("already_registered",)),
    command_route("POST", "/businesses/{business_id}/closure", CloseBusiness, summary="经营主体注销",
                  audience="organisations"),
)
