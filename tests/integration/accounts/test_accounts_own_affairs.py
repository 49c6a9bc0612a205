"""What people do for themselves: drafts, objections, proxies, a copy, leaving, signing out."""

import io
import json
import uuid
import zipfile
from datetime import date

import pytest

from contracts.actors import Role
from contracts.problems import Conflict, Forbidden, Invalid, NotFound, Problem
from tests.integration.accounts.conftest import FENGHUANG, JISHOU, a_clerk, citizen, post
from tests.people import an_id_number
from tests.unit.gateway_examples import bearer

PDF = b"%PDF-1.7\n%a signed paper\n"
PHONE = "13800004567"


def a_person(accounts, number: int, **changes):
    """A registered citizen."""
    accounts.give("zone.register_person", citizen(number), name="石秀花", id_number=an_id_number(number),
                  phone=PHONE, area=JISHOU, **changes)
    return citizen(number)


# drafts


def test_a_draft_is_kept_sealed_and_an_edit_of_an_old_version_is_refused(accounts, client):
    me = citizen(601)
    begun = post(client, "/me/drafts", me, {"title": "开店申请", "content": {"step": 2, "plan": "卖腊肉"}})
    assert (begun.status_code, begun.headers["etag"]) == (200, '"1"')
    path = f"/api/v1/me/drafts/{begun.json['draft_id']}"
    changed = {"title": "开店申请", "content": {"step": 3}}
    first = client.simulate_put(path, json=changed, headers=bearer(me) | {"If-Match": '"1"'})
    assert (first.status_code, first.json["version"]) == (200, 2)
    late = client.simulate_put(path, json=changed, headers=bearer(me) | {"If-Match": '"1"'})
    assert (late.status_code, late.json["code"]) == (412, "version_changed")
    assert "卖腊肉" not in accounts.everything()
    assert client.simulate_get(path, headers=bearer(citizen(602))).status_code == 404
    assert client.simulate_delete(path, headers=bearer(me)).status_code == 204
    assert client.simulate_get(path, headers=bearer(me)).status_code == 404


def test_a_draft_takes_no_number_of_a_person(client):
    told = post(client, "/me/drafts", citizen(601), {"title": "草稿", "content": {"note": f"电话{PHONE}"}})
    assert (told.status_code, list(told.json["fields"])) == (422, ["content.note"])


# where data come from


def test_every_datum_says_where_it_comes_from_how_old_it_is_and_until_when_it_holds(accounts, client):
    me = a_person(accounts, 603, address="吉首市乾州街道九号")
    accounts.give("zone.update_person", a_clerk(), person_id=me.person_id, phone="13800004568")
    accounts.give("zone.confirm_status", a_clerk(), person_id=me.person_id, group="veteran", kind="licence",
                  source="退役证", valid_until="2024-12-31")
    found = client.simulate_get("/api/v1/people/me/provenance", headers=bearer(me)).json["items"]
    told = {one["field"]: one for one in found}
    assert (told["name"]["source"], told["name"]["shown"]) == ("本人填报", "石*花")
    assert told["phone"]["source"] == "经办人员录入"
    assert (told["group"]["source"], told["group"]["valid_until"]) == ("证照：退役证", "2024-12-31")
    assert told["group"]["holds"]
    assert told["address"]["age_days"] == 0


def test_an_edit_on_an_old_reading_of_a_person_is_refused(accounts, client):
    me = a_person(accounts, 604)
    path, tag = f"/api/v1/people/{me.person_id}", client.simulate_get(
        "/api/v1/people/me", headers=bearer(me)).headers["etag"]
    unchanged = client.simulate_get("/api/v1/people/me", headers=bearer(me) | {"If-None-Match": tag})
    assert unchanged.status_code == 304
    first = client.simulate_put(path, json={"phone": "13800004569"}, headers=bearer(me) | {"If-Match": tag})
    assert first.status_code == 200, first.text
    late = client.simulate_put(path, json={"phone": "13800004570"}, headers=bearer(me) | {"If-Match": tag})
    assert (late.status_code, late.json["code"]) == (412, "version_changed")


