"""Bank files: names and accounts joined to a batch's lines, in the form that the bank takes."""

import csv
import io
from collections.abc import Callable
from enum import StrEnum

import xlsxwriter

from gateway.http.answers import Download
from gateway.http.sheets import XLSX

CSV = "text/csv"
HEADINGS = ("序号", "支付编号", "姓名", "银行账号", "金额（元）", "补贴项目")
# How many results are sent to the pillar as one command: small enough to be done within its deadline.
RESULTS_AT_ONCE = 500


class FileFormat(StrEnum):
    """The forms of a bank file: UTF-8 with BOM (opens in Excel), GB18030 (what many banks read), Excel."""

    CSV = "csv"
    CSV_GB18030 = "csv_gb18030"
    XLSX = "xlsx"


FORMATS = tuple(FileFormat)


def bank_file(batch: dict, people: dict[str, dict], form: FileFormat) -> Download:
    """The batch in that form; who has no account on record has an empty cell, which the bank refuses by name."""
    rows = [_row(line, people.get(line["person_id"], {})) for line in batch["lines"]]
    content, media_type, ending = _WRITERS[form](rows)
    return Download(content, media_type, f"补贴代发-{batch['batch_id'][:8]}.{ending}")


def _row(line: dict, person: dict) -> tuple[str, ...]:
    return (str(line["line"]), line["payment_id"], person.get("name") or "", person.get("bank_account") or "",
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
