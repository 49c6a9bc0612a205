"""`python -m benchmarks.payments [--lines N]`: one batch from approval through notice, three signatures, the bank's
file and its results, on a private database; how long each step takes and how much memory the pillar needs."""

import argparse
import json
import resource
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg

from benchmarks.crowd import PROGRAMME, Crowd, gather
from chassis.clock import SHANGHAI
from chassis.database import Database
from chassis.declarations import SCHEMAS, SERVICES, load
from chassis.declare import receivers_of
from chassis.host import Host
from chassis.migrate import READERS, migrate
from chassis.policy_source import PolicySource
from chassis.store import Store
from contracts.actors import Actor, Role
from contracts.messages import Envelope
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
from policies.reader import Policies

AREA, CITY, OPENED = "433101", "433100", datetime(2024, 5, 6, 9, 0, tzinfo=SHANGHAI)
_MB = 1024


@dataclass
class Measured:
    """Seconds by step, in the order in which they were taken."""

    seconds: dict[str, float] = field(default_factory=dict)

    def take(self, step: str, act: Callable):
        started = time.perf_counter()
        answer = act()
        self.seconds[step] = time.perf_counter() - started
        return answer


class Desk:
    """The pillar in this process, under its own database role, with its calendar."""

    def __init__(self, url: str):
        parts = psycopg.conninfo.conninfo_to_dict(url) | {"user": "subsidies", "password": "bench-only"}
        self.database = Database(psycopg.conninfo.make_conninfo(**parts), "subsidies", size=4)
        service_class, policies = load(SERVICES["subsidies"]), PolicySource(Policies.load())
        self.service = service_class()
        self.service.store = Store(service_class.transaction, self.database, policies)
        self.methods = {mark.message: mark.method for mark in receivers_of(service_class)}
        self.timers = Host("subsidies", service_class, self.database, "amqp://unused", policies).timers

    def give(self, message_class: type, role: Role, **fields) -> dict:
        """What the pillar answers to a command or question of somebody in `role`."""
        key = str(uuid.uuid4())
        actor = Actor(role=role, person_id=f"{role.value}-1", area=CITY)
        envelope = Envelope(id=key, type=message_class.name, source="bench", actor=actor,
                            occurred_at=datetime.now(UTC), correlation_id=key, receiver=message_class.name)
        message = message_class(**fields).with_envelope(envelope)
        return getattr(self.service, self.methods[message_class])(message)

    def run_calendar(self) -> None:
        """Carry out everything that is due."""
        with self.database.connection() as connection:
            connection.autocommit = True
            while self.timers.run_one(connection):
                pass
            connection.autocommit = False


def measure(url: str, lines: int) -> dict:
    """Take a crowd of so many people the whole way; seconds by step, rates and the peak of memory."""
    migrate(url, dict.fromkeys((*SCHEMAS, *READERS), "bench-only"), mode="test")
    move_clock(url, OPENED)
    desk, took = Desk(url), Measured()
    desk.give(OpenBudget, Role.CITY_STAFF, area=CITY, year=2024, programme=PROGRAMME, amount=lines * 500_000,
              ground="测量")
    gather(url, Crowd(name="bench-", number=lines), f"budget:2024:{CITY}:{PROGRAMME}")
    before = peak_mb()
    publicise(desk, url, took)
    batch_id = sign(desk, took)
    send_and_receive(desk, batch_id, took)
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


def send_and_receive(desk: Desk, batch_id: str, took: Measured) -> None:
    """The file in each of its forms, and the bank's results in the portions in which the gateway sends them."""
    batch = took.take("取银行文件", lambda: desk.give(ShowBankFile, Role.FINANCE_MAKER, batch_id=batch_id))
    people = {line["person_id"]: {"name": "石秀花", "bank_account": "6217000000000000"} for line in batch["lines"]}
    for form in FORMATS:
        took.take(f"写银行文件 {form.value}", lambda form=form: bank_file(batch, people, form))
    results = tuple(BankResultLine(payment_id=line["payment_id"], result=BankResult.PAID, paid_on=date(2024, 6, 20),
                                   bank_reference=f"B{line['line']}") for line in batch["lines"])
    took.take("预览回单", lambda: desk.give(PreviewBankResults, Role.FINANCE_MAKER, batch_id=batch_id, lines=results))
    took.take("登记回单", lambda: record(desk, batch_id, results))
    took.take("再次导入同一回单", lambda: record(desk, batch_id, results))


def record(desk: Desk, batch_id: str, results: tuple[BankResultLine, ...]) -> None:
    for start in range(0, len(results), RESULTS_AT_ONCE):
        desk.give(RecordBankResults, Role.FINANCE_MAKER, batch_id=batch_id,
                  lines=results[start:start + RESULTS_AT_ONCE])


def move_clock(url: str, moment: datetime) -> None:
    query(url, "SELECT clock.move_to(%s)", moment)


def query(url: str, statement: str, *parameters):
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(statement, parameters).fetchone()[0]


def peak_mb() -> float:
    """The most memory that this process ever held, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB, 1)


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
