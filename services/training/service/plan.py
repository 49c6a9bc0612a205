"""Plans and their shares; the ledger and replay for staff; verify for operators."""

from casework.decisions import replay
from casework.decisions.records import decision_rows
from casework.ledger import check_balanced
from chassis.calls import require_area
from chassis.declare import command, question
from contracts.problems import Conflict, Invalid, NotFound
from contracts.training.commands import OpenPlan, SharePlan
from contracts.training.questions import ReplayDecisions, ShowPlanLedger, ShowPlanShares, Verify
from policies.areas import Level, area, children, cities_within, level
from services.training.rules import decide_plan, decide_shares
from services.training.rules.plan import completeness_reason
from services.training.store.plan import day_in_year


def require_cities(area: str) -> tuple[str, ...]:
    """The cities of an area; raises Invalid where there are none (plans are handed down to cities)."""
    if not (cities := cities_within(area)):
        raise Invalid(fields={"area": ["培训计划下达到市州，请填写省或市州代码"]})
    return cities


def require_city(area: str) -> None:
    if require_cities(area) != (area,):
        raise Invalid(fields={"area": ["请填写市州代码"]})


class PlanHandlers:
    """Handlers about plans."""

    @command(OpenPlan)
    def open_plan(self, command):
        require_area(command, command.area)
        cities = require_cities(command.area)
        with self.store.transaction(command) as tx:
            opened, on = tx.plans_opened(command.year), day_in_year(tx.today, command.year)
            decisions = [decide_plan(command, city, tx.policy(city, on=on), opened) for city in cities]
            return tx.record_all(decisions, subject=command.area)

    @command(SharePlan)
    def share_plan(self, command):
        require_area(command, command.area)
        require_city(command.area)
        require_own_counties(command)
        with self.store.transaction(command) as tx:
            shares = tx.shares_of_course(command.area, command.year, command.course)
            plan = opened_plan(tx, command.area, command.year).get(command.course)
            if plan is None:
                raise Conflict("该市州没有这门课程的计划")
            policy = tx.policy(command.area, on=day_in_year(tx.today, command.year))
            return tx.record(decide_shares(command, plan, shares, policy))

    @question(ShowPlanShares)
    def show_plan_shares(self, question):
        require_area(question, question.area)
        require_city(question.area)
        with self.store.reading(question) as tx:
            plan = opened_plan(tx, question.area, question.year)
            policy = tx.policy(question.area, on=day_in_year(tx.today, question.year))
            standing = tx.plan_standing(question.area, question.year, lock=False)
            lines = tx.shares_of_city(question.area, question.year)
        reason = completeness_reason(standing, policy)
        courses = [course_shares(course, planned, [line for line in lines if line["course"] == course], standing)
                   for course, planned in plan.items()]
        return {"area": question.area, "year": question.year, "complete": reason.status == "met",
                "citation": policy.citation("plan_shared_among_counties").as_data(), "reasons": [reason.as_data()],
                "courses": courses}

    @question(ShowPlanLedger)
    def show_plan_ledger(self, question):
        require_area(question, question.area)
        with self.store.reading(question) as tx:
            figures = tx.seat_balances(question.year, question.area, question.course)
            entries = [{"account": entry["account"], "amount": entry["amount"], "balance": entry["balance"],
                        "memo": entry["memo"], "booked_at": entry["booked_at"].isoformat()}
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
            return {"faults": check_balanced(tx) + tx.seats_that_do_not_add_up() + tx.dispatches_of_suspended()
                    + tx.overlapping_sessions()}


def opened_plan(tx, city: str, year: int) -> dict[str, int]:
    """The opened plan of a city by course; raises NotFound."""
    if (seats := tx.plan_seats(city, year)) is None:
        raise NotFound(f"{year} 年该市州（{city}）的培训计划尚未下达")
    return seats


def require_own_counties(command) -> None:
    """Raise Invalid unless every share is of a county in use of the command's city, each named once."""
    counties = {one.code for one in children(command.area) if level(one.code) is Level.COUNTY}
    named = [share.area for share in command.shares]
    faults = {f"shares.{number}.area": ["不是该市州的县市区"] for number, code in enumerate(named)
              if code not in counties}
    faults |= {f"shares.{number}.area": ["县市区重复"] for number, code in enumerate(named) if code in named[:number]}
    if faults or not named:
        raise Invalid(fields=faults or {"shares": ["请填写至少一个县市区"]})


def course_shares(course: str, plan: int, lines: list[dict], standing) -> dict:
    """A course's plan, its shares and what is still at the city."""
    shared = sum(line["seats"] for line in lines)
    counties = [{"area": line["county"], "area_name": area(line["county"]).name,
                 **{name: line[name] for name in ("seats", "filed", "completed")}} for line in lines]
    completed = next(one.completed for one in standing.courses if one.course == course)
    return {"course": course, "plan": plan, "shared": shared, "unshared": plan - shared, "adds_up": shared == plan,
            "completed": completed, "counties": counties}
