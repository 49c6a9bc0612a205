"""Why a policy could not be read, or does not answer."""


class NotInForce(LookupError):
    """The policy asked for gives no answer for this area on this day."""

    def __init__(self, key: str, because: str):
        super().__init__(f"{key}：{because}")
        self.key = key
        self.because = because


class UnknownParameter(NotInForce):
    """No region sets a parameter of this name: the asker misspelt it, or it was never decided."""


class NoPolicyHere(UnknownParameter):
    """Other regions set it, this area and those above it don't: the document is not applicable here."""


class NoPolicyYet(NotInForce):
    """The area's policy begins on a later day."""


class PolicyEnded(NotInForce):
    """The area's policy ended before this day, and nothing followed."""


class FaultyPolicy(ValueError):
    """A policy file or a published draft can't be used. Names the place, the key and the fault."""

    def __init__(self, place: str, key: str | None, fault: str):
        super().__init__(f"{place}" + (f"：{key}" if key else "") + f"：{fault}")
        self.place = place
        self.key = key
        self.fault = fault


class UnknownArea(LookupError):
    """No division, in use or retired, has this code."""


class NoCalendarYet(LookupError):
    """No table of working days has been entered for this year."""
