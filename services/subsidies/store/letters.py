"""Letters."""

from contracts.subsidies.domain_events import LetterIssued


class Letters:
    """Statements about letters."""

    def apply_letter_issued(self, event: LetterIssued) -> None:
        self.execute("INSERT INTO letters (letter_id, kind, number, person_id, area, claim_id, issued_on)"
                     " VALUES (%s, %s, %s, %s, %s, %s, %s)", event.letter_id, event.kind, event.number,
                     event.person_id, event.area, event.claim_id, event.issued_on)
