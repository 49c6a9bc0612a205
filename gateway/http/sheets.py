"""Reading Excel sheets that people hand in: by column titles, every cell as the text a person sees."""

import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from contracts.problems import Invalid
from gateway.http.body import UploadedPart

MOST_ROWS = 20_000
_TITLE_WITHIN = 10
# A sheet that unpacks to more than this is no roster.
_UNPACKED = 200 * 1024 * 1024
# From here on a cell that holds a number instead of a text has lost digits: what it shows is no ID number.
_INEXACT = 10**15


def the_file(uploads: list[UploadedPart]) -> UploadedPart:
    """The one file of a form; raises Invalid when there is none, or more than one."""
    if len(uploads) != 1:
        raise _wrong("请选择一个文件上传")
    return uploads[0]


def read_sheet(content: bytes, columns: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]) -> list[dict]:
    """The rows of a workbook's first sheet: `row` (as Excel counts) and each column that was found, as text.

    `columns` names the titles under which each field may stand, `needed` the fields that must be there; the
    titles stand in one of the first rows. Raises Invalid for what is no such sheet.
    """
    rows = _cells(content)
    titles_at, places = _titles(rows, columns, needed)
    found = []
    for index, cells in enumerate(rows[titles_at + 1:], start=titles_at + 2):
        texts = {field: shown(cells[place]) for field, place in places.items() if place < len(cells)}
        if any(texts.values()):
            found.append({"row": index, **texts})
    if len(found) > MOST_ROWS:
        raise _wrong(f"表格最多 {MOST_ROWS} 行")
    return found


def shown(cell) -> str:
    """A cell as the text a person sees."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _INEXACT:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:.14E}" if isinstance(cell, float) and abs(cell) >= _INEXACT else str(cell).strip()


def _cells(content: bytes) -> list[list]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if sum(each.file_size for each in package.infolist()) > _UNPACKED:
                raise _wrong("表格太大")
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        return workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError) as error:
        raise _wrong("这不是可以读取的 Excel（xlsx）表格") from error


def _titles(rows: list[list], columns: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]) -> tuple[int, dict]:
    missing = needed
    for index, cells in enumerate(rows[:_TITLE_WITHIN]):
        titles = [shown(cell).replace(" ", "") for cell in cells]
        places = {field: titles.index(title) for field, names in columns.items()
                  for title in names if title in titles}
        absent = tuple(field for field in needed if field not in places)
        if not absent:
            return index, places
        missing = min(missing, absent, key=len)
    raise _wrong("缺少列：" + "、".join(columns[field][0] for field in missing))


def _wrong(text: str) -> Invalid:
    return Invalid("请检查标出的内容", fields={"file": [text]})