# objections


def test_an_objection_to_a_group_opens_a_case_and_its_correction_withdraws_the_evidence(accounts):
    me = a_person(accounts, 605)
    accounts.give("zone.confirm_status", a_clerk(), person_id=me.person_id, group="disabled", kind="clerk",
                  source="登记")
    objected = accounts.give("zone.object_to_data", me, field="group", group="disabled", explanation="我没有残疾证")
    [case] = accounts.service.open_data_objections(JISHOU, a_clerk())
    assert (case["explanation"], case["source"], case["state"]) == ("我没有残疾证", "登记", "open")
    assert "我没有残疾证" not in accounts.everything()
    assert accounts.service.clear_reads_of(me.person_id, None, 1)[0]["reason"] == "核实信息异议"
    with pytest.raises(Conflict):
        accounts.give("zone.object_to_data", me, field="group", group="disabled", explanation="再说一次")
    with pytest.raises(Forbidden):
        settle(accounts, objected, a_clerk(FENGHUANG), state="corrected")
    settle(accounts, objected, a_clerk(), state="corrected")
    assert accounts.events("zone.status_lapsed.v1")[-1]["group"] == "disabled"
    assert accounts.events("zone.data_objection_settled.v1")[-1]["state"] == "corrected"
    assert accounts.service.person_masked(me.person_id, me)["groups"] == []


def settle(accounts, objected, clerk, **data):
    return accounts.give("zone.settle_data_objection", clerk, data_objection_id=objected["subject"],
                         ground="与原件核对", **data)


def test_a_wrong_name_and_number_are_corrected_by_a_desk_and_found_under_the_right_number(accounts):
    me, right = a_person(accounts, 606), an_id_number(616, born="19910404")
    objected = accounts.give("zone.object_to_data", me, field="id_number", explanation="号码录错了")
    with pytest.raises(Invalid) as told:
        settle(accounts, objected, a_clerk(), state="corrected", id_number=right)
    assert set(told.value.fields) == {"name"}
    settle(accounts, objected, a_clerk(), state="corrected", id_number=right, name="石秀华")
    assert accounts.service.person_by_id_number(right, a_clerk())["name"] == "石*华"
    assert accounts.events("zone.person_updated.v1")[-1]["birth_month"] == "1991-04"


def test_what_one_can_change_oneself_needs_no_objection(accounts):
    me = a_person(accounts, 607)
    with pytest.raises(Invalid, match="invalid"):
        accounts.give("zone.object_to_data", me, field="phone", explanation="换号了")


# proxies


def authorise(accounts, person, agent, by=None, **changes):
    return accounts.give("zone.authorise_proxy", by or person, **{
        "person_id": person.person_id, "agent_id": agent.person_id, "kind": "relative", "matters": ["zone"],
        "until": "2024-12-31"} | changes)


def test_a_proxy_acts_within_what_was_authorised_and_every_act_is_noted(accounts, client):
    elder, child = a_person(accounts, 608), a_person(accounts, 609)
    headers = bearer(child) | {"Act-For": elder.person_id}
    refused = client.simulate_get("/api/v1/people/me", headers=headers)
    assert (refused.status_code, refused.json["code"]) == (403, "not_allowed")
    given = authorise(accounts, elder, child)
    seen = client.simulate_get("/api/v1/people/me", headers=headers)
    assert (seen.status_code, seen.json["person_id"]) == (200, elder.person_id)
    [act] = client.simulate_get("/api/v1/people/me/proxy-acts", headers=bearer(elder)).json["items"]
    assert (act["agent_id"], act["matter"]) == (child.person_id, "zone")
    oneself = client.simulate_put(f"/api/v1/people/{elder.person_id}", json={"phone": PHONE}, headers=headers)
    assert (oneself.status_code, oneself.json["detail"]) == (403, "此事须由本人办理，不能代办")
    accounts.give("zone.end_proxy", elder, authorisation_id=given["subject"])
    assert client.simulate_get("/api/v1/people/me", headers=headers).status_code == 403


