"""Being told at an address of one's own: signed requests, a log of each delivery, and sending again."""

from datetime import datetime

from contracts.fields import choice, count, flag, identifier, instant, many_texts, text
from contracts.messages import answer, part
from contracts.zone import DeliveryState


@part
class NewWebhook:
    """Where changes are sent: one's own, or for an operator's system everybody's; of some pillars or of all."""

    address: str = text("接收地址", at_most=500)
    everybody: bool = flag("接收所有人的变化（仅系统对接）", default=False)
    pillars: tuple[str, ...] = many_texts("业务", at_most=6, default=())


@answer
class WebhookShown:
    """An address that is told. `secret` is shown once, when it is made: it signs `id.timestamp.body` (HMAC-SHA256)."""

    webhook_id: str = identifier("订阅")
    address: str = text("接收地址", at_most=500)
    everybody: bool = flag("所有人的变化")
    pillars: tuple[str, ...] = many_texts("业务")
    opened_at: datetime = instant("开通时间")
    secret: str | None = text("签名密钥", optional=True)


@answer
class DeliveryShown:
    """What was sent of one change, and how often it was tried."""

    delivery_id: int = count("投递编号", at_least=1)
    event_id: str = identifier("事件")
    state: DeliveryState = choice(DeliveryState, "投递状态")
    attempts: int = count("已尝试次数")
    answered: int | None = count("对方答复的状态码", optional=True)
    fault: str | None = text("失败原因", at_most=200, optional=True)
    next_try_at: datetime | None = instant("下次尝试时间", optional=True)
    delivered_at: datetime | None = instant("送达时间", optional=True)
