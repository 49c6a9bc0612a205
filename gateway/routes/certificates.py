"""培训证书: anyone checks one by its number; whom it concerns gets it on paper."""

import re
from datetime import date

from stdnum.iso7064 import mod_11_10

from contracts.actors import Role
from contracts.fields import text
from contracts.messages import part
from contracts.problems import Invalid, NotFound, Unavailable
from contracts.training import COURSE_LABELS, STATE_LABELS, CertificateState
from contracts.training.answers import CertificateShown
from contracts.training.commands import ReissueCertificate
from gateway.http.answers import Download
from gateway.http.request import Request
from gateway.http.route import Route, command_route
from gateway.printing import PDF
from gateway.printing.certificates import Paper, print_certificate
from gateway.printing.fonts import NoFont
from gateway.zone.listings import public_case

_READERS = (Role.CITIZEN, Role.INSTITUTION_STAFF, Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)
_NUMBER = re.compile(r"[A-Z]{1,6}([0-9]{18})([0-9])?")
_SHOWN = ("certificate_number", "course", "title", "area", "completed_on", "issued_on", "state", "replaced_by")


@part
class WhichCertificate:
    """Which certificate."""

    certificate_number: str = text("证书编号", at_most=40)


def check_certificate(request: Request) -> dict:
    """Whether a certificate holds, with its holder's masked name. Anybody may ask; no id of a person is shown."""
    found = public_case(request.context.zone, "training", "certificate", _number(request))
    if found is None:
        raise NotFound("没有这个编号的证书；刚发的证书请稍后再查")
    data = found["data"]
    names = request.context.accounts.names_of([data["person_id"]], request.actor)
    return {name: data.get(name) for name in _SHOWN} | {
        "name": names.get(data["person_id"]), "state_label": STATE_LABELS["certificate"][data["state"]]}


def print_one(request: Request) -> Download:
    """A certificate as an archival PDF, the name joined now; that it was read in clear is noted."""
    number = _number(request)
    data = request.context.zone.case(request.actor, "training", "certificate", number)["data"]
    accounts, person = request.context.accounts, data["person_id"]
    name = accounts.names_of([person], request.actor, entitled={person}, reason=f"打印培训证书 {number}")
    valid = data["state"] == CertificateState.VALID
    paper = Paper(
        number=number, name=name.get(person) or "", course=COURSE_LABELS[data["course"]], title=data["title"],
        issuer=accounts.organisation_name(data["institution_id"]) or data["institution_id"],
        address=_address(request, number),
        completed_on=date.fromisoformat(data["completed_on"]), issued_on=date.fromisoformat(data["issued_on"]),
        stamp="" if valid else STATE_LABELS["certificate"][data["state"]])
    try:
        content, _ = print_certificate(paper)
    except NoFont as missing:
        raise Unavailable(str(missing)) from missing
    return Download(content, PDF, f"{number}.pdf")


def _number(request: Request) -> str:
    number = request.query.certificate_number.strip().upper()
    if fault := number_fault(number):
        raise Invalid("请检查标出的内容", fields={"certificate_number": [fault]})
    return number


def number_fault(number: str) -> str | None:
    """What is wrong with a number: its form or its check digit. Numbers from before the check digit have none."""
    found = _NUMBER.fullmatch(number)
    if not found:
        return "证书编号应为字母开头、后接 18 或 19 位数字"
    if found[2] and not mod_11_10.is_valid(found[1] + found[2]):
        return "证书编号校验不通过，请核对是否抄错"
    return None


def _address(request: Request, number: str) -> str:
    """Where the code on the paper leads: the public page of the certificate."""
    settings = request.context.settings
    home = settings.optional("PUBLIC_URL") or f"http://{settings.bind_host}:{settings.port}"
    return f"{home}/#/certificates/{number}"


ROUTES = (
    Route("GET", "/certificates/{certificate_number}", check_certificate, "核验培训证书（不用登录）", "public",
          query=WhichCertificate, answer=CertificateShown, errors=("not_found", "invalid_fields"),
          description="姓名已脱敏；编号末位是校验码，抄错的编号会被指出。"),
    Route("GET", "/training/certificates/{certificate_number}/paper", print_one, "下载培训证书（PDF）", "training",
          by=_READERS, query=WhichCertificate, errors=("not_found", "invalid_fields"), answer_media=PDF,
          description="姓名用字字库暂缺的，以“〓”代替并注明字符编码。"),
    command_route("POST", "/training/certificates/{certificate_number}/reissue", ReissueCertificate,
                  summary="换发有误的培训证书"),
)
