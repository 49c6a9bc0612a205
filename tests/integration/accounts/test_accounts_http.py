"""The accounts through HTTP: sheets, files and local sign-in."""

import io
from datetime import datetime

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from contracts.actors import Actor, Role
from tests.integration.accounts.conftest import FENGHUANG, JISHOU, XIANGXI, a_clerk, citizen, post
from tests.people import a_credit_code, a_sheet, an_id_number
from tests.unit.gateway_examples import bearer

CITY = Actor(role=Role.CITY_STAFF, person_id="city-1", area=XIANGXI, organisation_id="office-433100")
INSTITUTION = Actor(role=Role.INSTITUTION_STAFF, person_id="institution-1", area=JISHOU, organisation_id="school")
ROSTER = ["姓名", "身份证号", "手机号"]
PDF = b"%PDF-1.7\n%made up\n"


def test_the_templates_have_the_columns_that_are_read(client):
    for path, actor in (("/rosters/template", INSTITUTION), ("/registers/template", CITY)):
        answer = client.simulate_get(f"/api/v1{path}", headers=bearer(actor))
        assert answer.status_code == 200
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        assert book.get_sheet_by_index(0).to_python()[0][:2] == ROSTER[:2]
        assert book.sheet_names[1] == "填写说明"


@pytest.mark.parametrize(("content", "words"), [
    (b"not a sheet", "不是能读取的 Excel"), (b"PK\x03\x04broken", "不是能读取的 Excel"),
    (a_sheet(["姓名", "电话"], [["石秀花", "1"]]), "缺少列：身份证号、手机号"), (a_sheet(ROSTER, []), "没有内容"),
])
def test_a_file_that_is_no_roster_is_told_in_words(client, content, words):
    answer = post(client, "/rosters/preview", INSTITUTION, upload=content)
    assert answer.status_code == 422
    assert words in answer.json["fields"]["file"][0]


def test_an_id_number_that_excel_turned_into_a_number_is_told_as_such(client):
    answer = post(client, "/rosters/preview", INSTITUTION,
                  upload=a_sheet(ROSTER, [["石秀花", 433101199003150123, "13800000012"]]))
    assert "Excel 存成了数字" in answer.json["rows"][0]["reason"]


def test_blank_rows_are_passed_over_and_rows_keep_their_number_in_excel(client):
    answer = post(client, "/rosters/preview", INSTITUTION, keep="good",
                  upload=a_sheet(ROSTER, [["", "", ""], ["石秀花", "1", "1"], ["", "", ""], ["", "2", ""]]))
    assert [row["row"] for row in answer.json["rows"]] == [3, 5]


def test_a_roster_of_ten_thousand_rows_with_three_bad_ones_is_answered_row_by_row(client):
    rows = [["石秀花", an_id_number(n % 1000, born=f"{1960 + n // 1000}0101"), "13800000012"] for n in range(10_000)]
    for bad in (17, 4000, 9999):
        rows[bad][2] = "123"
    answer = post(client, "/rosters/preview", INSTITUTION, upload=a_sheet(ROSTER, rows), keep="good")
    assert answer.status_code == 200, answer.text[:500]
    wrong = [row["row"] for row in answer.json["rows"] if "手机号" in row["reason"]]
    assert wrong == [19, 4002, 10001]


def test_a_register_with_dates_as_excel_keeps_them_is_previewed_and_imported(client, accounts):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["姓名", "身份证号", "人员类别", "来源", "有效期至"])
        sheet.write_row(1, 0, ["石秀花", an_id_number(1), "返乡农民工", "名册甲"])
        sheet.write_datetime(1, 4, datetime(2025, 6, 30), day)
    options = {"source": "返乡农民工名册", "area": XIANGXI, "fetched_on": "2024-05-06"}
    preview = post(client, "/registers/preview", CITY, upload=buffer.getvalue(), **options)
    assert (preview.json["kept"], preview.json["faults"]) == (1, [])
    imported = post(client, "/registers", CITY, upload=buffer.getvalue(), **options)
    assert imported.json["kept"] == 1
    assert accounts.rows("SELECT source, valid_until::text FROM register_entries") == [("名册甲", "2025-06-30")]


def test_a_form_without_its_texts_names_them(client):
    answer = post(client, "/registers", CITY, upload=a_sheet(["姓名"], []))
    assert set(answer.json["fields"]) == {"source", "area", "fetched_on"}


# one's own data


def test_a_person_sees_their_businesses_consents_and_who_read_their_data(client):
    me = citizen(9)
    post(client, "/people", me, json={"name": "向阳花", "id_number": an_id_number(9), "phone": "13800000009",
                                      "area": JISHOU})
    post(client, "/businesses", me, json={"person_id": me.person_id, "kind": "self_employed", "name": "向阳花店",
                                          "credit_code": a_credit_code(9), "area": JISHOU,
                                          "registered_on": "2024-05-01"})
    post(client, "/consents", me, json={"purpose": "offers_and_reminders"})
    for reason in ("电话核实", "打印决定书", "寄送证书"):
        post(client, f"/people/{me.person_id}/clear-reads", a_clerk(), json={"reason": reason})

    def mine(what, **query):
        return client.simulate_get(f"/api/v1/people/me/{what}", headers=bearer(me), params=query).json

    assert [each["name"] for each in mine("businesses")["items"]] == ["向阳花店"]
    assert [each["purpose"] for each in mine("consents")["items"]] == ["offers_and_reminders"]
    first = mine("clear-reads", limit=2)
    assert [each["reason"] for each in first["items"]] == ["寄送证书", "打印决定书"]
    rest = mine("clear-reads", limit=2, cursor=first["next_cursor"])
    assert ([each["reason"] for each in rest["items"]], rest["next_cursor"]) == (["电话核实"], None)


