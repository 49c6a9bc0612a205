"""What the desks prepare: cooperating banks, and what a guarantee fund holds and may guarantee."""

from casework.decisions import rule
from contracts.decisions import Decision, Outcome
from contracts.loans.commands import AdmitBank, FundGuarantees
from contracts.loans.domain_events import BankAdmitted, FundRaised


@rule(version=1)
def decide_bank(command: AdmitBank, cooperation_id: str) -> Decision:
    """A person's act: the bank cooperates in the area from now on."""
    event = BankAdmitted(cooperation_id=cooperation_id, bank_id=command.bank_id, name=command.name, area=command.area)
    return Decision(outcome=Outcome.GRANTED, subject=cooperation_id, events=(event,))


@rule(version=1)
def decide_fund(command: FundGuarantees, fund_id: str) -> Decision:
    """A person's act: money and limit are added to the fund, with the document they rest on."""
    event = FundRaised(fund_id=fund_id, guarantee_body_id=command.guarantee_body_id, area=command.area,
                       capital=command.capital, exposure=command.exposure, ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=fund_id, events=(event,))
