"""What became of trainees after the course."""

from chassis.calls import require_area
from chassis.declare import question
from contracts.actors import area_prefix
from contracts.training.questions import ShowSuccessRate
from services.training.rules.follow_ups import percent_never_rounded_up, success_reason
from services.training.service.plan import day_in_year


class FollowUpHandlers:
    """Handlers about follow-ups."""

    @question(ShowSuccessRate)
    def show_success_rate(self, question):
        require_area(question, question.area)
        like = area_prefix(question.area) + "%"
        with self.store.reading(question) as tx:
            courses = tx.successes_by_course(like, question.year)
            people = tx.successes_of_people(like, question.year)
            policy = tx.policy(question.area, on=day_in_year(tx.today, question.year))
        reason = success_reason(people["completed"], people["succeeded"], policy)
        return {"area": question.area, "year": question.year, **people, "courses": courses,
                "percent": percent_never_rounded_up(people["succeeded"], people["completed"]),
                "reason": reason.as_data() if reason else None}
