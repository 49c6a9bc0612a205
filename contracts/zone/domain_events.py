"""What the zone's accounts announce. Attested facts only: no name, ID number, phone, address or bank account."""

from dataclasses import field
from datetime import date
from typing import Any

from marshmallow import fields

from contracts.actors import Role
from contracts.fields import area_code, choice, count, data, day, identifier, many, many_texts, text
from contracts.messages import event, part
from contracts.zone import (
    BusinessKind,
    BusinessState,
    ConsentPurpose,
    ConsentState,
    EvidenceKind,
    OrganisationKind,
    Pillar,
    TargetGroup,
)

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


@part
class GroupEvidence:
    """A person's group is evidence: what, from which source, fetched when, valid until (None: no end known)."""

    group: TargetGroup = choice(TargetGroup, "人员类别")
    kind: EvidenceKind = choice(EvidenceKind, "依据种类")
    source: str = text("来源")
    fetched_on: date = day("核验日期")
    valid_until: date = day("有效期至", optional=True)


@part
class PersonPublic:
    """What may be known of a person: the groups are those that hold after the event.

    Tokens are equal where the phone, address or bank account is equal, and say nothing without the key.
    """

    person_id: str = identifier("人员")
    birth_month: str = text("出生年月", pattern=MONTH)
    area: str = area_code("居住地")
    groups: tuple[GroupEvidence, ...] = many(GroupEvidence, "人员类别", default=())
    phone_token: str = text("手机号标记", optional=True)
    address_token: str = text("住址标记", optional=True)
    account_token: str = text("银行账户标记", optional=True)


@event("zone.person_registered.v1", entity="person", person="person_id", label="完成实名登记")
class PersonRegistered(PersonPublic):
    """A person is registered by real name."""


@event("zone.person_updated.v1", entity="person", person="person_id", label="更新个人信息")
class PersonUpdated(PersonPublic):
    """A person's residence, phone, address or bank account changed; `changed` names which."""

    changed: tuple[str, ...] = many_texts("更新的内容")


@event("zone.status_confirmed.v1", entity="person", person="person_id", label="身份类别已确认")
class StatusConfirmed(PersonPublic):
    """A person belongs to a target group, shown by this evidence."""

    group: TargetGroup = choice(TargetGroup, "人员类别")
    kind: EvidenceKind = choice(EvidenceKind, "依据种类")
    source: str = text("来源")
    fetched_on: date = day("核验日期")
    valid_until: date = day("有效期至", optional=True)


@event("zone.status_lapsed.v1", entity="person", person="person_id", label="身份类别已到期")
class StatusLapsed(PersonPublic):
    """The evidence for a target group no longer holds: its validity ended on `lapsed_on`, or it was withdrawn."""

    group: TargetGroup = choice(TargetGroup, "人员类别")
    source: str = text("来源")
    lapsed_on: date = day("失效日期")
    ground: str = text("原因")


@event("zone.register_imported.v1", entity="register", label="导入人员名册")
class RegisterImported:
    """A register was imported: how many rows it had, kept and refused, and how many registered people matched."""

    register_id: str = identifier("名册")
    source: str = text("来源")
    area: str = area_code("地区")
    rows: int = count("行数")
    kept: int = count("接收行数")
    refused: int = count("有误行数")
    matched: int = count("匹配人数")


@part
class BusinessPublic:
    """What may be known of a business; `person_id` is its owner."""

    business_id: str = identifier("经营主体")
    person_id: str = identifier("经营者")
    kind: BusinessKind = choice(BusinessKind, "经营主体类型")
    state: BusinessState = choice(BusinessState, "经营状态")
    area: str = area_code("经营地")
    registered_on: date = day("登记日期")
    closed_on: date = day("注销日期", optional=True)
    evidence: EvidenceKind = choice(EvidenceKind, "登记依据")
    number_token: str = text("登记号标记")
    address_token: str = text("经营地址标记", optional=True)


@event("zone.business_registered.v1", entity="business", person="person_id", label="登记经营主体")
class BusinessRegistered(BusinessPublic):
    """A business or an online shop is registered."""


@event("zone.business_closed.v1", entity="business", person="person_id", label="经营主体注销")
class BusinessClosed(BusinessPublic):
    """A business was closed."""


@event("zone.organisation_registered.v1", entity="organisation", label="登记机构")
class OrganisationRegistered:
    """An organisation that staff may belong to. Its name is public."""

    organisation_id: str = identifier("机构")
    kind: OrganisationKind = choice(OrganisationKind, "机构类型")
    name: str = text("机构名称", at_most=100)
    area: str = area_code("所在地区")


