"""What happens after payment when its basis is lost."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, identifier, many, money, text
from contracts.messages import event, part
from contracts.subsidies import ClawBackState
from contracts.subsidies.domain_events.claims import ClaimPublic


@event("subsidies.revoked.v1", entity="claim", person="person_id", label="补贴被撤销")
class SubsidyRevoked(ClaimPublic):
    """A person decided that a paid subsidy is asked back."""

    ground: str = text("理由", at_most=500)
    appeal: str = text("救济途径", at_most=500)


@part
class ClawBackPublic:
    """The public state of a claw-back case."""

    claw_back_id: str = identifier("追回")
    claim_id: str = identifier("申领")
    payment_id: str = identifier("支付")
    person_id: str = identifier("人员")
    area: str = area_code("地区")
    programme: str = text("补贴项目", at_most=64)
    state: ClawBackState = choice(ClawBackState, "状态")
    title: str = text("名称")
    amount: int = money("涉及金额")
    due_on: date = day("办理期限", optional=True)
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("subsidies.claw_back_opened.v1", entity="claw_back", person="person_id", label="补贴依据变化待决定")
class ClawBackOpened(ClawBackPublic):
    """What a payment rested on was revoked; a person decides."""


@event("subsidies.claw_back_decided.v1", entity="claw_back", person="person_id", label="补贴追回决定")
class ClawBackDecided(ClawBackPublic):
    """A person decided whether money is asked back, with a ground."""

    ground: str = text("理由", at_most=500)
