"""What tenants ask of their base."""

from chassis.declare import command
from contracts.incubators import RequestState
from contracts.incubators.commands import HandleServiceRequest, RequestService
from contracts.problems import Conflict
from services.incubators.rules import decide_handling, decide_request
from services.incubators.service.bases import require_own_base
from services.incubators.service.tenancies import held


class RequestHandlers:
    """Handlers about service requests."""

    @command(RequestService)
    def request_service(self, command):
        with self.store.transaction(command) as tx:
            tenancy, base = held(tx, command)
            return tx.record(decide_request(command, tx.new_id("request"), tenancy, base, tx.today))

    @command(HandleServiceRequest)
    def handle_service_request(self, command):
        with self.store.transaction(command) as tx:
            request = tx.service_request_of(command.service_request_id)
            tenancy = tx.tenancy_of(request.tenancy_id)
            base = tx.base_of(tenancy.base_id)
            require_own_base(command, base)
            if request.state is not RequestState.OPEN:
                raise Conflict("这项服务请求已办结", state=request.state.value)
            return tx.record(decide_handling(command, request, tenancy, base, tx.today))