@part
class AppointmentPublic:
    """Who acts in which role, for which area and organisation; `ended_on` once that is over."""

    appointment_id: str = identifier("任用")
    person_id: str = identifier("工作人员")
    role: Role = choice(Role, "身份")
    area: str = area_code("负责地区")
    organisation_id: str = identifier("所属机构", optional=True)
    ended_on: date = day("结束日期", optional=True)


@event("zone.staff_appointed.v1", entity="appointment", person="person_id", label="任用工作人员")
class StaffAppointed(AppointmentPublic):
    """A person acts in a role from now on."""


@event("zone.staff_dismissed.v1", entity="appointment", person="person_id", label="结束任用")
class StaffDismissed(AppointmentPublic):
    """A person no longer acts in a role."""


@part
class ConsentPublic:
    """A person's consent to one purpose."""

    consent_id: str = identifier("授权")
    person_id: str = identifier("本人")
    purpose: ConsentPurpose = choice(ConsentPurpose, "用途")
    state: ConsentState = choice(ConsentState, "状态")


@event("zone.consent_given.v1", entity="consent", person="person_id", label="同意授权")
class ConsentGiven(ConsentPublic):
    """A person let the platform do something with what it knows."""


@event("zone.consent_withdrawn.v1", entity="consent", person="person_id", label="撤回授权")
class ConsentWithdrawn(ConsentPublic):
    """A person took a consent back."""


@part
class Wish:
    """What a form asks of one pillar: an item by its code there, with figures, days and codes, no free text."""

    pillar: Pillar = choice(Pillar, "业务")
    item: str = text("事项", at_most=64, pattern=r"^[a-z][a-z0-9_.-]*$")
    given: dict = data("填报内容", default={})


@event("zone.matter_submitted.v1", entity="matter", person="person_id", label="提交一件事申请")
class MatterSubmitted:
    """One form that concerns several pillars; each opens its own case on the wishes that name it."""

    matter_id: str = identifier("申请")
    person_id: str = identifier("申请人")
    area: str = area_code("办理地区")
    business_id: str = identifier("经营主体", optional=True)
    wishes: tuple[Wish, ...] = many(Wish, "申请事项", at_most=20)
    files: tuple[str, ...] = many_texts("材料", at_most=50, default=())


def first_day():
    """`from` is a word of Python's, so the attribute has another name than the wire."""
    words = {"required": "请填写施行日期", "null": "请填写施行日期", "invalid": "施行日期应为日期，例如 2024-05-06"}
    schema = fields.Date(required=True, data_key="from", format="iso", error_messages=words,
                         metadata={"label": "施行日期"})
    return field(metadata={"schema": schema})


def any_value():
    """Any JSON value, `null` included: null ends a policy."""
    schema = fields.Raw(required=True, allow_none=True, error_messages={"required": "请填写值"},
                        metadata={"label": "值"})
    return field(metadata={"schema": schema})


@part
class PolicyChange:
    """A dated value with its citation (`{document, clause}` or `{unsourced}`), exactly as policies' reader takes it."""

    pillar: str = text("政策类别", at_most=40)
    area: str = area_code("适用地区")
    key: str = text("参数", at_most=100)
    from_day: date = first_day()
    value: Any = any_value()
    label: str = text("名称", optional=True)
    unit: str = text("单位", at_most=20, optional=True)
    cite: dict = data("依据")
    hash: str = text("内容哈希", at_most=64)

    def as_parameter(self) -> dict:
        """The change as `Policies.with_published` takes it, absent parts left out."""
        whole = PolicyChange.Schema().dump(self)
        return {name: value for name, value in whole.items() if value is not None or name == "value"}


@event("zone.policy_drafted.v1", entity="draft", label="拟定政策参数")
class PolicyDrafted(PolicyChange):
    """A draft waits for a second person."""

    draft_id: str = identifier("政策草案")
    drafted_by: str = identifier("拟稿人")


@event("zone.policy_draft_rejected.v1", entity="draft", label="政策草案未采用")
class PolicyDraftRejected:
    """A draft was put aside."""

    draft_id: str = identifier("政策草案")
    area: str = area_code("适用地区")
    ground: str = text("理由", at_most=500)


@event("zone.policy_published.v1", entity="draft", label="政策参数生效")
class PolicyPublished(PolicyChange):
    """A draft that two people put into force; `approved_by` is never `drafted_by`."""

    draft_id: str = identifier("政策草案")
    drafted_by: str = identifier("拟稿人")
    approved_by: str = identifier("批准人")
