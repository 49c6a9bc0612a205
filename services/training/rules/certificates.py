"""Certificates are immutable: a wrong one is replaced by a new one, an undeserved one is revoked.

A number is a prefix, the county's six digits, the year, the course's code, a gapless serial, and a check digit
(ISO 7064, MOD 11-10) over all digits before it, so that a slip of one digit is told from a number that does not exist.
"""

from dataclasses import replace
from datetime import date

from stdnum.iso7064 import mod_11_10

from casework.decisions import rule
from contracts.decisions import Citation, Decision, Outcome, Reason, Status
from contracts.training import CertificateState, EnrolmentState
from contracts.training.commands import ReissueCertificate, RevokeCertificate
from contracts.training.domain_events import (
    CertificateAnnulled,
    CertificateIssued,
    CertificateReplaced,
    CertificateRevoked,
)
from policies.reader import PolicyView
from services.training.model import Certificate, Class_, Enrolment
from services.training.rules.enrolments import enrolment_public

_REISSUE_UNSOURCED = Citation(unsourced="来源未写证书更正和换发的办法；由人社部门说明理由后换发新号，请省人社厅确认")


@rule(version=1)
def decide_revocation(command: RevokeCertificate, class_: Class_, enrolment: Enrolment,
                      certificate: Certificate | None = None) -> Decision:
    """A person's act; the event reaches what was paid or granted on the certificate."""
    public = enrolment_public(enrolment.enrolment_id, enrolment.person_id, class_, EnrolmentState.REVOKED)
    event = CertificateRevoked(**public, certificate_number=command.certificate_number, ground=command.ground)
    annulled = () if certificate is None else (CertificateAnnulled(
        **certificate_public(replace(certificate, state=CertificateState.REVOKED), class_), ground=command.ground),)
    return Decision(outcome=Outcome.GRANTED, subject=enrolment.enrolment_id, events=(event, *annulled))


@rule(version=1)
def decide_reissue(command: ReissueCertificate, class_: Class_, certificate: Certificate, number: str,
                   today: date) -> Decision:
    """A person's act: a new number stands for the old one, which no longer holds; the completion stays as it is."""
    reason = Reason(code="reissue_grounded", status=Status.MET, citation=_REISSUE_UNSOURCED,
                    text=f"换发证书，理由：{command.ground}", given={"replaces": certificate.number})
    old = replace(certificate, state=CertificateState.REISSUED, replaced_by=number)
    new = replace(certificate, number=number, issued_on=today, replaces=certificate.number)
    events = (CertificateReplaced(**certificate_public(old, class_), ground=command.ground),
              CertificateIssued(**certificate_public(new, class_)))
    return Decision(outcome=Outcome.GRANTED, subject=number, reasons=(reason,), events=events,
                    details={"certificate_number": number})


def certificate_series(policy: PolicyView, area: str, year: int, course: str) -> str:
    """What a certificate's number begins with: prefix, county, year, course code."""
    scheme, codes = policy.value("certificate_number"), policy.value("course_certificate_codes")
    parts = {"area": area[:6], "year": str(year), "course": codes[course]}
    return scheme["prefix"] + "".join(parts[name] for name in scheme["parts"] if name in parts)


def certificate_number(policy: PolicyView, series: str, serial: int) -> str:
    """The number of the `serial`-th certificate of a series, with its check digit where the scheme has one."""
    scheme = policy.value("certificate_number")
    number = f"{series}{serial:0{scheme['serial_digits']}d}"
    if "check" not in scheme["parts"]:
        return number
    return number + mod_11_10.calc_check_digit(number.removeprefix(scheme["prefix"]))


def certificate_public(certificate: Certificate, class_: Class_) -> dict:
    """The public state of a certificate."""
    own = ("enrolment_id", "person_id", "class_id", "completed_on", "issued_on", "state", "replaces", "replaced_by")
    return {"certificate_id": certificate.number, "certificate_number": certificate.number,
            "institution_id": class_.institution_id, "area": class_.area, "city": class_.city, "course": class_.course,
            "title": class_.title} | {name: getattr(certificate, name) for name in own}
