"""管理: registers, policy drafts, local accounts, and signing in with them."""

from datetime import date

from contracts.actors import ROLE_LABELS
from contracts.answers import VerifyAnswer
from contracts.fields import area_code, choice, day, identifier, text
from contracts.messages import part
from contracts.problems import Invalid
from contracts.zone import GROUP_LABELS, KeptRows
from contracts.zone.answers import (
    DraftAnswer,
    PolicyDraftsAnswer,
    RegisterImportAnswer,
    SignedIn,
)
from contracts.zone.commands import (
    ApprovePolicyDraft,
    DraftPolicy,
    ImportRegister,
    OpenSignIn,
    RejectPolicyDraft,
)
from contracts.zone.questions import ShowPolicyDrafts, Verify
from gateway.accounts.model import Appointment
from gateway.http.answers import Download
from gateway.http.request import Request
from gateway.http.route import MULTIPART, UPLOAD_LIMIT, Route, command_route, question_route
from gateway.http.sheets import XLSX, Kind, read_sheet, template, uploaded
from gateway.routes.rosters import SHEET_ERRORS

REGISTER = Kind(title="重点群体名册", at_most=20_000, choices={"人员类别": tuple(GROUP_LABELS.values())},
                columns={"姓名": "name", "身份证号": "id_number", "人员类别": "group", "来源": "source",
                         "有效期至": "valid_until"},
                notes=("每行一人一类；同一人属于多类时分行填写。", "来源不填时使用上传时填写的名册名称。",
                       "有效期至写成 2024-12-31；没有期限的留空。"))


@part
class RegisterOptions:
    """Which register it is, and what happens to good rows when others are wrong."""

    source: str = text("名册名称", at_most=100)
    area: str = area_code("名册所属地区")
    fetched_on: date = day("取得日期")
    keep: KeptRows = choice(KeptRows, "有误时的处理", default=KeptRows.NONE)


@part
class SignInWithPassword:
    """工作人员登录"""

    account: str = text("账号", at_most=40)
    password: str = text("密码", at_most=128)
    appointment_id: str = identifier("以哪项任用登录", optional=True)


def _register(request: Request, *, preview: bool) -> dict:
    rows = read_sheet(uploaded(request), REGISTER)
    return request.send(ImportRegister.from_data({"rows": rows, "preview": preview} | request.body.as_data()))


def preview_register(request: Request) -> dict:
    """What importing a register would do, row by row."""
    return _register(request, preview=True)


def import_register(request: Request) -> dict:
    """Take in a register."""
    return _register(request, preview=False)


def register_template(request: Request) -> Download:
    """The empty register."""
    return template(REGISTER)


def sign_in(request: Request) -> dict:
    """A token for one of the posts of whoever has this account and password."""
    wanted, issuer = request.body, request.context.issuer
    found = request.context.accounts.sign_in(wanted.account, wanted.password)
    chosen = [each for each in found if wanted.appointment_id in (None, each.appointment_id)]
    if not chosen:
        raise Invalid("请检查标出的内容", fields={"appointment_id": ["没有这项任用"]})
    return {"token": issuer.issue(chosen[0].actor), "token_type": "Bearer",
            "expires_in": int(issuer.lifetime.total_seconds()), "appointment": _shown(chosen[0]),
            "appointments": [_shown(each) for each in found]}


def _shown(appointment: Appointment) -> dict:
    return {"appointment_id": appointment.appointment_id, "role": appointment.role.value,
            "role_label": ROLE_LABELS[appointment.role], "area": appointment.area,
            "organisation_id": appointment.organisation_id}


_REGISTER = {"by": ImportRegister.by, "body": RegisterOptions, "answer": RegisterImportAnswer, "media": MULTIPART,
             "limit": UPLOAD_LIMIT, "errors": SHEET_ERRORS}

ROUTES = (
    Route("POST", "/sign-in", sign_in, "工作人员以账号和密码登录", "administration", body=SignInWithPassword,
          answer=SignedIn, errors=("not_signed_in", "too_many_requests")),
    command_route("POST", "/administration/sign-in-accounts", OpenSignIn, summary="开通登录账号或重置密码",
                  audience="administration", errors=("already_registered",)),
    Route("GET", "/registers/template", register_template, "下载名册模板", "administration",
          by=ImportRegister.by, answer_media=XLSX),
    Route("POST", "/registers/preview", preview_register, "预览名册导入", "administration", **_REGISTER),
    Route("POST", "/registers", import_register, "导入名册", "administration", **_REGISTER),
    command_route("POST", "/administration/policy-drafts", DraftPolicy, summary="拟定政策参数",
                  audience="administration", answer=DraftAnswer),
    question_route("/administration/policy-drafts", ShowPolicyDrafts, summary="待批的政策草案",
                   audience="administration", answer=PolicyDraftsAnswer),
    command_route("POST", "/administration/policy-drafts/{draft_id}/approval", ApprovePolicyDraft,
                  summary="批准政策草案并生效", audience="administration", answer=DraftAnswer,
                  errors=("version_changed",)),
    command_route("POST", "/administration/policy-drafts/{draft_id}/rejection", RejectPolicyDraft,
                  summary="不采用政策草案", audience="administration"),
    question_route("/administration/accounts/verification", Verify, summary="核对账户数据", audience="administration",
                   answer=VerifyAnswer),
)
