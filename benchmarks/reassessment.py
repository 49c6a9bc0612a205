"""`python -m benchmarks.reassessment [--people N …] [--into FILE]`: everybody assessed against all programmes anew.

A policy that changes makes the platform assess its whole area again, some people at a time, by its own timers. Here
the same handler works through as many people as asked, in an area that runs five programmes for people; first when
nothing comes out otherwise, then when an amount has changed and every open offer of it is announced anew.
"""

import argparse
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks.running import busy_share, processor_seconds
from chassis.database import Database
from chassis.host import Host
from chassis.policy_source import PolicySource
from chassis.store import Store, derived_id
from contracts.actors import Actor, Role
from contracts.messages import Envelope
from contracts.zone.domain_events import BusinessRegistered, PersonRegistered, PolicyPublished
from dev.machine import Machine
from policies.publishing import content_hash
from policies.reader import Policies
from services.subsidies.service import SubsidiesService
from services.subsidies.service.assessment import AT_A_TIME

SHENYANG = "210102"
GROUPS = (("graduate", "disabled"), ("veteran",), ("hard_to_employ",), ("graduate",))
TEMPLATES = 8
FIRST_AMOUNT = 1000
SIZES = (10_000, 30_000, 100_000)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One pass over everybody, or over the first of them: `assessed` says over how many; `processor` are the seconds
    of processor time that this process and the database used."""

    people: int
    assessed: int
    seconds: float
    processor: float
    events: int
    busy: float

    @property
    def rate(self) -> float:
        return self.assessed / self.seconds

    @property
    def processor_ms(self) -> float:
        """Of one person."""
        return self.processor / self.assessed * 1000


class Desk:
    """The subsidies pillar on a database of its own, without a broker."""

    def __init__(self, url: str, folder: Path):
        self.url, self.folder = url, folder
        self.policies = PolicySource(Policies.load())
        self.database = Database(url, "subsidies", size=4)
        self.service = SubsidiesService()
        self.service.store = Store(SubsidiesService.transaction, self.database, self.policies)
        self.timers = Host("subsidies", SubsidiesService, self.database, "amqp://unused", self.policies).timers

    def processor_seconds(self) -> float:
        """What this process and the private servers have used."""
        return time.process_time() + processor_seconds(self.folder)

    def sql(self, statement: str, *parameters) -> list[tuple]:
        with psycopg.connect(self.url, autocommit=True, options="-c search_path=subsidies") as connection:
            answer = connection.execute(statement, parameters or None)
            return answer.fetchall() if answer.description else []

    def hear(self, reaction: str, event_class: type, **data) -> None:
        event, number = event_class.from_data(data), str(uuid.uuid4())
        envelope = Envelope(id=number, type=event.type, source="benchmarks", correlation_id=number,
                            actor=Actor(role=Role.SYSTEM), occurred_at=datetime.now(UTC), entity=event.entity,
                            entity_id=getattr(event, f"{event.entity}_id"), entity_version=1,
                            receiver=f"subsidies.{reaction}")
        getattr(self.service, reaction)(event.with_envelope(envelope))


def seed(desk: Desk, people: int) -> None:
    """Some people assessed by their events, then copied by statements until there are as many as asked."""
    today = desk.sql("SELECT clock.business_now()::date")[0][0]
    for number in range(TEMPLATES):
        _template(desk, number, today)
    have = desk.sql("SELECT count(*) FROM claimants")[0][0]
    _copy(desk, range(have - TEMPLATES, people - TEMPLATES))
    desk.sql("VACUUM ANALYZE")
    desk.sql("CHECKPOINT")


def _template(desk: Desk, number: int, today: date) -> None:
    person = f"t-{number}"
    if desk.sql("SELECT 1 FROM claimants WHERE person_id = %s", person):
        return
    groups = [{"group": group, "kind": "register", "source": "名册", "fetched_on": today.isoformat(),
               "valid_until": None} for group in GROUPS[number % len(GROUPS)]]
    desk.hear("assess_programmes_on_person_registered", PersonRegistered, person_id=person, birth_month="1990-05",
              area=SHENYANG, groups=groups)
    if number % 2:
        desk.hear("offer_startup_subsidy_on_business_registered", BusinessRegistered, business_id=f"b-{number}",
                  person_id=person, kind="self_employed", state="open", area=SHENYANG, number_token="token",
                  registered_on=today.isoformat(), evidence="register")


def _copy(desk: Desk, numbers: range) -> None:
    """Copy the templates' facts, assessments and offers under new people, with the ids that they would have."""
    pairs = desk.sql("SELECT person_id, programme, period FROM assessments WHERE person_id LIKE 't-%%'")
    by_template: dict[str, list] = {}
    for template, programme, period in pairs:
        by_template.setdefault(template, []).append((programme, period))
    with psycopg.connect(desk.url, options="-c search_path=subsidies") as connection:
        connection.execute("CREATE TEMP TABLE copied (person text, template text, programme text, period text,"
                           " assessment text, offer text) ON COMMIT DROP")
        with connection.cursor().copy("COPY copied FROM STDIN") as copy:
            for row in _rows(numbers, by_template):
                copy.write_row(row)
        for statement in _COPIES:
            connection.execute(statement)


