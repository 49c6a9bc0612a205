"""People counted toward targets in heads."""

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import area_prefix
from contracts.problems import Invalid
from contracts.training.commands import CountTrainees
from policies.areas import exists
from services.training.rules.targets import decide_trainees_counted


class TargetHandlers:
    """Handlers about targets in heads."""

    @command(CountTrainees)
    def count_trainees(self, command):
        require_area(command, command.area)
        if not exists(command.area):
            raise Invalid(fields={"area": ["没有这个地区"]})
        with self.store.transaction(command) as tx:
            if command.held_on > tx.today:
                raise Invalid(fields={"held_on": ["培训日期不能晚于今天"]})
            policy = tx.policy(command.area, on=command.held_on)
            target = require_target(policy, command.target)
            registered = tx.lock_registered(command.person_ids)
            counted = tx.counted_toward(command.target, area_prefix(target.area) + "%", command.person_ids)
            ids = {person: derived_id("trainee_count", target.area, command.target, person) for person in registered}
            return tx.record(decide_trainees_counted(command, registered, counted, ids, policy))


def require_target(policy, code: str):
    """The target's parameter; raises Invalid with those that hold on that day in that area."""
    known = policy.value("trainee_targets") if policy.has("trainee_targets") else []
    if code not in known:
        named = "、".join(known) or "无"
        raise Invalid(fields={"target": [f"当日该地区没有这项按人计的培训目标；可选：{named}"]})
    return policy.parameter(code)
