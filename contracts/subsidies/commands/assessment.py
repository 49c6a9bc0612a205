"""Assessing again."""

from contracts.actors import Role
from contracts.fields import identifier
from contracts.messages import command


@command("subsidies.reassess_person", by=(Role.CALENDAR,))
class ReassessPerson:
    """A day has come on which an answer may change by itself: a birthday, the end of an evidence or a window."""

    person_id: str = identifier("人员或机构")
