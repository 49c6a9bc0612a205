"""What tenants ask of their base, and what the base did."""

from datetime import date

from casework.decisions import rule
from contracts.decisions import Decision, Outcome
from contracts.incubators import REQUEST_LABELS, RequestState
from contracts.incubators.commands import HandleServiceRequest, RequestService
from contracts.incubators.domain_events import ServiceRendered, ServiceRequested, ServiceRequestHandled
from services.incubators.model import Base, ServiceRequest, Tenancy


@rule(version=1)
def decide_request(command: RequestService, request_id: str, tenancy: Tenancy, base: Base, today: date) -> Decision:
    """A tenant's request is with the base's operator; 及时 has no number of days in the source."""
    request = ServiceRequest(service_request_id=request_id, tenancy_id=tenancy.tenancy_id, kind=command.kind,
                             state=RequestState.OPEN, requested_on=today)
    return Decision(outcome=Outcome.GRANTED, subject=request_id,
                    events=(ServiceRequested(**_public(request, tenancy, base, RequestState.OPEN)),))


@rule(version=1)
def decide_handling(command: HandleServiceRequest, request: ServiceRequest, tenancy: Tenancy, base: Base,
                    today: date) -> Decision:
    """The base met the request; the tenant may rate it."""
    public = _public(request, tenancy, base, RequestState.HANDLED)
    handled = ServiceRequestHandled(**public, result=command.result, handled_on=today)
    rendered = ServiceRendered(service_act_id=f"incubators:{request.service_request_id}", person_id=tenancy.person_id,
                               provider_id=base.operator_id, area=base.area,
                               what=f"{base.name}：{REQUEST_LABELS[request.kind]}")
    return Decision(outcome=Outcome.GRANTED, subject=request.service_request_id, events=(handled, rendered))


def _public(request: ServiceRequest, tenancy: Tenancy, base: Base, state: RequestState) -> dict:
    return {"service_request_id": request.service_request_id, "tenancy_id": tenancy.tenancy_id,
            "person_id": tenancy.person_id, "base_id": base.base_id, "operator_id": base.operator_id,
            "area": base.area, "kind": request.kind, "title": f"服务请求：{REQUEST_LABELS[request.kind]}",
            "state": state, "requested_on": request.requested_on}
