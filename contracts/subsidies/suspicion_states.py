"""Where a lead stands that two linked people got what may not be had twice."""

from enum import StrEnum


class SuspicionState(StrEnum):
    """Open until a person's verdict; a cleared one is looked at again after its day."""

    OPEN = "open"
    CLEARED = "cleared"
    CONFIRMED = "confirmed"


SUSPICION_LABELS = {SuspicionState.OPEN: "待认定", SuspicionState.CLEARED: "已排除",
                    SuspicionState.CONFIRMED: "认定重复"}
