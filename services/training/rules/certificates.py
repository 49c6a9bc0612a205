"""Certificates are immutable; a wrong one is revoked with a ground."""

from casework.decisions import rule
from contracts.decisions import Decision, Outcome
from contracts.training import EnrolmentState
from contracts.training.commands import RevokeCertificate
from contracts.training.domain_events import CertificateRevoked
from policies.reader import PolicyView
from services.training.model import Class_, Enrolment
from services.training.rules.enrolments import enrolment_public


@rule(version=1)
def decide_revocation(command: RevokeCertificate, class_: Class_, enrolment: Enrolment) -> Decision:
    """A person's act; the event reaches what was paid or granted on the certificate."""
    public = enrolment_public(enrolment.enrolment_id, enrolment.person_id, class_, EnrolmentState.REVOKED)
    event = CertificateRevoked(**public, certificate_number=command.certificate_number, ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=enrolment.enrolment_id, events=(event,))


def certificate_series(policy: PolicyView, area: str, year: int, course: str) -> str:
    """What a certificate's number begins with: prefix, county, year, course code."""
    scheme, codes = policy.value("certificate_number"), policy.value("course_certificate_codes")
    parts = {"area": area[:6], "year": str(year), "course": codes[course]}
    return scheme["prefix"] + "".join(parts[name] for name in scheme["parts"] if name != "serial")


def certificate_number(policy: PolicyView, series: str, serial: int) -> str:
    return f"{series}{serial:0{policy.value('certificate_number')['serial_digits']}d}"
