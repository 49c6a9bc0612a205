"""Who may act on which loan: one's own, one's own bank's or body's, one's own area's."""

from chassis.calls import require_area
from contracts.loans import LoanState
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from services.loans.model import Loan


def require_own_loan(command, loan: Loan) -> None:
    """Another person's loan is not there."""
    if command.actor.person_id != loan.person_id:
        raise NotFound("没有这笔贷款")


def require_own_bank(command, loan: Loan) -> None:
    if command.actor.organisation_id != loan.bank_id:
        raise Forbidden("只能办理本行的贷款", needed_organisation=loan.bank_id)
    require_area(command, loan.area)


def require_guarantee_body(command, loan: Loan) -> None:
    """The body whose fund serves the loan's area; any body there while no fund was open at the application."""
    organisation = command.actor.organisation_id
    if organisation is None or loan.guarantee_body_id not in (None, organisation):
        raise Forbidden("只能办理本担保机构的业务", needed_organisation=loan.guarantee_body_id)
    require_area(command, loan.area)


def require_state(loan: Loan, words: str, *states: LoanState) -> None:
    if loan.state not in states:
        raise Conflict(words, state=loan.state.value)


def require_day(field: str, day, first, last, words: str) -> None:
    """A day of what has happened lies between `first` (None: no bound) and `last`."""
    if (first is not None and day < first) or day > last:
        raise Invalid("请检查标出的内容", fields={field: [words]})


def require_ground(command, field: str, words: str) -> None:
    """An exception is a named person's act, with a ground."""
    if not getattr(command, field):
        raise Invalid("请检查标出的内容", fields={field: [words]})
