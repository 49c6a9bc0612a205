"""What a person is entitled to: met, missing or not to be told yet; and the offer that follows (免申即享)."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, outcome_of
from contracts.subsidies import AssessmentState, OfferState
from contracts.subsidies.domain_events import Assessed, Offered, OfferWithdrawn
from policies.reader import PolicyView
from services.subsidies.model import EarlierClaim, Facts, Offer, Standing
from services.subsidies.rules.conditions import (
    amount_in_fen,
    amount_reason,
    condition_reasons,
    todo_of,
    unsourced_notes,
)
from services.subsidies.rules.forms import asked_codes, form_of
from services.subsidies.rules.periods import organisation_of
from services.subsidies.rules.predicates import Case, alive, was_refused

_STATES = {Outcome.OFFERED: AssessmentState.ELIGIBLE, Outcome.RETURNED: AssessmentState.MISSING,
           Outcome.REFERRED: AssessmentState.CANNOT_TELL, Outcome.NOT_APPLICABLE: AssessmentState.CANNOT_TELL}
_NO_RENEWED_OFFER = Citation(unsourced="来源文件没有写申领未通过后能否再次享受，由人决定；请省人社厅确认")
_NOT_RUN_HERE = Citation(unsourced="办理地区现行政策没有这一补贴；请当地人社部门确认")
_ONE_CLICK = "点击“领取”即可，无需提交材料"
_ASK_THE_DESK = "上一次申领未通过；可按决定书所写途径申诉，或到窗口再次申领"


@rule(version=1)
def decide_assessment(person_id: str, area: str, programme: str, period: str, facts: Facts,
                      earlier: tuple[EarlierClaim, ...], standing: Standing, policy: PolicyView,
                      today: date) -> Decision:
    """How a person stands to a programme; an offer when nothing binding is missing, withdrawn when it lapses.

    What is announced already is not announced again. A claim under way or paid shows as claimed. After a person's
    refusal nothing is offered by itself.
    """
    case = Case(facts=facts, earlier=earlier, programme=programme, period=period, today=today)
    reasons, outcome, claimed, state = how_it_stands(case, policy)
    form = form_of(programme, case, reasons, policy)
    is_said = (standing.area, standing.state, standing.statuses) == (area, state, statuses_of(reasons, form))
    amount = amount_in_fen(programme, policy, case)
    offers = _offer_change(area, standing.offer, outcome, claimed, amount)
    if is_said and offers is None:
        return Decision(outcome=Outcome.NOT_APPLICABLE if claimed else outcome, subject=standing.assessment_id,
                        reasons=reasons)
    public = {"person_id": person_id, "area": area, "programme": programme, "period": period,
              "title": policy.value(programme)["name"], "reasons": as_answers(reasons),
              "organisation_id": person_id if facts.claimant == "organisation" else None}
    assessed = () if is_said else (Assessed(assessment_id=standing.assessment_id, **public, state=state,
                                            todo=_todo(state, reasons), form=form),)
    return Decision(outcome=Outcome.NOT_APPLICABLE if claimed else outcome, subject=standing.assessment_id,
                    reasons=reasons, events=(*assessed, *_offer_events(public, standing, offers, reasons, amount)))


def how_it_stands(case: Case, policy: PolicyView) -> tuple[tuple[Reason, ...], Outcome, bool, AssessmentState]:
    """Reasons, outcome, whether it is claimed, and the state that follows."""
    reasons = (*condition_reasons(case.programme, case, policy), amount_reason(case.programme, policy, case),
               *_after_refusal(case.earlier, case.programme, case.period))
    outcome = outcome_of(reasons, granted=Outcome.OFFERED, unmet=Outcome.RETURNED)
    claimed = alive(case.earlier, case.programme, case.period) is not None
    return reasons, outcome, claimed, AssessmentState.CLAIMED if claimed else _STATES[outcome]


def _offer_change(area: str, offer: Offer | None, outcome: Outcome, claimed: bool, amount: int) -> OfferState | None:
    """What becomes of the offer: made (anew), withdrawn, or left as it is (None)."""
    is_open = offer is not None and offer.state is OfferState.OFFERED
    if claimed:
        return None
    if outcome is not Outcome.OFFERED:
        return OfferState.WITHDRAWN if is_open else None
    return None if is_open and (offer.area, offer.amount) == (area, amount) else OfferState.OFFERED


def _offer_events(public: dict, standing: Standing, change: OfferState | None, reasons, amount: int) -> tuple:
    if change is OfferState.WITHDRAWN:
        return (withdrawn(standing.offer, reasons),)
    if change is None:
        return ()
    return (Offered(offer_id=standing.offer_id, **public, state=OfferState.OFFERED, amount=amount,
                    todo=_ONE_CLICK, notes=unsourced_notes(reasons)),)


def _after_refusal(earlier, programme: str, period: str) -> tuple[Reason, ...]:
    if not was_refused(earlier, programme, period):
        return ()
    return (Reason(code="not_refused_before", status=Status.UNMET, force=Force.IN_PRINCIPLE,
                   citation=_NO_RENEWED_OFFER, text="此前的申领没有被决定不予通过"),)


def statuses_of(reasons, form) -> dict[str, str]:
    """What an assessment says, claim by claim, and what its form asks; equal ones need no new announcement."""
    said = {reason.code: Status(reason.status).value for reason in reasons}
    return said | {f"form.{code}": "asked" for code in asked_codes(form)}


def _todo(state: AssessmentState, reasons) -> str:
    if state is AssessmentState.CLAIMED:
        return ""
    if state is AssessmentState.ELIGIBLE:
        return _ONE_CLICK
    if any(reason.code == "not_refused_before" for reason in reasons):
        return _ASK_THE_DESK
    return todo_of(reasons) or "请到窗口咨询，由经办人员判断"


def withdrawn(offer: Offer, reasons) -> OfferWithdrawn:
    """The end of an offer, with what no longer holds."""
    return OfferWithdrawn(offer_id=offer.offer_id, person_id=offer.person_id, area=offer.area,
                          programme=offer.programme, period=offer.period, title=offer.title, amount=offer.amount,
                          state=OfferState.WITHDRAWN, reasons=as_answers(reasons), todo=todo_of(reasons),
                          organisation_id=organisation_of(offer.person_id, offer.period))


@rule(version=1)
def decide_stale_offer(offer: Offer) -> Decision:
    """An offer of a programme that this place does not run any more, or of a period that is over, is withdrawn."""
    reasons = (Reason(code="programme_runs_here", status=Status.NOT_APPLICABLE, citation=_NOT_RUN_HERE,
                      text=f"办理地区现行政策有“{offer.title}”且仍在享受期间"),)
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=offer.offer_id, reasons=reasons,
                    events=(withdrawn(offer, reasons),))
