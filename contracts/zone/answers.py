"""What the accounts answer beyond a decision's own answer. Commands answer nothing personal; what is shown of a
person is masked unless it was asked for in clear."""

from datetime import date, datetime

from contracts.actors import Role
from contracts.answers import DecisionAnswer
from contracts.fields import (
    area_code,
    choice,
    count,
    day,
    flag,
    identifier,
    instant,
    many,
    many_texts,
    nested,
    text,
)
from contracts.messages import answer
from contracts.zone import BusinessKind, BusinessState, ConsentPurpose, EvidenceKind, OrganisationKind
from contracts.zone.domain_events import GroupEvidence, PolicyChange


@answer
class RegistrationAnswer(DecisionAnswer):
    """A registration; `warnings` tell what may be wrong and refuses nothing."""

    person_id: str = identifier("人员")
    warnings: tuple[str, ...] = many_texts("提示", default=())
    groups: tuple[str, ...] = many_texts("已确认的人员类别", default=())


@answer
class RowFault:
    """Why one row of a sheet was not taken."""

    row: int = count("行号", at_least=1)
    reason: str = text("原因", at_most=500)


@answer
class RegisterImportAnswer(DecisionAnswer):
    """What became of a register: counts, every wrong row, and what deserves a second look."""

    rows: int = count("行数")
    kept: int = count("接收行数")
    matched: int = count("匹配人数")
    faults: tuple[RowFault, ...] = many(RowFault, "有误的行", default=())
    warnings: tuple[RowFault, ...] = many(RowFault, "提示", default=())


@answer
class RosterRowAnswer:
    """What became of one row of a roster."""

    row: int = count("行号", at_least=1)
    accepted: bool = flag("是否接收")
    person_id: str = identifier("人员", optional=True)
    registered_now: bool = flag("本次登记", default=False)
    reason: str = text("原因", at_most=500, optional=True)


@answer
class RosterAnswer(DecisionAnswer):
    """A roster as person ids, for the pillar's enrolment command, with every row's result."""

    person_ids: tuple[str, ...] = many_texts("人员", default=())
    rows: tuple[RosterRowAnswer, ...] = many(RosterRowAnswer, "逐行结果", default=())


@answer
class PersonShown:
    """What a person or a desk sees of a person: masked, unless it was asked for in clear with a reason."""

    person_id: str = identifier("人员")
    birth_month: str = text("出生年月")
    area: str = area_code("居住地")
    groups: tuple[GroupEvidence, ...] = many(GroupEvidence, "人员类别", default=())
    name: str = text("姓名")
    id_number: str = text("身份证号")
    phone: str = text("手机号")
    address: str = text("住址", optional=True)
    bank_account: str = text("银行账号", optional=True)
    version: int = count("版本（修改时作为 If-Match）", at_least=0)


@answer
class BusinessShown:
    """A business as its owner sees it."""

    business_id: str = identifier("经营主体")
    kind: BusinessKind = choice(BusinessKind, "经营主体类型")
    state: BusinessState = choice(BusinessState, "经营状态")
    name: str = text("名称")
    number: str = text("登记号")
    area: str = area_code("经营地")
    registered_on: date = day("登记日期")
    closed_on: date = day("注销日期", optional=True)
    evidence: EvidenceKind = choice(EvidenceKind, "登记依据")


@answer
class ConsentShown:
    """A consent, and until when it held."""

    consent_id: str = identifier("授权")
    purpose: ConsentPurpose = choice(ConsentPurpose, "用途")
    given_at: datetime = instant("同意时间")
    withdrawn_at: datetime = instant("撤回时间", optional=True)


@answer
class ClearReadShown:
    """Somebody read a person's data in clear."""

    role: Role = choice(Role, "查看者身份")
    what: tuple[str, ...] = many_texts("查看的内容")
    reason: str = text("事由")
    read_at: datetime = instant("时间")


@answer
class OrganisationShown:
    """An organisation as everybody may see it."""

    organisation_id: str = identifier("机构")
    kind: OrganisationKind = choice(OrganisationKind, "机构类型")
    name: str = text("机构名称", at_most=100)
    area: str = area_code("所在地区")
    credit_code: str = text("统一社会信用代码")


@answer
class FileKept:
    """A file as it was taken in."""

    file_id: str = text("文件编号", at_most=64)
    media_type: str = text("文件类型")
    size: int = count("字节数")


@answer
class AppointmentShown:
    """A post that a signed-in person may act in."""

    appointment_id: str = identifier("任用")
    role: str = text("身份")
    role_label: str = text("身份名称")
    area: str = area_code("负责地区")
    organisation_id: str = identifier("所属机构", optional=True)


@answer
class SignedIn:
    """A token for one post, and the posts that the same person may sign in to."""

    token: str = text("访问凭证", at_most=4000)
    token_type: str = text("凭证类型")
    expires_in: int = count("有效秒数")
    appointment: AppointmentShown = nested(AppointmentShown, "当前身份")
    appointments: tuple[AppointmentShown, ...] = many(AppointmentShown, "全部身份", default=())


@answer
class DraftAnswer(DecisionAnswer):
    """A policy draft and the hash of its content."""

    hash: str = text("内容哈希", at_most=64)


@answer
class DraftShown(PolicyChange):
    """A draft with who wrote it."""

    draft_id: str = identifier("政策草案")
    drafted_by: str = identifier("拟稿人")


@answer
class PolicyDraftsAnswer:
    """The drafts that wait for a second person."""

    drafts: tuple[DraftShown, ...] = many(DraftShown, "待批草案", default=())
