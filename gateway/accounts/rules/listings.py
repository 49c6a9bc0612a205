"""Who may publish what in a directory."""

from contracts.decisions import Decision, Outcome
from contracts.problems import Forbidden, NotFound
from contracts.zone import ListingState
from contracts.zone.listings import ListingPublic, ListingPublished, ListingWithdrawn, PublishListing
from gateway.accounts.rules.reading import read_all, read_residence, read_words


def decide_listing(command: PublishListing, listing_id: str, standing: ListingPublic | None) -> Decision:
    """Publish an entry of the desk's own area; what stands under its id is replaced."""
    if command.listing_id and standing is None:
        raise NotFound("没有这个条目")
    read = read_all(title=lambda: read_words(command.name, "名称", at_least=2, at_most=100),
                    area=lambda: read_residence(command.area))
    for area in {read["area"], standing.area if standing else read["area"]}:
        _require_own(command, area)
    event = ListingPublished(listing_id=listing_id, kind=command.kind, holder=command.holder, source=command.source,
                             contact=command.contact, lines=command.lines, opens_on=command.opens_on,
                             state=ListingState.PUBLISHED, **read)
    return Decision(outcome=Outcome.GRANTED, subject=listing_id, events=(event,), details={"listing_id": listing_id})


def decide_listing_end(command, standing: ListingPublic | None) -> Decision:
    """Take an entry off; taken off already, it stays so."""
    if standing is None:
        raise NotFound("没有这个条目")
    _require_own(command, standing.area)
    if standing.state is ListingState.WITHDRAWN:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=standing.listing_id)
    told = {name: value for name, value in vars(standing).items() if name != "envelope"}
    return Decision(outcome=Outcome.GRANTED, subject=standing.listing_id,
                    events=(ListingWithdrawn(**told | {"state": ListingState.WITHDRAWN}),))


def _require_own(command, area: str) -> None:
    if not command.actor.covers(area):
        raise Forbidden(f"需要负责该地区（{area}）的工作人员办理", needed_area=area)
