"""Who signed in, when, and with what."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from contracts.training import SignInState
from services.training.model.sessions import Session


@dataclass(frozen=True, kw_only=True)
class SignedInRecord:
    """One sign-in to one session of a class; `device_mark` is equal where the device is."""

    sign_in_id: str
    person_id: str
    enrolment_id: str
    class_id: str
    institution_id: str
    area: str
    title: str
    session: Session
    device_mark: str
    at: datetime
    state: SignInState = SignInState.COUNTED
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SignInFacts:
    """What a sign-in is looked at beside: the other sign-ins of its session, of its person on that day and of its
    device on that day; whether the code holds, and how many codes were wrong before.
    """

    code_holds: bool
    wrong_before: int = 0
    of_session: tuple[SignedInRecord, ...] = ()
    of_person: tuple[SignedInRecord, ...] = ()
    of_device: tuple[SignedInRecord, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RotatingCode:
    """The code that a session shows, a new one every `seconds`; the secret never leaves the pillar."""

    secret: str
    class_id: str
    session: int
    seconds: int
    digits: int

    def at(self, moment: datetime) -> str:
        """The code shown at a moment: the last digits of an HMAC-SHA256 of session and time step."""
        return self._of_step(self._step(moment))

    def until(self, moment: datetime) -> datetime:
        """When the code shown at a moment gives way to the next."""
        return datetime.fromtimestamp((self._step(moment) + 1) * self.seconds, UTC)

    def holds(self, code: str, moment: datetime, earlier: int) -> bool:
        """Whether `code` is shown now, or was in one of the `earlier` steps."""
        return any(hmac.compare_digest(code, self.at(moment - timedelta(seconds=back * self.seconds)))
                   for back in range(earlier + 1))

    def _step(self, moment: datetime) -> int:
        return int(moment.timestamp()) // self.seconds

    def _of_step(self, step: int) -> str:
        digest = hmac.new(self.secret.encode(), f"{self.class_id}/{self.session}/{step}".encode(), hashlib.sha256)
        return str(int.from_bytes(digest.digest(), "big"))[-self.digits:]


def device_mark(device: str) -> str:
    """What is kept of a device's random token: equal for equal devices, and nothing to call it back by."""
    return hashlib.sha256(device.encode()).hexdigest()[:32]
