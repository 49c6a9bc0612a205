"""What may be asked of the gateway's accounts. These commands never travel: they run inside the gateway, so
they alone may carry names, ID numbers, phones, addresses and bank accounts."""

from datetime import date
from typing import Any

from contracts.actors import Role
from contracts.fields import (
    area_code,
    choice,
    count,
    data,
    day,
    flag,
    identifier,
    many,
    many_files,
    text,
)
from contracts.messages import command, part
from contracts.zone import BusinessKind, ConsentPurpose, EvidenceKind, KeptRows, OrganisationKind, TargetGroup
from contracts.zone.domain_events import Wish, any_value, first_day

_DESK = (Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)
_SELF_OR_DESK = (Role.CITIZEN, *_DESK)
_ADMINISTRATORS = (Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.OPERATOR)
_ROSTER_KEEPERS = (Role.INSTITUTION_STAFF, Role.BASE_OPERATOR, *_DESK)


@command("zone.register_person", by=(*_SELF_OR_DESK, Role.INSTITUTION_STAFF, Role.BASE_OPERATOR, Role.OPERATOR))
class RegisterPerson:
    """Register a person by real name: oneself, or at a desk for somebody present."""

    name: str = text("姓名", at_most=60)
    id_number: str = text("身份证号", at_most=30)
    phone: str = text("手机号", at_most=30)
    area: str = area_code("居住地")
    address: str = text("住址", at_most=200, optional=True)


@command("zone.update_person", by=_SELF_OR_DESK)
class UpdatePerson:
    """Change where and how a person can be reached or paid; what is left out stays. With `version` (or If-Match)
    only if nobody has changed the person since."""

    person_id: str = identifier("人员")
    phone: str = text("手机号", at_most=30, optional=True)
    area: str = area_code("居住地", optional=True)
    address: str = text("住址", at_most=200, optional=True)
    bank_account: str = text("银行账号", at_most=40, optional=True)
    version: int = count("所依据的版本", at_least=0, optional=True)


@part
class RegisterRow:
    """One row of a register as it stands in the sheet; what is wrong with it is said row by row."""

    row: int = count("行号", at_least=1)
    name: str = text("姓名", at_least=0, at_most=200, default="")
    id_number: str = text("身份证号", at_least=0, at_most=200, default="")
    group: str = text("人员类别", at_least=0, at_most=200, default="")
    source: str = text("来源", at_least=0, at_most=200, default="")
    valid_until: str = text("有效期至", at_least=0, at_most=200, default="")


@command("zone.import_register", by=(Role.CLERK, *_ADMINISTRATORS))
class ImportRegister:
    """Take in a register of people who belong to target groups; only blind indexes of ID numbers are kept.

    `preview` checks every row and keeps nothing.
    """

    source: str = text("名册名称", at_most=100)
    area: str = area_code("名册所属地区")
    fetched_on: date = day("取得日期")
    rows: tuple[RegisterRow, ...] = many(RegisterRow, "名册内容")
    keep: KeptRows = choice(KeptRows, "有误时的处理", default=KeptRows.NONE)
    preview: bool = flag("仅预览", default=False)


@command("zone.confirm_status", by=_DESK)
class ConfirmStatus:
    """Confirm that a person belongs to a group on a licence, a declaration or a clerk's own check."""

    person_id: str = identifier("人员")
    group: TargetGroup = choice(TargetGroup, "人员类别")
    kind: EvidenceKind = choice(EvidenceKind, "依据种类")
    source: str = text("依据", at_most=100)
    valid_until: date = day("有效期至", optional=True)
    files: tuple[str, ...] = many_files("材料", at_most=20, default=())


@command("zone.lapse_status", by=(Role.CALENDAR,))
class LapseStatus:
    """The validity of a person's group has ended."""

    person_id: str = identifier("人员")
    group: TargetGroup = choice(TargetGroup, "人员类别")


@part
class RosterRow:
    """One row of a training roster as it stands in the sheet."""

    row: int = count("行号", at_least=1)
    name: str = text("姓名", at_least=0, at_most=200, default="")
    id_number: str = text("身份证号", at_least=0, at_most=200, default="")
    phone: str = text("手机号", at_least=0, at_most=200, default="")


