"""Puts a situation to the rules of activities, ratings, mentors and contests."""

from datetime import date

from casework.scoring import Candidate, Recusal, Score, Scorer, rank, short_of_scorers
from contracts.actors import Actor, Role
from contracts.decisions import Decision
from contracts.events import (
    ActivityKind,
    ActivityState,
    ContestLevel,
    ContestState,
    MentorOrigin,
    MentorState,
    OfferState,
    PoolLevel,
    RatingState,
    TaskKind,
    TaskState,
)
from contracts.events.commands import (
    AdmitMentor,
    ClaimTask,
    OpenContest,
    ProposeActivity,
    Rate,
    RecordVisit,
    RegisterForActivity,
    UpdateMentor,
)
from services.events.model import Activity, Contest, Entry, FreeMentor, Mentor, MentorOffer, Rating, Task
from services.events.rules import activities, contests, guidance, mentors, ratings, registrations, tasks
from tests.building import sent

_STAFF = Actor(role=Role.CITY_STAFF, area="430000", person_id="staff-1")


def ask(situation, policies) -> Decision:
    """The decision on what the situation asks."""
    view = policies.view("events", area=situation.area, on=situation.on)
    return _ASKS[situation.ask["about"]](situation, view)


def _mentor(situation, number: int = 1) -> Mentor:
    given = situation.given
    suspended = given.get("suspended_on")
    return Mentor(mentor_id=f"mentor-{number}", person_id=f"person-m{number}", area=situation.area,
                  pool=PoolLevel.CITY, origin=MentorOrigin.ENTREPRENEUR,
                  state=MentorState.SUSPENDED if suspended else MentorState(given.get("state", "joined")),
                  parts=tuple(given.get("parts", ())), due_on=date(2024, 6, 30), suspended_on=suspended)


def _joins(situation, view) -> Decision:
    command = sent(AdmitMentor, _STAFF, person_id="person-m1", area=situation.area, pool="city", origin="founder")
    return mentors.decide_mentor(command, "mentor-1", view, situation.on)


def _updates(situation, view) -> Decision:
    command = sent(UpdateMentor, Actor(role=Role.MENTOR, person_id="person-m1"), parts=situation.ask["parts"])
    return mentors.decide_update(command, _mentor(situation), view, situation.on)


def _calendar(situation, view) -> Decision:
    return mentors.decide_suspension(_mentor(situation), date(2024, 6, 30), view, situation.on)


def _claims(situation, view) -> Decision:
    task = Task(task_id="task-1", kind=TaskKind(situation.ask["kind"]), title="任务", area=situation.area,
                due_on=situation.on, state=TaskState.PUBLISHED)
    command = sent(ClaimTask, Actor(role=Role.MENTOR, person_id="person-m1"), task_id="task-1")
    return tasks.decide_claim(command, task, _mentor(situation), "claim-1", view, situation.on)


def _records_visit(situation, view) -> Decision:
    command = sent(RecordVisit, Actor(role=Role.MENTOR, person_id="person-m1"), area=situation.area, base_id="base-1",
                   place_kind=situation.ask["place"], held_on=situation.ask["held_on"].isoformat())
    return guidance.decide_visit(command, "visit-1", _mentor(situation), view, situation.on)


def _tenant_admitted(situation, view) -> Decision:
    offer = MentorOffer(mentor_offer_id="offer-1", person_id="person-1", area=situation.area,
                        occasion="tenant_admitted", state=OfferState.WAITING)
    free = tuple(FreeMentor(mentor=_mentor(situation, number), founders=0)
                 for number in range(1, 1 + situation.given.get("mentors", 0)))
    return guidance.decide_offer(offer, free, bool(situation.given.get("has_mentor")), view)


def _proposal(situation, view) -> Decision:
    command = sent(ProposeActivity, _STAFF, title="创业沙龙", kind=situation.ask["kind"], area=situation.area,
                   venue="基地", held_on=situation.on.isoformat(), places=30,
                   for_groups=situation.ask.get("for_groups", []))
    return activities.decide_proposal(command, "activity-1", view)


def _registration(situation, view) -> Decision:
    activity = Activity(activity_id="activity-1", title="创业沙龙", kind=ActivityKind.SALON, area=situation.area,
                        venue="基地", held_on=situation.on, register_until=situation.on, proposed_by="staff-1",
                        places=situation.given["places"], taken=situation.given["taken"],
                        waiting=situation.given.get("waiting", 0), state=ActivityState.APPROVED)
    command = sent(RegisterForActivity, Actor(role=Role.CITIZEN, person_id="person-1"), activity_id="activity-1")
    return registrations.decide_registration(command, "registration-1", "person-1", activity)


def _rating(situation, view) -> Decision:
    rating = Rating(rating_id="rating-1", service_act_id="act-1", person_id="person-1", provider_id="org-1",
                    pillar="training", area=situation.area, title="创业培训", state=RatingState.OPEN)
    command = sent(Rate, Actor(role=Role.CITIZEN, person_id="person-1"), rating_id="rating-1",
                   grade=situation.ask["grade"])
    return ratings.decide_rating(command, rating, "case-1", situation.on, view)


def _contest(situation, level: str = "city") -> Contest:
    return Contest(contest_id="contest-1", name="“中国创翼”选拔赛", area=situation.area, level=ContestLevel(level),
                   enter_until=situation.on, winners=situation.given.get("winners", 1), state=ContestState.SCORING)


def _opens_contest(situation, view) -> Decision:
    command = sent(OpenContest, _STAFF, name="选拔赛", area=situation.area, level=situation.ask["level"],
                   enter_until=situation.on.isoformat(), winners=3)
    return contests.decide_contest(command, "contest-1", view)


def _scoring(situation, view) -> Decision:
    level = situation.ask["level"]
    within = view.value("judges_recused_from")[level]
    entries = [Candidate(candidate_id=f"entry-{n}", area=area) for n, area in enumerate(situation.given["entries"], 1)]
    judges = [Scorer(scorer_id=f"judge-{n}", area=area) for n, area in enumerate(situation.given["judges"], 1)]
    short = short_of_scorers(entries, judges, None if within == "none" else Recusal(within),
                             view.value("contest_scorers_at_least"))
    return contests.decide_scoring(_contest(situation, level), len(entries), len(judges), short, view)


def _score(situation, view) -> Decision:
    entry = Entry(entry_id="entry-1", contest_id="contest-1", person_id="person-1", area=situation.area, title="项目")
    return contests.decide_score("score-1", entry, _contest(situation), situation.given["appointed"],
                                 not situation.given["own_area"], view)


def _ranking(situation, view) -> Decision:
    scores = [Score(candidate_id=entry, scorer_id=f"judge-{n}", points=points)
              for entry, given in situation.given["scores"].items() for n, points in enumerate(given)]
    return contests.decide_ranking(_contest(situation), rank(scores))


_ASKS = {"mentor_joins": _joins, "mentor_updates": _updates, "calendar_looks_at_mentor": _calendar,
         "mentor_claims_task": _claims, "mentor_records_visit": _records_visit, "tenant_admitted": _tenant_admitted,
         "proposal": _proposal, "registration": _registration, "rating": _rating, "contest": _opens_contest,
         "scoring_begins": _scoring, "score": _score, "ranking": _ranking}
