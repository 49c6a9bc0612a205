"""Who may be told what, and at which addresses."""

from contracts.actors import Actor, Role
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.zone import Pillar
from contracts.zone.webhooks import NewWebhook

AT_MOST = 10
_PILLARS = {*Pillar, "zone"}


def require_webhook(told: NewWebhook, actor: Actor, standing: int, fault: str | None) -> None:
    """Raise Invalid, Forbidden or Conflict unless `actor` may have this address told; `fault` is what is wrong with
    it."""
    if told.everybody and actor.role is not Role.OPERATOR:
        raise Forbidden("只有系统运维人员可以为对接系统订阅所有人的变化", needed=[Role.OPERATOR.value])
    faults = {"address": [fault]} if fault else {}
    if not set(told.pillars) <= _PILLARS:
        faults["pillars"] = ["请从以下选项中选择：" + "、".join(sorted(_PILLARS))]
    if faults:
        raise Invalid("请检查标出的内容", fields=faults)
    if standing >= AT_MOST:
        raise Conflict(f"最多订阅 {AT_MOST} 个地址")
