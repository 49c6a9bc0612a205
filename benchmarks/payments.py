"""`python -m benchmarks.payments [--lines N]`: one batch from approval through notice, three signatures, the bank's
file and its results, on a private database; how long each step takes and how much memory the pillar needs."""

import argparse
import json
import tempfile
from datetime import datetime
from pathlib import Path

from benchmarks.crowd import PROGRAMME, Crowd, gather
from benchmarks.desk import CITY, Desk, Measured, move_clock, peak_mb, prepare, query
from chassis.clock import SHANGHAI
from contracts.actors import Role
from contracts.subsidies import BankResult
from contracts.subsidies.commands import (
    ApproveBatch,
    BankResultLine,
    CheckBatch,
    MakeBatch,
    OpenBudget,
    OpenNotice,
    RecordBankResults,
)
from contracts.subsidies.questions import PreviewBankResults, ShowBankFile
from dev.servers import private_postgres
from gateway.routes.bank_files import FORMATS, RESULTS_AT_ONCE, bank_file

AREA, OPENED = "433101", datetime(2024, 5, 6, 9, 0, tzinfo=SHANGHAI)


def measure(url: str, lines: int) -> dict:
    """Take a crowd of so many people the whole way; seconds by step, rates and the peak of memory."""
    prepare(url, OPENED)
    desk, took = Desk(url, "subsidies"), Measured()
    desk.give(OpenBudget, Role.CITY_STAFF, area=CITY, year=2024, programme=PROGRAMME, amount=lines * 500_000,
              ground="测量")
    gather(url, Crowd(name="bench-", number=lines), f"budget:2024:{CITY}:{PROGRAMME}")
    before = peak_mb()
    publicise(desk, url, took)
    batch_id = sign(desk, took)
    send_and_receive(desk, url, batch_id, took)
    took.take("人员重新评估（日历分批）", desk.run_calendar)
    paid = query(url, "SELECT count(*) FROM subsidies.payments WHERE state = 'paid'")
    return {"lines": lines, "paid": paid, "seconds": took.seconds, "memory_before_mb": before,
            "memory_peak_mb": peak_mb()}


def publicise(desk: Desk, url: str, took: Measured) -> None:
    notice = took.take("公示", lambda: desk.give(OpenNotice, Role.CLERK, area=AREA, programme=PROGRAMME))
    move_clock(url, query(url, "SELECT ends_at FROM subsidies.notices WHERE notice_id = %s", notice["notice_id"]))
    took.take("公示期满", desk.run_calendar)


def sign(desk: Desk, took: Measured) -> str:
    made = took.take("制单（逐笔再核依据）", lambda: desk.give(MakeBatch, Role.FINANCE_MAKER, area=AREA))
    took.take("复核", lambda: desk.give(CheckBatch, Role.FINANCE_CHECKER, batch_id=made["batch_id"]))
    took.take("审批（逐笔再核依据）",
              lambda: desk.give(ApproveBatch, Role.FINANCE_APPROVER, batch_id=made["batch_id"]))
    return made["batch_id"]


def send_and_receive(desk: Desk, url: str, batch_id: str, took: Measured) -> None:
    """The file in each of its forms, and the bank's results in the portions in which the gateway sends them."""
    batch = took.take("取银行文件", lambda: desk.give(ShowBankFile, Role.FINANCE_MAKER, batch_id=batch_id))
    people = {line["person_id"]: {"name": "石秀花", "bank_account": "6217000000000000"} for line in batch["lines"]}
    for form in FORMATS:
        took.take(f"写银行文件 {form.value}", lambda form=form: bank_file(batch, people, form))
    paid_on = query(url, "SELECT (clock.business_now() AT TIME ZONE 'Asia/Shanghai')::date")
    results = tuple(BankResultLine(payment_id=line["payment_id"], result=BankResult.PAID, paid_on=paid_on,
                                   bank_reference=f"B{line['line']}") for line in batch["lines"])
    took.take("预览回单", lambda: desk.give(PreviewBankResults, Role.FINANCE_MAKER, batch_id=batch_id, lines=results))
    took.take("登记回单", lambda: record(desk, batch_id, results))
    took.take("再次导入同一回单", lambda: record(desk, batch_id, results))


def record(desk: Desk, batch_id: str, results: tuple[BankResultLine, ...]) -> None:
    for start in range(0, len(results), RESULTS_AT_ONCE):
        desk.give(RecordBankResults, Role.FINANCE_MAKER, batch_id=batch_id,
                  lines=results[start:start + RESULTS_AT_ONCE])





def main() -> None:
    """Measure on a server that is gone afterwards, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.payments", description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000, help="一个批次多少笔")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-payments-") as folder:
        Path(folder).chmod(0o755)
        with private_postgres(Path(folder)) as server:
            found = measure(server.create_database("payments"), asked.lines)
    print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
