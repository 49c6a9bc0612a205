"""What each event means to the zone: who it concerns, what it shows, which figures it adds to.

Every event becomes a timeline line for its person and the state of its case; the table below says only what is
special: events that have no case of their own, and events that count.
"""

from collections.abc import Callable
from dataclasses import dataclass

from contracts.messages import Message
from contracts.training import COURSE_LABELS
from contracts.zone import GROUP_LABELS

Counts = Callable[[Message], list[tuple]]


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """`case`: whether the event is the state of something followed. `counts` gives (measure, area, amount), and
    the day that it counts for where that is not the day of the event.

    `title` says what a line is about where the event's own data has no title; `state` is what a case stands in whose
    event carries none.
    """

    case: bool = True
    counts: Counts = lambda event: []
    title: Callable[[Message], str] | None = None
    state: str | None = None


def once(measure: str) -> Counts:
    """Adds 1 to `measure` in the event's area."""
    return lambda event: [(measure, event.area, 1)]


def _seats_planned(event) -> list[tuple[str, str, int]]:
    return [(f"training.planned.{course}", event.area, seats) for course, seats in event.seats.items()]


def _shared(event) -> list[tuple]:
    return [(f"training.shared.{event.course.value}", event.area, event.seats - event.seats_before,
             f"{event.year}-01-01")]


def _completions(event, number: int) -> list[tuple]:
    """Person-times (人次) of the day of completion, whenever it was entered, by course and of all courses."""
    day = event.completed_on.isoformat()
    return [(f"training.completed.{event.course.value}", event.area, number, day),
            ("training.completed", event.area, number, day)]


def _trainee_counted(event) -> list[tuple]:
    return [(f"training.counted.{event.target}", event.area, 1, event.held_on.isoformat())]


def _successes(event, number: int) -> list[tuple]:
    return [("training.successes", event.area, number, event.completed_on.isoformat())]


def _disbursed(event) -> list[tuple[str, str, int]]:
    return [("loans.disbursed_fen", event.area, event.amount), ("loans.disbursed_count", event.area, 1)]


def _bases(event, number: int) -> list[tuple[str, str, int]]:
    return [("incubators.bases", event.area, number), (f"incubators.bases.{event.kind.value}", event.area, number)]


def _conferred(event) -> list[tuple]:
    return [(f"incubators.conferred.{event.code}", event.area, 1, event.conferred_on.isoformat())]


def _awarded(event) -> list[tuple]:
    return [("incubators.awarded_fen", event.area, event.amount, event.conferred_on.isoformat())]


def _tenant_left(event) -> list[tuple[str, str, int]]:
    return [("incubators.tenants", event.area, -1), ("incubators.jobs", event.area, -event.jobs)]


def _paid(event, number: int) -> list[tuple[str, str, int]]:
    return [(f"subsidies.paid_fen.{event.programme}", event.area, number * event.amount),
            (f"subsidies.paid_count.{event.programme}", event.area, number)]


_SPECIAL: dict[str, Reaction] = {
    "training.plan_opened.v1": Reaction(case=False, counts=_seats_planned),
    "training.plan_shared.v1": Reaction(case=False, counts=_shared),
    "training.completed.v1": Reaction(counts=lambda e: _completions(e, 1)),
    "training.certificate_annulled.v1": Reaction(counts=lambda e: _completions(e, -1)),
    "training.trainee_counted.v1": Reaction(case=False, counts=_trainee_counted),
    "training.success_counted.v1": Reaction(counts=lambda e: _successes(e, 1)),
    "training.success_withdrawn.v1": Reaction(counts=lambda e: _successes(e, -1)),
    "training.lecturer_registered.v1": Reaction(counts=once("training.lecturers")),
    "training.attendance_recorded.v1": Reaction(case=False),
    "training.service_rendered.v1": Reaction(case=False),
    "zone.person_updated.v1": Reaction(case=False),
    "zone.status_confirmed.v1": Reaction(case=False, title=lambda event: GROUP_LABELS[event.group]),
    "zone.status_lapsed.v1": Reaction(case=False, title=lambda event: GROUP_LABELS[event.group]),
    "training.follow_up_planned.v1": Reaction(title=lambda event: f"{COURSE_LABELS[event.course]}结业后跟踪帮扶"),
    "training.follow_up_given.v1": Reaction(title=lambda event: f"{COURSE_LABELS[event.course]}结业后跟踪帮扶"),
    "zone.person_registered.v1": Reaction(case=False, counts=once("zone.persons"), title=lambda event: "创业服务专区"),
    "zone.business_registered.v1": Reaction(counts=once("zone.businesses")),
    "incubators.base_recognised.v1": Reaction(counts=lambda e: _bases(e, int(e.newly))),
    "incubators.base_withdrawn.v1": Reaction(counts=lambda e: _bases(e, -1)),
    "incubators.tenant_admitted.v1": Reaction(counts=once("incubators.tenants")),
    "incubators.tenant_left.v1": Reaction(counts=_tenant_left),
    "incubators.places_changed.v1": Reaction(state="counted", title=lambda e: e.base_name),
    "incubators.jobs_reported.v1": Reaction(counts=lambda e: [("incubators.jobs", e.area, e.jobs - e.jobs_before)]),
    "incubators.candidature_conferred.v1": Reaction(counts=_conferred),
    "incubators.award_conferred.v1": Reaction(counts=_awarded),
    "loans.disbursed.v1": Reaction(counts=_disbursed),
    "loans.jobs_reported.v1": Reaction(counts=lambda e: [("loans.jobs", e.area, e.jobs - e.jobs_before)]),
    "subsidies.paid.v1": Reaction(counts=lambda e: _paid(e, 1)),
    "subsidies.payment_returned.v1": Reaction(counts=lambda e: _paid(e, -1)),
    "events.held.v1": Reaction(counts=once("events.held")),
    "events.mentor_joined.v1": Reaction(counts=once("events.mentors")),
    "events.mentor_visit_recorded.v1": Reaction(
        counts=lambda e: [(f"events.visits.{e.place_kind.value}", e.area, 1)]),
    "events.activity_held.v1": Reaction(counts=once("events.held")),
}


def reaction_to(event_type: str) -> Reaction:
    """What the zone does with an event of this type."""
    return _SPECIAL.get(event_type, Reaction())
