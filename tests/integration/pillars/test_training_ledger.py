"""Whatever happens to classes, seats add up: reserved + used + free = plan + top-ups, and free is never negative."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from contracts.training import Course
from contracts.training.commands import (
    CancelClass,
    CloseClass,
    CorrectClass,
    DecideReferredClass,
    EnrolTrainees,
    RecordAttendance,
    RecordCompletion,
    RevokeCertificate,
)
from contracts.training.questions import ShowPlanLedger, Verify
from tests.building import XIANGXI, on, the_city, the_institution, the_province
from tests.integration.pillars.lecturing import School

COURSE = Course.VILLAGE_LEADER
SETTINGS = settings(max_examples=10, stateful_step_count=16, phases=(Phase.generate,), deadline=None,
                    derandomize=True, database=None, suppress_health_check=list(HealthCheck))
LATER = {"starts_on": on("2024-07-01"), "ends_on": on("2024-07-10")}


@dataclass
class Held:
    """A class as the model knows it; `later` ones have not begun."""

    class_id: str
    seats: int
    later: bool
    used: int = 0


class Seats(RuleBasedStateMachine):
    """Files, decides, corrects, cancels, completes, revokes and closes classes of one course of one city.

    The model knows from the answers alone how many seats are reserved, used and topped up since it began.
    """

    school: School
    approved, certified = Bundle("approved"), Bundle("certified")

    def __init__(self):
        super().__init__()
        self.before, self.held, self.topped_up, self.spent = self.ledger(), [], 0, 0
        self.waiting: list[Held] = []

    def ledger(self) -> dict:
        return self.school.give(ShowPlanLedger, the_city(), area=XIANGXI, year=2024, course=COURSE)

    def hold(self, one: Held, free: int) -> Held:
        self.topped_up += max(0, one.seats - free)
        self.held.append(one)
        return one

    def end(self, one: Held) -> None:
        self.held.remove(one)
        self.spent += one.used

    @rule(target=approved, seats=st.integers(1, 60), later=st.booleans())
    def file(self, seats, later):
        free = self.ledger()["free"]
        answer = self.file_class(seats, later)
        if answer["outcome"] == "granted":
            return self.hold(Held(answer["subject"], seats, later), free)
        assert seats > free
        self.waiting.append(Held(answer["subject"], seats, later))
        return multiple()

    def file_class(self, seats, later):
        days = LATER if later else {"starts_on": on("2024-05-06"), "ends_on": on("2024-05-08")}
        return self.school.filed(course=COURSE, seats=seats, sessions=1, **days)

    @rule(target=approved, approve=st.booleans())
    def decide(self, approve):
        if not self.waiting:
            return multiple()
        one, free = self.waiting.pop(), self.ledger()["free"]
        self.school.give(DecideReferredClass, the_province(), class_id=one.class_id, approve=approve,
                         ground="乡村振兴任务需要")
        return self.hold(one, free) if approve else multiple()

    @rule(one=approved, seats=st.integers(1, 60))
    def correct(self, one, seats):
        if one not in self.held or not one.later:
            return
        more, free = seats - one.seats, self.ledger()["free"]
        answer = self.school.give(CorrectClass, the_institution(), class_id=one.class_id, title="更正后的班级",
                                  seats=seats, sessions=1, ground="报名人数变化", **LATER)
        assert (answer["outcome"] == "granted") == (more <= free)
        one.seats = seats if answer["outcome"] == "granted" else one.seats

    @rule(target=certified, one=approved)
    def complete(self, one):
        if one not in self.held or one.later or one.used == one.seats:
            return multiple()
        school, person = self.school, self.school.person()
        school.give(EnrolTrainees, the_institution(), class_id=one.class_id, person_ids=(person,))
        school.give(RecordAttendance, the_institution(), class_id=one.class_id, session=1, present=(person,))
        answer = school.give(RecordCompletion, the_institution(), class_id=one.class_id, person_id=person, mark=90,
                             completed_on=on("2024-05-08"))
        one.used += 1
        return answer["certificate_number"]

    @rule(number=consumes(certified))
    def revoke(self, number):
        """The seat was paid for a course that was given: it stays used."""
        self.school.give(RevokeCertificate, the_city(), certificate_number=number, ground="考勤经核查系代签")

    @rule(one=consumes(approved))
    def cancel(self, one):
        if one in self.held:
            self.school.give(CancelClass, the_institution(), class_id=one.class_id, ground="报名人数不足")
            self.end(one)

    @rule(one=consumes(approved))
    def close(self, one):
        if one in self.held and not one.later:
            self.school.give(CloseClass, the_institution(), class_id=one.class_id)
            self.end(one)

    @invariant()
    def seats_add_up(self):
        now = self.ledger()
        assert now["reserved"] + now["used"] + now["free"] == now["plan"] + now["topped_up"]
        assert now["free"] >= 0
        used = self.spent + sum(one.used for one in self.held)
        assert now["used"] == self.before["used"] + used
        assert now["reserved"] == self.before["reserved"] + sum(one.seats - one.used for one in self.held)
        assert now["topped_up"] == self.before["topped_up"] + self.topped_up
        assert now["plan"] == self.before["plan"]

    def teardown(self):
        for one in tuple(self.held):
            self.school.give(CancelClass, the_institution(), class_id=one.class_id, ground="本轮结束")


@pytest.fixture(scope="module")
def school(desk, migrated):
    """On 10 May, so that classes of that week are over; a third of the course's plan is taken."""
    school = School(desk("training"), migrated).prepare()
    school.at("2024-05-10")
    for _ in range(2):
        school.class_(course=COURSE, seats=60, **LATER)
    return school


def test_whatever_happens_to_classes_their_seats_add_up(school):
    Seats.school = school
    run_state_machine_as_test(Seats, settings=SETTINGS)
    assert school.give(Verify, the_city())["faults"] == []


def test_a_model_that_loses_a_seat_is_told(school):
    class Forgetful(Seats):
        """Believes that a cancelled class gives back one seat fewer."""

        def end(self, one):
            super().end(one)
            self.spent += 1

    Forgetful.school = school
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Forgetful, settings=SETTINGS)
