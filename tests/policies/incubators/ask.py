"""Puts a situation to the rules of incubators."""

from contracts.actors import Actor, Role
from contracts.decisions import Decision
from contracts.events.domain_events import MentorVisitRecorded, PrizeAwarded
from contracts.incubators import BaseKind, BaseLevel, BaseState, InvitationState, TenancyState
from contracts.incubators.commands import (
    AdmitTenant,
    HoldBaseStaffCourse,
    RecogniseBase,
    RecommendBase,
    RefreshData,
)
from services.incubators.model import Base, Completion, Founder, Invitation, Places, Room, Tenancy
from services.incubators.rules import (
    decide_admission,
    decide_fast_track,
    decide_invitation,
    decide_lapse,
    decide_question,
    decide_recognition,
    decide_recommendation,
    decide_refresh,
    decide_staff_course,
    decide_visit_count,
)
from services.incubators.rules.fast_tracks import track_of
from tests.building import sent
from tests.policies.incubators.campaigns_asked import ASKS


def ask(situation, policies) -> Decision:
    """The decision on what the situation asks."""
    view = policies.view("incubators", area=situation.area, on=situation.on)
    return _ASKS[situation.ask["about"]](situation, view)


def _base(situation, number: int = 1, **more) -> Base:
    fields = {"base_id": f"base-{number}", "name": f"第{number}孵化基地", "area": situation.area,
              "level": BaseLevel.PROVINCE, "kind": BaseKind.INCUBATION_BASE, "operator_id": "org-1",
              "government_funded": bool(situation.given.get("government_funded")), "state": BaseState.RECOGNISED}
    return Base(**fields | more)


def _rooms(situation) -> tuple[Room, ...]:
    return tuple(Room(base=_base(situation, number, level=BaseLevel(room.get("level", "city")),
                                 area=room.get("area", situation.area)),
                      free=room["free"], invited=room.get("invited", 0))
                 for number, room in enumerate(situation.given.get("bases", []), start=1))


def _founder(situation) -> Founder:
    given = situation.given
    return Founder(person_id="person-1", area=situation.area, groups=tuple(given.get("groups", ())),
                   in_a_base=bool(given.get("in_a_base")), open_invitations=given.get("open_invitations", 0),
                   other_valid_completions=given.get("other_certificates", 0))


def _training_completed(situation, view) -> Decision:
    completion = Completion(enrolment_id="enrolment-1", person_id="person-1", area=situation.area,
                            completed_on=situation.on, revoked=bool(situation.given.get("revoked")))
    return decide_invitation(completion, _founder(situation), _rooms(situation), view, "invitation-1", situation.on)


def _tenancy(situation) -> Tenancy:
    return Tenancy(tenancy_id="tenancy-1", person_id="person-1", base_id="base-1", base_level=BaseLevel.PROVINCE,
                   state=TenancyState.APPLIED, project="手工艺品网店", applied_on=situation.on)


def _admission(situation, view) -> Decision:
    command = sent(AdmitTenant, Actor(role=Role.BASE_OPERATOR, organisation_id="org-1"), tenancy_id="tenancy-1",
                   **({"supported_until": situation.ask["supported_until"]} if "supported_until" in situation.ask
                      else {}))
    track = None
    if situation.given.get("place_kept"):
        track = track_of(_prize(situation), "fast-track-1")
    return decide_admission(command, _tenancy(situation), _base(situation),
                            Places(free=situation.given["free"], kept=int(track is not None)), _founder(situation),
                            track, situation.given.get("groups_waiting", 0), view, situation.on)


def _prize(situation) -> PrizeAwarded:
    return PrizeAwarded.from_data({
        "prize_id": "prize-1", "contest_id": "contest-1", "entry_id": "entry-1", "person_id": "person-1",
        "area": situation.area, "level": "city", "rank": 1, "title": "“中国创翼”一等奖",
        "awarded_on": situation.on.isoformat()})


def _prize_awarded(situation, view) -> Decision:
    rooms = _rooms(situation)
    places = Places(free=rooms[0].free) if rooms else Places()
    return decide_fast_track(track_of(_prize(situation), "fast-track-1"), _founder(situation), rooms, places, view,
                             situation.on)


def _visit_recorded(situation, view) -> Decision:
    days = tuple(situation.given["visits"])
    visit = MentorVisitRecorded.from_data({
        "visit_id": "visit-1", "mentor_id": "mentor-1", "base_id": "base-1", "area": situation.area,
        "place_kind": "base", "title": "创业指导", "held_on": days[-1].isoformat(),
        "recorded_on": situation.on.isoformat()})
    return decide_visit_count(visit, _base(situation), days, view, situation.on)


def _data_confirmed(situation, view) -> Decision:
    command = sent(RefreshData, Actor(role=Role.BASE_OPERATOR, organisation_id="org-1"), base_id="base-1")
    given = situation.given
    return decide_refresh(command, _base(situation), given["base"], given["tenants_confirmed"], given["tenants"], view,
                          situation.on)


def _staff_course(situation, view) -> Decision:
    command = sent(HoldBaseStaffCourse, Actor(role=Role.CITY_STAFF), area=situation.area, attended=30,
                   held_on=situation.on.isoformat(), subjects=situation.ask["subjects"])
    return decide_staff_course(command, "course-1", view)


def _recommendation(situation, view) -> Decision:
    command = sent(RecommendBase, Actor(role=Role.CITY_STAFF), base_id="base-1", level=situation.ask["level"])
    return decide_recommendation(command, "recommendation-1", _base(situation, level=BaseLevel.CITY), situation.area,
                                 view, situation.on)


def _recognition(situation, view) -> Decision:
    command = sent(RecogniseBase, Actor(role=Role.REVIEWER), name="吉首市返乡创业园", area=situation.area,
                   level=situation.ask["level"], kind="returnee_park", operator_id="org-1", places=10)
    return decide_recognition(command, "base-1", "space-1", None, Places(), view, situation.on)


def _certificate_revoked(situation, view) -> Decision:
    return decide_question(_tenancy(situation), _base(situation), _founder(situation), view, "question-1")


def _days_over(situation, view) -> Decision:
    invitation = Invitation(invitation_id="invitation-1", enrolment_id="enrolment-1", person_id="person-1",
                            area=situation.area, state=InvitationState.SENT, base_id="base-1", due_on=situation.on)
    return decide_lapse(invitation, _base(situation), Places(free=1), view)


_ASKS = {"training_completed": _training_completed, "admission": _admission, "prize_awarded": _prize_awarded,
         "visit_recorded": _visit_recorded, "data_confirmed": _data_confirmed, "staff_course": _staff_course,
         "recommendation": _recommendation, "recognition": _recognition,
         "certificate_revoked": _certificate_revoked, "invitation_days_over": _days_over, **ASKS}
