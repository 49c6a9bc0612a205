"""What claimants and the desk may ask for a claim."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, choice, count, day, flag, identifier, many_files, many_texts, text
from contracts.messages import command
from contracts.subsidies.claim_states import ReferredTo, RefusalCode

_DESK = (Role.CLERK, Role.REVIEWER)
_UPPER_DESK = (Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("subsidies.accept_offer", by=(Role.CITIZEN, Role.BASE_OPERATOR))
class AcceptOffer:
    """Take an offer 免申即享 with one click, for oneself or for the organisation that one runs a base of; the claim is
    filled from what the platform knows."""

    offer_id: str = identifier("待享补贴")


@command("subsidies.submit_claim", by=(Role.CITIZEN, Role.BASE_OPERATOR))
class SubmitClaim:
    """Claim a programme for oneself, or for the organisation that one runs a base of, without waiting for an offer.
    `base_id` says for which base; without it for the first that is open."""

    programme: str = text("补贴项目", at_most=64, pattern=r"^[a-z][a-z0-9_]*$")
    business_id: str = identifier("经营主体", optional=True)
    base_id: str | None = identifier("孵化基地", optional=True)
    files: tuple[str, ...] = many_files("材料", at_most=50, default=())


@command("subsidies.resubmit_claim", by=(Role.CITIZEN, Role.BASE_OPERATOR, Role.CLERK))
class ResubmitClaim:
    """Hand in a returned claim again; its clock runs on. A clerk who does so for somebody hands in what was brought;
    for an organisation its agent alone does."""

    claim_id: str = identifier("申领")
    files: tuple[str, ...] = many_files("材料", at_most=50, default=())


@command("subsidies.withdraw_claim", by=(Role.CITIZEN, Role.BASE_OPERATOR))
class WithdrawClaim:
    """Take one's own or one's organisation's claim back before it is in payment."""

    claim_id: str = identifier("申领")


@command("subsidies.verify_claim", by=_DESK)
class VerifyClaim:
    """Confirm what a claim rests on (the first level of review)."""

    claim_id: str = identifier("申领")
    note: str = text("核实意见", at_most=500, optional=True)


@command("subsidies.return_claim", by=_DESK)
class ReturnClaim:
    """Return a claim for correction with all faults, those that the platform sees included; its clock is paused.

    This is possible once in the life of a claim.
    """

    claim_id: str = identifier("申领")
    faults: tuple[str, ...] = many_texts("需补正的内容", at_most=20)


@command("subsidies.approve_claim", by=_UPPER_DESK)
class ApproveClaim:
    """Approve a verified claim at the next level of review; the last one reserves the money."""

    claim_id: str = identifier("申领")
    note: str = text("审核意见", at_most=500, optional=True)


@command("subsidies.refuse_claim", by=_UPPER_DESK)
class RefuseClaim:
    """Refuse a claim: a person's act, with a code and a ground; the person gets a letter and may appeal."""

    claim_id: str = identifier("申领")
    code: RefusalCode = choice(RefusalCode, "理由类别")
    ground: str = text("理由", at_least=4, at_most=500)


@command("subsidies.refer_claim", by=(Role.CLERK, *_UPPER_DESK))
class ReferClaim:
    """Refer a claim to a named role above one's own, with a ground; that role lets it go on or refuses it."""

    claim_id: str = identifier("申领")
    to: ReferredTo = choice(ReferredTo, "转给")
    ground: str = text("理由", at_least=4, at_most=500)


@command("subsidies.resume_claim", by=_UPPER_DESK)
class ResumeClaim:
    """Let a claim that was held or referred go on from the first level of review, with a ground."""

    claim_id: str = identifier("申领")
    ground: str = text("理由", at_least=4, at_most=500)


@command("subsidies.remind_claim", by=(Role.CALENDAR,))
class RemindClaim:
    """A claim's last day is near or over; a claim that is due on another day by now is passed over.

    `step` counts the reports upwards once the day is over.
    """

    claim_id: str = identifier("申领")
    due_on: date = day("办理期限")
    over: bool = flag("期限已过", default=False)
    step: int = count("上报次序", default=0)


@command("subsidies.recount_due_days", by=(Role.CALENDAR,))
class RecountDueDays:
    """The working days of an area changed: count the last days of its running claims again, some at a time."""

    area: str = area_code("地区")
    after: str = text("从此申领之后", at_least=0, at_most=64, default="")


@command("subsidies.recount_appeals", by=(Role.CALENDAR,))
class RecountAppeals:
    """The same for the last days of its open appeals."""

    area: str = area_code("地区")
    after: str = text("从此申诉之后", at_least=0, at_most=64, default="")


@command("subsidies.remind_correction", by=(Role.CALENDAR,))
class RemindCorrection:
    """The days for a correction are over; one that has come by now, or is due on another day, is passed over."""

    claim_id: str = identifier("申领")
    correct_by: date = day("补正期限")


@command("subsidies.reassess_area", by=(Role.CALENDAR,))
class ReassessArea:
    """A policy of this area changed: assess its people again, some at a time, those after `after`."""

    area: str = area_code("地区")
    after: str = text("从此人之后", at_least=0, at_most=64, default="")
