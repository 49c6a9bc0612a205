"""Writes the table of official days off and make-up working days of the years that are known.

    pip install chinesecalendar               # in an environment of its own; the platform does not need it
    python -m policies.generate_working_days 2024 2025 2026

The package repeats the yearly arrangement of the State Council's office. A year that it does not know yet is an
error; an administrator enters it as a draft when it is published.
"""

import sys
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

PATH = Path(__file__).parent / "data" / "working_days" / "000000.yaml"
_ORIGIN = "国务院办公厅年度节假日安排，不在五份来源文件之内；由办公室核对"


def exceptions_of(year: int, holidays: set[date], workdays: set[date]) -> tuple[list[date], list[date]]:
    """Weekdays that are off, and days of weekends that are worked. Raises ValueError for an unknown year."""
    if not any(day.year == year for day in holidays):
        raise ValueError(f"chinesecalendar 还没有 {year} 年的安排")
    days = [date(year, 1, 1) + timedelta(days=past) for past in range(366)]
    of_year = [day for day in days if day.year == year]
    off = [day for day in of_year if day in holidays and day.weekday() < 5]
    worked = [day for day in of_year if day in workdays and day.weekday() >= 5]
    return off, worked


def text_of(years: list[int]) -> str:
    constants = import_module("chinese_calendar.constants")
    parts = ["# 周一至周五以外的例外：days_off 为放假的工作日，make_up_days 为调休上班的周末"]
    for year in years:
        off, worked = exceptions_of(year, set(constants.holidays), set(constants.workdays))
        parts += [f"{year}:", f"  cite: {{unsourced: {_ORIGIN}}}", "  days_off:",
                  *(f"    - {day}" for day in off), "  make_up_days:", *(f"    - {day}" for day in worked)]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PATH.write_text(text_of([int(year) for year in sys.argv[1:]]), encoding="utf-8")
