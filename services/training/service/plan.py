"""Plans and institutions; the ledger and replay for staff; verify for operators."""

from datetime import date

from casework.decisions import replay
from casework.decisions.records import decision_rows
from casework.ledger import check_balanced
from chassis.calls import require_area
from chassis.declare import command, question
from contracts.problems import Invalid
from contracts.training.commands import AccreditInstitution, OpenPlan
from contracts.training.questions import ReplayDecisions, ShowPlanLedger, Verify
from policies.areas import cities_within
from services.training.rules import decide_accreditation, decide_plan
from services.training.rules.plan import course_names, unknown_courses


def require_cities(area: str) -> tuple[str, ...]:
    """The cities of an area; raises Invalid where there are none (plans are handed down to cities)."""
    if not (cities := cities_within(area)):
        raise Invalid(fields={"area": ["培训计划下达到市州，请填写省或市州代码"]})
    return cities


def day_in_year(today: date, year: int) -> date:
    """The day whose policy rules a year's plan: today within that year, else the year's nearest day."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


class PlanHandlers:
    """Handlers about plans and institutions."""

    @command(OpenPlan)
    def open_plan(self, command):
        require_area(command, command.area)
        cities = require_cities(command.area)
        with self.store.transaction(command) as tx:
            opened, on = tx.plans_opened(command.year), day_in_year(tx.today, command.year)
            decisions = [decide_plan(command, city, tx.policy(city, on=on), opened) for city in cities]
            return tx.record_all(decisions, subject=command.area)

    @command(AccreditInstitution)
    def accredit_institution(self, command):
        require_area(command, command.area)
        if unknown := unknown_courses(command.courses):
            raise Invalid(fields={"courses": [f"不认识的课程：{'、'.join(unknown)}；可选：{course_names()}"]})
        with self.store.transaction(command) as tx:
            return tx.record(decide_accreditation(command))

    @question(ShowPlanLedger)
    def show_plan_ledger(self, question):
        require_area(question, question.area)
        with self.store.reading(question) as tx:
            figures = tx.seat_balances(question.year, question.area, question.course)
            entries = [{"account": entry["account"], "amount": entry["amount"], "memo": entry["memo"],
                        "booked_at": entry["booked_at"].isoformat()}
                       for entry in tx.seat_history(question.year, question.area, question.course)]
        return {"area": question.area, "course": question.course.value, "plan": figures["plan"],
                "topped_up": figures["top_up"], "free": figures["free"], "reserved": figures["reserved"],
                "used": figures["used"], "entries": entries}

    @question(ReplayDecisions)
    def replay_decisions(self, question):
        with self.store.reading(question) as tx:
            rows = decision_rows(tx, question.subject)
        replayed = [(row, *replay(row)) for row in rows]
        return {"decisions": [{"rule": row["rule"], "rule_version": row["rule_version"], "same": same, "answer": answer}
                              for row, answer, same in replayed]}

    @question(Verify)
    def verify(self, question):
        with self.store.reading(question) as tx:
            return {"faults": check_balanced(tx) + tx.dispatches_of_suspended()}
