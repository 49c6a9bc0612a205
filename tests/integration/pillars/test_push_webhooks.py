"""Signed deliveries to addresses of people and systems, on a real database and a real receiver; and short messages."""

import asyncio
import json
import threading
import time
import uuid
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg
import pytest

from chassis.clock import SHANGHAI
from chassis.database import Database
from contracts.actors import Actor, Role
from contracts.problems import Conflict, Forbidden, NotFound
from contracts.zone import ConsentPurpose, NotificationChannel
from contracts.zone.commands import GiveConsent, RegisterPerson
from contracts.zone.domain_events import PersonRegistered
from contracts.zone.notifications import NotificationWishes
from contracts.zone.webhooks import NewWebhook
from gateway.accounts.rules.notifications import Wishes, decide_notifications
from gateway.accounts.rules.webhooks import AT_MOST
from gateway.accounts.service import AccountsService
from gateway.notifying import FileConnector, Notifier
from gateway.push.signing import is_genuine, secret_of
from gateway.push.webhooks import AGAIN_AFTER, Webhooks, payload
from gateway.zone.changes import Changes
from gateway.zone.deliveries import Deliveries
from gateway.zone.projection import project
from gateway.zone.queries import Zone
from tests.building import a_command, a_person_registered, an_event
from tests.integration.accounts.conftest import settings_for
from tests.integration.databases import conninfo_for
from tests.people import an_id_number

KEY = b"w" * 32
OPERATOR = Actor(role=Role.OPERATOR, person_id="operator-1")


def a_citizen(person_id: str) -> Actor:
    return Actor(role=Role.CITIZEN, person_id=person_id)


@pytest.fixture(scope="module")
def zone(migrated):
    database = Database(conninfo_for(migrated, "zone_reader"), "zone", size=2)
    yield Zone(database)
    database.close()


@pytest.fixture(scope="module")
def accounts(migrated, tmp_path_factory):
    database = Database(conninfo_for(migrated, "accounts"), "accounts", size=4)
    host = AccountsService.host(settings_for(tmp_path_factory.mktemp("files")), database)
    yield host.instance()
    database.close()


@pytest.fixture(scope="module")
def happen(migrated):
    """`happen("me")`: something is projected for a person; the event's id."""
    database = Database(conninfo_for(migrated, "zone"), "zone", size=2)

    def one(person_id: str, version: int = 1) -> str:
        event = an_event(PersonRegistered, "zone", version=version, **a_person_registered(person_id))
        event = event.with_envelope(replace(event.envelope, person_id=person_id))
        with database.connection() as connection:
            project(connection, [event])
        return event.id

    yield one
    database.close()


