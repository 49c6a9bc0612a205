"""公示: opened by a person, closed by the calendar, objected to while it runs."""

from casework.notices import Notice, end_of_notice, line_of, lines_of, notice_of, notice_seen, objection_of
from casework.working_days import working_days_of
from chassis.calls import require_area
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.actors import area_prefix
from contracts.problems import Conflict, Invalid
from contracts.subsidies import ClaimState
from contracts.subsidies.commands import CloseNotice, OpenNotice, RaiseObjection, ResolveObjection
from contracts.subsidies.questions import ShowNotice
from policies.areas import area
from policies.reader import PolicyView
from services.subsidies.rules import decide_notice, decide_notice_end, decide_objection, decide_resolution
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.conditions import is_programme, setting
from services.subsidies.service.timing import due_if_held, follow_held


class NoticeHandlers:
    """Handlers about notices."""

    @command(OpenNotice)
    def open_notice(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            if not is_programme(command.programme, tx.policy(command.area, on=tx.today)):
                raise Invalid(fields={"programme": ["本地区现行政策没有这一补贴"]})
            claims = tx.claims_in(area_prefix(command.area), command.programme, ClaimState.APPROVED)
            policy = longest_notice(tx, command, {command.area, *(claim.area for claim in claims)})
            notice = new_notice(tx, command, policy)
            if claims:
                close = CloseNotice(notice_id=notice.notice_id)
                tx.set_timer(f"notice:{notice.notice_id}", notice.ends_at, close)
            return tx.record(decide_notice(command, notice, claims, policy))

    @command(CloseNotice)
    def close_notice(self, command):
        with self.store.transaction(command) as tx:
            claims = tx.claims_named(line.subject for line in lines_of(tx, command.notice_id))
            notice = notice_of(tx, command.notice_id)
            if notice.runs_at(tx.now) or notice.closed:
                raise Conflict("公示尚未期满或已经结束")
            tx.record(decide_notice_end(notice, lines_of(tx, command.notice_id), claims))

    @command(RaiseObjection)
    def raise_objection(self, command):
        with self.store.transaction(command) as tx:
            claim = tx.claim_of(command.claim_id)
            notice = notice_of(tx, command.notice_id)
            line_of(tx, command.notice_id, command.claim_id)
            if not notice.runs_at(tx.now):
                raise Conflict("公示期已满；可以向人社部门投诉举报", closes_on=notice.closes_on.isoformat())
            return tx.record(decide_objection(command, tx.new_id("objection"), notice, claim))

    @command(ResolveObjection)
    def resolve_objection(self, command):
        with self.store.transaction(command) as tx:
            objection = objection_of(tx, command.objection_id)
            claim = tx.claim_of(objection.subject)
            require_area(command, claim.area)
            claim = due_if_held(tx, claim) if command.upheld else claim
            if objection.state != "open":
                raise Conflict("这个异议已经处理", state=objection.state)
            notice, line = notice_of(tx, objection.notice_id), line_of(tx, objection.notice_id, objection.subject)
            policy = tx.policy(claim.area, on=claim.submitted_on)
            decision = decide_resolution(command, objection, notice, line, claim, tx.now, policy)
            answer = tx.record(decision)
            follow_held(tx, decision)
            return answer

    @question(ShowNotice)
    def show_notice(self, question):
        with self.store.reading(question) as tx:
            notice = notice_seen(tx, question.notice_id)
            require_area(question, notice.area)
            lines, claims = lines_of(tx, notice.notice_id), tx.notice_claims(notice.notice_id)
        return {"notice_id": notice.notice_id, "area": notice.area, "title": notice.title,
                "opened_on": notice.opened_on.isoformat(), "closes_on": notice.closes_on.isoformat(),
                "ends_at": notice.ends_at.isoformat(), "working_days": notice.working_days, "closed": notice.closed,
                "lines": [{**claims[line.subject], "claim_id": line.subject, "amount": yuan(line.amount),
                           "open_objections": line.open_objections, "upheld": line.upheld} for line in lines]}


def longest_notice(tx, command: OpenNotice, areas: set[str]) -> PolicyView:
    """The policy of that one of these places which asks for most days in public: one list serves all of them."""
    policies = [tx.policy(area_, on=tx.today) for area_ in sorted(areas)]
    return max(policies, key=lambda policy: setting(policy, command.programme, "notice_days").value)


def new_notice(tx, command: OpenNotice, policy) -> Notice:
    """A notice that begins now and runs the working days of policy."""
    days = setting(policy, command.programme, "notice_days").value
    name = policy.value(command.programme)["name"]
    return Notice(notice_id=derived_id("notice", command.id), area=command.area, working_days=days, opened_at=tx.now,
                  title=f"{area(command.area).name}{name}拟发放名单公示",
                  ends_at=end_of_notice(working_days_of(tx, command.area), tx.today, days))
