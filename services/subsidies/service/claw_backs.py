"""Whether money that was paid is asked back: a person's decision."""

from chassis.calls import require_area
from chassis.declare import command
from contracts.problems import Conflict
from contracts.subsidies import ClawBackState
from contracts.subsidies.commands import DecideClawBack
from services.subsidies.rules import decide_claw_back


class ClawBackHandlers:
    """Handlers about claw-back."""

    @command(DecideClawBack)
    def decide_claw_back(self, command):
        with self.store.transaction(command) as tx:
            case = tx.claw_back_of(command.claw_back_id)
            require_area(command, case.area)
            if case.state is not ClawBackState.OPEN:
                raise Conflict("这个追回事项已经决定", state=case.state.value)
            claim = tx.claim_of(case.claim_id)
            policy = tx.policy(claim.area, on=claim.submitted_on)
            return tx.record(decide_claw_back(command, case, claim, policy))