def _rows(numbers: range, by_template: dict[str, list]) -> Iterator[tuple]:
    """(person, template, programme, period, id of the assessment, id of the offer)."""
    for number in numbers:
        person, template = f"p-{number:07}", f"t-{number % TEMPLATES}"
        for programme, period in by_template[template]:
            yield (person, template, programme, period, derived_id("assessment", person, programme, period),
                   derived_id("offer", person, programme, period))


_COPIES = (
    "CREATE INDEX ON copied (template)", "ANALYZE copied",
    "INSERT INTO claimants SELECT DISTINCT person FROM copied",
    "INSERT INTO facts SELECT f.kind, f.entity_id || '/' || c.person, c.person, f.data, f.version"
    " FROM (SELECT DISTINCT person, template FROM copied) c JOIN facts f ON f.person_id = c.template",
    "INSERT INTO assessments SELECT c.assessment, c.person, a.area, a.programme, a.period, a.state, a.statuses,"
    " a.version FROM copied c JOIN assessments a ON (a.person_id, a.programme, a.period) ="
    " (c.template, c.programme, c.period)",
    "INSERT INTO offers SELECT c.offer, c.person, o.area, o.programme, o.period, o.title, o.state, o.amount, o.version"
    " FROM copied c JOIN offers o ON (o.person_id, o.programme, o.period) = (c.template, c.programme, c.period)",
    "INSERT INTO timers (key, id, due_at, command, data, correlation_id) SELECT 'turn:' || c.person,"
    " gen_random_uuid(), t.due_at, t.command, jsonb_build_object('person_id', c.person), t.correlation_id"
    " FROM (SELECT DISTINCT person, template FROM copied) c JOIN timers t ON t.key = 'turn:' || c.template",
    "INSERT INTO entity_versions SELECT 'assessment', assessment, 1 FROM copied ON CONFLICT DO NOTHING",
    "INSERT INTO entity_versions SELECT 'offer', offer, 1 FROM copied ON CONFLICT DO NOTHING")


def change_amount(desk: Desk, amount: int) -> None:
    """Put another amount of one programme into force; its timers then assess everybody."""
    today = desk.sql("SELECT clock.business_now()::date")[0][0]
    change = {"pillar": "subsidies", "area": SHENYANG, "key": "job_seeking_subsidy_amount", "from": today.isoformat(),
              "value": amount, "cite": {"unsourced": "测量用的数字；请勿采用，须确认"}, "label": "求职创业补贴金额",
              "unit": "元"}
    desk.hear("keep_policy_on_policy_published", PolicyPublished, **change, hash=content_hash(change),
              draft_id=f"draft-{amount}", drafted_by="a", approved_by="b")


