"""What may be asked of the trail."""

from contracts.actors import Role
from contracts.messages import command


@command("subsidies.seal_trail", by=(Role.CALENDAR, Role.SUPERVISOR, Role.OPERATOR))
class SealTrail:
    """Seal what was recorded since the last seal. Each night has one by the calendar."""
