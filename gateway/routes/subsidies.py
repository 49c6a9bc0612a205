"""创业补贴: claimants, the desk, the public notice, finance and the bank."""

import csv
import io

from contracts.actors import NATION
from contracts.fields import area_code
from contracts.messages import part
from contracts.subsidies.answers import (
    BankFileAnswer,
    BankResultsAnswer,
    BatchAnswer,
    BudgetAnswer,
    ClaimAnswer,
    ClaimShown,
    NoticeAnswer,
    PublicNotices,
    RehearsalAnswer,
    ReplayAnswer,
    VerifyAnswer,
)
from contracts.subsidies.commands import (
    AcceptOffer,
    ApproveBatch,
    ApproveClaim,
    CheckBatch,
    DecideClawBack,
    MakeBatch,
    OpenBudget,
    OpenNotice,
    RaiseObjection,
    RecordBankResults,
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
from contracts.subsidies.questions import RehearsePolicy, ReplayDecisions, ShowBankFile, ShowBudget, ShowClaim, Verify
from gateway.http.answers import Download
from gateway.http.request import Request
from gateway.http.route import MULTIPART, UPLOAD_LIMIT, Route, command_route, question_route
from gateway.http.sheets import XLSX, Kind, read_sheet, template, uploaded

CSV = "text/csv"
_PILLAR_CODES = ("not_found", "conflict", "not_accepted", "outcome_unknown")
_COMMAND_CODES = (*_PILLAR_CODES, "same_key_other_body", "still_running")

_RESULTS = {"成功": "paid", "失败": "failed", "未知": "unknown"}
BANK_RESULTS = Kind(
    title="银行支付结果", at_most=20_000, choices={"结果": tuple(_RESULTS)},
    columns={"支付编号": "payment_id", "结果": "result", "支付日期": "paid_on", "银行流水号": "bank_reference",
             "原因": "cause"},
    notes=("每行一笔支付；请勿改动第一行的列名。", "结果填写成功、失败或未知；成功的须填写支付日期和银行流水号。"))


@part
class WhichNotices:
    """Whose notices are wanted."""

    area: str = area_code("地区", optional=True)


def list_notices(request: Request) -> dict:
    """The notices that run now, with masked names. Anybody may look; ids of people are not shown."""
    notices = [row["data"] for row in request.context.zone.running_notices(request.query.area or NATION)]
    people = {line["person_id"] for notice in notices for line in notice["lines"]}
    names = request.context.accounts.names_of(people, request.actor) if people else {}
    return {"items": [_public(notice, names) for notice in notices]}


def _public(notice: dict, names: dict[str, str]) -> dict:
    lines = [{name: line[name] for name in ("claim_id", "area", "programme", "amount")}
             | {"name": names.get(line["person_id"])} for line in notice["lines"]]
    shown = ("notice_id", "title", "area", "opened_on", "closes_on", "working_days", "notes")
    return {name: notice[name] for name in shown} | {"lines": lines}


def download_bank_file(request: Request) -> Download:
    """An approved batch as a CSV in UTF-8 with BOM, names and accounts in clear; that they were read is noted."""
    batch = request.send(request.query)
    people = {line["person_id"] for line in batch["lines"]}
    data = request.context.accounts.data_of(people, ("name", "bank_account"), request.actor, entitled=people,
                                            reason=f"补贴支付批次 {batch['batch_id']} 代发")
    return Download(_sheet_of(batch, data).encode("utf-8-sig"), CSV, f"补贴代发-{batch['batch_id'][:8]}.csv")


def _sheet_of(batch: dict, data: dict[str, dict]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("序号", "支付编号", "姓名", "银行账号", "金额（元）", "补贴项目"))
    for line in batch["lines"]:
        person = data.get(line["person_id"], {})
        writer.writerow((line["line"], line["payment_id"], person.get("name") or "", person.get("bank_account") or "",
                         line["amount"], line["programme"]))
    return text.getvalue()


def import_bank_results(request: Request) -> dict:
    """A bank's result sheet, taken in as one command."""
    rows = read_sheet(uploaded(request), BANK_RESULTS)
    command = RecordBankResults.from_data({"batch_id": request.path["batch_id"],
                                           "lines": [_result_line(row) for row in rows]})
    return request.send(command)


def _result_line(row: dict) -> dict:
    given = {name: row[name] or None for name in ("paid_on", "bank_reference", "cause")}
    return {"payment_id": row["payment_id"], "result": _RESULTS.get(row["result"], row["result"]), **given}


def bank_results_template(request: Request) -> Download:
    """The empty result sheet."""
    return template(BANK_RESULTS)


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
    question_route("/subsidies/claims/{claim_id}", ShowClaim, summary="查看申领、依据和办理时限", answer=ClaimShown),
    command_route("POST", "/subsidies/budgets", OpenBudget, summary="下达补贴预算"),
    question_route("/subsidies/budgets", ShowBudget, summary="查看补贴预算台账", answer=BudgetAnswer),
    command_route("POST", "/subsidies/notices", OpenNotice, summary="公示拟发放名单", answer=NoticeAnswer),
    command_route("POST", "/subsidies/notices/{notice_id}/objections", RaiseObjection, summary="对公示的一项提出异议"),
    command_route("POST", "/subsidies/objections/{objection_id}/resolution", ResolveObjection, summary="处理公示异议"),
    command_route("POST", "/subsidies/batches", MakeBatch, summary="支付批次制单", answer=BatchAnswer),
    command_route("POST", "/subsidies/batches/{batch_id}/check", CheckBatch, summary="复核支付批次"),
    command_route("POST", "/subsidies/batches/{batch_id}/approval", ApproveBatch, summary="审批支付批次"),
    command_route("POST", "/subsidies/batches/{batch_id}/return", SendBackBatch, summary="退回支付批次"),
    question_route("/subsidies/batches/{batch_id}/lines", ShowBankFile, summary="查看支付批次明细",
                   answer=BankFileAnswer),
    Route("GET", "/subsidies/batches/{batch_id}/bank-file", download_bank_file, "导出银行代发文件", "subsidies",
          by=ShowBankFile.by, query=ShowBankFile, errors=_PILLAR_CODES, answer_media=CSV),
    command_route("POST", "/subsidies/batches/{batch_id}/bank-results", RecordBankResults, summary="导入银行支付结果",
                  answer=BankResultsAnswer),
    Route("GET", "/subsidies/bank-results/template", bank_results_template, "下载银行支付结果模板", "subsidies",
          by=RecordBankResults.by, answer_media=XLSX),
    Route("POST", "/subsidies/batches/{batch_id}/bank-results/sheet", import_bank_results, "以 Excel 导入银行支付结果",
          "subsidies", by=RecordBankResults.by, answer=BankResultsAnswer, media=MULTIPART, limit=UPLOAD_LIMIT,
          errors=_COMMAND_CODES),
    command_route("POST", "/subsidies/claw-backs/{claw_back_id}/decision", DecideClawBack, summary="决定是否追回补贴"),
    question_route("/subsidies/decisions/{subject}/replay", ReplayDecisions, summary="重算补贴的各次决定",
                   answer=ReplayAnswer),
    question_route("/subsidies/rehearsals", RehearsePolicy, summary="以上年案件试算政策草案", method="POST",
                   answer=RehearsalAnswer,
                   description="草案生效前试算：谁多得、谁少得、各县市区金额；按 next_after 继续。不留任何记录。"),
    question_route("/subsidies/verification", Verify, summary="核对补贴数据", answer=VerifyAnswer),
)
