"""What is announced of a seal."""

from casework.decisions import rule
from casework.trail import Seal
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status
from contracts.subsidies.domain_events import TrailSealed
from contracts.subsidies.trail_states import TrailState

_SEALED = Citation(unsourced="来源文件要求保障资金使用安全、接受监督，没有写如何防止篡改；封存是平台的安全措施")


@rule(version=1)
def decide_seal(seal: Seal | None) -> Decision:
    """The head of the chain is told to others, who keep it; nothing is told when nothing was sealed."""
    if seal is None:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject="subsidies")
    reason = Reason(code="trail_is_sealed", status=Status.MET, force=Force.ENCOURAGED, citation=_SEALED,
                    text=f"第 {seal.number} 号封存，共 {seal.rows} 条")
    event = TrailSealed(trail_id="subsidies", state=TrailState.SEALED, number=seal.number, hash=seal.hash,
                        rows=seal.rows)
    return Decision(outcome=Outcome.GRANTED, subject="subsidies", reasons=(reason,), events=(event,),
                    details={"number": seal.number, "hash": seal.hash, "rows": seal.rows})
