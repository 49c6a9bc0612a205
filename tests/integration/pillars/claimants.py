"""People on their way to a subsidy: events as they arrive, and the acts of desk, finance and bank."""

from datetime import date, datetime

import psycopg

from chassis.host import Host
from contracts.actors import Role
from contracts.subsidies import BankResult
from contracts.subsidies.commands import (
    AcceptOffer,
    ApproveBatch,
    ApproveClaim,
    BankResultLine,
    CheckBatch,
    MakeBatch,
    OpenBudget,
    OpenNotice,
    RecordBankResults,
    StateCase,
    VerifyClaim,
)
from contracts.training import Course, EnrolmentState
from contracts.training.domain_events import CertificateRevoked, TrainingCompleted
from contracts.zone import BusinessKind, BusinessState, EvidenceKind, TargetGroup
from contracts.zone.domain_events import (
    BusinessClosed,
    BusinessRegistered,
    GroupEvidence,
    PersonRegistered,
    StatusConfirmed,
    StatusLapsed,
)
from tests.building import JISHOU, XIANGXI, a_citizen, a_command, an_actor, an_event, on, the_city

PROGRAMME = "startup_subsidy"
CLERK = an_actor(Role.CLERK, person_id="clerk-1")
REVIEWER = an_actor(Role.REVIEWER, person_id="reviewer-1")
MAKER = an_actor(Role.FINANCE_MAKER, person_id="maker-1")
CHECKER = an_actor(Role.FINANCE_CHECKER, person_id="checker-1")
APPROVER = an_actor(Role.FINANCE_APPROVER, person_id="approver-1")
MIGRANT = GroupEvidence(group=TargetGroup.RETURNING_MIGRANT_WORKER, kind=EvidenceKind.REGISTER,
                        source="返乡农民工名册", fetched_on=on("2024-05-06"), valid_until=on("2026-05-05"))


