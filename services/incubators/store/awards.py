"""What campaigns choose: on casework's board first, then awards, which the database keeps behind their notice."""

from casework import notices
from contracts.incubators.campaign_states import AwardObjectionState
from contracts.incubators.domain_events import (
    AwardConferred,
    AwardNoticeClosed,
    AwardNoticeOpened,
    AwardObjectionRaised,
    AwardObjectionResolved,
    CampaignPublicised,
    CandidatureConferred,
    CandidaturePublicised,
)


class Awards:
    """Statements about choices and awards."""

    def apply_award_notice_opened(self, event: AwardNoticeOpened) -> None:
        notice = notices.Notice(notice_id=event.award_notice_id, area=event.area, title=event.title,
                                opened_at=self.now, working_days=event.working_days, ends_at=event.ends_at)
        notices.open_notice(self, notice, [notices.Line(subject=line.candidature_id, amount=line.amount)
                                           for line in event.lines])

    def apply_campaign_publicised(self, event: CampaignPublicised) -> None:
        self._move_campaign(event)
        self.execute("UPDATE campaigns SET notice_id = %s WHERE campaign_id = %s", event.award_notice_id,
                     event.campaign_id)

    def apply_candidature_publicised(self, event: CandidaturePublicised) -> None:
        self._candidature_state(event)
        self.execute("UPDATE candidatures SET amount = %s WHERE candidature_id = %s", event.amount,
                     event.candidature_id)

    def apply_candidature_not_chosen(self, event) -> None:
        self._candidature_state(event)

    def apply_award_notice_closed(self, event: AwardNoticeClosed) -> None:
        notices.close_notice(self, event.award_notice_id)

    def apply_campaign_closed(self, event) -> None:
        self._move_campaign(event)

    def apply_award_objection_raised(self, event: AwardObjectionRaised) -> None:
        notices.raise_objection(self, notices.Objection(
            objection_id=event.award_objection_id, notice_id=event.award_notice_id, subject=event.candidature_id,
            ground=event.ground, files=event.files, state=event.state.value))

    def apply_award_objection_resolved(self, event: AwardObjectionResolved) -> None:
        notices.resolve_objection(self, event.award_objection_id, upheld=event.state is AwardObjectionState.UPHELD,
                                  finding=event.finding)

    def apply_candidature_refused(self, event) -> None:
        self._candidature_state(event)

    def apply_candidature_conferred(self, event: CandidatureConferred) -> None:
        """The award's row is what the database refuses before a clean notice."""
        self.execute("INSERT INTO awards (award_id, candidature_id, amount, conferred_on) VALUES (%s, %s, %s, %s)",
                     f"award-of:{event.candidature_id}", event.candidature_id, event.amount, event.conferred_on)
        self._candidature_state(event)

    def apply_award_conferred(self, event: AwardConferred) -> None:
        """The award with money is announced to those who pay it; its row came with the recognition."""
