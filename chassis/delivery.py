"""One message as it came, before anything is made of it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One message as it came: raw, so that what cannot be decoded can still be kept.

    `redelivered` says that it may have run before: given out by the broker already, retried, or from a timer.
    """

    receiver: str
    message_id: str
    headers: dict
    body: bytes
    type: str | None = None
    redelivered: bool = False
    properties: dict | None = None
