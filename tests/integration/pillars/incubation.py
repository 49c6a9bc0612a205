"""A city with bases and people, for the tests of incubators."""

import itertools
import threading

from contracts.actors import Role
from contracts.events.domain_events import MentorVisitRecorded, PrizeAwarded
from contracts.incubators.commands import AcceptInvitation, AdmitTenant, ApplyForTenancy, RecogniseBase
from contracts.incubators.domain_events import BaseWithdrawn, PlacesChanged
from contracts.incubators.questions import ShowPlaces
from contracts.training.domain_events import CertificateRevoked, TrainingCompleted
from contracts.zone.domain_events import PersonRegistered
from tests.building import a_citizen, a_command, a_person_registered, an_actor, an_event, heard, sent, the_province

_numbers = itertools.count(1)
# Each test has a city of its own, so that no test finds another's room.
_CITIES = itertools.cycle([(f"43{n:02d}00", f"43{n:02d}02") for n in (*range(1, 14), 31)])


OWN_REACTIONS = {"incubators.places_changed.v1": (PlacesChanged, "fill_free_places_on_places_changed"),
                 "incubators.base_withdrawn.v1": (BaseWithdrawn, "invite_elsewhere_on_base_withdrawn")}


class Place:
    """A city with the pillar's handlers at hand."""

    def __init__(self, incubators, city, county):
        self.desk, self.city, self.county = incubators, city, county
        self.name = f"t{next(_numbers)}"

    def operator(self):
        return an_actor(Role.BASE_OPERATOR, area=self.county, organisation_id=f"org-{self.name}")

    def recognise(self, places=1, level="province", base_id=None, by=None, area=None, **more):
        fields = {"base_id": base_id or f"base-{self.name}", "name": f"{self.name}孵化基地",
                  "area": area or self.county, "level": level,
                  "kind": "incubation_base", "operator_id": f"org-{self.name}", "places": places}
        answer = self.desk.give(sent(RecogniseBase, by or the_province(), **fields | more))
        self.settle()
        return answer["subject"]

    def register(self, person_id):
        self.desk.give(an_event(PersonRegistered, "incubators.invite_to_base_on_person_registered",
                                **a_person_registered(person_id, self.county)))

    def complete(self, person_id, completed_on="2024-05-06", enrolment_id=None):
        event = a_completion(person_id, self, completed_on, enrolment_id)
        self.desk.give(event)
        return event

    def revoke(self, completed):
        kept = ("enrolment_id", "person_id", "class_id", "title", "area", "city", "course", "certificate_number")
        data = {name: value for name, value in completed.as_data().items() if name in kept}
        self.desk.give(heard(CertificateRevoked, "incubators.flag_incubation_on_certificate_revoked", **data,
                                    state="revoked", ground="考勤经核查系代签"))

    def apply(self, person_id, base_id, **more):
        command = a_command(ApplyForTenancy, a_citizen(person_id), base_id=base_id, project="手工艺品网店", **more)
        return self.desk.give(command)["subject"]

    def admit(self, tenancy_id):
        answer = self.desk.give(a_command(AdmitTenant, self.operator(), tenancy_id=tenancy_id))
        self.settle()
        return answer

    def accept(self, person_id, invitation_id):
        return self.desk.give(a_command(AcceptInvitation, a_citizen(person_id), invitation_id=invitation_id))["subject"]

    def settle(self):
        """Deliver the pillar's own events to its own reactions until nothing new comes."""
        while self._deliver_one():
            pass

    def _deliver_one(self) -> bool:
        rows = self.desk.sql("SELECT id::text, type, data FROM events e WHERE type = ANY(%s) AND NOT EXISTS (SELECT 1"
                             " FROM inbox i WHERE i.message_id = e.id::text) ORDER BY seq LIMIT 1", list(OWN_REACTIONS))
        for id_, type_, data in rows:
            event_class, method = OWN_REACTIONS[type_]
            self.desk.give(heard(event_class, f"incubators.{method}", id=id_, **data))
        return bool(rows)

    def of(self, kind, person_id):
        """The states and data of a person's events of a kind, oldest first."""
        rows = self.desk.sql("SELECT type, data FROM events WHERE person_id = %s AND entity = %s ORDER BY seq",
                             person_id, kind)
        return [(type_.removeprefix("incubators.").removesuffix(".v1"), data) for type_, data in rows]

    def places(self, base_id):
        shown = self.desk.give(a_command(ShowPlaces, the_province(), base_id=base_id))
        return shown["free"], shown["kept"], shown["taken"]


def a_completion(person_id, place, completed_on="2024-05-06", enrolment_id=None):
    data = {"enrolment_id": enrolment_id or f"enrolment-{next(_numbers)}", "person_id": person_id,
            "class_id": "class-1", "title": "SIYB第一期", "area": place.county, "city": place.city, "course": "siyb",
            "state": "completed", "completed_on": completed_on, "certificate_number": "CY1", "subsidised": True}
    return heard(TrainingCompleted, "incubators.invite_to_base_on_training_completed", **data)


def person(place):
    return f"person-{place.name}-{next(_numbers)}"


def all_at_once(act, things) -> list:
    answers, lock = [], threading.Lock()

    def run(part):
        for thing in part:
            answer = act(thing)
            with lock:
                answers.append(answer)

    threads = [threading.Thread(target=run, args=(things[n::8],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def a_prize(place, someone):
    fields = {"prize_id": f"prize-{next(_numbers)}", "contest_id": "contest-1", "entry_id": "entry-1",
              "person_id": someone, "area": place.county, "level": "city", "rank": 1, "title": "“中国创翼”一等奖",
              "awarded_on": "2024-05-06"}
    return heard(PrizeAwarded, "incubators.keep_place_on_prize_awarded", **fields)


def a_visit(place, base, held_on="2024-05-06", **more):
    fields = {"visit_id": f"visit-{next(_numbers)}", "mentor_id": "mentor-1", "base_id": base, "area": place.county,
              "place_kind": "base", "title": "创业指导", "held_on": held_on, "recorded_on": "2024-05-06"} | more
    return heard(MentorVisitRecorded, "incubators.count_visit_on_mentor_visit_recorded", **fields)


def a_place(incubators):
    """The next city, with the pillar's handlers."""
    return Place(incubators, *next(_CITIES))
