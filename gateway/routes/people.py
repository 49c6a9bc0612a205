"""个人: registration by real name, what people see and change of themselves, consents, forms and files."""

from contracts.actors import Role
from contracts.fields import text
from contracts.messages import part
from contracts.zone.answers import (
    BusinessShown,
    ClearReadShown,
    ConsentShown,
    FileKept,
    PersonShown,
    RegistrationAnswer,
)
from contracts.zone.commands import (
    ConfirmStatus,
    GiveConsent,
    RegisterPerson,
    SubmitMatter,
    UpdatePerson,
    WithdrawConsent,
)
from gateway.accounts.model import DESK_ROLES
from gateway.accounts.service.reading import OWN_DATA
from gateway.http.answers import Answer, Download
from gateway.http.cursors import Page
from gateway.http.request import Request
from gateway.http.route import MULTIPART, SIGNED_IN, UPLOAD_LIMIT, Route, command_route
from gateway.http.sheets import uploaded
from gateway.http.versions import tag_of
from gateway.zone.own_cases import case_names_file

_DESK = tuple(sorted(DESK_ROLES))
_READERS = (Role.CITIZEN, *_DESK)


@part
class WhyInClear:
    """查看完整个人信息的事由"""

    reason: str = text("事由", at_least=2, at_most=200)


@part
class WhichNumber:
    """按身份证号查找"""

    id_number: str = text("身份证号", at_most=30)


def show_me(request: Request) -> Answer:
    """One's own data, masked: whoever looks over the shoulder learns little."""
    shown = request.context.accounts.person_masked(request.actor.person_id, request.actor)
    return Answer(shown, headers=tag_of(shown["version"]))


def show_me_in_clear(request: Request) -> dict:
    """One's own data in clear; noted like every clear read."""
    return request.context.accounts.person_clear(request.actor.person_id, request.actor, OWN_DATA)


def list_my_businesses(request: Request) -> Page:
    """One's own businesses."""
    return Page(request.context.accounts.businesses_of(request.actor.person_id))


def list_my_consents(request: Request) -> Page:
    """What one has agreed to, and what was withdrawn."""
    return Page(request.context.accounts.consents_of(request.actor.person_id))


def list_my_clear_reads(request: Request) -> Page:
    """Who has read one's data in clear, newest first."""
    before = request.position[0] if request.position else None
    found = request.context.accounts.clear_reads_of(request.actor.person_id, before, request.page_size + 1)
    return reads_page(found, request.page_size)


def reads_page(found: list[dict], size: int) -> Page:
    """A page of clear reads; `found` has one more where there are more."""
    shown = found[:size]
    after = [shown[-1]["id"]] if len(found) > len(shown) else None
    return Page([{name: line[name] for name in ("role", "what", "reason", "read_at")} for line in shown], after)


def show_person(request: Request) -> Answer:
    """A person's data, masked."""
    shown = request.context.accounts.person_masked(request.path["person_id"], request.actor)
    return Answer(shown, headers=tag_of(shown["version"]))


def show_person_in_clear(request: Request) -> dict:
    """A person's data in clear for a reason that is noted."""
    return request.context.accounts.person_clear(request.path["person_id"], request.actor, request.body.reason)


def find_person(request: Request) -> dict:
    """The person with an ID number, masked. POSTed, so that the number stands in no address and no log."""
    return request.context.accounts.person_by_id_number(request.body.id_number, request.actor)


def keep_file(request: Request) -> dict:
    """Keep a material, evidence or picture."""
    return request.context.accounts.keep_file(uploaded(request), request.actor)


def open_file(request: Request) -> Download:
    """A kept file for those whom it concerns: its owner, the desk, and who works on a case that names it."""
    context, file_id = request.context, request.path["file_id"]
    owners = context.accounts.owners_of(file_id)
    granted = bool(owners) and case_names_file(context.zone, request.actor, owners, file_id)
    stored, content = context.accounts.open_file(file_id, request.actor, granted=granted)
    return Download(content, stored.media_type, stored.file_id[:16])


ROUTES = (
    command_route("POST", "/people", RegisterPerson, summary="实名登记", audience="people", answer=RegistrationAnswer,
                  errors=("already_registered",)),
    Route("GET", "/people/me", show_me, "我的个人信息", "people", by=SIGNED_IN, answer=PersonShown,
          errors=("not_found",), by_proxy="zone"),
    Route("GET", "/people/me/businesses", list_my_businesses, "我的经营主体", "people", by=SIGNED_IN,
          answer=BusinessShown, paged=True, by_proxy="zone"),
    Route("GET", "/people/me/consents", list_my_consents, "我的授权", "people", by=SIGNED_IN, answer=ConsentShown,
          paged=True),
    Route("GET", "/people/me/clear-reads", list_my_clear_reads, "谁查看过我的完整信息", "people", by=SIGNED_IN,
          answer=ClearReadShown, paged=True),
    Route("POST", "/people/me/clear-reads", show_me_in_clear, "查看我的完整个人信息", "people", by=SIGNED_IN,
          answer=PersonShown, errors=("not_found",)),
    Route("POST", "/people/search", find_person, "按身份证号查找已登记人员", "people", by=_DESK, body=WhichNumber,
          answer=PersonShown, errors=("not_found",), weight=10),
    Route("GET", "/people/{person_id}", show_person, "查看个人信息（脱敏）", "people", by=_READERS, answer=PersonShown),
    Route("POST", "/people/{person_id}/clear-reads", show_person_in_clear, "查看完整个人信息并记录事由", "people",
          by=_READERS, body=WhyInClear, answer=PersonShown),
    command_route("PUT", "/people/{person_id}", UpdatePerson, summary="更新联系方式、住址或银行账号",
                  audience="people", versioned=True),
    command_route("POST", "/people/{person_id}/statuses", ConfirmStatus, summary="确认人员类别", audience="people"),
    command_route("POST", "/consents", GiveConsent, summary="同意授权", audience="people"),
    command_route("POST", "/consents/{consent_id}/withdrawal", WithdrawConsent, summary="撤回授权", audience="people"),
    command_route("POST", "/matters", SubmitMatter, summary="一件事申请", audience="people", by_proxy="zone"),
    Route("POST", "/files", keep_file, "上传材料", "people", by=SIGNED_IN, answer=FileKept, media=MULTIPART,
          limit=UPLOAD_LIMIT, weight=10, by_proxy="zone"),
    Route("GET", "/files/{file_id}", open_file, "查看材料", "people", by=SIGNED_IN,
          answer_media="*/*"),
)
