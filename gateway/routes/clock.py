"""办理时限: the legal clock of a case, one figure for its person and the desk."""

from contracts.fields import identifier, text
from contracts.legal_clock import ClockShown
from contracts.messages import part
from gateway.http.request import Request
from gateway.http.route import SIGNED_IN, Route
from gateway.zone.legal_clock import clock_shown


@part
class WhoseClock:
    """Which case's clock."""

    pillar: str = identifier("业务")
    entity: str = identifier("事项类别")
    entity_id: str = text("事项", at_most=200)


def show_clock(request: Request) -> dict:
    """The clock of a case as it reads today; not found for a case that has none."""
    wanted, context = request.query, request.context
    case = context.zone.case(request.actor, wanted.pillar, wanted.entity, wanted.entity_id)
    return clock_shown(case, context.accounts.working_days(case["area"]), context.clock.today()).as_data()


ROUTES = (
    Route("GET", "/cases/{pillar}/{entity}/{entity_id}/clock", show_clock, "查看一件事项的办理时限", "zone",
          by=SIGNED_IN, query=WhoseClock, answer=ClockShown, waits=True, by_proxy="{pillar}"),
)
