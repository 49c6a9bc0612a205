"""Where the trail stands."""

from enum import StrEnum


class TrailState(StrEnum):
    """The trail only grows; what was recorded up to a seal is sealed."""

    SEALED = "sealed"


TRAIL_LABELS = {TrailState.SEALED: "已封存"}
