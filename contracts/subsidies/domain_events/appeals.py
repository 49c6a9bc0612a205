"""Appeals against refusals and claw-backs."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, identifier, many, money, nested, text
from contracts.legal_clock import ClockFacts
from contracts.messages import event, part
from contracts.subsidies.claim_states import AppealState


@part
class AppealPublic:
    """The public state of an appeal. `due_on` is the desk's last day; none once it is decided."""

    appeal_id: str = identifier("申诉")
    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    area: str = area_code("办理地区")
    programme: str = text("补贴项目", at_most=64)
    state: AppealState = choice(AppealState, "状态")
    title: str = text("名称")
    amount: int = money("金额")
    due_on: date = day("办理期限", optional=True)
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    clock: ClockFacts = nested(ClockFacts, "办理时限", optional=True)
    organisation_id: str | None = identifier("申诉机构", optional=True)


@event("subsidies.appeal_opened.v1", entity="appeal", person="person_id", label="对不予通过决定提出申诉")
class AppealOpened(AppealPublic):
    """Somebody who was refused asks for another person's decision. `letter_id` is the refusal."""

    letter_id: str = identifier("所不服的决定书")
    ground: str = text("申诉理由", at_most=500)


@event("subsidies.claw_back_appealed.v1", entity="appeal", person="person_id", label="对追回补贴的决定提出申诉")
class ClawBackAppealed(AppealPublic):
    """Somebody who is to pay back asks for another person's decision. `letter_id` is the decision."""

    claw_back_id: str = identifier("追回")
    letter_id: str = identifier("所不服的决定书")
    ground: str = text("申诉理由", at_most=500)


@event("subsidies.appeal_taken.v1", entity="appeal", person="person_id", label="申诉由未参与原决定的人员复核")
class AppealTaken(AppealPublic):
    """Somebody who had no part in the refusal looks at it."""


@event("subsidies.appeal_decided.v1", entity="appeal", person="person_id", label="申诉已决定")
class AppealDecided(AppealPublic):
    """The refusal stands, or is overturned and the claim goes on."""

    finding: str = text("复核意见", at_most=500)
    letter_id: str = identifier("决定书")


@event("subsidies.appeal_withdrawn.v1", entity="appeal", person="person_id", label="撤回申诉")
class AppealWithdrawn(AppealPublic):
    """The person took an appeal back."""


@event("subsidies.appeal_due_soon.v1", entity="appeal", person="person_id", label="申诉办理期限将到")
class AppealDueSoon(AppealPublic):
    """The desk is reminded that an appeal is due."""


@event("subsidies.appeal_due_day_moved.v1", entity="appeal", person="person_id",
       label="工作日安排调整，申诉办理期限随之变动")
class AppealDueDayMoved(AppealPublic):
    """The working days of a place changed, and with them the last day of an appeal. `due_before` was it before."""

    due_before: date = day("原办理期限")


@event("subsidies.appeal_overdue.v1", entity="appeal", person="person_id", label="申诉办理已超期，责任在复核机关")
class AppealOverdue(AppealPublic):
    """An appeal's last day has passed; it stays alive, and staff above are told."""

    escalated_to: str = text("报告给", at_most=64)