class Town:
    """The subsidies desk of one place, driven message by message."""

    def __init__(self, desk, url: str):
        self.desk, self.url = desk, url
        self.host = Host("subsidies", type(desk.service), desk.database, "amqp://unused", desk.service.store.policies)

    def hear(self, event_class: type, *, id: str | None = None, version: int = 1, **fields):
        """Deliver an event to its reaction."""
        receiver = f"subsidies.{self.desk.methods[event_class]}"
        return self.desk.give(an_event(event_class, receiver, id=id, version=version, **fields))

    def act(self, command_class: type, by, **fields) -> dict:
        return self.desk.give(a_command(command_class, by, **fields))

    def events(self, type_: str, person_id: str | None = None) -> list[dict]:
        found = self.desk.events(f"subsidies.{type_}.v1")
        return [data for data in found if person_id in (None, data.get("person_id"))]

    def last(self, type_: str, person_id: str) -> dict:
        return self.events(type_, person_id)[-1]

    @property
    def today(self) -> date:
        return self.desk.sql("SELECT (clock.business_now() AT TIME ZONE 'Asia/Shanghai')::date")[0][0]

    def move_to(self, moment: datetime) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SELECT clock.move_to(%s)", [moment])

    def run_calendar(self) -> None:
        """Deliver every timer that is due."""
        with self.desk.database.connection() as connection:
            connection.autocommit = True
            while self.host.timers.run_one(connection):
                pass
            connection.autocommit = False

    def pass_notice(self, notice_id: str) -> None:
        """Let a notice run its days."""
        self.move_to(self.end_of(notice_id))
        self.run_calendar()

    def end_of(self, notice_id: str) -> datetime:
        return self.desk.sql("SELECT ends_at FROM notices WHERE notice_id = %s", notice_id)[0][0]

    # what happens to a person

    def person_registered(self, person_id: str, *, area=JISHOU, groups=(MIGRANT,), version=1, **more):
        return self.hear(PersonRegistered, person_id=person_id, birth_month="1990-05", area=area, groups=groups,
                         version=version, **more)

    def status_confirmed(self, person_id: str, *, area=JISHOU, version=2, **more):
        evidence = {name: getattr(MIGRANT, name) for name in ("group", "kind", "source", "fetched_on", "valid_until")}
        return self.hear(StatusConfirmed, person_id=person_id, birth_month="1990-05", area=area, groups=(MIGRANT,),
                         version=version, **evidence, **more)

    def status_lapsed(self, person_id: str, *, version=3):
        return self.hear(StatusLapsed, person_id=person_id, birth_month="1990-05", area=JISHOU, groups=(),
                         group=MIGRANT.group, source=MIGRANT.source, lapsed_on=on("2024-05-06"), ground="名册已更正",
                         version=version)

    def trained(self, person_id: str, *, version=2, **more):
        return self.hear(TrainingCompleted, **course_of(person_id, EnrolmentState.COMPLETED), version=version,
                         completed_on=on("2024-05-06"), certificate_number=f"CY-{person_id}", subsidised=True, **more)

    def certificate_revoked(self, person_id: str, *, version=3, **more):
        return self.hear(CertificateRevoked, **course_of(person_id, EnrolmentState.REVOKED), version=version,
                         certificate_number=f"CY-{person_id}", ground="考勤经核查系代签", **more)

    def business_registered(self, person_id: str, *, version=1, area=JISHOU, **more):
        known = business_of(person_id, BusinessState.OPEN, area)
        return self.hear(BusinessRegistered, **known, version=version, **more)

    def business_closed(self, person_id: str, *, version=2, area=JISHOU):
        return self.hear(BusinessClosed, **business_of(person_id, BusinessState.CLOSED, area), version=version,
                         closed_on=on("2024-05-06"))

    def entitled(self, person_id: str, *, area=JISHOU) -> dict:
        """A trained returning worker with a business: the offer."""
        self.person_registered(person_id, area=area)
        self.trained(person_id)
        self.business_registered(person_id, area=area)
        return self.last("offered", person_id)

    # what people do

    def claim(self, person_id: str) -> str:
        offer = self.entitled(person_id)
        return self.act(AcceptOffer, a_citizen(person_id), offer_id=offer["offer_id"])["claim_id"]

    def verified(self, person_id: str) -> str:
        claim_id = self.claim(person_id)
        self.act(VerifyClaim, CLERK, claim_id=claim_id)
        return claim_id

    def approved(self, person_id: str) -> str:
        claim_id = self.verified(person_id)
        self.act(ApproveClaim, REVIEWER, claim_id=claim_id)
        return claim_id

    def publicised(self, *people: str) -> tuple[str, list[str]]:
        """A notice and its claims."""
        claims = [self.approved(person_id) for person_id in people]
        return self.act(OpenNotice, CLERK, area=JISHOU, programme=PROGRAMME)["notice_id"], claims

    def cleared(self, *people: str) -> list[str]:
        notice_id, claims = self.publicised(*people)
        self.pass_notice(notice_id)
        return claims

    def batch(self, *claims: str, by=MAKER) -> dict:
        return self.act(MakeBatch, by, area=JISHOU, claim_ids=tuple(claims))

    def approved_batch(self, *claims: str) -> str:
        batch_id = self.batch(*claims)["batch_id"]
        self.act(CheckBatch, CHECKER, batch_id=batch_id)
        self.act(ApproveBatch, APPROVER, batch_id=batch_id)
        return batch_id

    def bank_says(self, batch_id: str, *results: BankResult) -> dict:
        """The bank's file: one result per line of the batch, in its order; the last one holds for the rest."""
        ids = self.payment_ids(batch_id)
        said = [*results, *[results[-1]] * (len(ids) - len(results))]
        today = self.today
        return self.act(RecordBankResults, MAKER, batch_id=batch_id,
                        lines=tuple(a_line(payment_id, result, today)
                                    for payment_id, result in zip(ids, said, strict=True)))

    def payment_ids(self, batch_id: str) -> list[str]:
        return [row[0] for row in self.desk.sql(
            "SELECT payment_id FROM payment_lines WHERE batch_id = %s ORDER BY line", batch_id)]

    def payment_states(self, batch_id: str) -> list[str]:
        return [row[0] for row in self.desk.sql(
            "SELECT p.state FROM payment_lines l JOIN payments p USING (payment_id) WHERE l.batch_id = %s"
            " ORDER BY l.line", batch_id)]

    def question_about(self, claim_id: str) -> dict:
        """The one question that a bank's result raised about a claim."""
        [question] = [data for data in self.events("bank_result_questioned") if data["claim_id"] == claim_id]
        return question

    def paid(self, person_id: str) -> str:
        """A person who was paid: the claim."""
        [claim_id] = self.cleared(person_id)
        batch_id = self.approved_batch(claim_id)
        self.bank_says(batch_id, BankResult.PAID)
        return claim_id

    def heard(self, claw_back_id: str, by, **more) -> None:
        """Whoever would have to pay back says something, so that a person may decide at once."""
        self.act(StateCase, by, claw_back_id=claw_back_id, statement="培训期间一直到课，有同学可以作证", **more)

    def state_of(self, claim_id: str) -> str:
        return self.desk.sql("SELECT state FROM claims WHERE claim_id = %s", claim_id)[0][0]

    def give_budget(self, yuan: int, *, area=XIANGXI, programme=PROGRAMME) -> dict:
        return self.act(OpenBudget, the_city(), area=area, year=2024, programme=programme, amount=yuan * 100,
                        ground="州财社指〔2024〕1号（演示）")


