"""Reading people's Excel sheets (and a bank's CSV) as rows of text, and making the empty ones that they fill in."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from contracts.problems import Invalid
from contracts.zone import LOST_DIGITS
from gateway.http.answers import Download
from gateway.http.request import Request

# A small archive can unfold to any size; a sheet of people needs far less than this.
LARGEST_UNFOLDED_BYTES = 200 * 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_EXACT = 10**15
_SPARE_ROWS = 500


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of sheet: its columns by heading, and how many rows it may have.

    `may_lack` names headings that a sheet need not have; `csv` says that CSV in UTF-8 or GB18030 is read too.
    """

    title: str
    columns: Mapping[str, str]
    at_most: int
    notes: Sequence[str]
    choices: Mapping[str, Sequence[str]]
    may_lack: frozenset[str] = frozenset()
    csv: bool = False


def read_sheet(content: bytes, kind: Kind) -> list[dict[str, Any]]:
    """The first sheet's rows that are not blank, each with its number in Excel; raises Invalid for the file."""
    table = _csv_table(content) if kind.csv and not content.startswith(b"PK") else _table(content)
    places = _places(table[0] if table else [], kind)
    rows = [{"row": number} | {field: cell_text(cells[place]) for field, place in places.items()}
            for number, cells in enumerate(table[1:], 2) if any(cell_text(cells[place]) for place in places.values())]
    if not rows:
        raise _wrong_file("表格中没有内容")
    if len(rows) > kind.at_most:
        raise _wrong_file(f"最多 {kind.at_most} 行，请分成几个文件")
    return rows


def with_results(content: bytes, headings: Sequence[str], results: Mapping[int, Sequence[str]]) -> bytes:
    """The first sheet as it came, with a column for each of `headings`; `results` by row number in Excel."""
    table = _table(content)
    width = max(map(len, table), default=0)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, text = book.add_worksheet(), book.add_format({"num_format": "@"})
        sheet.set_column(0, width + len(headings), 22, text)
        for number, cells in enumerate(table, 1):
            told = headings if number == 1 else results.get(number, ())
            for place, cell in [*enumerate(cells), *enumerate(told, width)]:
                sheet.write_string(number - 1, place, cell_text(cell), text)
    return buffer.getvalue()


def filled(title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """A sheet with rows of text, so that Excel keeps every digit."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, text = book.add_worksheet(title), book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings), 22, text)
        for number, cells in enumerate([headings, *rows]):
            for place, cell in enumerate(cells):
                sheet.write_string(number, place, "" if cell is None else str(cell), text)
    return buffer.getvalue()


def uploaded(request: Request) -> bytes:
    """The one file of a form; raises Invalid when there is none."""
    files = [part for part in request.uploads if part.name == "file"]
    if len(files) != 1:
        raise _wrong_file("请选择一个文件")
    return files[0].content


def _table(content: bytes) -> list[list]:
    try:
        unfolded = sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(content)).infolist())
        if unfolded > LARGEST_UNFOLDED_BYTES:
            raise _wrong_file("文件内容过大")
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, IndexError) as error:
        raise _wrong_file("不是能读取的 Excel 文件，请另存为 .xlsx 后重试") from error


def _places(headings: list, kind: Kind) -> dict[str, int]:
    found = {cell_text(heading).replace(" ", ""): place for place, heading in enumerate(headings)}
    missing = [heading for heading in kind.columns if heading not in found and heading not in kind.may_lack]
    if missing:
        raise _wrong_file(f"第一行缺少列：{'、'.join(missing)}，请使用下载的模板")
    return {field: found[heading] for heading, field in kind.columns.items() if heading in found}


def _csv_table(content: bytes) -> list[list[str]]:
    """A CSV in UTF-8 (with or without BOM) or GB18030, each row as long as the first one."""
    try:
        rows = list(csv.reader(io.StringIO(_decoded(content), newline=""), strict=True))
    except csv.Error as error:
        raise _wrong_file("不是能读取的 CSV 文件，请检查引号和换行") from error
    width = len(rows[0]) if rows else 0
    return [(row + [""] * width)[:width] for row in rows]


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        text = _in_encoding(content, encoding)
        if text is not None and "\0" not in text:
            return text
    raise _wrong_file("不是能读取的 CSV 文件，请以 UTF-8 或 GB18030 编码另存后重试")


def _in_encoding(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def cell_text(cell: Any) -> str:
    """A cell as its reader sees it. A number too long to be exact has lost digits, and says so."""
    if isinstance(cell, float):
        if abs(cell) >= _MOST_EXACT:
            return LOST_DIGITS
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell).strip()[:200]


def _wrong_file(words: str) -> Invalid:
    return Invalid("上传的文件不正确", fields={"file": [words]})


def template(kind: Kind) -> Download:
    """An empty sheet with the headings, its columns set to text so that Excel keeps every digit."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, bold, text = book.add_worksheet(kind.title), book.add_format({"bold": True}), book.add_format(
            {"num_format": "@"})
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate(kind.columns):
            sheet.set_column(place, place, 22, text)
            sheet.write(0, place, heading, bold)
            if heading in kind.choices:
                sheet.data_validation(1, place, _SPARE_ROWS, place,
                                      {"validate": "list", "source": list(kind.choices[heading])})
        explained = book.add_worksheet("填写说明")
        explained.set_column(0, 0, 80)
        explained.write_column(0, 0, kind.notes)
    return Download(buffer.getvalue(), XLSX, f"{kind.title}模板.xlsx")
