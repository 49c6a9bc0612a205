"""The attested facts about people, businesses and organisations that may travel, and how they are named.

Names, ID numbers, phones, addresses and bank accounts stay in the gateway's accounts. What rules need travels
as an opaque id with birth month, area and groups (each with source and validity); where two records must be
seen to share an account, a phone or an address, a keyed token stands for the value.
"""

from enum import StrEnum


class TargetGroup(StrEnum):
    """The groups 重点群体 that the documents favour."""

    GRADUATE = "graduate"
    RETURNING_MIGRANT_WORKER = "returning_migrant_worker"
    REGISTERED_UNEMPLOYED = "registered_unemployed"
    HARD_TO_EMPLOY = "hard_to_employ"
    LIFTED_FROM_POVERTY = "lifted_from_poverty"
    VETERAN = "veteran"
    DISABLED = "disabled"
    RURAL_WORKER = "rural_worker"


GROUP_LABELS = {
    TargetGroup.GRADUATE: "高校毕业生",
    TargetGroup.RETURNING_MIGRANT_WORKER: "返乡入乡农民工",
    TargetGroup.REGISTERED_UNEMPLOYED: "登记失业人员",
    TargetGroup.HARD_TO_EMPLOY: "就业困难人员",
    TargetGroup.LIFTED_FROM_POVERTY: "脱贫人口",
    TargetGroup.VETERAN: "退役军人",
    TargetGroup.DISABLED: "残疾人",
    TargetGroup.RURAL_WORKER: "农村劳动者",
}


class EvidenceKind(StrEnum):
    """What shows that a person belongs to a group."""

    REGISTER = "register"
    LICENCE = "licence"
    DECLARATION = "declaration"
    CLERK = "clerk"


EVIDENCE_LABELS = {
    EvidenceKind.REGISTER: "名册比对",
    EvidenceKind.LICENCE: "证照",
    EvidenceKind.DECLARATION: "本人承诺",
    EvidenceKind.CLERK: "经办人员核实",
}


class BusinessKind(StrEnum):
    """What was registered: with the market regulator, or a shop on an online platform (jiaxing-2013 三（三）3)."""

    ENTERPRISE = "enterprise"
    SELF_EMPLOYED = "self_employed"
    COOPERATIVE = "cooperative"
    SOCIAL_ORGANISATION = "social_organisation"
    ONLINE_SHOP = "online_shop"


BUSINESS_LABELS = {
    BusinessKind.ENTERPRISE: "企业",
    BusinessKind.SELF_EMPLOYED: "个体工商户",
    BusinessKind.COOPERATIVE: "农民专业合作社",
    BusinessKind.SOCIAL_ORGANISATION: "民办非企业单位",
    BusinessKind.ONLINE_SHOP: "网络商户",
}


class BusinessState(StrEnum):
    """Whether a business is in operation."""

    OPEN = "open"
    CLOSED = "closed"


class OrganisationKind(StrEnum):
    """The organisations that staff belong to."""

    INSTITUTION = "institution"
    BASE_OPERATOR = "base_operator"
    BANK = "bank"
    GUARANTEE_BODY = "guarantee_body"
    OFFICE = "office"


ORGANISATION_LABELS = {
    OrganisationKind.INSTITUTION: "培训机构",
    OrganisationKind.BASE_OPERATOR: "孵化基地运营单位",
    OrganisationKind.BANK: "经办银行",
    OrganisationKind.GUARANTEE_BODY: "担保机构",
    OrganisationKind.OFFICE: "人社部门",
}


class ConsentPurpose(StrEnum):
    """What a person lets the platform do with what it knows about them."""

    REGISTER_CHECK = "register_check"
    SHARE_WITH_BANK = "share_with_bank"
    SHARE_WITH_BASE = "share_with_base"
    OFFERS_AND_REMINDERS = "offers_and_reminders"
    PUBLIC_STORY = "public_story"


CONSENT_LABELS = {
    ConsentPurpose.REGISTER_CHECK: "与部门名册比对本人身份类别",
    ConsentPurpose.SHARE_WITH_BANK: "向经办银行和担保机构提供办理贷款所需信息",
    ConsentPurpose.SHARE_WITH_BASE: "向孵化基地提供入驻所需信息",
    ConsentPurpose.OFFERS_AND_REMINDERS: "接收政策推送和提醒",
    ConsentPurpose.PUBLIC_STORY: "公开本人的创业事迹",
}


