"""What is announced of the trail, so that another pillar can keep its head."""

from contracts.fields import choice, count, identifier, text
from contracts.messages import event
from contracts.subsidies.trail_states import TrailState


@event("subsidies.trail_sealed.v1", entity="trail", label="办理痕迹已封存")
class TrailSealed:
    """The trail was sealed: the number and hash of its head, and how many rows the seal holds."""

    trail_id: str = identifier("痕迹")
    state: TrailState = choice(TrailState, "状态")
    number: int = count("封存号", at_least=1)
    hash: str = text("封存摘要", at_most=64, pattern=r"^[0-9a-f]{64}$")
    rows: int = count("条数", at_least=1)
