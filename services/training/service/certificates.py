"""Certificates: revoked, or replaced by a corrected one."""

from chassis.calls import require_area
from chassis.declare import command
from contracts.problems import Conflict
from contracts.training import CertificateState
from contracts.training.commands import ReissueCertificate, RevokeCertificate
from services.training.rules import decide_revocation
from services.training.rules.certificates import certificate_number, certificate_series, decide_reissue


class CertificateHandlers:
    """Handlers about certificates."""

    @command(RevokeCertificate)
    def revoke_certificate(self, command):
        with self.store.transaction(command) as tx:
            certificate, class_ = valid_certificate(tx, command)
            trainee = tx.enrolment_of(class_.class_id, certificate.person_id)
            return tx.record(decide_revocation(command, class_, trainee, certificate))

    @command(ReissueCertificate)
    def reissue_certificate(self, command):
        with self.store.transaction(command) as tx:
            certificate, class_ = valid_certificate(tx, command)
            policy = tx.policy(class_.area, on=tx.today)
            series = certificate_series(policy, class_.area, tx.today.year, class_.course)
            serial = tx.next_serial(series)
            tx.keep_serial(series, serial)
            number = certificate_number(policy, series, serial)
            return tx.record(decide_reissue(command, class_, certificate, number, tx.today))


def valid_certificate(tx, command):
    """The certificate and its class, for staff of its area; raises Conflict for one that no longer holds."""
    seen = tx.certificate_seen(command.certificate_number)
    class_ = tx.class_of(seen.class_id)
    require_area(command, class_.area)
    certificate = tx.certificate(command.certificate_number)
    if certificate.state is not CertificateState.VALID:
        raise Conflict("证书已经不再有效", state=certificate.state.value)
    return certificate, class_
