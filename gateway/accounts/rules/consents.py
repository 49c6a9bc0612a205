"""What people let the platform do, and the forms they hand in for several pillars at once."""

import re

from contracts.decisions import Decision, Outcome
from contracts.problems import Invalid, NotFound
from contracts.zone import ConsentState
from contracts.zone.commands import GiveConsent, SubmitMatter
from contracts.zone.domain_events import ConsentGiven, ConsentWithdrawn, MatterSubmitted
from gateway.accounts.model import Business, Consent, Person
from gateway.accounts.rules.people import require_self_or_desk
from gateway.accounts.rules.reading import read_all, read_residence

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.:-]{0,63}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
# So many digits in a row may be a phone, an ID number or an account: figures are sent as numbers of 分 or people.
_LONG_NUMBER = re.compile(r"(?<![0-9A-Fa-f-])[0-9]{11,}[Xx]?(?![0-9A-Fa-f-])")
_LARGEST = 10**10


def decide_consent(command: GiveConsent, consent_id: str, person: Person | None,
                   standing: Consent | None) -> Decision:
    """Give a consent; given already, it stays as it is."""
    if person is None:
        raise NotFound("请先完成实名登记")
    if standing:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=standing.consent_id)
    event = ConsentGiven(consent_id=consent_id, person_id=command.actor.person_id, purpose=command.purpose,
                         state=ConsentState.GIVEN)
    return Decision(outcome=Outcome.GRANTED, subject=consent_id, events=(event,))


def decide_withdrawal(command, consent: Consent | None) -> Decision:
    """Withdraw one's own consent at any time, without a ground."""
    if consent is None or consent.person_id != command.actor.person_id:
        raise NotFound("没有这项授权")
    if not consent.given:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=consent.consent_id)
    event = ConsentWithdrawn(consent_id=consent.consent_id, person_id=consent.person_id, purpose=consent.purpose,
                             state=ConsentState.WITHDRAWN)
    return Decision(outcome=Outcome.GRANTED, subject=consent.consent_id, events=(event,))


def decide_matter(command: SubmitMatter, matter_id: str, *, person: Person | None, business: Business | None,
                  own_files: frozenset[str]) -> Decision:
    """Announce one form to every pillar that it names."""
    if person is None:
        raise NotFound("没有这个人的登记，请先实名登记")
    require_self_or_desk(command, person.person_id, person.area)
    area = read_all(area=lambda: read_residence(command.area))["area"]
    faults = _faults_of(command, business, own_files)
    if faults:
        raise Invalid("请检查标出的内容", fields=faults)
    event = MatterSubmitted(matter_id=matter_id, person_id=person.person_id, area=area,
                            business_id=command.business_id, wishes=command.wishes, files=command.files)
    return Decision(outcome=Outcome.GRANTED, subject=matter_id, events=(event,))


def _faults_of(command: SubmitMatter, business: Business | None, own_files: frozenset[str]) -> dict[str, list[str]]:
    faults = {}
    if not command.wishes:
        faults["wishes"] = ["请至少选择一项"]
    if command.business_id and (business is None or business.person_id != command.person_id):
        faults["business_id"] = ["不是申请人登记的经营主体"]
    if set(command.files) - own_files:
        faults["files"] = ["有材料不存在或不属于申请人，请重新上传"]
    for number, wish in enumerate(command.wishes):
        wrong = sorted(name for name, value in wish.given.items() if not _may_travel(name, value))
        faults |= {f"wishes.{number}.given.{name}": ["只能填写代码、日期、整数或是否，个人信息请在个人资料中填写"]
                   for name in wrong}
    return faults


def _may_travel(name, value) -> bool:
    """Codes, days, small whole numbers and flags travel; whatever could be a personal number does not."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return False
    if isinstance(value, bool) or isinstance(value, int) and abs(value) < _LARGEST:
        return True
    if isinstance(value, str):
        return bool(_CODE.fullmatch(value)) and not _LONG_NUMBER.search(value)
    return isinstance(value, list) and all(_may_travel(name, each) for each in value)

