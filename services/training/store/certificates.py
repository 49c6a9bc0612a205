"""Certificates: a gapless serial within each series; immutable, also by direct SQL (migrations/0004)."""

from contracts.problems import NotFound
from contracts.training import CertificateState
from contracts.training.domain_events import (
    CertificateAnnulled,
    CertificateIssued,
    CertificatePublic,
    CertificateReplaced,
    CertificateRevoked,
)
from services.training.model import Certificate

_NAMES = ("number", "enrolment_id", "person_id", "class_id", "completed_on", "issued_on", "replaces", "replaced_by")


class Certificates:
    """Statements about certificates."""

    def next_serial(self, series: str) -> int:
        """The next serial of a series, locked until commit; it is taken by `keep_serial`, so that none is lost."""
        self.execute("INSERT INTO certificate_serials (series, last) VALUES (%s, 0) ON CONFLICT DO NOTHING", series)
        return 1 + self.value("SELECT last FROM certificate_serials WHERE series = %s FOR UPDATE", series)

    def keep_serial(self, series: str, last: int) -> None:
        """Serials up to `last` were given out."""
        self.execute("UPDATE certificate_serials SET last = %s WHERE series = %s", last, series)

    def certificate(self, number: str) -> Certificate:
        """A certificate, locked until commit; raises NotFound."""
        return self._certificate(self.one("SELECT * FROM certificates WHERE number = %s FOR UPDATE", number))

    def certificate_seen(self, number: str) -> Certificate:
        """A certificate as it stands, to learn whose it is before anything is locked; raises NotFound."""
        return self._certificate(self.one("SELECT * FROM certificates WHERE number = %s", number))

    def _certificate(self, row: dict | None) -> Certificate:
        if row is None:
            raise NotFound("没有这个证书编号")
        return Certificate(**{name: row[name] for name in _NAMES}, state=CertificateState(row["state"]))

    def apply_certificate_issued(self, event: CertificateIssued) -> None:
        self.execute(
            "INSERT INTO certificates (number, enrolment_id, person_id, class_id, completed_on, issued_on, state,"
            " replaces) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", event.certificate_number, event.enrolment_id,
            event.person_id, event.class_id, event.completed_on, event.issued_on, event.state, event.replaces)
        self.execute("UPDATE enrolments SET certificate_number = %s WHERE enrolment_id = %s",
                     event.certificate_number, event.enrolment_id)

    def apply_certificate_replaced(self, event: CertificateReplaced) -> None:
        self._end_certificate(event)

    def apply_certificate_annulled(self, event: CertificateAnnulled) -> None:
        self._end_certificate(event)

    def apply_certificate_revoked(self, event: CertificateRevoked) -> None:
        self.execute("UPDATE enrolments SET revoked = true, state = %s, version = %s WHERE enrolment_id = %s",
                     event.state, event.envelope.entity_version, event.enrolment_id)

    def _end_certificate(self, event: CertificatePublic) -> None:
        self.execute("UPDATE certificates SET state = %s, replaced_by = %s WHERE number = %s",
                     event.state, event.replaced_by, event.certificate_number)
