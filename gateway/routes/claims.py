"""补贴申领: one form for several programmes, the counter, referral, appeal, letters."""

from contracts.actors import Role
from contracts.fields import identifier
from contracts.messages import part
from contracts.subsidies.answers import AppealAnswer, LetterAnswer, SubmissionAnswer
from contracts.subsidies.commands import (
    AppealClawBack,
    AppealRefusal,
    DecideAppeal,
    RecordRefund,
    ReferClaim,
    StateCase,
    SubmitClaims,
    TakeAppeal,
    TakeInClaims,
    WithdrawAppeal,
)
from gateway.http.answers import Download
from gateway.http.request import Request
from gateway.http.route import Route, command_route
from gateway.printing import PDF
from gateway.printing.letters import print_letter
from policies.areas import area

_DESK = (Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)
_READERS = (Role.CITIZEN, Role.BASE_OPERATOR, *_DESK, Role.SUPERVISOR)


@part
class WhichLetter:
    """Which letter."""

    letter_id: str = identifier("文书")


def print_one(request: Request) -> Download:
    """A letter as PDF, its name joined now: a person's in clear for themself and the desk, which is noted; an
    organisation's, which is public."""
    case = request.context.zone.case(request.actor, "subsidies", "letter", request.query.letter_id)
    letter = case["data"] | {"reasons": case["reasons"]}  # the zone keeps reasons beside the data
    person, whose = letter["person_id"], request.actor
    if letter.get("organisation_id"):
        names = request.context.accounts.organisation_names([person])
        return _printed(letter, names.get(person) or "")
    entitled = {person} if whose.role in _DESK or whose.person_id == person else frozenset()
    names = request.context.accounts.names_of([person], whose, entitled=entitled, reason=f"打印文书 {letter['number']}")
    return _printed(letter, names.get(person) or "")


def _printed(letter: dict, name: str) -> Download:
    office = f"{area(letter['area']).name}人力资源和社会保障部门"
    return Download(print_letter(letter, name, office), PDF, f"{letter['number']}.pdf")


ROUTES = (
    command_route("POST", "/subsidies/submissions", SubmitClaims, summary="一次申领多项补贴（直补快办）",
                  answer=SubmissionAnswer),
    command_route("POST", "/subsidies/intake", TakeInClaims, summary="窗口代收申领并出具回执", answer=SubmissionAnswer),
    command_route("POST", "/subsidies/claims/{claim_id}/referral", ReferClaim, summary="将申领转给上一级人员决定"),
    command_route("POST", "/subsidies/claims/{claim_id}/appeal", AppealRefusal, summary="对不予通过的决定提出申诉",
                  answer=AppealAnswer),
    command_route("POST", "/subsidies/appeals/{appeal_id}/withdrawal", WithdrawAppeal, summary="撤回申诉"),
    command_route("POST", "/subsidies/appeals/{appeal_id}/taking", TakeAppeal, summary="受理申诉（未参与原决定的人）"),
    command_route("POST", "/subsidies/appeals/{appeal_id}/decision", DecideAppeal, summary="作出申诉决定",
                  answer=LetterAnswer),
    command_route("POST", "/subsidies/claw-backs/{claw_back_id}/statement", StateCase,
                  summary="就是否追回补贴陈述申辩"),
    command_route("POST", "/subsidies/claw-backs/{claw_back_id}/appeal", AppealClawBack,
                  summary="对追回补贴的决定提出申诉", answer=AppealAnswer),
    command_route("POST", "/subsidies/claw-backs/{claw_back_id}/refund", RecordRefund,
                  summary="登记退还（追回决定撤销后）"),
    Route("GET", "/subsidies/letters/{letter_id}/pdf", print_one, "打印文书：回执、补正通知、决定书", "subsidies",
          by=_READERS, query=WhichLetter, answer_media=PDF, waits=True, by_proxy="subsidies"),
)
