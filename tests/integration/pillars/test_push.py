"""Push against a real database: tickets admit once, streams resume where they ended, polls wake on change."""

import asyncio
import json
from dataclasses import replace

import falcon.testing
import pytest

from chassis.database import Database
from contracts.actors import Actor, Role
from contracts.problems import Problem
from contracts.zone.domain_events import PersonRegistered
from gateway.push.app import create_push_app
from gateway.push.feed import Feed
from gateway.zone.projection import project
from gateway.zone.queries import Zone
from tests.building import a_person_registered, an_event
from tests.integration.databases import conninfo_for


class OneToken:
    """A verifier that knows one token."""

    def signed_in(self, token):
        if token != "good":
            raise Problem(code="not_signed_in")
        return type("SignedIn", (), {"actor": Actor(role=Role.CITIZEN, person_id="me")})


@pytest.fixture(scope="module")
def zone(migrated):
    database = Database(conninfo_for(migrated, "zone_reader"), "zone", size=2)
    yield Zone(database)
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
            connection.execute("SELECT pg_notify('zone', '')")
        return event.id

    yield one
    database.close()


@pytest.fixture(autouse=True)
def streams_notice_leaving_soon(monkeypatch):
    """A stream notices that its page has gone when it next writes; here that is not after fifteen seconds."""
    monkeypatch.setattr("gateway.push.app.KEEP_ALIVE_SECONDS", 0.2)


async def with_app(migrated, play, feed_of=Feed):
    feed = feed_of(conninfo_for(migrated, "push"))
    async with falcon.testing.ASGIConductor(create_push_app(feed, OneToken(), [])) as conductor:
        return await play(conductor, feed)


def test_a_ticket_opens_one_stream_and_not_a_second(migrated, zone):
    zone.keep_ticket("ticket-1", "me")

    async def play(conductor, feed):
        take = feed.changes.take_ticket
        return await take("ticket-1"), await take("ticket-1"), await take("none")

    assert asyncio.run(with_app(migrated, play)) == ("me", None, None)


def test_a_stream_begins_where_the_page_left_off_and_goes_on_live(migrated, zone, happen):
    first, second = happen("me"), happen("me", 2)
    zone.keep_ticket("ticket-2", "me")

    async def play(conductor, feed):
        seen = await feed.changes.since("me", 0)
        after = next(row["seq"] for row in seen if row["event_id"] == first)
        async with conductor.simulate_get_stream(
                "/events", params={"ticket": "ticket-2"}, headers={"Last-Event-ID": str(after)}) as stream:
            backlog = await read_until(stream, second)
            third = await asyncio.to_thread(happen, "me", 3)
            live = await read_until(stream, third)
        return backlog, live, first

    backlog, live, first = asyncio.run(with_app(migrated, play))
    assert first not in backlog
    assert second in backlog
    assert live


def test_what_happens_between_a_page_and_its_stream_reaches_the_stream(migrated, zone, happen):
    known = happen("between")
    after = zone.keep_ticket("ticket-4", "between")
    missed = happen("between", 2)

    async def play(conductor, feed):
        async with conductor.simulate_get_stream(
                "/events", params={"ticket": "ticket-4", "after": str(after)}) as stream:
            return await read_until(stream, missed)

    told = asyncio.run(with_app(migrated, play))
    assert missed in told and known not in told


class SlowToFollow(Feed):
    """Its listening connection takes longer than a page's first request."""

    async def _follow(self):
        await asyncio.sleep(0.5)
        await super()._follow()


def test_what_comes_before_the_feed_has_begun_to_follow_reaches_the_stream(migrated, zone, happen):
    known = happen("early")
    zone.keep_ticket("ticket-3", "early")

    async def play(conductor, feed):
        async with conductor.simulate_get_stream(
                "/events", params={"ticket": "ticket-3", "after": "0"}) as stream:
            new = await asyncio.to_thread(happen, "early", 2)
            return new, await read_until(stream, new)

    new, told = asyncio.run(with_app(migrated, play, SlowToFollow))
    assert known in told
    assert told.count("id: ") == 2 and new in told


async def read_until(stream, wanted: str) -> str:
    text = ""
    async with asyncio.timeout(10):
        while wanted not in text:
            text += (await stream.stream.read()).decode()
    return text


def test_a_poll_answers_at_once_with_what_is_there_and_wakes_when_something_comes(migrated, happen):
    known = happen("me", 4)

    async def play(conductor, feed):
        headers = {"Authorization": "Bearer good"}
        there = await conductor.simulate_get("/changes", params={"after": "0"}, headers=headers)
        cursor = there.json["cursor"]
        waiting = asyncio.create_task(conductor.simulate_get(
            "/changes", params={"after": str(cursor), "wait": "10"}, headers=headers))
        async with asyncio.timeout(10):
            while not feed.listeners.get("me"):
                await asyncio.sleep(0.01)
        fifth = await asyncio.to_thread(happen, "me", 5)
        return there.json, (await waiting).json, fifth

    there, woken, fifth = asyncio.run(with_app(migrated, play))
    assert known in [item["event_id"] for item in there["items"]]
    assert [item["event_id"] for item in woken["items"]] == [fifth]
    assert "person_id" not in json.dumps(woken)


def test_nobody_follows_without_ticket_or_token(migrated):
    async def play(conductor, feed):
        stream = await conductor.simulate_get("/events", params={"ticket": "guess"})
        poll = await conductor.simulate_get("/changes", headers={"Authorization": "Bearer bad"})
        odd = await conductor.simulate_get("/changes", params={"after": "x"}, headers={"Authorization": "Bearer good"})
        return stream, poll, odd

    stream, poll, odd = asyncio.run(with_app(migrated, play))
    assert [stream.status_code, poll.status_code, odd.status_code] == [401, 401, 422]
    assert odd.json["fields"] == {"after": ["应为上次收到的编号"]}