def test_who_really_acted_stays_in_the_history(accounts, client):
    elder, child = a_person(accounts, 610), a_person(accounts, 611)
    authorise(accounts, elder, child)
    sent = client.simulate_post("/api/v1/matters", headers=bearer(child) | {"Act-For": elder.person_id}, json={
        "person_id": elder.person_id, "area": JISHOU, "wishes": [{"pillar": "subsidies", "item": "startup_one_off"}]})
    assert sent.status_code == 200, sent.text
    actor = json.loads(accounts.value("SELECT headers ->> 'cloudEvents:actor' FROM events WHERE id = %s",
                                      sent.json["events"][0]))
    assert (actor["person_id"], actor["proxy_id"]) == (elder.person_id, child.person_id)


def test_a_desk_records_an_authorisation_only_on_a_signed_paper(accounts):
    elder, clerk = a_person(accounts, 612), a_person(accounts, 613)
    desk = a_clerk(person_id=clerk.person_id)
    with pytest.raises(Invalid) as told:
        authorise(accounts, elder, clerk, by=desk, kind="village_clerk")
    assert set(told.value.fields) == {"files"}
    paper = accounts.service.keep_file(PDF, desk)["file_id"]
    assert authorise(accounts, elder, clerk, by=desk, kind="village_clerk", files=[paper])["outcome"] == "granted"
    with pytest.raises(Forbidden):
        authorise(accounts, elder, clerk, by=a_clerk(FENGHUANG), matters=["loans"], files=[paper])


@pytest.mark.parametrize(("changes", "field"), [
    ({"until": "2026-01-01"}, "until"), ({"until": "2024-05-01"}, "until"), ({"matters": ["money"]}, "matters"),
    ({"matters": []}, "matters"), ({"kind": "business_agent"}, "business_id"), ({"agent_id": "nobody"}, "agent_id")])
def test_an_authorisation_without_limits_is_refused(accounts, changes, field):
    person, agent = citizen(608), citizen(609)
    with pytest.raises(Invalid) as told:
        authorise(accounts, person, agent, **changes)
    assert field in told.value.fields


# a copy, leaving


def test_the_copy_holds_everything_in_clear_and_is_noted(accounts, client):
    me = a_person(accounts, 614)
    answer = client.simulate_post("/api/v1/people/me/copy", headers=bearer(me))
    kept = zipfile.ZipFile(io.BytesIO(answer.content))
    person = json.loads(kept.read("person.json"))
    assert (person["name"], person["phone"]) == ("石秀花", PHONE)
    assert {"provenance.json", "cases.json", "timeline.json", "clear_reads.json"} <= set(kept.namelist())
    assert accounts.service.clear_reads_of(me.person_id, None, 5)[0]["reason"] == "本人索取个人信息副本"


def test_who_leaves_without_any_dealings_is_forgotten(accounts):
    me = a_person(accounts, 615)
    accounts.give("zone.give_consent", me, purpose="public_story")
    accounts.give("zone.close_account", me)
    closed = accounts.events("zone.account_closed.v1")[-1]
    assert (closed["state"], "身份证号" in closed["erased"]) == ("erased", True)
    assert accounts.events("zone.consent_withdrawn.v1")[-1]["person_id"] == me.person_id
    assert accounts.service.person_masked(me.person_id, me)["name"] == "已*销"
    with pytest.raises(NotFound):
        accounts.service.person_by_id_number(an_id_number(615), a_clerk())
    again = accounts.give("zone.register_person", me, name="石秀花", id_number=an_id_number(615), phone=PHONE,
                          area=JISHOU)
    assert (again["person_id"], again["outcome"]) == (me.person_id, "granted")
    assert accounts.service.person_by_id_number(an_id_number(615), a_clerk())["name"] == "石*花"


