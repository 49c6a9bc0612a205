"""What incubators decide: bases and places, invitations, tenancies, requests, what is owed each year, campaigns."""

from services.incubators.rules.awards import (
    decide_award_notice_end,
    decide_award_objection,
    decide_award_resolution,
    decide_choice,
    decide_conferral,
)
from services.incubators.rules.bases import (
    decide_recognition,
    decide_recommendation,
    decide_space,
    decide_withdrawal,
)
from services.incubators.rules.campaigns import (
    decide_assessor,
    decide_campaign,
    decide_campaign_ranking,
    decide_campaign_score,
    decide_campaign_scoring,
    decide_campaign_tie,
    decide_candidature,
    decide_candidature_end,
    decide_nomination,
)
from services.incubators.rules.concerns import (
    decide_business_of_tenant,
    decide_overdue_notice,
    decide_question,
    decide_questioned_tenancy,
)
from services.incubators.rules.duties import (
    decide_refresh,
    decide_staff_course,
    decide_visit_count,
    decide_visit_year,
)
from services.incubators.rules.fast_tracks import decide_fast_track, decide_fast_track_lapse
from services.incubators.rules.invitations import (
    decide_invitation,
    decide_lapse,
    decide_needless_invitation,
    decide_questioned_invitation,
)
from services.incubators.rules.requests import decide_handling, decide_request
from services.incubators.rules.tenancies import (
    decide_acceptance,
    decide_admission,
    decide_application,
    decide_jobs,
    decide_leaving,
    decide_refusal,
    decide_wish,
)

__all__ = [
    "decide_acceptance", "decide_admission", "decide_application", "decide_assessor", "decide_award_notice_end",
    "decide_award_objection", "decide_award_resolution", "decide_business_of_tenant", "decide_campaign",
    "decide_campaign_ranking", "decide_campaign_score", "decide_campaign_scoring", "decide_campaign_tie",
    "decide_candidature", "decide_candidature_end", "decide_choice", "decide_conferral", "decide_nomination",
    "decide_fast_track", "decide_fast_track_lapse", "decide_handling", "decide_invitation", "decide_jobs",
    "decide_lapse", "decide_leaving", "decide_needless_invitation", "decide_overdue_notice", "decide_question",
    "decide_questioned_invitation", "decide_questioned_tenancy", "decide_recognition", "decide_recommendation",
    "decide_refresh", "decide_refusal", "decide_request", "decide_space", "decide_staff_course",
    "decide_visit_count", "decide_visit_year", "decide_wish", "decide_withdrawal",
]
