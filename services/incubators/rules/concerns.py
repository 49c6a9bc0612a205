"""What happened elsewhere and touches a tenancy: a revoked certificate, an overdue loan, a business."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Decision, Outcome, Status
from contracts.incubators import Leaving, QuestionState
from contracts.incubators.commands import ResolveTenancyQuestion
from contracts.incubators.domain_events import (
    LoanOverdueTold,
    TenancyQuestioned,
    TenancyQuestionResolved,
    TenantBusinessNoted,
)
from policies.reader import PolicyView
from services.incubators.model import Base, Founder, Places, Tenancy
from services.incubators.rules.invitations import certificate_reason
from services.incubators.rules.tenancies import left, refused, tenancy_public


@rule(version=1)
def decide_question(tenancy: Tenancy, base: Base, founder: Founder, policy: PolicyView,
                    question_id: str) -> Decision:
    """A tenancy that came from a course whose certificate was revoked is looked at by a person."""
    reasons = (certificate_reason(founder, policy),)
    if all(reason.status is Status.MET for reason in reasons):
        return Decision(outcome=Outcome.GRANTED, subject=question_id, reasons=reasons)
    event = TenancyQuestioned(**question_public(tenancy, base, question_id, QuestionState.OPEN),
                              reasons=as_answers(reasons))
    return Decision(outcome=Outcome.REFERRED, subject=question_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_questioned_tenancy(command: ResolveTenancyQuestion, tenancy: Tenancy, base: Base, places: Places,
                              today: date) -> Decision:
    """A person's act: the tenancy goes on, or it ends with the ground."""
    state = QuestionState.KEPT if command.keep else QuestionState.ENDED
    resolved = TenancyQuestionResolved(**question_public(tenancy, base, command.tenancy_question_id, state),
                                       ground=command.ground)
    if command.keep:
        return Decision(outcome=Outcome.GRANTED, subject=command.tenancy_question_id, events=(resolved,))
    ended = (refused(tenancy, base, command.ground),) if tenancy.is_asked_for else left(
        tenancy, base, places, Leaving.LEFT, command.ground, today)
    return Decision(outcome=Outcome.REFUSED, subject=command.tenancy_question_id, events=(resolved, *ended))


def question_public(tenancy: Tenancy, base: Base, question_id: str, state: QuestionState) -> dict:
    return {"tenancy_question_id": question_id, "tenancy_id": tenancy.tenancy_id, "person_id": tenancy.person_id,
            "operator_id": base.operator_id, "area": base.area, "title": f"核实入驻{base.name}的依据", "state": state}


@rule(version=1)
def decide_overdue_notice(tenancy: Tenancy, base: Base, loan_id: str) -> Decision:
    """The base is told, so that it can help; nothing is taken from the tenant."""
    event = LoanOverdueTold(**tenancy_public(tenancy, base, tenancy.state, todo="贷款已逾期，基地可提供帮扶"),
                            loan_id=loan_id)
    return Decision(outcome=Outcome.GRANTED, subject=tenancy.tenancy_id, events=(event,))


@rule(version=1)
def decide_business_of_tenant(tenancy: Tenancy, base: Base, business_id: str | None) -> Decision:
    """The tenant's project is a business now, or no longer."""
    public = tenancy_public(tenancy, base, tenancy.state) | {"business_id": business_id}
    return Decision(outcome=Outcome.GRANTED, subject=tenancy.tenancy_id, events=(TenantBusinessNoted(**public),))
