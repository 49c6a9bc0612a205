"""What demonstrations and tests need; none of these addresses exists in production."""

from datetime import datetime

from contracts import fields
from contracts.actors import ROLE_LABELS, Role
from contracts.messages import part
from contracts.problems import NotFound
from gateway.http.demo_accounts import DEMO_ACCOUNTS, DemoAccount, demo_account
from gateway.http.request import Request
from gateway.http.route import Route


@part
class SignIn:
    """以演示账号登录"""

    account: str = fields.text("演示账号", at_most=80)


@part
class MoveClock:
    """调整业务时间"""

    to: datetime = fields.instant("调整到")


@part
class SignedInAnswer:
    """登录结果"""

    token: str = fields.text("访问凭证", at_most=4000)
    token_type: str = fields.text("凭证类型")
    expires_in: int = fields.count("有效秒数")
    person_id: str = fields.identifier("个人")
    role: Role = fields.choice(Role, "身份")
    area: str = fields.area_code()


def list_accounts(request: Request) -> dict:
    """The accounts that may sign in here without a password."""
    return {"items": [_shown(account) for account in DEMO_ACCOUNTS]}


def sign_in(request: Request) -> dict:
    """A token for a demonstration account."""
    account = demo_account(request.body.account)
    if account is None:
        raise NotFound("没有这个演示账号")
    issuer = request.context.issuer
    return {"token": issuer.issue(account.actor), "token_type": "Bearer",
            "expires_in": int(issuer.lifetime.total_seconds()), **_shown(account)}


def move_clock(request: Request) -> dict:
    """Business time after it was moved forward."""
    return {"business_time": request.context.clock.move_to(request.body.to)}


def _shown(account: DemoAccount) -> dict:
    return {"account": account.account, "label": account.label, "person_id": account.person_id,
            "role": account.role.value, "role_label": ROLE_LABELS[account.role], "area": account.area,
            "organisation_id": account.organisation_id}


ROUTES = (
    Route("GET", "/dev/accounts", list_accounts, "演示账号一览", "development"),
    Route("POST", "/dev/sign-in", sign_in, "以演示账号登录", "development", body=SignIn, answer=SignedInAnswer,
          errors=("not_found",)),
    Route("POST", "/dev/clock", move_clock, "把业务时间向前调整", "development", body=MoveClock,
          errors=("conflict",)),
)
