"""What may be asked of loans, what they answer and what they announce."""

from enum import StrEnum


class LoanKind(StrEnum):
    """Who borrows: one person, partners together, or a small enterprise that employs target groups."""

    PERSONAL = "personal"
    PARTNERSHIP = "partnership"
    SMALL_ENTERPRISE = "small_enterprise"


KIND_LABELS = {
    LoanKind.PERSONAL: "个人创业担保贷款",
    LoanKind.PARTNERSHIP: "合伙创业担保贷款",
    LoanKind.SMALL_ENTERPRISE: "小微企业创业担保贷款",
}


class PrequalificationState(StrEnum):
    """How a person would stand with an application today."""

    LIKELY = "likely"
    INCOMPLETE = "incomplete"
    UNKNOWN = "unknown"


class GroundKind(StrEnum):
    """What lets a person waive the counter-guarantee (hunan-2024 二（二）2); the exemption by amount needs none."""

    TENANT = "tenant"
    CREDIT_LINE = "credit_line"


class GroundState(StrEnum):
    """Whether a ground holds."""

    NOTED = "noted"
    WITHDRAWN = "withdrawn"


class LoanState(StrEnum):
    """Where a loan stands, from the application to its end."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    REFERRED = "referred"
    QUALIFIED = "qualified"
    GUARANTEED = "guaranteed"
    BANK_APPROVED = "bank_approved"
    SIGNED = "signed"
    REPAYING = "repaying"
    OVERDUE = "overdue"
    SETTLED = "settled"
    COMPENSATED = "compensated"
    RECOVERED = "recovered"
    WRITTEN_OFF = "written_off"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Desk(StrEnum):
    """Which step of a loan something is about, and so whose desk it lies on."""

    QUALIFICATION = "qualification"
    COUNTER_GUARANTEE = "counter_guarantee"
    GUARANTEE = "guarantee"
    CREDIT = "credit"
    COMPENSATION = "compensation"


class WishState(StrEnum):
    """What became of a wish that opened no application."""

    DECLINED = "declined"


class PaperKind(StrEnum):
    """The papers that may be asked for where no register knows the fact."""

    GROUP_PROOF = "group_proof"
    BUSINESS_LICENCE = "business_licence"
    PARTNERSHIP_AGREEMENT = "partnership_agreement"
    STAFF_ROSTER = "staff_roster"


PAPER_LABELS = {
    PaperKind.GROUP_PROOF: "人员类别证明材料",
    PaperKind.BUSINESS_LICENCE: "营业执照或网店登记证明",
    PaperKind.PARTNERSHIP_AGREEMENT: "合伙协议",
    PaperKind.STAFF_ROSTER: "吸纳重点群体人员名册",
}


class SecurityKind(StrEnum):
    """What a counter-guarantee consists of."""

    GUARANTOR = "guarantor"
    MORTGAGE = "mortgage"
    PLEDGE = "pledge"
    CREDIT_VILLAGE = "credit_village"


class RepaymentMethod(StrEnum):
    """When principal and interest fall due."""

    AT_MATURITY = "at_maturity"
    INTEREST_MONTHLY = "interest_monthly"
    EQUAL_PRINCIPAL = "equal_principal"


class DayCount(StrEnum):
    """How days of interest are counted; products name theirs, the policy names the usual one."""

    THIRTY_360 = "30/360"
    ACTUAL_360 = "actual/360"
    ACTUAL_365 = "actual/365"


class PlanState(StrEnum):
    """Whether a repayment plan runs."""

    RUNNING = "running"


STATE_LABELS = {
    "prequalification": {
        PrequalificationState.LIKELY: "预计符合条件",
        PrequalificationState.INCOMPLETE: "还缺条件",
        PrequalificationState.UNKNOWN: "暂无法判断",
    },
    "ground": {GroundState.NOTED: "可据此免除反担保", GroundState.WITHDRAWN: "依据已不成立"},
    "loan": {
        LoanState.SUBMITTED: "已提交",
        LoanState.RETURNED: "待补充材料",
        LoanState.REFERRED: "待人工审核",
        LoanState.QUALIFIED: "资格审核通过",
        LoanState.GUARANTEED: "已担保",
        LoanState.BANK_APPROVED: "银行已审批",
        LoanState.SIGNED: "已签合同",
        LoanState.REPAYING: "还款中",
        LoanState.OVERDUE: "已逾期",
        LoanState.SETTLED: "已结清",
        LoanState.COMPENSATED: "已代偿",
        LoanState.RECOVERED: "代偿已追回",
        LoanState.WRITTEN_OFF: "代偿已核销",
        LoanState.DECLINED: "未同意",
        LoanState.WITHDRAWN: "已撤回",
    },
    "wish": {WishState.DECLINED: "未能受理"},
    "repayment_plan": {PlanState.RUNNING: "执行中"},
}
