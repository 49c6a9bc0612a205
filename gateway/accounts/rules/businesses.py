"""Businesses and online shops, and the people who own them."""

from datetime import date

from contracts.actors import Role
from contracts.decisions import Decision, Outcome
from contracts.problems import Conflict, Invalid, NotFound
from contracts.zone import BusinessKind, BusinessState, EvidenceKind
from contracts.zone.commands import CloseBusiness, RegisterBusiness
from contracts.zone.domain_events import BusinessClosed, BusinessRegistered
from gateway.accounts.model import Business, Person
from gateway.accounts.rules.people import require_self_or_desk
from gateway.accounts.rules.reading import Faulty, read_all, read_credit_code, read_residence, read_words


def read_business(command: RegisterBusiness, today: date) -> dict:
    """Number, name, area, address and day in normal form; raises Invalid."""
    address = command.address
    return read_all(
        name=lambda: read_words(command.name, "名称", at_least=2),
        area=lambda: read_residence(command.area),
        address=lambda: read_words(address, "经营地址", at_least=4, at_most=200) if address else None,
        registered_on=lambda: _not_after(command.registered_on, today, "登记日期"),
        **({"shop_number": lambda: _shop_number(command)} if command.kind is BusinessKind.ONLINE_SHOP
           else {"credit_code": lambda: read_credit_code(command.credit_code or "")}))


def _shop_number(command: RegisterBusiness) -> str:
    if not command.platform or not command.shop_number:
        raise Faulty("网络商户请填写网络平台和店铺编号")
    return f"{read_words(command.platform, '网络平台')}/{read_words(command.shop_number, '店铺编号')}"


def _not_after(day: date, today: date, label: str) -> date:
    if day > today:
        raise Faulty(f"{label}不能晚于今天")
    return day


def evidence_of(command: RegisterBusiness) -> EvidenceKind:
    """A citizen declares; a desk enters what it has seen."""
    return EvidenceKind.DECLARATION if command.actor.role is Role.CITIZEN else EvidenceKind.CLERK


def decide_business(command: RegisterBusiness, business: Business, *, owner: Person | None,
                    taken: bool) -> Decision:
    """Register a business once."""
    if owner is None:
        raise NotFound("没有这个人的登记，请先实名登记")
    require_self_or_desk(command, owner.person_id, business.area)
    if taken:
        raise Conflict("该登记号的经营主体已经登记", code="already_registered")
    return Decision(outcome=Outcome.GRANTED, subject=business.business_id,
                    events=(BusinessRegistered(**business.public()),), details={"business_id": business.business_id})


def decide_closure(command: CloseBusiness, business: Business | None, today: date) -> Decision:
    """Close a business from a day on; closing it again changes nothing."""
    if business is None:
        raise NotFound("没有这个经营主体")
    require_self_or_desk(command, business.person_id, business.area)
    if business.state is BusinessState.CLOSED:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=business.business_id)
    if not business.registered_on <= command.closed_on <= today:
        raise Invalid("请检查标出的内容", fields={"closed_on": ["注销日期应在登记日期之后且不晚于今天"]})
    closed = business.public() | {"state": BusinessState.CLOSED, "closed_on": command.closed_on}
    return Decision(outcome=Outcome.GRANTED, subject=business.business_id, events=(BusinessClosed(**closed),))
