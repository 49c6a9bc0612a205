"""What is known of a call that has no answer yet: whether the broker took it over, refused it, or is gone."""

from collections import defaultdict

import pytest
from amqp.exceptions import MessageNacked

from chassis import call_client
from contracts.problems import Unavailable


class Broker:
    """A connection and its channel in one: what it says next is in `script`, one word for each look."""

    def __init__(self, script: list[str]):
        self.script, self.events, self.published = script, defaultdict(set), 0
        self.channel = lambda: self
        self.connection = self
        self.transport = object()

    def confirm_select(self) -> None:
        assert self.published == 0, "confirms are counted from the first message on"

    def prepare_message(self, body, **properties):
        return body

    def basic_publish(self, message, **how) -> None:
        self.published += 1

    def drain_events(self, timeout=None) -> None:
        if not self.script:
            raise TimeoutError
        word = self.script.pop(0)
        if word == "gone":
            raise ConnectionResetError
        kind, tag = word.split()
        for listener in self.events[f"basic_{kind}"]:
            listener(int(tag), False)


@pytest.fixture
def sender(monkeypatch):
    def made(*script: str) -> call_client.Sender:
        monkeypatch.setattr(call_client, "connect", lambda url, **options: Broker(list(script)))
        monkeypatch.setattr(call_client, "to_headers", lambda envelope: {})
        return call_client.Sender("amqp://")

    return made


class Envelope:
    type = "training.file_class"


def sent(one: call_client.Sender) -> call_client.Sender:
    one.send({}, Envelope(), {})
    return one


def test_a_call_that_the_broker_took_over_is_waited_for(sender):
    sent(sender("ack 1")).await_confirm()


def test_a_call_that_the_broker_refused_was_not_accepted(sender):
    with pytest.raises(MessageNacked):
        sent(sender("nack 1")).await_confirm()


def test_the_confirm_of_an_earlier_call_is_not_taken_for_this_ones(sender):
    one = sent(sent(sender("ack 1", "nack 2")))
    with pytest.raises(MessageNacked):
        one.await_confirm()


def test_a_late_refusal_of_a_call_that_was_answered_spoils_nothing(sender):
    one = sent(sender("nack 1"))
    assert one.is_alive()
    one.connection.script.append("ack 2")
    sent(one).await_confirm()


def test_a_connection_that_the_broker_closed_is_not_used_again(sender):
    assert not sent(sender("gone")).is_alive()
    with pytest.raises(ConnectionResetError):
        sent(sender("gone")).await_confirm()


def test_a_broker_that_says_nothing_leaves_the_outcome_open(sender):
    with pytest.raises(TimeoutError):
        sent(sender()).await_confirm()


@pytest.mark.parametrize(("trouble", "kept"), [(Unavailable("停着"), True), (ConnectionResetError(), False),
                                               (UnicodeError(), False)])
def test_only_a_plain_refusal_leaves_a_sender_to_be_used_again(sender, trouble, kept):
    client = call_client.CallClient("amqp://", user="gateway")
    one = sender()
    client._idle.put(one)
    one.discard = lambda: None
    with pytest.raises(type(trouble)), client._sender():
        raise trouble
    assert client._idle.qsize() == kept
