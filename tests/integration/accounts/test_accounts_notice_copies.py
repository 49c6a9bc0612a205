"""What stood in public is kept as it stood there, signed, and read by staff of the place alone."""

import json
import uuid

import psycopg
import pytest

from contracts.actors import Actor, Role
from contracts.problems import NotFound
from tests.integration.accounts.conftest import JISHOU, XIANGXI
from tests.people import an_id_number

SEED = b"4" * 32
CLERK = Actor(role=Role.CLERK, person_id="clerk-1", area=JISHOU)


@pytest.fixture(scope="module")
def person_id(accounts) -> str:
    myself = Actor(role=Role.CITIZEN, person_id=str(uuid.uuid4()))
    accounts.give("zone.register_person", myself, name="石秀花", id_number=an_id_number(411), phone="19900000411",
                  area=JISHOU)
    return myself.person_id


def a_notice(person_id: str, notice_id: str = "notice-1") -> dict:
    return {"notice_id": notice_id, "title": "吉首市一次性创业补贴拟发放名单公示", "area": JISHOU, "state": "open",
            "opened_on": "2024-05-06", "closes_on": "2024-05-11", "ends_at": "2024-05-12T00:00:00+08:00",
            "working_days": 5, "notes": [], "lines": [
                {"claim_id": "claim-1", "person_id": person_id, "area": JISHOU, "programme": "startup_subsidy",
                 "amount": "5000.00"}]}


def test_what_is_shown_is_what_was_kept_and_signed_and_it_holds_a_masked_name_and_no_id(accounts, person_id):
    [shown] = accounts.service.published_notices([a_notice(person_id)], SEED)
    assert shown["lines"] == [{"claim_id": "claim-1", "area": JISHOU, "programme": "startup_subsidy",
                               "amount": "5000.00", "name": "石*花"}]
    copy = accounts.service.notice_copy("notice-1", CLERK)
    assert (copy["genuine"], json.loads(copy["document"])) == (True, shown)
    assert person_id not in copy["document"]
    assert accounts.service.published_notices([a_notice(person_id)], b"5" * 32) == [shown]
    assert accounts.value("SELECT count(*) FROM notice_copies WHERE notice_id = 'notice-1'") == 1


def test_staff_of_the_place_and_of_the_places_above_read_it_and_who_did_is_noted(accounts, person_id):
    accounts.service.published_notices([a_notice(person_id)], SEED)
    file_id = accounts.service.notice_copy("notice-1", Actor(role=Role.CITY_STAFF, person_id="city-1", area=XIANGXI))[
        "file_id"]
    assert accounts.value("SELECT count(*) FROM file_reads WHERE file_id = %s AND viewer_id = 'city-1'", file_id) == 1
    for viewer, notice_id in ((Actor(role=Role.CLERK, person_id="c-2", area="433122"), "notice-1"), (CLERK, "none")):
        with pytest.raises(NotFound):
            accounts.service.notice_copy(notice_id, viewer)
    with pytest.raises(NotFound):
        accounts.service.open_file(file_id, CLERK)


def test_a_copy_that_was_changed_on_the_disk_says_so(accounts, person_id):
    accounts.service.published_notices([a_notice(person_id, "notice-2")], SEED)
    file_id = accounts.service.notice_copy("notice-2", CLERK)["file_id"]
    path = accounts.folder / file_id[:2] / file_id
    path.write_text(path.read_text().replace("5000.00", "9000.00"))
    assert accounts.service.notice_copy("notice-2", CLERK)["genuine"] is False


def test_a_copy_is_never_changed_or_taken_away_in_the_database(accounts, person_id):
    accounts.service.published_notices([a_notice(person_id)], SEED)
    for statement in ("UPDATE notice_copies SET area = '433122'", "DELETE FROM notice_copies"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            accounts.rows(statement)
