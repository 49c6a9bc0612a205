"""银行文件: names and accounts joined to a batch's lines in the form that the bank takes; its results in."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

import xlsxwriter

from contracts.fields import choice, identifier
from contracts.messages import part
from contracts.problems import Conflict, Invalid
from contracts.subsidies.answers import BankFileAnswer, BankPreview, BankResultsAnswer
from contracts.subsidies.commands import RecordBankResults, SettleBankQuestion
from contracts.subsidies.questions import PreviewBankResults, ShowBankFile
from gateway.http.answers import Download
from gateway.http.request import Request
from gateway.http.route import MULTIPART, UPLOAD_LIMIT, Route, command_route, question_route
from gateway.http.sheets import XLSX, Kind, read_sheet, template, uploaded

CSV = "text/csv"
HEADINGS = ("序号", "支付编号", "户名", "银行账号", "金额（元）", "补贴项目")
# How many results are sent to the pillar as one command: small enough to be done within its deadline.
RESULTS_AT_ONCE = 500


class FileFormat(StrEnum):
    """The forms of a bank file: UTF-8 with BOM (opens in Excel), GB18030 (what many banks read), Excel."""

    CSV = "csv"
    CSV_GB18030 = "csv_gb18030"
    XLSX = "xlsx"


FORMATS = tuple(FileFormat)
_PILLAR_CODES = ("not_found", "conflict", "not_accepted", "outcome_unknown")
_COMMAND_CODES = (*_PILLAR_CODES, "same_key_other_body", "still_running")

_RESULTS = {"成功": "paid", "失败": "failed", "未知": "unknown", "退汇": "returned"}
_GIVEN = ("paid_on", "bank_reference", "cause", "amount")
_NOTHING_TAKEN = "文件中有不能读取的内容，没有登记任何结果"
_ALL_ANSWERED = ("这个批次的每一笔都已有银行结果或正在核对，没有仍待支付的明细，不再提供代发文件，以免重复支付；"
                 "支付失败或退汇的请另列批次，只需查阅的请看批次明细")
_LINE = re.compile(r"lines\.\d+\.")
_DAY = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
BANK_RESULTS = Kind(
    title="银行支付结果", at_most=20_000, choices={"结果": tuple(_RESULTS)}, csv=True,
    columns={"支付编号": "payment_id", "结果": "result", "支付日期": "paid_on", "银行流水号": "bank_reference",
             "原因": "cause", "实付金额": "amount"}, may_lack=frozenset({"原因", "实付金额"}),
    notes=("每行一笔支付；请勿改动第一行的列名。", "结果填写成功、失败、未知或退汇；成功的须填写支付日期和银行流水号。",
           "登记到账后被银行退回的填写退汇，支付日期、银行流水号填退汇的日期和流水号，并填写原因；由另一人核定。",
           "实付金额可以不填；填写的与应付金额不一致时不登记，由人核对。"))


class Encoding(StrEnum):
    """How a CSV is written."""

    UTF_8 = "utf-8"
    GB18030 = "gb18030"


@part
class WhichFile:
    """Which batch, and how its CSV is written."""

    batch_id: str = identifier("支付批次")
    encoding: Encoding = choice(Encoding, "编码", default=Encoding.UTF_8)


def download_csv(request: Request) -> Download:
    """An approved batch as CSV, names and accounts in clear; that they were read is noted."""
    form = FileFormat.CSV if request.query.encoding is Encoding.UTF_8 else FileFormat.CSV_GB18030
    return _with_names(request, form)


def download_xlsx(request: Request) -> Download:
    """The same as Excel with text columns."""
    return _with_names(request, FileFormat.XLSX)


def _with_names(request: Request, form: FileFormat) -> Download:
    batch = _still_to_pay(request, request.send(ShowBankFile(batch_id=request.query.batch_id)))
    accounts, reason = request.context.accounts, f"补贴支付批次 {batch['batch_id']} 代发"
    organisations = {line["organisation_id"] for line in batch["lines"] if line.get("organisation_id")}
    people = {line["person_id"] for line in batch["lines"]} - organisations
    payees = accounts.data_of(people, ("name", "bank_account"), request.actor, entitled=people, reason=reason)
    payees |= accounts.payees(organisations, request.actor, reason)
    return bank_file(batch, payees, form)


def _still_to_pay(request: Request, batch: dict) -> dict:
    """The batch with the lines of which the bank has said nothing. A file of what has its result would have the bank
    pay it twice: it is refused, and who asked for it is noted."""
    lines = [line for line in batch["lines"] if line["payable"]]
    if not lines:
        refused = Conflict(_ALL_ANSWERED, batch_id=batch["batch_id"])
        request.context.note_refusal(f"{request.route.method} {request.route.path} {batch['batch_id']}",
                                     request.actor.as_data(), refused.as_data())
        raise refused
    return batch | {"lines": lines, "left_out": len(batch["lines"]) - len(lines)}


def import_sheet(request: Request) -> dict:
    """A bank's result file, Excel or CSV."""
    return send_results(request, RecordBankResults.from_data(_told(request)))


def preview_sheet(request: Request) -> dict:
    """What a bank's result file would change."""
    return request.send(PreviewBankResults.from_data(_told(request)))


def _told(request: Request) -> dict:
    rows = read_sheet(uploaded(request), BANK_RESULTS)
    _require_known_results(rows)
    told = {"batch_id": request.path["batch_id"], "lines": [_line(row) for row in rows]}
    try:
        RecordBankResults.from_data(told)
    except Invalid as fault:
        raise Invalid(_NOTHING_TAKEN, fields=_by_row(fault.fields, rows)) from fault
    return told