class Receiver:
    """An address that keeps what it is sent and answers what a test says."""

    def __init__(self):
        self.got, self.answers = [], 204
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(receiver.answers)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *args):
                """Nothing is printed."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook?from=wuchuang"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver():
    found = Receiver()
    yield found
    found.server.shutdown()
    found.server.server_close()


@asynccontextmanager
async def pushing(migrated, **options):
    changes = Changes(conninfo_for(migrated, "push"))
    await changes.pool.open()
    try:
        yield Webhooks(Deliveries(changes.pool), KEY, **({"private": True} | options))
    finally:
        await changes.pool.close()


def push_once(migrated, **options) -> None:
    """What push does in one turn."""

    async def turn():
        async with pushing(migrated, **options) as webhooks:
            await webhooks.deliveries.plan(payload)
            await webhooks.deliver()

    asyncio.run(turn())


def opened(accounts, zone, receiver, owner: Actor, **changes) -> str:
    webhook_id = str(uuid.uuid4())
    told = NewWebhook(**{"address": receiver.address, "everybody": False, "pillars": ()} | changes)
    accounts.open_webhook(webhook_id, told, owner, zone.newest_change(), None)
    return webhook_id


def test_ones_own_changes_arrive_signed_once_and_nobody_elses(migrated, zone, accounts, happen, receiver):
    happen("hooked")
    webhook_id = opened(accounts, zone, receiver, a_citizen("hooked"))
    mine, _ = happen("hooked", 2), happen("somebody-else")
    for _ in range(2):
        push_once(migrated)
    [(headers, body)] = receiver.got
    assert (headers["webhook-id"], json.loads(body)["event_id"]) == (mine, mine)
    assert is_genuine(secret_of(KEY, webhook_id, 1), headers, body, now=int(time.time()))
    assert b"person_id" not in body
    [delivery] = accounts.deliveries_of(webhook_id, "hooked", None, 5)
    assert (delivery["state"], delivery["attempts"], delivery["answered"]) == ("delivered", 1, 204)


def test_a_failed_delivery_is_tried_later_and_may_be_sent_again_at_once(migrated, zone, accounts, happen, receiver):
    webhook_id = opened(accounts, zone, receiver, a_citizen("failing"))
    receiver.answers = 302
    happen("failing", 3)
    push_once(migrated)
    push_once(migrated)
    [delivery] = accounts.deliveries_of(webhook_id, "failing", None, 5)
    assert (delivery["state"], delivery["attempts"], delivery["fault"]) == ("waiting", 1, "对方答复 302")
    receiver.answers = 200
    accounts.send_again(webhook_id, "failing", delivery["delivery_id"])
    push_once(migrated)
    [delivery] = accounts.deliveries_of(webhook_id, "failing", None, 5)
    assert (delivery["state"], len(receiver.got)) == ("delivered", 2)
    with pytest.raises(NotFound):
        accounts.send_again(webhook_id, "hooked", delivery["delivery_id"])


def test_after_the_last_try_a_delivery_has_failed_and_every_try_is_kept(migrated, zone, accounts, happen, receiver):
    webhook_id = opened(accounts, zone, receiver, a_citizen("tired"))
    happen("tired", 4)
    receiver.answers = 500
    with psycopg.connect(migrated, autocommit=True) as connection:
        for _ in range(len(AGAIN_AFTER) + 1):
            push_once(migrated)
            connection.execute("UPDATE accounts.webhook_deliveries SET next_try_at = clock_timestamp()")
        [delivery] = accounts.deliveries_of(webhook_id, "tired", None, 5)
        tries = connection.execute("SELECT count(*) FROM accounts.webhook_attempts WHERE delivery_id = %s",
                                   [delivery["delivery_id"]]).fetchone()[0]
    assert (delivery["state"], tries) == ("failed", len(AGAIN_AFTER) + 1)


def test_without_leave_nothing_is_sent_into_our_own_network(migrated, zone, accounts, happen, receiver):
    webhook_id = opened(accounts, zone, receiver, a_citizen("inside"))
    happen("inside", 5)
    push_once(migrated, private=False)
    assert receiver.got == []
    assert accounts.deliveries_of(webhook_id, "inside", None, 5)[0]["fault"] == "接收地址应以 https:// 开头"


def test_only_an_operators_system_is_told_of_everybody(migrated, zone, accounts, happen, receiver):
    with pytest.raises(Forbidden):
        opened(accounts, zone, receiver, a_citizen("nosy"), everybody=True)
    everything = opened(accounts, zone, receiver, OPERATOR, everybody=True)
    opened(accounts, zone, receiver, OPERATOR, everybody=True, pillars=("loans",))
    happen("anybody", 6)
    push_once(migrated)
    assert [json.loads(body)["person_id"] for _, body in receiver.got] == ["anybody"]
    accounts.close_webhook(everything, OPERATOR.person_id)
    happen("anybody", 7)
    push_once(migrated)
    assert len(receiver.got) == 1


def test_nobody_fills_the_table_with_addresses(accounts, zone, receiver):
    for _ in range(AT_MOST):
        opened(accounts, zone, receiver, a_citizen("many"))
    with pytest.raises(Conflict):
        opened(accounts, zone, receiver, a_citizen("many"))


def test_push_learns_which_tokens_were_ended_and_reads_nothing_else_of_the_accounts(migrated, accounts):
    accounts.revoke_all("signed-out")

    async def look():
        async with pushing(migrated) as webhooks:
            pool = webhooks.deliveries.pool
            async with pool.connection() as connection:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    await connection.execute("SELECT * FROM accounts.persons")
            changes = Changes(conninfo_for(migrated, "push"))
            changes.pool = pool
            return await changes.revocations()

    assert [row["key"] for row in asyncio.run(look()) if row["kind"] == "person"] == ["signed-out"]


# short messages


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 5, 6, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(("now", "due"), [
    (at(9), at(9)), (at(22), at(8).replace(day=7)), (at(3), at(8)), (at(8), at(8)), (at(20, 59), at(20, 59))])
def test_quiet_hours_put_a_message_off_to_the_morning(now, due):
    [told] = decide_notifications("补贴已支付", "创业补贴", consents=True, closed=False, wishes=Wishes(), now=now)
    assert (told.state, told.due_at) == ("waiting", due)


def test_who_chose_the_same_hour_twice_is_never_quiet():
    wishes = Wishes(channels=tuple(NotificationChannel), quiet_from=5, quiet_until=5)
    told = decide_notifications("补贴已支付", "创业补贴", consents=True, closed=False, wishes=wishes, now=at(5))
    assert [one.due_at for one in told] == [at(5), at(5)]


def a_registered(accounts, person_id: str, serial: int, *, consents: bool) -> Actor:
    me = a_citizen(person_id)
    accounts.register_person(a_command(RegisterPerson, me, name="石秀花", id_number=an_id_number(serial),
                                       phone="13800009876", area="433101", address=None))
    if consents:
        accounts.give_consent(a_command(GiveConsent, me, purpose=ConsentPurpose.OFFERS_AND_REMINDERS))
    return me


def test_who_consents_is_told_once_by_the_file_connector_with_a_masked_number(accounts, zone, happen, tmp_path):
    sent = tmp_path / "out" / "notifications.jsonl"
    notifier = Notifier(accounts, zone, FileConnector(sent))
    notifier.turn()
    a_registered(accounts, "willing", 801, consents=True)
    a_registered(accounts, "unwilling", 802, consents=False)
    event, _ = happen("willing", 8), happen("unwilling", 9)
    for _ in range(3):
        notifier.turn()
    [line] = [json.loads(line) for line in sent.read_text(encoding="utf-8").splitlines()]
    assert (line["channel"], line["to"]) == ("sms", "138****9876")
    assert "完成实名登记" in line["text"]
    [told] = accounts.notifications_of("willing", None, 5)
    assert (told["event_id"], told["state"]) == (event, "sent")
    [withheld] = accounts.notifications_of("unwilling", None, 5)
    assert (withheld["state"], withheld["reason"]) == ("withheld", "本人未授权接收政策推送和提醒")


class Unreachable:
    """A connector that needs the whole number and reaches nobody."""

    needs_clear = True

    def __init__(self):
        self.asked = []

    def send(self, channel, recipient, text):
        self.asked.append((channel, recipient))
        return "对方号码已停机"


def test_what_cannot_be_sent_says_why_and_a_number_read_for_it_is_noted(accounts, zone, happen):
    a_registered(accounts, "away", 803, consents=True)
    accounts.keep_wishes("away", NotificationWishes(channels=("mini_program",), quiet_from=0, quiet_until=0))
    connector = Unreachable()
    happen("away", 10)
    Notifier(accounts, zone, connector).turn()
    assert ("mini_program", "13800009876") in connector.asked
    [told] = accounts.notifications_of("away", None, 5)
    assert (told["state"], told["reason"]) == ("failed", "对方号码已停机")
    assert accounts.clear_reads_of("away", None, 5)[0]["reason"] == "发送业务提醒"
