"""A long roster is worked off in the background: its sender watches, and gets the same sheet back with reasons."""

import io
import time

import pytest
from python_calamine import CalamineWorkbook

from contracts.actors import Actor, Role
from gateway.http.context import SplitCalls
from gateway.rosters import jobs
from gateway.routes import roster_jobs
from tests.integration.accounts.conftest import JISHOU, form, post
from tests.people import a_sheet, an_id_number
from tests.unit.gateway_examples import a_client, a_context, bearer

INSTITUTION = Actor(role=Role.INSTITUTION_STAFF, person_id="institution-1", area=JISHOU, organisation_id="school")
COLLEAGUE = Actor(role=Role.INSTITUTION_STAFF, person_id="institution-2", area=JISHOU, organisation_id="school")
HEADINGS = ["姓名", "身份证号", "手机号", "备注"]


class Training:
    """A stand-in for training that hears of people at the second time of asking and has two seats."""

    def __init__(self):
        self.asked = []

    def call(self, name, data, envelope, *, deadline=None) -> dict:
        self.asked.append((envelope.id, data))
        late = len(self.asked) == 1
        reasons = [None, "名额已满", "与《先报的班》时间重叠"]
        rows = [{"person_id": person, "accepted": not late and place == 0, "waiting": not late and place == 1,
                 **({"reason": "尚未实名登记" if late else reasons[place]} if late or place else {})}
                for place, person in enumerate(data["person_ids"])]
        return {"outcome": "granted", "rows": rows, "events": []}


@pytest.fixture(scope="module")
def training():
    return Training()


@pytest.fixture(scope="module")
def client(accounts, training):
    context = a_context(calls=SplitCalls(accounts.calls, training), accounts=accounts.service,
                        note_refusal=accounts.calls.note_refusal)
    return a_client(*roster_jobs.ROUTES, context=context)


def a_roster(*rows, more=()) -> bytes:
    return a_sheet(HEADINGS, [[name, number, "13800000012", note] for name, number, note in rows] + list(more))


def finished(client, job_id: str, seconds: float = 60) -> list[dict]:
    """What was seen of a job until it ended; at least its end."""
    seen, end = [], time.monotonic() + seconds
    while not seen or seen[-1]["state"] == "running":
        assert time.monotonic() < end, seen[-1]
        seen.append(client.simulate_get(f"/api/v1/rosters/jobs/{job_id}", headers=bearer(INSTITUTION)).json)
    return seen


def result(client, job_id: str) -> list[list[str]]:
    answer = client.simulate_get(f"/api/v1/rosters/jobs/{job_id}/sheet", headers=bearer(INSTITUTION))
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_every_row_comes_back_in_the_same_sheet_with_what_came_of_it(client):
    sheet = a_roster(("石秀花", an_id_number(1), "一组"), ("王五五", an_id_number(1), "二组"),
                     ("田五五", "433101199003150120", "三组"))
    opened = post(client, "/rosters/jobs", INSTITUTION, upload=sheet, register_missing="true", area=JISHOU)
    assert opened.status_code == 202
    last = finished(client, opened.json["job_id"])[-1]
    assert (last["state"], last["total"], last["accepted"], last["refused"], last["percent"]) == ("done", 3, 1, 2, 100)
    headings, *rows = result(client, opened.json["job_id"])
    assert headings == [*HEADINGS, "结果", "原因"]
    assert [row[3:] for row in rows][0] == ["一组", "已接收", "本次为其实名登记"]
    assert rows[1][3:] == ["二组", "未录入", "与第 2 行重复"]
    assert rows[2][4] == "未录入"
    assert "校验" in rows[2][5]
    assert rows[2][1] == "433101199003150120"


def test_good_rows_go_into_the_class_as_soon_as_training_has_heard_of_them(client, training, monkeypatch):
    monkeypatch.setattr(jobs.time, "sleep", lambda seconds: None)
    people = [("石秀花", an_id_number(serial), "") for serial in (11, 12, 13)]
    opened = post(client, "/rosters/jobs", INSTITUTION, upload=a_roster(*people), register_missing="true", area=JISHOU,
                  class_id="class-1")
    last = finished(client, opened.json["job_id"])[-1]
    assert (last["state"], last["accepted"], last["refused"]) == ("done", 1, 2)
    assert len(training.asked) == 2
    told = {row[5] for row in result(client, opened.json["job_id"])[1:]}
    assert told == {"本次为其实名登记", "名额已满，已列入候补", "与《先报的班》时间重叠"}


def test_a_job_is_its_senders_alone(client):
    opened = post(client, "/rosters/jobs", INSTITUTION, upload=a_roster(("石秀花", an_id_number(1), "")))
    finished(client, opened.json["job_id"])
    for path in ("", "/sheet"):
        answer = client.simulate_get(f"/api/v1/rosters/jobs/{opened.json['job_id']}{path}", headers=bearer(COLLEAGUE))
        assert answer.status_code == 404


def test_the_same_key_is_the_same_import(client):
    given = form(a_roster(("石秀花", an_id_number(1), "")))
    given["headers"] |= bearer(INSTITUTION) | {"Idempotency-Key": "one-click"}
    jobs_opened = {client.simulate_post("/api/v1/rosters/jobs", **given).json["job_id"] for _ in range(2)}
    assert len(jobs_opened) == 1


def test_an_import_that_a_restart_left_lying_is_taken_up_again_by_who_asks(client, accounts, monkeypatch):
    monkeypatch.setattr(jobs.Run, "start", lambda self: None)
    opened = post(client, "/rosters/jobs", INSTITUTION, upload=a_roster(("石秀花", an_id_number(1), "")))
    monkeypatch.undo()
    job_id = opened.json["job_id"]
    assert client.simulate_get(f"/api/v1/rosters/jobs/{job_id}", headers=bearer(INSTITUTION)).json["state"] == "running"
    accounts.rows("UPDATE roster_jobs SET claimed_until = now() - interval '1 s' WHERE job_id = %s RETURNING 1", job_id)
    assert finished(client, job_id)[-1]["state"] == "done"


def test_ten_thousand_rows_show_how_far_they_are(client):
    numbers = [an_id_number(n % 1000, born=f"{1960 + n // 1000}0307") for n in range(10_000)]
    sheet = a_roster(*(("石秀花", number, "") for number in numbers))
    started = time.monotonic()
    opened = post(client, "/rosters/jobs", INSTITUTION, upload=sheet)
    seen = finished(client, opened.json["job_id"], seconds=120)
    percents = [each["percent"] for each in seen]
    print(f"10 000 rows in {time.monotonic() - started:.1f} s, {len(set(percents))} different stands seen")
    assert percents == sorted(percents)
    assert len(set(percents)) > 5
    assert (seen[-1]["done"], seen[-1]["refused"]) == (10_000, 10_000)
