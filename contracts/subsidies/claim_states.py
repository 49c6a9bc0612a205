"""The states and codes of what surrounds a claim: appeals, letters, refusals, referrals."""

from enum import StrEnum


class AppealState(StrEnum):
    """Where an appeal stands. Overturned: the refused claim is open again, or the money is not asked back."""

    OPEN = "open"
    TAKEN = "taken"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    WITHDRAWN = "withdrawn"


class LetterState(StrEnum):
    """A letter is issued and never changes."""

    ISSUED = "issued"


class LetterKind(StrEnum):
    """What a letter says."""

    RECEIPT = "receipt"
    CORRECTION = "correction"
    REFUSAL = "refusal"
    APPEAL = "appeal"
    CLAW_BACK = "claw_back"


class RefusalCode(StrEnum):
    """Why a person refuses a claim; the ground says it in words."""

    CONDITION_UNMET = "condition_unmet"
    EVIDENCE_NOT_TRUE = "evidence_not_true"
    NOT_OPERATING = "not_operating"
    RECEIVED_ELSEWHERE = "received_elsewhere"
    NOT_CORRECTED = "not_corrected"
    OTHER = "other"


class ReferredTo(StrEnum):
    """The roles that a claim may be referred to, from below to above."""

    REVIEWER = "reviewer"
    CITY_STAFF = "city_staff"
    PROVINCE_STAFF = "province_staff"


LETTER_LABELS = {LetterKind.RECEIPT: "受理回执", LetterKind.CORRECTION: "一次性补正通知书",
                 LetterKind.REFUSAL: "不予通过决定书", LetterKind.APPEAL: "申诉决定书",
                 LetterKind.CLAW_BACK: "追回补贴决定书"}
REFUSAL_LABELS = {RefusalCode.CONDITION_UNMET: "不符合规定的条件", RefusalCode.EVIDENCE_NOT_TRUE: "材料或信息不属实",
                  RefusalCode.NOT_OPERATING: "未实际经营", RefusalCode.RECEIVED_ELSEWHERE: "已享受同类补贴",
                  RefusalCode.NOT_CORRECTED: "逾期未补正", RefusalCode.OTHER: "其他"}
"""What the codes are called on letters and pages."""
APPEAL_LABELS = {AppealState.OPEN: "申诉待受理", AppealState.TAKEN: "申诉复核中", AppealState.UPHELD: "维持原决定",
                 AppealState.OVERTURNED: "撤销原决定，重新办理", AppealState.WITHDRAWN: "已撤回申诉"}