def assess(desk: Desk, people: int, at_most: int, words: str) -> Measured:
    """Run the timers that a change has set until nobody is left or enough were assessed; people a second of wall
    time. What was left over is dropped."""
    busy, before = busy_share(), desk.sql("SELECT count(*) FROM events")[0][0]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    begin, used = time.monotonic(), desk.processor_seconds()
    with Progress(*columns) as progress, desk.database.alone() as connection:
        task = progress.add_task(words, total=min(people, at_most))
        while not progress.finished and desk.timers.run_one(connection):
            progress.advance(task, AT_A_TIME)
    seconds, processor = time.monotonic() - begin, desk.processor_seconds() - used
    desk.sql("DELETE FROM timers WHERE key LIKE 'reassess:%'")
    return Measured(people=people, assessed=min(people, at_most), seconds=seconds, processor=processor, busy=busy,
                    events=desk.sql("SELECT count(*) FROM events")[0][0] - before)


def measure(desk: Desk, people: int, at_most: int, amount: int) -> dict[str, Measured]:
    """Everybody assessed anew: once with the amount as it is, once with another."""
    seed(desk, people)
    change_amount(desk, amount)
    same = assess(desk, people, at_most, f"{people} 人，结果不变")
    change_amount(desk, amount + 1)
    return {"same": same, "other": assess(desk, people, at_most, f"{people} 人，金额有变")}


def as_text(found: dict[int, dict[str, Measured]]) -> str:
    """The section of the results page."""
    lines = ["## 补贴：全体人员按全部项目重新评估", "",
             "一个县级区域、每人五个补贴项目，经定时器逐批（每批 "
             f"{AT_A_TIME} 人，一个事务）由同一个处理方法完成；单进程，数据库在同一台机器。", "",
             "| 人数 | 其中实测 | 结果不变（人/秒） | 用时（秒） | 处理器 ms/人 | 金额有变（人/秒） | 用时（秒）"
             " | 处理器 ms/人 | 新记录的事件 | 此前其他程序占用处理器 |",
             "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for people, of in sorted(found.items()):
        same, other = of["same"], of["other"]
        lines.append(f"| {people} | {same.assessed} | {same.rate:.0f} | {same.seconds:.1f}"
                     f" | {same.processor_ms:.2f} | {other.rate:.0f} | {other.seconds:.1f} | {other.processor_ms:.2f}"
                     f" | {other.events} | {same.busy:.0%}、{other.busy:.0%} |")
    sizes = sorted(found)
    if len(sizes) > 1:
        small, large = found[sizes[0]]["same"], found[sizes[-1]]["same"]
        lines += ["", f"人数增加到 {sizes[-1] / sizes[0]:.0f} 倍，每秒人数为原来的 {large.rate / small.rate:.2f}"
                      "（1.00 即完全线性），每人所用处理器时间为原来的"
                      f" {large.processor_ms / small.processor_ms:.2f} 倍（受其他程序影响小得多）。"]
    return "\n".join([*lines, ""])


def main() -> None:
    """Measure on private servers that are gone afterwards."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reassessment", description=__doc__)
    parser.add_argument("--people", type=int, action="append", help="人数，可重复；默认 10000、30000、100000")
    parser.add_argument("--at-most", type=int, default=10**9, help="每种人数只实测前若干人（机器繁忙时）")
    parser.add_argument("--into", type=Path, help="把结果加在哪个文件的末尾")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        Path(folder).chmod(0o755)
        machine = Machine(Path(folder), throwaway=True)
        try:
            machine.start_servers()
            machine.set_up()
            desk = Desk(machine.postgres.url, Path(folder))
            desk.sql("SELECT clock.move_to('2024-05-06 09:00+08')")
            sizes = enumerate(sorted(asked.people or SIZES), start=FIRST_AMOUNT)
            text = as_text({people: measure(desk, people, asked.at_most, amount) for amount, people in sizes})
        finally:
            machine.remove()
    print(text)
    if asked.into:
        asked.into.write_text(f"{asked.into.read_text(encoding='utf-8').rstrip()}\n\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
