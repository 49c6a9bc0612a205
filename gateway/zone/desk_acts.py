"""What a desk may do with a case as it stands: which command moves it on from which state.

A pillar judges every command itself; this only says what is worth offering. A command that is not named here is
offered as long as its case is not over, so that a new one is seen at once.
"""

from dataclasses import dataclass

from contracts.actors import Actor, Role


@dataclass(frozen=True, kw_only=True)
class Offered:
    """`turn`: the case waits for this command; `also`: it may be given. `undoable`: a later command takes it back."""

    turn: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    undoable: bool = False


def _turn(*states: str, also: tuple[str, ...] = (), undoable: bool = False) -> Offered:
    return Offered(turn=states, also=also, undoable=undoable)


def _also(*states: str, undoable: bool = False) -> Offered:
    return Offered(also=states, undoable=undoable)


_IN_REVIEW = ("submitted", "in_review", "waiting_for_budget")
OFFERED: dict[str, Offered] = {
    "subsidies.verify_claim": _turn("submitted", undoable=True),
    "subsidies.approve_claim": _turn("in_review", "waiting_for_budget"),
    "subsidies.return_claim": _also("submitted", "in_review"),
    "subsidies.resume_claim": _turn("held", "referred"),
    "subsidies.refer_claim": _also(*_IN_REVIEW, "held"),
    "subsidies.refuse_claim": _also(*_IN_REVIEW, "held", "referred", "returned", "approved"),
    "subsidies.resubmit_claim": _also("returned"),
    "subsidies.appeal_refusal": _also("refused"),
    "subsidies.confirm_transfer": _turn("proposed"),
    "subsidies.decline_transfer": _also("proposed"),
    "subsidies.raise_objection": _also("open"),
    "subsidies.resolve_objection": _turn("open"),
    "subsidies.check_batch": _turn("made"),
    "subsidies.approve_batch": _turn("checked"),
    "subsidies.send_back_batch": _also("made", "checked"),
    "subsidies.record_bank_results": _turn("approved"),
    "subsidies.settle_bank_question": _turn("open"),
    "subsidies.decide_claw_back": _turn("open"),
    "subsidies.state_case": _also("open"),
    "subsidies.record_repayment": _turn("recover"),
    "subsidies.appeal_claw_back": _also("recover", "repaid"),
    "subsidies.record_refund": _also("overturned"),
    "subsidies.decide_warning": _turn("asked", also=("warned",)),
    "subsidies.take_appeal": _turn("open", also=("taken",), undoable=True),
    "subsidies.decide_appeal": _turn("taken"),
    "subsidies.judge_suspicion": _turn("open"),
    "loans.decide_qualification": _turn("referred", also=("returned",)),
    "loans.write_off": _also("compensated"),
    "training.decide_referred_class": _turn("referred"),
    "training.dispatch_lecturer": _also("approved", undoable=True),
    "training.replace_lecturer": _also("approved", undoable=True),
    "training.close_class": _also("approved"),
    "training.cancel_class": _also("approved"),
    "training.suspend_institution": _also("accredited", undoable=True),
    "training.resume_institution": _also("suspended", undoable=True),
    "training.admit_lecturer": _turn("requested"),
    "training.decline_admission": _turn("requested"),
    "training.place_lecturer": _also("registered", "verified", undoable=True),
    "training.resume_lecturer": _turn("resumption_proposed"),
    "training.appraise_lecturer": _also("verified"),
    "training.decide_sign_in": _turn("marked"),
    "incubators.withdraw_base": _also("recognised"),
    "incubators.recommend_base": _also("recognised"),
    "incubators.resolve_tenancy_question": _turn("open"),
    "incubators.nominate_base": _also("open", undoable=True),
    "incubators.appoint_assessor": _also("open", undoable=True),
    "incubators.close_applications": _turn("open"),
    "incubators.rank_campaign": _turn("scoring"),
    "incubators.break_campaign_tie": _turn("tied"),
    "incubators.publicise_choice": _turn("ranked"),
    "incubators.score_candidature": _also("applied"),
    "incubators.raise_award_objection": _also("publicised"),
    "incubators.confer_award": _turn("publicised"),
    "incubators.resolve_award_objection": _turn("open"),
    "events.approve_activity": _turn("proposed", undoable=True),
    "events.return_activity": _also("proposed", undoable=True),
    "events.cancel_activity": _also("proposed", "approved"),
    "events.check_in": _also("approved", undoable=True),
    "events.hold_activity": _also("approved"),
    "events.report_outcome": _turn("held"),
    "events.record_contact": _turn("open", also=("contacted",), undoable=True),
    "events.close_rating_case": _turn("contacted"),
    "events.resume_mentor": _turn("resumption_proposed"),
    "events.finish_task": _also("claimed"),
    "events.withdraw_task": _also("published", "claimed"),
    "events.appoint_judge": _also("open", undoable=True),
    "events.close_entries": _also("open"),
    "events.rank_contest": _turn("scoring"),
    "events.break_tie": _turn("tied"),
    "events.award_prizes": _turn("ranked"),
    "events.score_entry": _also("entered"),
    "zone.settle_data_objection": _turn("open"),
    "zone.close_business": _also("open"),
    "zone.end_proxy": _also("in_force"),
    "zone.withdraw_listing": _also("published"),
}
# Commands whose address names no case, and yet are about one: which, and what of the case fills their fields.
ABOUT: dict[str, tuple[str, tuple[str, ...]]] = {
    "training.admit_lecturer": ("lecturer", ("person_id", "area", "courses")),
}
_COUNTY_DESK = frozenset({Role.CLERK, Role.REVIEWER})
_ABOVE = frozenset({Role.CITY_STAFF, Role.PROVINCE_STAFF})
# The cases of a turn; what was referred to a role or place by name waits for no other.
WAITS_FOR = ("(pillar || '.' || entity || '.' || state = ANY(%s)"
             " OR pillar || '.' || entity || '.' || state = ANY(%s) AND area = %s)"
             " AND (state <> 'referred' OR coalesce(data ->> 'referred_to', %s) = ANY(%s))")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The cases that wait for somebody, as `pillar.entity.state`: wherever in their area, or in their own place only,
    where a desk below is the one to act."""

    anywhere: list[str]
    here: list[str]
    area: str
    role: str

    def as_arguments(self) -> tuple:
        """What `WAITS_FOR` is asked with."""
        return self.anywhere, self.here, self.area, self.role, [self.role, self.area]


def turn_of(actor: Actor, commands: tuple[tuple[str, str, tuple[Role, ...]], ...]) -> Turn:
    """What waits for `actor`, of `commands` as (name, entity, who may)."""
    anywhere, here = set(), set()
    for name, entity, by in commands:
        if actor.role not in by or name not in OFFERED:
            continue
        kept = here if actor.role in _ABOVE and _COUNTY_DESK & set(by) else anywhere
        kept.update(f"{name.split('.')[0]}.{entity}.{state}" for state in OFFERED[name].turn)
    # What was sent up by name waits for whom it was sent to, wherever it comes from.
    referred = {each for each in here if each.endswith(".referred")}
    return Turn(anywhere=sorted(anywhere | referred), here=sorted(here - referred), area=actor.area,
                role=actor.role.value)
