"""Notices: what their events change on the board."""

from casework import notices
from contracts.subsidies import ObjectionState
from contracts.subsidies.domain_events import NoticeClosed, NoticeOpened, ObjectionRaised, ObjectionResolved


class Notices:
    """Statements about notices; the tables are casework's."""

    def notice_claims(self, notice_id: str) -> dict[str, dict]:
        """Whom each line of a notice is about, and where its claim stands."""
        return {row.pop("claim_id"): row for row in self.rows(
            "SELECT c.claim_id, c.person_id, c.organisation_id, c.area, c.programme, c.state"
            " FROM notice_lines l JOIN claims c ON c.claim_id = l.subject WHERE l.notice_id = %s", notice_id)}

    def apply_notice_opened(self, event: NoticeOpened) -> None:
        notice = notices.Notice(notice_id=event.notice_id, area=event.area, title=event.title, opened_at=self.now,
                                working_days=event.working_days, ends_at=event.ends_at)
        notices.open_notice(self, notice, [notices.Line(subject=line.claim_id, amount=line.amount)
                                           for line in event.lines])

    def apply_notice_closed(self, event: NoticeClosed) -> None:
        notices.close_notice(self, event.notice_id)

    def apply_objection_raised(self, event: ObjectionRaised) -> None:
        notices.raise_objection(self, notices.Objection(
            objection_id=event.objection_id, notice_id=event.notice_id, subject=event.claim_id,
            ground=event.ground, files=event.files, state=event.state.value))

    def apply_objection_resolved(self, event: ObjectionResolved) -> None:
        notices.resolve_objection(self, event.objection_id, upheld=event.state is ObjectionState.UPHELD,
                                  finding=event.finding)
