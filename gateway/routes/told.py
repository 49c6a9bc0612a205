"""服务专区: being told outside the pages, at an address of one's own or by short message."""

from contracts.actors import STAFF_ROLES, Role
from contracts.fields import count, identifier
from contracts.messages import part
from contracts.zone.notifications import NotificationShown, NotificationWishes
from contracts.zone.webhooks import DeliveryShown, NewWebhook, WebhookShown
from gateway.http.cursors import Page
from gateway.http.request import Request
from gateway.http.route import SIGNED_IN, Route
from gateway.push.addresses import fault_of
from gateway.push.signing import secret_of

SUBSCRIBERS = tuple(sorted((STAFF_ROLES | {Role.CITIZEN}) - {Role.SUPERVISOR}))


@part
class WhichWebhook:
    """哪个订阅"""

    webhook_id: str = identifier("订阅")


@part
class WhichDelivery(WhichWebhook):
    """哪次投递"""

    delivery_id: int = count("投递编号", at_least=1, at_most=10**15)


def list_my_webhooks(request: Request) -> Page:
    """The addresses that are told for one."""
    return Page(request.context.accounts.webhooks_of(request.actor.person_id))


def open_webhook(request: Request) -> dict:
    """Tell an address what changes from now on; the secret that signs is shown this once."""
    context = request.context
    fault = fault_of(request.body.address, private=tells_private(context.settings))
    kept = context.accounts.open_webhook(request.message_id("webhook"), request.body, request.actor,
                                         context.zone.newest_change(), fault)
    return _with_secret(request, kept)


def renew_secret(request: Request) -> dict:
    """Have another secret sign from now on; it is shown this once."""
    return _with_secret(request, request.context.accounts.renew_webhook_secret(request.path["webhook_id"],
                                                                               request.actor.person_id))


def _with_secret(request: Request, kept: dict) -> dict:
    generation = kept.pop("generation")
    return kept | {"secret": secret_of(request.context.settings.webhook_key(), kept["webhook_id"], generation)}


def close_webhook(request: Request) -> None:
    """Tell an address nothing more."""
    request.context.accounts.close_webhook(request.path["webhook_id"], request.actor.person_id)


def list_deliveries(request: Request) -> Page:
    """What was sent to an address, the newest first."""
    before = request.position[0] if request.position else None
    found = request.context.accounts.deliveries_of(request.path["webhook_id"], request.actor.person_id, before,
                                                   request.page_size + 1)
    after = [found[request.page_size - 1]["delivery_id"]] if len(found) > request.page_size else None
    return Page(found[:request.page_size], after)


def send_again(request: Request) -> dict:
    """Send a delivery anew."""
    wanted = request.body
    request.context.accounts.send_again(wanted.webhook_id, request.actor.person_id, wanted.delivery_id)
    return {"delivery_id": wanted.delivery_id, "state": "waiting"}


def tells_private(settings) -> bool:
    """Whether addresses of this network may be told: where an integration is tried out, never in production."""
    return settings.mode != "production" and settings.optional("WEBHOOKS_TO_PRIVATE") == "allowed"


def show_my_wishes(request: Request) -> dict:
    """By which ways one is told, and when not."""
    return request.context.accounts.wishes_of(request.actor.person_id)


def change_my_wishes(request: Request) -> dict:
    """Say by which ways one wants to be told, and when not."""
    return request.context.accounts.keep_wishes(request.actor.person_id, request.body)


def list_my_notifications(request: Request) -> Page:
    """What was sent to one, and what was not and why; the newest first."""
    before = request.position[0] if request.position else None
    found = request.context.accounts.notifications_of(request.actor.person_id, before, request.page_size + 1)
    shown = found[:request.page_size]
    after = [shown[-1]["notification_id"]] if len(found) > len(shown) else None
    return Page([{name: value for name, value in each.items() if name != "notification_id"} for each in shown], after)


ROUTES = (
    Route("GET", "/webhooks", list_my_webhooks, "我的推送订阅", "zone", by=SUBSCRIBERS, answer=WebhookShown,
          paged=True),
    Route("POST", "/webhooks", open_webhook, "订阅变化推送到自己的地址（签名）", "zone", by=SUBSCRIBERS,
          body=NewWebhook, answer=WebhookShown, errors=("conflict",)),
    Route("POST", "/webhooks/{webhook_id}/secret", renew_secret, "更换签名密钥", "zone", by=SUBSCRIBERS,
          answer=WebhookShown),
    Route("DELETE", "/webhooks/{webhook_id}", close_webhook, "取消推送订阅", "zone", by=SUBSCRIBERS, status=204),
    Route("GET", "/webhooks/{webhook_id}/deliveries", list_deliveries, "推送投递记录", "zone", by=SUBSCRIBERS,
          query=WhichWebhook, answer=DeliveryShown, paged=True),
    Route("POST", "/webhooks/{webhook_id}/deliveries/{delivery_id}/resend", send_again, "重新投递", "zone",
          by=SUBSCRIBERS, body=WhichDelivery),
    Route("GET", "/me/notification-wishes", show_my_wishes, "我的通知设置", "zone", by=SIGNED_IN,
          answer=NotificationWishes),
    Route("PUT", "/me/notification-wishes", change_my_wishes, "修改通知设置", "zone", by=SUBSCRIBERS,
          body=NotificationWishes, answer=NotificationWishes),
    Route("GET", "/me/notifications", list_my_notifications, "发给我的短信和小程序消息", "zone", by=SIGNED_IN,
          answer=NotificationShown, paged=True),
)
