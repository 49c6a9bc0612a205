"""Certificates: a gapless serial within each series, and revocation."""

from contracts.problems import NotFound
from contracts.training.domain_events import CertificateRevoked


class Certificates:
    """Statements about certificates."""

    def next_serial(self, series: str) -> int:
        """The next serial of a series; serial numbers of transactions that fail are used again."""
        return self.value("INSERT INTO certificate_serials AS s (series, last) VALUES (%s, 1)"
                          " ON CONFLICT (series) DO UPDATE SET last = s.last + 1 RETURNING last", series)

    def certificate_holder(self, number: str) -> tuple[str, str]:
        """The class and person of a certificate that holds; raises NotFound."""
        row = self.one("SELECT class_id, person_id FROM enrolments WHERE certificate_number = %s AND NOT revoked",
                       number)
        if row is None:
            raise NotFound("没有这个证书编号，或证书已被撤销")
        return row["class_id"], row["person_id"]

    def apply_certificate_revoked(self, event: CertificateRevoked) -> None:
        self.execute("UPDATE enrolments SET revoked = true, state = %s, version = %s WHERE enrolment_id = %s",
                     event.state, event.envelope.entity_version, event.enrolment_id)