def _require_known_results(rows: list[dict]) -> None:
    strange = {f"lines.{place}.result": [f"第 {row['row']} 行：结果请填写{'、'.join(_RESULTS)}"]
               for place, row in enumerate(rows) if row["result"] not in (*_RESULTS, *_RESULTS.values())}
    if strange:
        raise Invalid(_NOTHING_TAKEN, fields=strange)


def _by_row(fields: dict, rows: list[dict]) -> dict:
    """The same faults, each with the number of its row in the file."""
    numbers = {f"lines.{place}.": row["row"] for place, row in enumerate(rows)}
    return {name: [f"第 {numbers[found[0]]} 行：{words}" for words in told]
            if (found := _LINE.match(name)) else told for name, told in fields.items()}


def _line(row: dict) -> dict:
    """A row as a command says it: banks write 2024/6/20, 20240620 and 5,000.00 as well."""
    given = {name: row.get(name) or None for name in _GIVEN}
    if given["paid_on"] and (day := _DAY.fullmatch(given["paid_on"])):
        given["paid_on"] = "-".join(number.zfill(2) for number in day.groups() if number)
    if given["amount"] and _GROUPED.fullmatch(given["amount"]):
        given["amount"] = given["amount"].replace(",", "")
    return {"payment_id": row["payment_id"], "result": _RESULTS.get(row["result"], row["result"]), **given}


def send_results(request: Request, told: RecordBankResults) -> dict:
    """A result file in portions, each a command of its own under the same key: what failed midway goes on from there
    when the file is sent again, and nothing is taken twice."""
    if len(told.lines) <= RESULTS_AT_ONCE:
        return request.send(told)
    starts = range(0, len(told.lines), RESULTS_AT_ONCE)
    answers = [request.send(replace(told, lines=told.lines[start:start + RESULTS_AT_ONCE]), part=str(start))
               for start in starts]
    return answers[-1] | {name: [each for answer in answers for each in answer[name]]
                          for name in ("reasons", "events", "rows")}


def bank_results_template(request: Request) -> Download:
    """The empty result sheet."""
    return template(BANK_RESULTS)


def bank_file(batch: dict, payees: dict[str, dict], form: FileFormat) -> Download:
    """The batch in that form, to people and organisations by their ids; who has no account on record has an empty
    cell, which the bank refuses by name."""
    rows = [_row(line, payees.get(line["person_id"], {})) for line in batch["lines"]]
    content, media_type, ending = _WRITERS[form](rows)
    left_out = f"-只含未支付{len(rows)}笔" if batch.get("left_out") else ""
    return Download(content, media_type, f"补贴代发-{batch['batch_id'][:8]}{left_out}.{ending}")


def _row(line: dict, payee: dict) -> tuple[str, ...]:
    return (str(line["line"]), line["payment_id"], payee.get("name") or "", payee.get("bank_account") or "",
            line["amount"], line["programme"])


def _csv(rows: list[tuple], encoding: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def _xlsx(rows: list[tuple]) -> bytes:
    """Every cell is text, so that no account loses its last digits."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, text = book.add_worksheet("代发明细"), book.add_format({"num_format": "@"})
        sheet.set_column(0, len(HEADINGS) - 1, 22, text)
        for number, row in enumerate((HEADINGS, *rows)):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, text)
    return buffer.getvalue()


_WRITERS: dict[FileFormat, Callable[[list[tuple]], tuple[bytes, str, str]]] = {
    FileFormat.CSV: lambda rows: (_csv(rows, "utf-8-sig"), CSV, "csv"),
    FileFormat.CSV_GB18030: lambda rows: (_csv(rows, "gb18030"), CSV, "csv"),
    FileFormat.XLSX: lambda rows: (_xlsx(rows), XLSX, "xlsx")}

_BY_FILE = {"by": RecordBankResults.by, "media": MULTIPART, "limit": UPLOAD_LIMIT}
ROUTES = (
    question_route("/subsidies/batches/{batch_id}/lines", ShowBankFile, summary="查看支付批次明细",
                   answer=BankFileAnswer),
    Route("GET", "/subsidies/batches/{batch_id}/bank-file", download_csv, "导出银行代发文件（CSV）", "subsidies",
          by=ShowBankFile.by, query=WhichFile, errors=_PILLAR_CODES, answer_media=CSV,
          description="encoding 为 utf-8（带 BOM）或 gb18030。只含银行尚无结果的明细；都有结果的批次不再提供。"),
    Route("GET", "/subsidies/batches/{batch_id}/bank-file/xlsx", download_xlsx, "导出银行代发文件（Excel，各列为文本）",
          "subsidies", by=ShowBankFile.by, query=ShowBankFile, errors=_PILLAR_CODES, answer_media=XLSX),
    replace(command_route("POST", "/subsidies/batches/{batch_id}/bank-results", RecordBankResults,
                          summary="导入银行支付结果", answer=BankResultsAnswer),
            handler=lambda request: send_results(request, request.body)),
    Route("GET", "/subsidies/bank-results/template", bank_results_template, "下载银行支付结果模板", "subsidies",
          by=RecordBankResults.by, answer_media=XLSX),
    Route("POST", "/subsidies/batches/{batch_id}/bank-results/sheet", import_sheet, "以 Excel 或 CSV 导入银行支付结果",
          "subsidies", answer=BankResultsAnswer, errors=_COMMAND_CODES, **_BY_FILE),
    Route("POST", "/subsidies/batches/{batch_id}/bank-results/preview", preview_sheet, "预览银行支付结果文件",
          "subsidies", answer=BankPreview, errors=_COMMAND_CODES, **_BY_FILE),
    command_route("POST", "/subsidies/bank-questions/{bank_question_id}/settlement", SettleBankQuestion,
                  summary="核对与登记不符的银行结果"),
)
