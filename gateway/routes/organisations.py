"""机构与企业: organisations, the people who act for them, businesses and online shops."""

from contracts.zone.commands import (
    AppointStaff,
    CloseBusiness,
    DismissStaff,
    RegisterBusiness,
    RegisterOrganisation,
)
from gateway.http.route import command_route

ROUTES = (
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
