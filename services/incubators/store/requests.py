"""What tenants ask of their base."""

from contracts.incubators import RequestKind, RequestState
from contracts.incubators.domain_events import ServiceRendered, ServiceRequested, ServiceRequestHandled
from contracts.problems import NotFound
from services.incubators.model import ServiceRequest

_COLUMNS = ("service_request_id", "tenancy_id", "kind", "state", "requested_on")


class Requests:
    """Statements about service requests."""

    def service_request_of(self, service_request_id: str) -> ServiceRequest:
        """The request, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM service_requests WHERE service_request_id = %s FOR UPDATE", service_request_id)
        if row is None:
            raise NotFound("没有这个服务请求")
        return ServiceRequest(**{name: row[name] for name in _COLUMNS} | {
            "kind": RequestKind(row["kind"]), "state": RequestState(row["state"])})

    def apply_service_requested(self, event: ServiceRequested) -> None:
        self.execute("INSERT INTO service_requests (service_request_id, tenancy_id, kind, state, requested_on, version)"
                     " VALUES (%s, %s, %s, %s, %s, %s)", *(getattr(event, name) for name in _COLUMNS),
                     event.envelope.entity_version)

    def apply_service_request_handled(self, event: ServiceRequestHandled) -> None:
        self.execute("UPDATE service_requests SET state = %s, version = %s WHERE service_request_id = %s",
                     event.state, event.envelope.entity_version, event.service_request_id)

    def apply_service_rendered(self, event: ServiceRendered) -> None:
        """A service act changes nothing here; the activities pillar opens the right to rate it."""
