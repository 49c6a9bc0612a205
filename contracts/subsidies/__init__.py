"""What may be asked of subsidies, what they answer and what they announce."""

from enum import StrEnum

from contracts.subsidies.claim_states import APPEAL_LABELS, LetterState
from contracts.subsidies.suspicion_states import SUSPICION_LABELS
from contracts.subsidies.trail_states import TRAIL_LABELS


class AssessmentState(StrEnum):
    """What a person is entitled to, as far as the platform knows."""

    ELIGIBLE = "eligible"
    MISSING = "missing"
    CANNOT_TELL = "cannot_tell"
    CLAIMED = "claimed"


class OfferState(StrEnum):
    """Where an offer 免申即享 stands."""

    OFFERED = "offered"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"


class ClaimState(StrEnum):
    """Where a claim stands. While it is returned its clock is paused; `held` waits for a person,
    `referred` for one of a named role."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    IN_REVIEW = "in_review"
    WAITING_FOR_BUDGET = "waiting_for_budget"
    HELD = "held"
    REFERRED = "referred"
    APPROVED = "approved"
    PUBLICISED = "publicised"
    FROZEN = "frozen"
    CLEARED = "cleared"
    IN_PAYMENT = "in_payment"
    PAID = "paid"
    REFUSED = "refused"
    REVOKED = "revoked"


class NoticeState(StrEnum):
    """Where a notice 公示 stands."""

    OPEN = "open"
    CLOSED = "closed"


class ObjectionState(StrEnum):
    """Where an objection to one line of a notice stands."""

    OPEN = "open"
    DISMISSED = "dismissed"
    UPHELD = "upheld"


class BatchState(StrEnum):
    """Where a payment batch stands."""

    MADE = "made"
    CHECKED = "checked"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    SETTLED = "settled"


class PaymentState(StrEnum):
    """Where the one payment of a person, programme and period stands. Unknown is never repeated blindly;
    returned: it was paid, and the bank sent the money back (退汇)."""

    IN_BATCH = "in_batch"
    SENT = "sent"
    PAID = "paid"
    FAILED = "failed"
    UNKNOWN = "unknown"
    STOPPED = "stopped"
    RETURNED = "returned"


class BankResult(StrEnum):
    """What a bank's file says of one line. Returned 退汇: paid before, and come back."""

    PAID = "paid"
    FAILED = "failed"
    UNKNOWN = "unknown"
    RETURNED = "returned"


class ClawBackState(StrEnum):
    """Where the question stands whether money that was paid is asked back."""

    OPEN = "open"
    RECOVER = "recover"
    KEPT = "kept"
    REPAID = "repaid"
    OVERTURNED = "overturned"


class TransferState(StrEnum):
    """Where a transfer between two budget lines stands; two people make one."""

    PROPOSED = "proposed"
    BOOKED = "booked"
    DECLINED = "declined"


class BankQuestionState(StrEnum):
    """Where a result stands that contradicts what is on record; a person settles it."""

    OPEN = "open"
    TAKEN = "taken"
    DISMISSED = "dismissed"


class WarningState(StrEnum):
    """Where a paid claim stands with what must go on holding. `asked`: a person looks, since no data tell."""

    ASKED = "asked"
    WARNED = "warned"
    LIFTED = "lifted"
    REFERRED = "referred"


STATE_LABELS = {
    "assessment": {
        AssessmentState.ELIGIBLE: "符合条件",
        AssessmentState.MISSING: "还差条件",
        AssessmentState.CANNOT_TELL: "还不能判断",
        AssessmentState.CLAIMED: "已申领",
    },
    "offer": {
        OfferState.OFFERED: "可以领取",
        OfferState.WITHDRAWN: "已撤回",
        OfferState.ACCEPTED: "已接受",
    },
    "claim": {
        ClaimState.SUBMITTED: "已提交，待核实",
        ClaimState.RETURNED: "需补正",
        ClaimState.WITHDRAWN: "已撤回",
        ClaimState.IN_REVIEW: "审核中",
        ClaimState.WAITING_FOR_BUDGET: "等待资金",
        ClaimState.HELD: "暂停，待人工决定",
        ClaimState.REFERRED: "已转办，待决定",
        ClaimState.APPROVED: "审核通过，待公示",
        ClaimState.PUBLICISED: "公示中",
        ClaimState.FROZEN: "公示收到异议，待处理",
        ClaimState.CLEARED: "公示无异议，待支付",
        ClaimState.IN_PAYMENT: "支付中",
        ClaimState.PAID: "已支付",
        ClaimState.REFUSED: "未通过",
        ClaimState.REVOKED: "已撤销",
    },
    "wish": {"declined": "未受理"},
    "letter": {LetterState.ISSUED: "已出具"},
    "appeal": APPEAL_LABELS,
    "suspicion": SUSPICION_LABELS,
    "trail": TRAIL_LABELS,
    "notice": {NoticeState.OPEN: "公示中", NoticeState.CLOSED: "公示结束"},
    "objection": {
        ObjectionState.OPEN: "待处理",
        ObjectionState.DISMISSED: "异议不成立",
        ObjectionState.UPHELD: "异议成立",
    },
    "batch": {
        BatchState.MADE: "待复核",
        BatchState.CHECKED: "待审批",
        BatchState.APPROVED: "已审批，待银行支付",
        BatchState.SENT_BACK: "已退回",
        BatchState.SETTLED: "已办结",
    },
    "payment": {
        PaymentState.IN_BATCH: "已制单",
        PaymentState.SENT: "银行办理中",
        PaymentState.PAID: "已到账",
        PaymentState.FAILED: "支付失败",
        PaymentState.UNKNOWN: "结果未知，待核对",
        PaymentState.STOPPED: "已停止支付，待核实",
        PaymentState.RETURNED: "已退汇，请更正收款账户",
    },
    "transfer": {
        TransferState.PROPOSED: "待第二人确认",
        TransferState.BOOKED: "已调剂",
        TransferState.DECLINED: "未同意调剂",
    },
    "bank_question": {
        BankQuestionState.OPEN: "与登记不符，待核对",
        BankQuestionState.TAKEN: "核对后采用银行结果",
        BankQuestionState.DISMISSED: "核对后维持登记",
    },
    "warning": {
        WarningState.ASKED: "待核实",
        WarningState.WARNED: "限期整改",
        WarningState.LIFTED: "已整改或核实正常",
        WarningState.REFERRED: "逾期未整改，待决定是否追回",
    },
    "claw_back": {
        ClawBackState.OPEN: "待决定是否追回",
        ClawBackState.RECOVER: "决定追回",
        ClawBackState.KEPT: "决定不追回",
        ClawBackState.REPAID: "已全部退回",
        ClawBackState.OVERTURNED: "追回决定已撤销",
    },
}
