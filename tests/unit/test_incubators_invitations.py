"""Who is invited where: properties of the choice, and what an unknown condition does."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casework.decisions.records import canonical
from contracts.decisions import Outcome, Status
from contracts.incubators import BaseKind, BaseLevel, BaseState
from policies.publishing import content_hash
from policies.reader import Policies, PolicyView
from services.incubators.model import Base, Completion, Founder, Room
from services.incubators.rules.invitations import best_room, decide_invitation

JISHOU, LUXI = "433101", "433122"
TODAY = date(2024, 5, 6)
VIEW = Policies.load().view("incubators", area=JISHOU, on=TODAY)


def a_room(number=1, level=BaseLevel.CITY, area=JISHOU, free=1, invited=0):
    base = Base(base_id=f"base-{number}", name=f"第{number}孵化基地", area=area, level=level, operator_id="org",
                kind=BaseKind.INCUBATION_BASE, government_funded=False, state=BaseState.RECOGNISED)
    return Room(base=base, free=free, invited=invited)


def decided(rooms, view=VIEW, **founder):
    completion = Completion(enrolment_id="e", person_id="p", area=JISHOU, completed_on=TODAY)
    return decide_invitation(completion, Founder(person_id="p", area=JISHOU, **founder), rooms, view, "i", TODAY)


rooms = st.lists(st.builds(a_room, number=st.integers(1, 99), level=st.sampled_from(BaseLevel),
                           area=st.sampled_from([JISHOU, LUXI]), free=st.integers(0, 3), invited=st.integers(0, 3)),
                 max_size=8).map(tuple)


@given(rooms)
def test_an_invitation_is_sent_exactly_when_some_base_has_a_place_nobody_is_invited_to(found):
    decision = decided(found)
    if any(room.open > 0 for room in found):
        [event] = decision.events
        assert decision.outcome is Outcome.OFFERED
        assert any(room.base.base_id == event.base_id and room.open > 0 for room in found)
    else:
        assert decision.outcome is Outcome.REFERRED


@given(rooms.filter(lambda found: any(room.open > 0 for room in found)))
def test_the_own_county_goes_before_level_and_level_before_room(found):
    best = best_room(found, JISHOU)
    for room in found:
        if room.open > 0:
            here, there = best.base.area == JISHOU, room.base.area == JISHOU
            assert here >= there
            assert here != there or best.base.rank >= room.base.rank


def test_who_was_trained_is_not_asked_again_while_an_invitation_stands():
    assert decided((a_room(),), open_invitations=1).events == ()


def test_a_condition_that_nobody_can_judge_yet_refers_and_sends_nothing():
    parameter = VIEW.parameter("invitation_to_incubation").as_data()
    extra = {"predicate": "has_a_business_plan", "params": {}, "text": "有创业计划书", "force": "hard",
             "cite": {"unsourced": "本地新增"}}
    published = {"area": "433100", "pillar": "incubators", "key": "invitation_to_incubation", "from": "2024-05-01",
                 "value": {"conditions": [*parameter["value"]["conditions"], extra]}, "cite": parameter["cite"]}
    published["hash"] = content_hash(published)
    view = Policies.load().with_published([published]).view("incubators", area=JISHOU, on=TODAY)
    decision = decided((a_room(),), view)
    assert decision.outcome is Outcome.REFERRED
    assert {reason.code: reason.status for reason in decision.reasons}["has_a_business_plan"] is Status.UNKNOWN


def test_the_same_inputs_give_the_same_answer_to_the_byte():
    again = PolicyView.from_data(VIEW.as_data())
    assert canonical(decided((a_room(),)).as_answer()) == canonical(decided((a_room(),), again).as_answer())
