"""What training decides: institutions and plans, classes within the plan, rosters, completion and certificates."""

from services.training.rules.certificates import decide_revocation
from services.training.rules.classes import decide_cancellation, decide_class, decide_referred_class
from services.training.rules.completion import decide_attendance, decide_completion
from services.training.rules.enrolments import decide_enrolment
from services.training.rules.follow_ups import decide_follow_up
from services.training.rules.institutions import decide_accreditation
from services.training.rules.plan import decide_plan, decide_shares

__all__ = ["decide_accreditation", "decide_attendance", "decide_cancellation", "decide_class", "decide_completion",
           "decide_enrolment", "decide_follow_up", "decide_plan", "decide_referred_class", "decide_revocation",
           "decide_shares"]