def test_organisations_of_an_area_are_listed_page_by_page_without_signing_in(client):
    operator = Actor(role=Role.OPERATOR, person_id="operator-1")
    for number, area in ((11, JISHOU), (12, FENGHUANG), (13, "430100")):
        post(client, "/organisations", operator, json={"name": f"机构{number}", "kind": "bank", "area": area,
                                                       "credit_code": a_credit_code(number)})
    seen, cursor = [], None
    while cursor or not seen:
        query = {"area": XIANGXI, "limit": 1} | ({"cursor": cursor} if cursor else {})
        page = client.simulate_get("/api/v1/organisations", params=query).json
        seen, cursor = seen + [each["name"] for each in page["items"]], page["next_cursor"]
    assert {"机构11", "机构12"} <= set(seen)
    assert "机构13" not in seen


# files


def test_a_file_is_kept_once_by_its_content_and_opened_by_whom_it_concerns(client, accounts):
    for number in (1, 2):
        post(client, "/people", citizen(number), json={"name": "石秀花", "id_number": an_id_number(20 + number),
                                                       "phone": "13800000012", "area": JISHOU})
    kept = post(client, "/files", citizen(1), upload=PDF).json
    assert kept["media_type"] == "application/pdf"
    assert post(client, "/files", citizen(1), upload=PDF).json == kept
    path = f"/api/v1/files/{kept['file_id']}"
    for viewer, status in ((citizen(1), 200), (a_clerk(), 200), (citizen(2), 404), (a_clerk(FENGHUANG), 404),
                           (INSTITUTION, 404)):
        answer = client.simulate_get(path, headers=bearer(viewer))
        assert answer.status_code == status, viewer
    opened = client.simulate_get(path, headers=bearer(citizen(1)))
    assert (opened.content, opened.headers["content-type"]) == (PDF, "application/pdf")
    assert "attachment" in opened.headers["content-disposition"]
    assert accounts.value("SELECT count(*) FROM file_reads WHERE file_id = %s", kept["file_id"]) == 3


def test_another_persons_file_is_sent_back_before_anything_is_recorded(client, accounts):
    """Knowing what a file is called, or having the same one by chance, is not having handed it in."""
    kept = post(client, "/files", citizen(2), upload=PDF + b"3").json
    asked = {"field": "area", "explanation": "登记的地区不是我住的县市", "files": [kept["file_id"]]}
    answer = post(client, "/data-objections", citizen(1), json=asked)
    assert (answer.status_code, answer.json["code"]) == (422, "file_not_yours")
    assert list(answer.json["fields"]) == ["files.0"]
    assert post(client, "/files", citizen(1), upload=PDF + b"3").json == kept
    assert post(client, "/data-objections", citizen(1), json=asked).json.get("code") != "file_not_yours"


@pytest.mark.parametrize(("content", "media_type"), [
    (b"\xff\xd8\xff\xe0made up", "image/jpeg"), (b"\x89PNG\r\n\x1a\nmade up", "image/png"),
    (a_sheet(["一"], [["二"]]), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"RIFF\x00\x00\x00\x00WEBPmade up", "image/webp"),
])
def test_the_content_says_what_a_file_is(client, content, media_type):
    assert post(client, "/files", citizen(1), upload=content).json["media_type"] == media_type


@pytest.mark.parametrize(("content", "code"), [
    (b"<html><script>alert(1)</script>", "wrong_media_type"), (b"MZ made up", "wrong_media_type"),
    (b"", "wrong_media_type"), (PDF + b"0" * (20 * 1024 * 1024), "body_too_large"),
])
def test_other_kinds_and_larger_files_are_refused(client, content, code):
    assert post(client, "/files", citizen(1), upload=content).json["code"] == code


def test_no_path_leads_out_of_the_folder(client):
    for name in ("..%2F..%2Fetc%2Fpasswd", "0" * 64):
        assert client.simulate_get(f"/api/v1/files/{name}", headers=bearer(citizen(1))).status_code == 404


# sign-in


def test_a_staff_member_signs_in_and_the_token_acts_in_their_post(client, accounts):
    operator = Actor(role=Role.OPERATOR, person_id="operator-1")
    organisation = post(client, "/organisations", operator, json={
        "name": "吉首市人社局", "kind": "office", "area": JISHOU, "credit_code": a_credit_code(5, kind="11")}).json
    person = post(client, "/people", operator, json={"name": "龙建国", "id_number": an_id_number(30),
                                                     "phone": "13800000030", "area": JISHOU}).json["person_id"]
    post(client, "/appointments", operator, json={"person_id": person, "role": "clerk", "area": JISHOU,
                                                  "organisation_id": organisation["subject"]})
    post(client, "/administration/sign-in-accounts", operator, json={
        "person_id": person, "account": "long.jianguo", "password": "a long password"})
    wrong = post(client, "/sign-in", None, json={"account": "long.jianguo", "password": "not this one"})
    assert (wrong.status_code, wrong.json["code"]) == (401, "not_signed_in")
    signed_in = post(client, "/sign-in", None, json={"account": "long.jianguo", "password": "a long password"}).json
    assert signed_in["appointment"]["role_label"] == "经办人员"
    found = client.simulate_get("/api/v1/people/" + person, headers={"Authorization": f"Bearer {signed_in['token']}"})
    assert found.json["name"] == "龙*国"
