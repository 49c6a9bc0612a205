"""创业补贴: claimants, the desk, the public notice, finance and the bank."""

from dataclasses import replace

from contracts.actors import NATION, Role
from contracts.answers import ReplayAnswer, VerifyAnswer
from contracts.fields import area_code, identifier
from contracts.messages import part
from contracts.subsidies.answers import (
    BatchAnswer,
    BatchApprovalAnswer,
    BudgetAnswer,
    BudgetsAnswer,
    ClaimAnswer,
    ClaimShown,
    ClawBackAnswer,
    NoticeAnswer,
    NoticeCopy,
    NoticeShown,
    PublicNotices,
    RehearsalAnswer,
    WaitingMoney,
)
from contracts.subsidies.commands import (
    AcceptOffer,
    ApproveBatch,
    ApproveClaim,
    CheckBatch,
    ConfirmTransfer,
    DecideClawBack,
    DecideWarning,
    DeclineTransfer,
    MakeBatch,
    OpenBudget,
    OpenNotice,
    ProposeTransfer,
    RaiseObjection,
    RecordRepayment,
    RefuseClaim,
    ResolveObjection,
    ResubmitClaim,
    ResumeClaim,
    ReturnClaim,
    SendBackBatch,
    SubmitClaim,
    VerifyClaim,
    WithdrawClaim,
)
from contracts.subsidies.questions import (
    RehearsePolicy,
    ReplayDecisions,
    ShowBudget,
    ShowBudgets,
    ShowClaim,
    ShowClawBack,
    ShowNotice,
    ShowWaitingMoney,
    Verify,
)
from gateway.http.request import Request
from gateway.http.route import Route, command_route, question_route

