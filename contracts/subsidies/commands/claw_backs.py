"""What may be asked after payment."""

from contracts.actors import Role
from contracts.fields import flag, identifier, text
from contracts.messages import command

_UPPER_DESK = (Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("subsidies.decide_claw_back", by=_UPPER_DESK)
class DecideClawBack:
    """Decide whether money that was paid is asked back, with a ground."""

    claw_back_id: str = identifier("追回")
    recover: bool = flag("是否追回")
    ground: str = text("理由", at_least=4, at_most=500)
