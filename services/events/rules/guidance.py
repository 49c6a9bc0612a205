"""Founders are offered mentors and paired; mentors alone record visits (hunan-2024 二（三）2, 二（四）2)."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, outcome_of, status_of
from contracts.events import OfferState
from contracts.events.commands import AnswerMentorOffer, RecordVisit
from contracts.events.domain_events import (
    FounderPaired,
    MentorDeclined,
    MentorOfferDeferred,
    MentorOffered,
    MentorPaired,
    MentorVisitRecorded,
    ServiceRendered,
    VisitRefused,
)
from policies.reader import PolicyView
from services.events.model import FreeMentor, Mentor, MentorOffer
from services.events.rules.mentors import not_suspended

OCCASIONS = {"tenant_admitted": "入驻孵化基地", "loan_disbursed": "获得创业担保贷款"}
_CHOICE = Citation(unsourced="来源没有写由谁、按什么次序推荐导师；同县优先、结对少者优先，请省人社厅确认")


@rule(version=1)
def decide_offer(offer: MentorOffer, mentors: tuple[FreeMentor, ...], already_has_one: bool,
                 policy: PolicyView) -> Decision:
    """A founder is offered the nearest mentor with the fewest founders; without one the offer waits."""
    if not policy.has("mentors_pair_with_founders"):
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=offer.mentor_offer_id)
    pairing = policy.parameter("mentors_pair_with_founders")
    reasons = (
        Reason(code="no_mentor_yet", status=status_of(not already_has_one), force=Force.AIM,
               citation=pairing.citation, text="尚未结对创业导师"),
        Reason(code="mentor_available", status=status_of(bool(mentors)), citation=_CHOICE,
               text="所在市州有可服务的导师", given={"mentors": len(mentors)}),
    )
    if already_has_one:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=offer.mentor_offer_id, reasons=reasons)
    if not mentors:
        public = offer_public(offer, None, OfferState.WAITING, reasons=as_answers(reasons),
                              todo="有导师时将自动推荐，无需办理")
        return Decision(outcome=Outcome.REFERRED, subject=offer.mentor_offer_id, reasons=reasons,
                        events=(MentorOfferDeferred(**public),))
    public = offer_public(offer, nearest(mentors, offer.area), OfferState.OFFERED, reasons=as_answers(reasons),
                          todo="请确认是否与该导师结对")
    return Decision(outcome=Outcome.OFFERED, subject=offer.mentor_offer_id, reasons=reasons,
                    events=(MentorOffered(**public),))


def nearest(mentors: tuple[FreeMentor, ...], area: str) -> Mentor:
    """The mentor for a founder of `area`: of the same county first, then who has the fewest founders."""
    return min(mentors, key=lambda free: (free.mentor.area[:6] != area[:6], free.founders,
                                          free.mentor.mentor_id)).mentor


@rule(version=1)
def decide_offer_answer(command: AnswerMentorOffer, offer: MentorOffer, mentor: Mentor, today: date) -> Decision:
    """The founder decides; accepted, the two are paired and see each other."""
    if not command.accept:
        declined = MentorDeclined(**offer_public(offer, mentor, OfferState.DECLINED))
        return Decision(outcome=Outcome.GRANTED, subject=offer.mentor_offer_id, events=(declined,))
    paired = MentorPaired(**offer_public(offer, mentor, OfferState.ACCEPTED), paired_on=today)
    seen_by_mentor = FounderPaired(pairing_id=offer.mentor_offer_id, person_id=mentor.person_id,
                                   founder_id=offer.person_id, area=offer.area, title=paired.title, paired_on=today,
                                   state=OfferState.ACCEPTED, todo="请与创业者联系，并记录每次服务")
    return Decision(outcome=Outcome.GRANTED, subject=offer.mentor_offer_id, events=(paired, seen_by_mentor))


def offer_public(offer: MentorOffer, mentor: Mentor | None, state: OfferState, **more) -> dict:
    """The public state of the offer of a mentor after it moved to `state`."""
    named = {"mentor_id": mentor.mentor_id, "mentor_person_id": mentor.person_id} if mentor else {}
    return {"mentor_offer_id": offer.mentor_offer_id, "person_id": offer.person_id, "area": offer.area,
            "title": f"创业导师结对（{OCCASIONS[offer.occasion]}）", "occasion": offer.occasion, "state": state,
            **named, **more}


@rule(version=1)
def decide_visit(command: RecordVisit, visit_id: str, mentor: Mentor, policy: PolicyView, today: date) -> Decision:
    """The mentor's own record counts; of a day on which the mentor was suspended it does not.

    Day of help and day of entry are both kept, so that delay can be seen (二（四）2: 及时, no number of days).
    """
    reasons = (not_suspended(mentor, command.held_on, policy), _kind_of_place(command, policy))
    outcome = outcome_of(reasons)
    if outcome is not Outcome.GRANTED:
        refused = VisitRefused(visit_id=visit_id, mentor_id=mentor.mentor_id, area=command.area,
                               held_on=command.held_on, reasons=as_answers(reasons))
        return Decision(outcome=outcome, subject=visit_id, reasons=reasons, events=(refused,))
    recorded = MentorVisitRecorded(visit_id=visit_id, mentor_id=mentor.mentor_id, base_id=command.base_id,
                                   person_id=command.person_id, area=command.area, place_kind=command.place_kind,
                                   title=command.topic, held_on=command.held_on, recorded_on=today)
    return Decision(outcome=outcome, subject=visit_id, reasons=reasons,
                    events=(recorded, *_service(command, visit_id, mentor)))


def _kind_of_place(command: RecordVisit, policy: PolicyView) -> Reason:
    kinds = policy.parameter("visit_places")
    return Reason(code="kind_of_place_known", status=status_of(command.place_kind.value in kinds.value),
                  force=Force.AIM, citation=kinds.citation, text="属于“四进”")


def _service(command: RecordVisit, visit_id: str, mentor: Mentor) -> tuple:
    if command.person_id is None:
        return ()
    return (ServiceRendered(service_act_id=f"events:{visit_id}", person_id=command.person_id,
                            provider_id=mentor.mentor_id, area=command.area, what=f"导师服务：{command.topic}"[:200]),)