# Notices and batches may have ten thousand lines.
LONG_SECONDS = 60.0
_STAFF = (Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@part
class WhichNotices:
    """Whose notices are wanted."""

    area: str = area_code("地区", optional=True)


def list_notices(request: Request) -> dict:
    """The notices that run now, with masked names. Anybody may look; ids of people are not shown."""
    return {"items": published(request, request.query.area or NATION)}


def published(request: Request, area: str) -> list[dict]:
    """The running notices as they stand in public. Each is shown from the copy that was kept and signed of it, so
    that nothing stands in public of which there is no copy."""
    notices = [row["data"] for row in request.context.zone.running_notices(area)]
    return request.context.accounts.published_notices(notices, request.context.settings.notice_key())


def open_notice(request: Request) -> dict:
    """Put up a notice; what stands in public is kept, signed, before anybody sees it."""
    answer = request.send(request.body, deadline=LONG_SECONDS)
    if answer["notice_id"] and request.context.zone.wait_for(answer["events"][:1], LONG_SECONDS / 6):
        published(request, request.body.area)
    return answer


def patiently(request: Request) -> dict:
    """A command on many lines at once gets more time than others."""
    return request.send(request.body, deadline=LONG_SECONDS)


@part
class WhichNotice:
    """Which notice."""

    notice_id: str = identifier("公示")


def show_copy(request: Request) -> dict:
    """What stood in public, with its signature checked; for staff of the place, and who opened it is noted."""
    return request.context.accounts.notice_copy(request.query.notice_id, request.actor)


def show_claim(request: Request) -> dict:
    """A claim in depth with the account to which it will be paid, masked."""
    claim, accounts = request.send(request.query), request.context.accounts
    payee = claim["person_id"]
    if claim.get("organisation_id"):
        return claim | {"account": accounts.accounts_masked([payee]).get(payee)}
    read = accounts.data_of([payee], ("bank_account",), request.actor)
    return claim | {"account": read.get(payee, {}).get("bank_account")}


ROUTES = (
    Route("GET", "/subsidies/notices", list_notices, "查看正在进行的补贴公示", "public", query=WhichNotices,
          answer=PublicNotices, description="姓名已脱敏；对其中一项有异议的，按 notice_id 和 claim_id 提出。"),
    command_route("POST", "/subsidies/offers/{offer_id}/acceptance", AcceptOffer, summary="接受待享补贴（免申即享）",
                  answer=ClaimAnswer),
    command_route("POST", "/subsidies/claims", SubmitClaim, summary="申领补贴", answer=ClaimAnswer),
    command_route("POST", "/subsidies/claims/{claim_id}/resubmission", ResubmitClaim, summary="补正后重新提交申领"),
    command_route("POST", "/subsidies/claims/{claim_id}/withdrawal", WithdrawClaim, summary="撤回申领"),
    command_route("POST", "/subsidies/claims/{claim_id}/verification", VerifyClaim, summary="核实申领"),
    command_route("POST", "/subsidies/claims/{claim_id}/return", ReturnClaim, summary="退回申领并一次告知补正内容"),
    command_route("POST", "/subsidies/claims/{claim_id}/approval", ApproveClaim, summary="审核通过申领"),
    command_route("POST", "/subsidies/claims/{claim_id}/refusal", RefuseClaim, summary="决定不予通过申领"),
    command_route("POST", "/subsidies/claims/{claim_id}/resumption", ResumeClaim, summary="恢复办理被暂停的申领"),
    replace(question_route("/subsidies/claims/{claim_id}", ShowClaim, summary="查看申领、依据和办理时限",
                           answer=ClaimShown), handler=show_claim),
    command_route("POST", "/subsidies/budgets", OpenBudget, summary="下达补贴预算"),
    question_route("/subsidies/budgets", ShowBudget, summary="查看补贴预算台账", answer=BudgetAnswer),
    question_route("/subsidies/budgets/list", ShowBudgets, summary="查看本地区各条预算", answer=BudgetsAnswer),
    command_route("POST", "/subsidies/budget-transfers", ProposeTransfer, summary="提出预算调剂"),
    command_route("POST", "/subsidies/budget-transfers/{transfer_id}/confirmation", ConfirmTransfer,
                  summary="由第二人确认预算调剂"),
    command_route("POST", "/subsidies/budget-transfers/{transfer_id}/declining", DeclineTransfer,
                  summary="不同意或撤回预算调剂"),
    replace(command_route("POST", "/subsidies/notices", OpenNotice, summary="公示拟发放名单", answer=NoticeAnswer),
            handler=open_notice),
    question_route("/subsidies/notices/{notice_id}", ShowNotice, summary="查看公示名单和异议（工作人员）",
                   answer=NoticeShown),
    Route("GET", "/subsidies/notices/{notice_id}/copy", show_copy, "查看公示存档（工作人员）", "subsidies", by=_STAFF,
          query=WhichNotice, answer=NoticeCopy, errors=("not_found",)),
    command_route("POST", "/subsidies/notices/{notice_id}/objections", RaiseObjection, summary="对公示的一项提出异议"),
    command_route("POST", "/subsidies/objections/{objection_id}/resolution", ResolveObjection, summary="处理公示异议"),
    replace(command_route("POST", "/subsidies/batches", MakeBatch, summary="支付批次制单", answer=BatchAnswer),
            handler=patiently),
    command_route("POST", "/subsidies/batches/{batch_id}/check", CheckBatch, summary="复核支付批次"),
    replace(command_route("POST", "/subsidies/batches/{batch_id}/approval", ApproveBatch, summary="审批支付批次",
                          answer=BatchApprovalAnswer), handler=patiently),
    replace(command_route("POST", "/subsidies/batches/{batch_id}/return", SendBackBatch, summary="退回支付批次"),
            handler=patiently),
    question_route("/subsidies/waiting-money", ShowWaitingMoney, summary="查看尚未办结的资金及其等待的环节",
                   answer=WaitingMoney),
    command_route("POST", "/subsidies/claw-backs/{claw_back_id}/decision", DecideClawBack, summary="决定是否追回补贴"),
    question_route("/subsidies/claw-backs/{claw_back_id}", ShowClawBack, summary="查看追回、分期和退款",
                   answer=ClawBackAnswer),
    command_route("POST", "/subsidies/claw-backs/{claw_back_id}/repayments", RecordRepayment, summary="登记退回的补贴"),
    command_route("POST", "/subsidies/warnings/{warning_id}/decision", DecideWarning, summary="核实支付后的条件"),
    question_route("/subsidies/decisions/{subject}/replay", ReplayDecisions, summary="重算补贴的各次决定",
                   answer=ReplayAnswer),
    question_route("/subsidies/rehearsals", RehearsePolicy, summary="以上年案件试算政策草案", method="POST",
                   answer=RehearsalAnswer,
                   description="草案生效前试算：谁多得、谁少得、各县市区金额；按 next_after 继续。不留任何记录。"),
    question_route("/subsidies/verification", Verify, summary="核对补贴数据", answer=VerifyAnswer),
)
