"""机构与企业: organisations, the people who act for them, businesses and online shops."""

from contracts.fields import area_code
from contracts.messages import part
from contracts.zone.answers import OrganisationShown
from contracts.zone.commands import (
    AppointStaff,
    CloseBusiness,
    DismissStaff,
    RegisterBusiness,
    RegisterOrganisation,
)
from contracts.zone.listings import PublishListing, WithdrawListing
from gateway.http.cursors import Page
from gateway.http.request import Request
from gateway.http.route import Route, command_route


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


ROUTES = (
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
