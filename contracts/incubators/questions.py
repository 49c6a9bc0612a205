"""What staff may ask incubators in depth. Citizen and public pages read the zone instead."""

from contracts.actors import Role
from contracts.fields import identifier
from contracts.messages import question

_STAFF = (Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@question("incubators.show_places", by=(*_STAFF, Role.BASE_OPERATOR, Role.CLERK, Role.REVIEWER, Role.SYSTEM))
class ShowPlaces:
    """A base's places: free, kept, taken, and every movement."""

    base_id: str = identifier("基地编号")


@question("incubators.replay_decisions", by=_STAFF)
class ReplayDecisions:
    """The decisions on one thing, each run again under its rule version."""

    subject: str = identifier("办理对象")


@question("incubators.verify", by=(Role.OPERATOR, Role.SUPERVISOR, Role.SYSTEM))
class Verify:
    """What does not add up in the incubators' own tables."""
