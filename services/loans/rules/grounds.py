"""Grounds on which a person may waive the counter-guarantee: noted and withdrawn by what happens elsewhere."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.loans import GroundKind, GroundState
from contracts.loans.commands import ConfirmCreditLine
from contracts.loans.domain_events import GroundNoted, GroundWithdrawn
from policies.parameters import Parameter
from policies.reader import PolicyView
from services.loans.model import Base, Ground, Tenancy
from services.loans.rules.wording import yuan

_TENANTS = "counter_guarantee_waivable_for_tenants"
_CREDIT_LINE = "counter_guarantee_waivable_up_to_credit_line"
_NOT_HERE = Citation(unsourced="免除反担保的规定只在发文地区适用")
ABOVE_PROVINCE = "nation"


@rule(version=1)
def decide_tenant_ground(tenancy: Tenancy, base: Base, shown: Ground | None, policy: PolicyView) -> Decision:
    """A tenant of a provincial base has the ground as long as both hold (hunan-2024 二（二）2: 可, 省级).

    A base of the nation is left to the officer, as no source says whether it counts.
    """
    ground_id = f"tenant:{tenancy.tenancy_id}"
    if not policy.has(_TENANTS):
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=ground_id)
    clause = policy.parameter(_TENANTS)
    reasons = (_admitted(tenancy, clause), level_reason(base.level, clause))
    holds = all(reason.status in (Status.MET, Status.UNKNOWN) for reason in reasons)
    return Decision(outcome=Outcome.OFFERED if holds else Outcome.NOT_APPLICABLE, subject=ground_id, reasons=reasons,
                    events=_changed(ground_id, tenancy, base, shown, holds, reasons))


def _admitted(tenancy: Tenancy, clause: Parameter) -> Reason:
    return Reason(code="is_tenant", status=status_of(tenancy.admitted), citation=clause.citation,
                  text="在孵化基地在孵")


def level_reason(level: str | None, clause: Parameter) -> Reason:
    """Whether a base's level is the one the clause names."""
    wanted = clause.value["base_level"]
    status = Status.UNKNOWN if level == ABOVE_PROVINCE else status_of(level == wanted)
    return Reason(code="base_is_provincial", status=status, citation=clause.citation, reading=clause.reading,
                  text="孵化基地为省级基地", given={"level": level or "none"})


def _changed(ground_id: str, tenancy: Tenancy, base: Base, shown: Ground | None, holds: bool,
             reasons: tuple[Reason, ...]) -> tuple:
    noted = shown is not None and shown.state is GroundState.NOTED
    if holds == noted:
        return ()
    public = {"ground_id": ground_id, "person_id": tenancy.person_id, "area": tenancy.area, "kind": GroundKind.TENANT,
              "title": f"入驻{base.name}：可申请免除反担保", "base_id": base.base_id, "reasons": as_answers(reasons)}
    if holds:
        return (GroundNoted(**public, state=GroundState.NOTED),)
    return (GroundWithdrawn(**public, state=GroundState.WITHDRAWN),)


@rule(version=1)
def decide_credit_line(command: ConfirmCreditLine, ground_id: str, cooperates: bool, policy: PolicyView,
                       today: date) -> Decision:
    """A cooperating bank's credit line is a ground up to its amount; another bank's is none (合作银行)."""
    if not policy.has(_CREDIT_LINE):
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=ground_id)
    clause = policy.parameter(_CREDIT_LINE)
    reasons = (Reason(code="bank_cooperates", status=status_of(cooperates), citation=clause.citation,
                      text="授信银行为合作银行"),
               Reason(code="line_holds", status=status_of(command.amount > 0 and command.valid_until >= today),
                      citation=clause.citation, text="授信在有效期内"))
    public = {"ground_id": ground_id, "person_id": command.person_id, "area": command.area,
              "kind": GroundKind.CREDIT_LINE, "title": f"银行授信 {yuan(command.amount)}：可免除对应额度的反担保",
              "up_to": command.amount, "valid_until": command.valid_until, "bank_id": command.actor.organisation_id,
              "reasons": as_answers(reasons)}
    if all(reason.status is Status.MET for reason in reasons):
        return Decision(outcome=Outcome.OFFERED, subject=ground_id, reasons=reasons,
                        events=(GroundNoted(**public, state=GroundState.NOTED),))
    withdrawn = (GroundWithdrawn(**public, state=GroundState.WITHDRAWN),) if cooperates else ()
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=ground_id, reasons=reasons, events=withdrawn)


def ground_reason(ground: Ground, loan_kind: str, today: date, policy: PolicyView) -> Reason:
    """Whether one ground lets an officer waive for a loan of this kind, with its clause; 可 is a discretion."""
    key = _TENANTS if ground.kind is GroundKind.TENANT else _CREDIT_LINE
    if not policy.has(key):
        return Reason(code=f"{ground.kind.value}_ground", status=Status.NOT_APPLICABLE, citation=_NOT_HERE,
                      force=Force.DISCRETION, text="贷款所在地区没有此项规定")
    clause, fits = policy.parameter(key), ground.holds_on(today)
    if ground.kind is GroundKind.TENANT:
        words, fits = "省级基地在孵项目申请个人贷款，可免除反担保", fits and loan_kind == clause.value["loan_kind"]
        status = Status.UNKNOWN if fits and ground.base_level == ABOVE_PROVINCE else status_of(fits)
    else:
        words, status = "已获合作银行授信，可按授信额度免除", status_of(fits)
    return Reason(code=f"{ground.kind.value}_ground", status=status, force=Force.DISCRETION, text=words,
                  citation=clause.citation, reading=clause.reading, given={"ground": ground.ground_id})
