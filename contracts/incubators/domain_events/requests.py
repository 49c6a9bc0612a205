"""What tenants ask of their base."""

from datetime import date

from contracts.fields import area_code, choice, day, identifier, text
from contracts.incubators import RequestKind, RequestState
from contracts.messages import event, part


@part
class ServiceRequestPublic:
    """The public state of a tenant's request; `operator_id` has it."""

    service_request_id: str = identifier("服务请求")
    tenancy_id: str = identifier("入驻编号")
    person_id: str = identifier("创业者")
    base_id: str = identifier("基地编号")
    operator_id: str = identifier("运营单位")
    area: str = area_code("所在县市区")
    kind: RequestKind = choice(RequestKind, "服务类型")
    title: str = text("标题")
    state: RequestState = choice(RequestState, "状态")
    requested_on: date = day("提出日期")


@event("incubators.service_requested.v1", entity="service_request", person="person_id", label="向基地提出服务请求")
class ServiceRequested(ServiceRequestPublic):
    """A tenant asked its base for a service."""


@event("incubators.service_request_handled.v1", entity="service_request", person="person_id", label="服务请求已办结")
class ServiceRequestHandled(ServiceRequestPublic):
    """The base met a request."""

    result: str = text("办理结果", at_most=500)
    handled_on: date = day("办结日期")


@event("incubators.service_rendered.v1", entity="service_act", person="person_id", label="孵化服务可评价")
class ServiceRendered:
    """A person received a service from a base and may rate it once."""

    service_act_id: str = identifier("服务事项")
    person_id: str = identifier("创业者")
    provider_id: str = identifier("服务单位")
    area: str = area_code("县市区")
    what: str = text("服务内容")