def course_of(person_id: str, state: EnrolmentState) -> dict:
    return {"enrolment_id": f"enrolment-{person_id}", "person_id": person_id, "class_id": "class-1",
            "title": "吉首市SIYB第一期", "area": JISHOU, "city": XIANGXI, "course": Course.SIYB, "state": state}


def business_of(person_id: str, state: BusinessState, area: str) -> dict:
    return {"business_id": f"business-{person_id}", "person_id": person_id, "kind": BusinessKind.SELF_EMPLOYED,
            "state": state, "area": area, "registered_on": on("2024-05-06"), "evidence": EvidenceKind.REGISTER,
            "number_token": f"token-{person_id}"}


def a_line(payment_id: str, result: BankResult, day: date) -> BankResultLine:
    if result is BankResult.PAID:
        return BankResultLine(payment_id=payment_id, result=result, paid_on=day,
                              bank_reference=f"ref-{payment_id[:8]}")
    return BankResultLine(payment_id=payment_id, result=result, cause="账户状态异常")


def line_by_hand(town, claim_id: str, *, first: str = "SELECT 1", amount: int = 500_000) -> None:
    """What somebody with the database's password would try: a batch and a payment line written directly."""
    number = f"by-hand-{claim_id[:8]}"
    with psycopg.connect(town.url, options="-c search_path=subsidies") as connection:
        connection.execute(first)
        connection.execute("INSERT INTO batches (batch_id, area, state, lines, amount, maker, version)"
                           " VALUES (%s, %s, 'approved', 1, %s, 'x', 1)", [number, JISHOU, amount])
        connection.execute("INSERT INTO payments (payment_id, claim_id, batch_id, person_id, area, programme, period,"
                           " title, amount, state) SELECT %s, claim_id, %s, person_id, area, programme, period, title,"
                           " %s, 'sent' FROM claims WHERE claim_id = %s", [number, number, amount, claim_id])
        connection.execute("INSERT INTO payment_lines (batch_id, line, payment_id, claim_id, amount)"
                           " VALUES (%s, 1, %s, %s, %s)", [number, number, claim_id, amount])
        connection.rollback()