def test_who_leaves_after_dealings_is_locked_and_told_why(accounts, client):
    me = a_person(accounts, 617)
    answer = accounts.give("zone.close_account", me, dealings=["loans.loan"])
    assert answer["outcome"] == "granted"
    closed = accounts.events("zone.account_closed.v1")[-1]
    assert (closed["state"], "身份证号" in closed["kept"]) == ("locked", True)
    wrong = post(client, "/people/me/closure", citizen(608), {"confirmation": "好"})
    assert list(wrong.json["fields"]) == ["confirmation"]


# signing out


def test_who_signs_out_is_out_at_once_and_only_with_that_token(accounts, client):
    me = citizen(618)
    gone, other = bearer(me), bearer(me)
    assert client.simulate_get("/api/v1/me/drafts", headers=gone).status_code == 200
    assert client.simulate_post("/api/v1/sign-out", json={"everywhere": False}, headers=gone).status_code == 200
    again = client.simulate_get("/api/v1/me/drafts", headers=gone)
    assert (again.status_code, again.json["code"]) == (401, "not_signed_in")
    assert client.simulate_get("/api/v1/me/drafts", headers=other).status_code == 200


def test_signing_out_everywhere_ends_every_token_of_that_person_alone(accounts, client):
    me, somebody = bearer(citizen(619)), bearer(citizen(620))
    elsewhere = bearer(citizen(619))
    assert client.simulate_post("/api/v1/sign-out", json={"everywhere": True}, headers=me).status_code == 200
    assert client.simulate_get("/api/v1/me/drafts", headers=elsewhere).status_code == 401
    assert client.simulate_get("/api/v1/me/drafts", headers=somebody).status_code == 200


def test_a_lapsed_authorisation_ends_by_the_calendar(accounts):
    person, agent = a_person(accounts, 621), a_person(accounts, 622)
    given = authorise(accounts, person, agent, until="2024-05-06")
    [due] = accounts.rows("SELECT due_at FROM timers WHERE key = %s", f"proxy/{given['subject']}")
    assert due[0].date() <= date(2024, 5, 7)


def test_marks_of_read_messages_are_the_readers_own(accounts):
    one, other, event = citizen(623), citizen(624), str(uuid.uuid4())
    assert accounts.service.mark_read(one.person_id, [event]) == 1
    assert accounts.service.mark_read(one.person_id, [event]) == 1
    assert list(accounts.service.reads_of(one.person_id, [event])) == [event]
    assert accounts.service.count_read(other.person_id) == 0


def test_roles_that_are_no_desk_settle_nothing(accounts):
    with pytest.raises(Problem):
        accounts.give("zone.settle_data_objection", a_clerk(role=Role.SUPERVISOR), data_objection_id="x",
                      state="kept", ground="看看")


# directories that desks keep


def test_a_desk_publishes_a_listing_of_its_own_area_and_takes_it_off(accounts):
    told = {"kind": "human-resource-services", "name": "吉首零工市场", "area": JISHOU, "holder": "就业服务中心",
            "source": "吉首市人社局", "lines": [{"label": "服务", "value": "招聘登记"}]}
    published = accounts.give("zone.publish_listing", a_clerk(), **told)
    with pytest.raises(Forbidden):
        accounts.give("zone.publish_listing", a_clerk(FENGHUANG), **told)
    with pytest.raises(Forbidden):
        accounts.give("zone.publish_listing", a_clerk(FENGHUANG), **told | {"area": FENGHUANG,
                                                                            "listing_id": published["subject"]})
    accounts.give("zone.withdraw_listing", a_clerk(), listing_id=published["subject"])
    states = [event["state"] for event in (*accounts.events("zone.listing_published.v1"),
                                           *accounts.events("zone.listing_withdrawn.v1"))]
    assert states == ["published", "withdrawn"]
