"""Every role and every broker user ends at its own names."""

import pytest
from amqp.exceptions import AccessRefused, PreconditionFailed
from kombu import Connection

from tests.integration.toy.surroundings import REACTION


@pytest.fixture
def toy(shared_toy):
    """Refusals leave nothing behind."""
    return shared_toy


@pytest.mark.parametrize(("role", "statement"), [
    ("toy", "SELECT * FROM neighbour.events"),
    ("toy", "SELECT * FROM neighbour.inbox"),
    ("toy", "INSERT INTO neighbour.outbox VALUES (gen_random_uuid())"),
    ("neighbour", "SELECT * FROM toy.tasks"),
    ("relay", "SELECT * FROM toy.events"),
    ("relay", "SELECT * FROM toy.inbox"),
    ("relay", "INSERT INTO toy.outbox VALUES (gen_random_uuid())"),
    ("ops_read", "SELECT * FROM toy.tasks"),
    ("ops_read", "DELETE FROM toy.failed_messages"),
    ("toy", "CREATE TABLE toy.mine (x int)"),
    ("toy", "CREATE TABLE public.mine (x int)"),
    ("toy", "DELETE FROM toy.events"),
    ("toy", "UPDATE toy.audit SET what = ''"),
    ("toy", "DROP TRIGGER events_are_append_only ON toy.events"),
    ("toy", "SET ROLE neighbour"),
])
def test_a_database_role_is_refused_outside_its_own_work(toy, role, statement):
    refusal = toy.refusal(toy.database_url(role), statement)
    assert "permission denied" in refusal or "must be owner" in refusal


@pytest.mark.parametrize(("role", "statement"), [
    ("relay", "SELECT * FROM toy.outbox_messages"),
    ("ops_read", "SELECT * FROM toy.failed_messages"),
    ("ops_read", "SELECT * FROM toy.events"),
    ("toy", "SELECT clock.business_now()"),
])
def test_a_database_role_may_do_its_own_work(toy, role, statement):
    assert toy.refusal(toy.database_url(role), statement) == ""


def amqp_refuses(toy, user: str, act) -> bool:
    with Connection(toy.amqp_url(user), transport_options={"confirm_publish": True}) as connection:
        try:
            act(connection.default_channel)
        except AccessRefused:
            return True
    return False


def publishing(exchange: str, **properties):
    def act(channel):
        channel.basic_publish(channel.prepare_message(b"{}", properties=properties), exchange, "toy.done.v1", timeout=5)
    return act


@pytest.mark.parametrize(("user", "exchange"), [
    ("toy", "neighbour.events"), ("toy", "toy.events"), ("toy", ""), ("gateway", "toy.events"), ("relay", "nameko-rpc"),
])
def test_a_broker_user_cannot_publish_to_what_is_not_its_own(toy, user, exchange):
    toy.declare_exchange("neighbour.events")
    assert amqp_refuses(toy, user, publishing(exchange))


@pytest.mark.parametrize(("user", "queue"), [("neighbour", REACTION), ("neighbour", "rpc-toy"),
                                             ("gateway", "rpc-toy"), ("relay", REACTION)])
def test_a_broker_user_cannot_take_from_another_ones_queue(toy, user, queue):
    assert amqp_refuses(toy, user, lambda channel: channel.basic_get(queue))


@pytest.mark.parametrize("user", ["toy", "relay", "gateway"])
def test_a_broker_user_cannot_delete_or_declare_the_platforms_queues_and_exchanges(toy, user):
    assert amqp_refuses(toy, user, lambda channel: channel.queue_delete(REACTION))
    assert amqp_refuses(toy, user, lambda channel: channel.queue_declare("mine"))
    assert amqp_refuses(toy, user, lambda channel: channel.exchange_delete("toy.events"))


def test_the_broker_lets_nobody_sign_as_another_user(toy):
    with Connection(toy.amqp_url("toy"), transport_options={"confirm_publish": True}) as connection, \
            pytest.raises(PreconditionFailed, match="user_id"):
        publishing("nameko-rpc", user_id="gateway")(connection.default_channel)