class ConsentState(StrEnum):
    """Whether a consent holds."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class Pillar(StrEnum):
    """The five kinds of help, as a form names them."""

    TRAINING = "training"
    LOANS = "loans"
    INCUBATORS = "incubators"
    EVENTS = "events"
    SUBSIDIES = "subsidies"


class KeptRows(StrEnum):
    """What is kept of a sheet in which some rows are wrong."""

    GOOD = "good"
    NONE = "none"


class DataField(StrEnum):
    """The data that are kept of a person, as they are named to that person."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    ADDRESS = "address"
    BANK_ACCOUNT = "bank_account"
    AREA = "area"
    GROUP = "group"
    BUSINESS = "business"


DATA_FIELD_LABELS = {
    DataField.NAME: "姓名", DataField.ID_NUMBER: "身份证号", DataField.PHONE: "手机号", DataField.ADDRESS: "住址",
    DataField.BANK_ACCOUNT: "银行账号", DataField.AREA: "居住地", DataField.GROUP: "人员类别",
    DataField.BUSINESS: "经营主体",
}


class DataObjectionState(StrEnum):
    """What became of an objection to a datum."""

    OPEN = "open"
    CORRECTED = "corrected"
    KEPT = "kept"


class ProxyKind(StrEnum):
    """Who acts for somebody."""

    VILLAGE_CLERK = "village_clerk"
    BUSINESS_AGENT = "business_agent"
    RELATIVE = "relative"


PROXY_KIND_LABELS = {
    ProxyKind.VILLAGE_CLERK: "村（社区）工作人员代办", ProxyKind.BUSINESS_AGENT: "经营主体经办人",
    ProxyKind.RELATIVE: "亲属代办",
}


class ProxyMatter(StrEnum):
    """What a proxy may do: one of the five kinds of help, or the page, forms and materials."""

    ZONE = "zone"
    TRAINING = "training"
    LOANS = "loans"
    INCUBATORS = "incubators"
    EVENTS = "events"
    SUBSIDIES = "subsidies"


PROXY_MATTER_LABELS = {
    ProxyMatter.ZONE: "查看专区页面、填写一件事申请、上传材料", ProxyMatter.TRAINING: "创业培训",
    ProxyMatter.LOANS: "创业担保贷款", ProxyMatter.INCUBATORS: "创业孵化基地", ProxyMatter.EVENTS: "创业活动",
    ProxyMatter.SUBSIDIES: "创业补贴",
}


class AuthorisationState(StrEnum):
    """Whether an authorisation holds."""

    IN_FORCE = "in_force"
    ENDED = "ended"


class ListingKind(StrEnum):
    """What desks publish themselves (xiangxi-2024 二（五）; liaoning-2023 三（三）; windows and contact cards:
    chuxiong-2024 二（三）6, jiaxing-2013 三（四）3)."""

    HUMAN_RESOURCE_SERVICES = "human-resource-services"
    FINANCIAL_PRODUCTS = "financial-products"
    CONTACTS = "contacts"


LISTING_KIND_LABELS = {
    ListingKind.HUMAN_RESOURCE_SERVICES: "创业人力资源服务", ListingKind.FINANCIAL_PRODUCTS: "金融产品",
    ListingKind.CONTACTS: "服务窗口和联系方式",
}


class ListingState(StrEnum):
    """Whether an entry stands in its directory."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class DeliveryState(StrEnum):
    """What became of one delivery to an address."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class NotificationChannel(StrEnum):
    """By which way a person is told outside the pages."""

    SMS = "sms"
    MINI_PROGRAM = "mini_program"


CHANNEL_LABELS = {NotificationChannel.SMS: "短信", NotificationChannel.MINI_PROGRAM: "小程序消息"}


class NotificationState(StrEnum):
    """What became of a notification."""

    WAITING = "waiting"
    SENT = "sent"
    WITHHELD = "withheld"
    FAILED = "failed"


class ClosureState(StrEnum):
    """What became of an account that its person closed: forgotten, or locked where something must be kept."""

    ERASED = "erased"
    LOCKED = "locked"


# What stands in a sheet's row for a cell that Excel kept as a number too long to be exact.
LOST_DIGITS = "#数字格式"


STATE_LABELS: dict[str, dict[str, str]] = {
    "business": {"open": "在营", "closed": "已注销"},
    "consent": {"given": "已授权", "withdrawn": "已撤回"},
    "data_objection": {"open": "待核实", "corrected": "已更正", "kept": "核实无误，未更改"},
    "authorisation": {"in_force": "代办有效", "ended": "代办已结束"},
    "listing": {"published": "正在提供", "withdrawn": "已撤下"},
    "notification": {"waiting": "待发送", "sent": "已发送", "withheld": "未发送", "failed": "发送失败"},
    "delivery": {"waiting": "待投递", "delivered": "已送达", "failed": "投递失败"},
    "closure": {"erased": "账户已注销，个人信息已删除", "locked": "账户已注销，依规留存的信息已封存"},
}
