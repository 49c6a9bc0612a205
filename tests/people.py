"""Made-up people with numbers that check, and sheets of them."""

import io

import xlsxwriter
from stdnum.cn import ric, uscc

JISHOU_ID_AREA = "433101"


def an_id_number(serial: int = 12, *, area: str = JISHOU_ID_AREA, born: str = "19900315") -> str:
    """A made-up ID number with a right check digit."""
    body = f"{area}{born}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


def an_id_number_ending_in_x(**where) -> str:
    """The first made-up number whose check digit is X."""
    return next(number for number in (an_id_number(serial, **where) for serial in range(1000))
                if number.endswith("X"))


def a_credit_code(serial: int = 1, *, kind: str = "91", area: str = "433101") -> str:
    """A made-up unified social credit code with a right check digit."""
    body = f"{kind}{area}{serial:09d}"
    return body + uscc.calc_check_digit(body)


def a_sheet(headings: list[str], rows: list[list]) -> bytes:
    """An Excel file of one sheet."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([headings, *rows]):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()
