"""What became of trainees after the course: guidance, success, and the rates with the cases behind them."""

from casework.working_days import months_after
from chassis.calls import require_area
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.actors import Role, area_prefix
from contracts.problems import Invalid, NotFound
from contracts.training import COURSE_LABELS, STATE_LABELS, SplitBy
from contracts.training.commands import RecordFollowUp
from contracts.training.questions import ListFigureCases, ShowFollowUp, ShowSuccessRate
from policies.areas import area, exists
from services.training.model import Guide
from services.training.rules.follow_ups import (
    decide_contact,
    decide_success,
    decide_visit_contact,
    means_reason,
    pass_reason,
    percent_never_rounded_up,
    success_reason,
)
from services.training.service.lecturers import the_lecturer
from services.training.store.plan import day_in_year

CASES_SHOWN = 200


class FollowUpHandlers:
    """Handlers about follow-ups."""

    @command(RecordFollowUp)
    def record_follow_up(self, command):
        with self.store.transaction(command) as tx:
            follow_up = tx.follow_up(command.follow_up_id)
            helper = the_guide(tx, command, follow_up)
            if not (follow_up.completed_on or command.held_on) <= command.held_on <= tx.today:
                raise Invalid(fields={"held_on": ["联系日期应在结业之后且不晚于今天"]})
            policy = tx.policy(follow_up.area, on=tx.today)
            contact_id = derived_id("contact", command.id)
            return tx.record(decide_contact(command, follow_up, helper, contact_id, policy))

    @question(ShowFollowUp)
    def show_follow_up(self, question):
        with self.store.reading(question) as tx:
            follow_up = tx.follow_up(question.follow_up_id, lock=False)
            require_area(question, follow_up.area)
            contacts = tx.contacts_of(question.follow_up_id)
            registered = min((one.registered_on for one in tx.businesses_of(follow_up.person_id)
                              if follow_up.completed_on and one.registered_on >= follow_up.completed_on), default=None)
        return {**{name: getattr(follow_up, name) for name in ("follow_up_id", "person_id", "area", "course", "state",
                                                               "progress")},
                "state_label": STATE_LABELS["follow_up"][follow_up.state], "contacts": [shown(one) for one in contacts],
                "completed_on": iso(follow_up.completed_on), "registered_on": iso(registered)}

    @question(ShowSuccessRate)
    def show_success_rate(self, question):
        require_area(question, question.area)
        like = area_prefix(question.area) + "%"
        with self.store.reading(question) as tx:
            policy = tx.policy(question.area, on=day_in_year(tx.today, question.year))
            numbers = tx.rate_numbers(like, question.year, tx.today)
            since = months_after(tx.today, -policy.value("success_window_months"))
            still_open = tx.people_still_in_time(like, question.year, since)
            lines = tx.rate_lines(question.split, like, question.year, tx.today)
            titles = tx.institution_titles() if question.split is SplitBy.INSTITUTION else {}
        success = success_reason(numbers["completed"], numbers["succeeded"], policy)
        passing = pass_reason(numbers["enrolled"], numbers["passed"], policy)
        return {"area": question.area, "year": question.year, **with_percents(numbers), "still_open": still_open,
                "reason": success and success.as_data(), "pass_reason": passing and passing.as_data(),
                "means": means_reason(policy).as_data(), "split": question.split.value,
                "lines": [{"label": label(question.split, line["code"], titles), **with_percents(line)}
                          for line in lines]}

    @question(ListFigureCases)
    def list_figure_cases(self, question):
        require_area(question, question.area)
        narrowed = {name: getattr(question, name) for name in ("course", "institution_id", "lecturer_id")}
        with self.store.reading(question) as tx:
            counted, rows = tx.figure_cases(question.figure, area_prefix(question.area) + "%", question.year, tx.today,
                                            narrowed, CASES_SHOWN + 1)
        items = [{**row, "completed_on": iso(row["completed_on"]), "registered_on": iso(row["registered_on"])}
                 for row in rows[:CASES_SHOWN]]
        return {"figure": question.figure.value, "counted": counted, "more": len(rows) > CASES_SHOWN, "items": items}


def the_guide(tx, command, follow_up) -> Guide:
    """Who gives guidance: a lecturer who taught the class, or a mentor of the area. Raises NotFound for others."""
    if command.actor.role is Role.LECTURER:
        lecturer = the_lecturer(tx, command)
        if follow_up.class_id and tx.lecturer_taught(lecturer.lecturer_id, follow_up.class_id):
            suspended = lecturer.suspended_on if lecturer.state.is_suspended else None
            return Guide(helper="lecturer", helper_id=lecturer.lecturer_id, suspended_on=suspended)
    elif helper := tx.mentor_of(command.actor.person_id, follow_up.area):
        return helper
    raise NotFound("没有这项跟踪服务，或您没有讲授该班、不是当地的导师")


def attach_visits(tx, person_id: str) -> None:
    """Every visit that mentors recorded about a person is a contact for the courses completed by then, once each."""
    for visit, follow_up in tx.visits_to_attach(person_id):
        tx.record(decide_visit_contact(visit, follow_up, tx.policy(follow_up.area, on=visit.held_on)))


def count_successes(tx, person_id: str) -> None:
    """Count the courses of a person that became a success, whichever was heard of first."""
    businesses = tx.businesses_of(person_id)
    for completion in tx.completions_without_success(person_id) if businesses else ():
        decision = decide_success(completion, businesses, tx.policy(completion.area, on=completion.completed_on))
        if decision.events:
            tx.record(decision)


def with_percents(numbers: dict) -> dict:
    """The numbers with both shares, cut off and never rounded up."""
    return {**numbers, "percent": percent_never_rounded_up(numbers["succeeded"], numbers["completed"]),
            "pass_percent": percent_never_rounded_up(numbers["passed"], numbers["enrolled"])}


def label(split: SplitBy, code: str, titles: dict[str, str]) -> str:
    """What a line is called; a lecturer by the number alone, since pillars know no names."""
    if split is SplitBy.COURSE:
        return COURSE_LABELS[code]
    if split is SplitBy.AREA:
        return area(code).name if exists(code) else code
    return titles.get(code, code)


def shown(contact: dict) -> dict:
    names = ("contact_id", "helper", "helper_id", "kind", "progress", "advice")
    return {name: contact[name] for name in names} | {"held_on": iso(contact["held_on"])}


def iso(day) -> str | None:
    return None if day is None else day.isoformat()