@command("zone.resolve_roster", by=_ROSTER_KEEPERS)
class ResolveRoster:
    """Turn a roster into person ids; `register_missing` registers those not known yet as living in `area`."""

    rows: tuple[RosterRow, ...] = many(RosterRow, "花名册", at_most=10_000)
    register_missing: bool = flag("为未登记人员登记", default=False)
    area: str = area_code("学员居住地", optional=True)
    keep: KeptRows = choice(KeptRows, "有误时的处理", default=KeptRows.NONE)


@command("zone.register_organisation", by=_ADMINISTRATORS)
class RegisterOrganisation:
    """Register an institution, base operator, bank, guarantee body or office, under a readable id if one is given."""

    name: str = text("机构名称", at_least=2, at_most=100)
    kind: OrganisationKind = choice(OrganisationKind, "机构类型")
    area: str = area_code("所在地区")
    credit_code: str = text("统一社会信用代码", at_most=30)
    organisation_id: str = identifier("机构", optional=True)


@command("zone.appoint_staff", by=_ADMINISTRATORS)
class AppointStaff:
    """Let a registered person act in a role, for an area and an organisation."""

    person_id: str = identifier("工作人员")
    role: Role = choice(Role, "身份")
    area: str = area_code("负责地区")
    organisation_id: str = identifier("所属机构", optional=True)


@command("zone.dismiss_staff", by=_ADMINISTRATORS)
class DismissStaff:
    """End an appointment."""

    appointment_id: str = identifier("任用")


@command("zone.open_sign_in", by=_ADMINISTRATORS)
class OpenSignIn:
    """Give a staff member a local account and password, or replace the password."""

    person_id: str = identifier("工作人员")
    account: str = text("账号", at_least=3, at_most=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    password: str = text("密码", at_least=10, at_most=128)


@command("zone.register_business", by=_SELF_OR_DESK)
class RegisterBusiness:
    """Register a business by its unified credit code, or an online shop by platform and shop number."""

    person_id: str = identifier("经营者")
    kind: BusinessKind = choice(BusinessKind, "经营主体类型")
    name: str = text("名称", at_least=2, at_most=100)
    credit_code: str = text("统一社会信用代码", at_most=30, optional=True)
    platform: str = text("网络平台", at_most=40, optional=True)
    shop_number: str = text("店铺编号", at_most=64, optional=True)
    area: str = area_code("经营地")
    address: str = text("经营地址", at_most=200, optional=True)
    registered_on: date = day("登记日期")


@command("zone.close_business", by=_SELF_OR_DESK)
class CloseBusiness:
    """A business was closed on a day."""

    business_id: str = identifier("经营主体")
    closed_on: date = day("注销日期")


@command("zone.give_consent", by=(Role.CITIZEN,))
class GiveConsent:
    """Consent to one purpose, for oneself."""

    purpose: ConsentPurpose = choice(ConsentPurpose, "用途")


@command("zone.withdraw_consent", by=(Role.CITIZEN,))
class WithdrawConsent:
    """Take one's own consent back."""

    consent_id: str = identifier("授权")


@command("zone.submit_matter", by=_SELF_OR_DESK)
class SubmitMatter:
    """Hand in one form that concerns several pillars."""

    person_id: str = identifier("申请人")
    area: str = area_code("办理地区")
    business_id: str = identifier("经营主体", optional=True)
    wishes: tuple[Wish, ...] = many(Wish, "申请事项", at_most=20)
    files: tuple[str, ...] = many_files("材料", at_most=50, default=())


@command("zone.draft_policy", by=(Role.POLICY_ADMINISTRATOR,))
class DraftPolicy:
    """Propose a dated value with the clause it rests on, or the reason why there is none."""

    pillar: str = text("政策类别", at_most=40)
    area: str = area_code("适用地区")
    key: str = text("参数", at_most=100, pattern=r"^[a-z][a-z0-9_]*$")
    from_day: date = first_day()
    value: Any = any_value()
    label: str = text("名称", optional=True)
    unit: str = text("单位", at_most=20, optional=True)
    cite: dict = data("依据")


@command("zone.approve_policy_draft", by=(Role.POLICY_ADMINISTRATOR,))
class ApprovePolicyDraft:
    """Put another person's draft into force; `hash` is that of the content that was read."""

    draft_id: str = identifier("政策草案")
    hash: str = text("内容哈希", at_least=64, at_most=64)


@command("zone.reject_policy_draft", by=(Role.POLICY_ADMINISTRATOR,))
class RejectPolicyDraft:
    """Put a draft aside, one's own or another's, with a ground."""

    draft_id: str = identifier("政策草案")
    ground: str = text("理由", at_least=2, at_most=500)
