"""What staff may ask events in depth. Citizen and public pages read the zone instead."""

from contracts.actors import Role
from contracts.fields import identifier
from contracts.messages import question

_STAFF = (Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@question("events.show_scores", by=(*_STAFF, Role.REVIEWER))
class ShowScores:
    """A contest's scores: how many are in, and, once all are, each of them."""

    contest_id: str = identifier("赛事")


@question("events.replay_decisions", by=_STAFF)
class ReplayDecisions:
    """The decisions on one thing, each run again under its rule version."""

    subject: str = identifier("办理对象")


@question("events.verify", by=(Role.OPERATOR, Role.SUPERVISOR, Role.SYSTEM))
class Verify:
    """What does not add up in the activities' own tables."""
