"""What a person's data come from, and what closing an account deletes or must keep."""

from collections.abc import Iterable
from datetime import date

from contracts.actors import ROLE_LABELS, Role
from contracts.decisions import Decision, Outcome
from contracts.problems import NotFound
from contracts.zone import (
    DATA_FIELD_LABELS,
    EVIDENCE_LABELS,
    GROUP_LABELS,
    STATE_LABELS,
    ClosureState,
    ConsentState,
    DataField,
)
from contracts.zone.domain_events import ConsentWithdrawn, GroupEvidence
from contracts.zone.own_data import AccountClosed, CloseAccount
from gateway.accounts.model import Authorisation, Consent, Person, holds
from gateway.accounts.rules.proxies import TAKEN_BACK, ended

_ALWAYS_ERASED = ("未提交的草稿", "消息阅读记录", "授权与代办委托（立即终止）", "通知设置")
_IDENTITY = ("姓名", "身份证号", "手机号", "住址", "银行账号", "上传的材料")
_HISTORY = "办事经过（不含姓名、证件号码等个人信息）"
# No source states how long what a payment or a certificate rests on is kept; the archives' office must confirm it.
WHY_KEPT = ("您办理过涉及资金、证书或入驻的事项，核对、审计和追溯需要核验身份；"
            "封存后只有负责地区的人员说明事由才能查看并留痕。"
            "保存期限来源文件没有规定，由当地人社部门和档案管理部门确认。")
_CHANGE_IT, _OBJECT = "可在个人信息中直接修改", "可提出异议，由经办人员核实更正"
_CHANGEABLE = {DataField.PHONE, DataField.ADDRESS, DataField.BANK_ACCOUNT, DataField.AREA}


def origin_of(datum: DataField, shown: str | None, *, role: str, entered_on: date, today: date) -> dict:
    """Where a datum comes from that somebody entered."""
    by = Role(role)
    source = "本人填报" if by is Role.CITIZEN else f"{ROLE_LABELS[by]}录入"
    return {"field": datum, "label": DATA_FIELD_LABELS[datum], "shown": shown, "source": source,
            "entered_by": ROLE_LABELS[by], "checked_on": entered_on, "age_days": max(0, (today - entered_on).days),
            "valid_until": None, "holds": True,
            "how_to_correct": _CHANGE_IT if datum in _CHANGEABLE else _OBJECT}


def origin_of_group(evidence: GroupEvidence, today: date) -> dict:
    """Where a target group comes from, and whether it still holds."""
    return {"field": DataField.GROUP, "label": GROUP_LABELS[evidence.group], "shown": GROUP_LABELS[evidence.group],
            "source": f"{EVIDENCE_LABELS[evidence.kind]}：{evidence.source}", "entered_by": None,
            "checked_on": evidence.fetched_on, "age_days": max(0, (today - evidence.fetched_on).days),
            "valid_until": evidence.valid_until, "holds": holds(evidence, today), "how_to_correct": _OBJECT}


def what_closes(dealings: Iterable[str]) -> dict:
    """What closing would delete and keep, given what the person has dealt with."""
    locked = bool(tuple(dealings))
    state = ClosureState.LOCKED if locked else ClosureState.ERASED
    return {"state": state, "state_label": STATE_LABELS["closure"][state],
            "erased": _ALWAYS_ERASED + (() if locked else _IDENTITY),
            "kept": (_IDENTITY if locked else ()) + (_HISTORY,), "why_kept": WHY_KEPT if locked else None}


def decide_closing(command: CloseAccount, closure_id: str, person: Person | None, consents: Iterable[Consent],
                   authorisations: Iterable[Authorisation]) -> Decision:
    """Close an account: consents and authorisations end, data go or are locked."""
    if person is None:
        raise NotFound("没有您的登记")
    told = what_closes(command.dealings)
    withdrawn = [ConsentWithdrawn(consent_id=each.consent_id, person_id=each.person_id, purpose=each.purpose,
                                  state=ConsentState.WITHDRAWN) for each in consents]
    closed = AccountClosed(closure_id=closure_id, person_id=person.person_id, area=person.area, state=told["state"],
                           erased=told["erased"], kept=told["kept"], title="注销账户")
    return Decision(outcome=Outcome.GRANTED, subject=closure_id,
                    events=(*withdrawn, *(ended(each, TAKEN_BACK) for each in authorisations), closed))
