"""Where the gateway joins names: the public notice masked, the bank's file in clear, results from a sheet."""

import base64
import csv
import io
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from contracts.actors import Actor, Role
from gateway.accounts.rules.notice_copies import public_notice
from gateway.accounts.store.notice_copies import as_document, is_genuine, sign
from gateway.routes import bank_files, subsidies
from gateway.routes.bank_files import BANK_RESULTS, RESULTS_AT_ONCE
from gateway.routes.subsidies import LONG_SECONDS
from tests.unit.gateway_examples import CLERK, FakeCalls, FakeZone, a_client, a_context, bearer

SEED = b"1" * 32
MAKER = Actor(role=Role.FINANCE_MAKER, person_id="7d3f0d1e-0000-4000-8000-000000000003", area="433101")
CHECKER = Actor(role=Role.FINANCE_CHECKER, person_id="7d3f0d1e-0000-4000-8000-000000000004", area="433101")
NOTICE = {"notice_id": "n-1", "title": "公示", "area": "433101", "opened_on": "2024-05-06", "closes_on": "2024-05-11",
          "working_days": 5, "notes": [], "state": "open", "ends_at": "2024-05-12T00:00:00+08:00",
          "lines": [{"claim_id": "c-1", "person_id": "p-1", "area": "433101", "programme": "startup_subsidy",
                     "amount": "5000.00"}]}
BATCH = {"batch_id": "b-1", "area": "433101", "amount": "5000.00",
         "lines": [{"line": 1, "payment_id": "pay-1", "claim_id": "c-1", "person_id": "p-1", "amount": "5000.00",
                    "programme": "startup_subsidy", "state": "sent", "result": None, "payable": True}]}


@dataclass
class FakeAccounts:
    """Answers masked names, and clear data to those who give a reason."""

    asked: list = field(default_factory=list)
    seed: bytes | None = None

    def published_notices(self, notices, seed):
        self.seed = seed
        return [public_notice(notice, {"p-1": "石*"}) for notice in notices]

    def names_of(self, person_ids, viewer, *, reason=None, entitled=frozenset()):
        assert reason is None
        return {person_id: "石*" for person_id in person_ids}

    def data_of(self, person_ids, what, viewer, *, reason=None, entitled=frozenset()):
        self.asked.append((sorted(person_ids), what, reason))
        return {person_id: {"name": "石岚", "bank_account": "6200000000000000"} for person_id in person_ids}

    def accounts_masked(self, organisation_ids):
        return dict.fromkeys(organisation_ids, "************0018")

    def payees(self, organisation_ids, viewer, reason):
        if organisation_ids:
            self.asked.append((sorted(organisation_ids), "payees", reason))
        return {each: {"name": "吉首创业孵化有限公司", "bank_account": "4300000000000000"} for each in organisation_ids}


class NoticeZone(FakeZone):
    def running_notices(self, area):
        return [{"data": NOTICE}] if area == "433101" else []


def client(context):
    return a_client(*subsidies.ROUTES, *bank_files.ROUTES, context=context)


def test_anybody_may_read_the_notice_and_finds_masked_names_and_no_id_of_a_person():
    accounts = FakeAccounts()
    context = a_context(settings={"NOTICE_KEY": base64.b64encode(SEED).decode()}, zone=NoticeZone(), accounts=accounts)
    answer = client(context).simulate_get("/api/v1/subsidies/notices", query_string="area=433101")
    assert answer.status_code == 200, answer.text
    [notice] = answer.json["items"]
    assert notice["lines"] == [{"claim_id": "c-1", "area": "433101", "programme": "startup_subsidy",
                                "amount": "5000.00", "name": "石*"}]
    assert "p-1" not in answer.text
    assert accounts.seed == SEED


def test_a_copy_is_genuine_only_as_it_was_signed_and_by_whom_it_was_signed():
    document = as_document(public_notice(NOTICE, {"p-1": "石*"}))
    signature, key = sign(document, SEED)
    assert is_genuine(document, signature, key)
    assert not is_genuine(document.replace("5000", "9000"), signature, key)
    assert not is_genuine(document, signature, sign(document, b"2" * 32)[1])
    assert "p-1" not in document


def test_the_banks_file_holds_name_account_and_amount_as_text_and_notes_why_they_were_read():
    accounts = FakeAccounts()
    context = a_context(accounts=accounts, calls=FakeCalls(BATCH))
    answer = client(context).simulate_get("/api/v1/subsidies/batches/b-1/bank-file", headers=bearer(MAKER))
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1] == ["1", "pay-1", "石岚", "6200000000000000", "5000.00", "startup_subsidy"]
    assert accounts.asked == [(["p-1"], ("name", "bank_account"), "补贴支付批次 b-1 代发")]


def test_a_file_holds_only_what_the_bank_has_still_to_pay_and_its_name_says_so():
    line = BATCH["lines"][0]
    lines = [line | {"payment_id": "pay-0", "person_id": "p-0", "result": "paid", "payable": False}, line | {"line": 2}]
    accounts = FakeAccounts()
    context = a_context(accounts=accounts, calls=FakeCalls(BATCH | {"lines": lines}))
    answer = client(context).simulate_get("/api/v1/subsidies/batches/b-1/bank-file", headers=bearer(MAKER))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["pay-1"]
    assert quote("只含未支付1笔") in answer.headers["Content-Disposition"]
    assert accounts.asked == [(["p-1"], ("name", "bank_account"), "补贴支付批次 b-1 代发")]


@pytest.mark.parametrize("form", ["", "?encoding=gb18030", "/xlsx"])
def test_a_file_of_what_has_its_result_is_refused_nobodys_account_is_read_and_the_try_is_noted(form):
    line = BATCH["lines"][0] | {"result": "paid", "payable": False}
    accounts = FakeAccounts()
    context = a_context(accounts=accounts, calls=FakeCalls(BATCH | {"lines": [line]}))
    answer = client(context).simulate_get(f"/api/v1/subsidies/batches/b-1/bank-file{form}", headers=bearer(MAKER))
    assert (answer.status_code, answer.json["code"], "重复支付" in answer.json["detail"]) == (409, "conflict", True)
    [(what, actor, problem)] = context.refusals
    assert (what.endswith("b-1"), actor["person_id"], problem["code"]) == (True, MAKER.person_id, "conflict")
    assert accounts.asked == []


def test_an_organisations_line_holds_its_name_and_account_beside_peoples_lines():
    accounts, line = FakeAccounts(), BATCH["lines"][0]
    lines = [line, line | {"line": 2, "payment_id": "pay-2", "person_id": "org-1", "organisation_id": "org-1"}]
    context = a_context(accounts=accounts, calls=FakeCalls(BATCH | {"lines": lines}))
    answer = client(context).simulate_get("/api/v1/subsidies/batches/b-1/bank-file", headers=bearer(MAKER))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[2:4] for row in rows] == [["户名", "银行账号"], ["石岚", "6200000000000000"],
                                          ["吉首创业孵化有限公司", "4300000000000000"]]
    assert accounts.asked == [(["p-1"], ("name", "bank_account"), "补贴支付批次 b-1 代发"),
                              (["org-1"], "payees", "补贴支付批次 b-1 代发")]


@pytest.mark.parametrize(("claim", "account"), [
    ({"person_id": "p-1"}, "6200000000000000"),
    ({"person_id": "org-1", "organisation_id": "org-1"}, "************0018")])
def test_a_claim_is_shown_with_the_account_as_the_gateway_masks_it(claim, account):
    accounts = FakeAccounts()
    context = a_context(accounts=accounts, calls=FakeCalls({"claim_id": "c-1"} | claim))
    answer = client(context).simulate_get("/api/v1/subsidies/claims/c-1", headers=bearer(CLERK))
    assert (answer.status_code, answer.json["account"]) == (200, account)
    assert [reason for _, _, reason in accounts.asked] in ([], [None]), "nothing is read in clear"


def test_a_clerk_gets_no_bank_file():
    answer = client(a_context(accounts=FakeAccounts())).simulate_get("/api/v1/subsidies/batches/b-1/bank-file",
                                                                     headers=bearer(CLERK))
    assert answer.status_code == 403


def a_sheet(*rows) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((tuple(BANK_RESULTS.columns), *rows)):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
    return buffer.getvalue()


def upload(context, content: bytes, *, to: str = "sheet", key: str = "key-of-a-test"):
    boundary = "----sheet"
    body = (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="r.xlsx"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n").encode() + content + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Idempotency-Key": key, "Content-Type": f"multipart/form-data; boundary={boundary}"}
    return client(context).simulate_post(f"/api/v1/subsidies/batches/b-1/bank-results/{to}", body=body,
                                         headers=bearer(MAKER) | headers)


def test_a_result_sheet_becomes_one_command_with_the_banks_words_as_codes():
    context = a_context()
    answer = upload(context, a_sheet(("pay-1", "成功", "2024-06-20", "R1", ""), ("pay-2", "失败", "", "", "销户")))
    assert answer.status_code == 200, answer.text
    [(name, data, _)] = context.calls.sent
    assert (name, data["batch_id"]) == ("subsidies.record_bank_results", "b-1")
    assert [(line["payment_id"], line["result"], line["cause"]) for line in data["lines"]] == [
        ("pay-1", "paid", None), ("pay-2", "failed", "销户")]


def test_a_result_that_no_bank_gives_is_named_with_its_row():
    answer = upload(a_context(), a_sheet(("pay-1", "大概", "", "", "")))
    assert answer.status_code == 422
    assert answer.json["fields"]["lines.0.result"][0].startswith("第 2 行：结果请填写成功、失败、未知")


def test_what_cannot_be_read_is_named_with_its_row_in_the_file():
    rows = (("pay-1", "失败", "", "", "销户"), ("pay-2", "成功", "2024-6-31", "R1", ""))
    answer = upload(a_context(), a_sheet(*rows))
    assert answer.json["fields"]["lines.1.paid_on"][0].startswith("第 3 行：支付日期")


@pytest.mark.parametrize("day", ["2024-06-05", "2024/6/5", "20240605"])
def test_days_and_amounts_are_read_as_banks_write_them(day):
    context = a_context()
    answer = upload(context, f'{HEADINGS}pay-1,成功,{day},R1,"5,000.00"\n'.encode())
    assert answer.status_code == 200, answer.text
    [(_, data, _)] = context.calls.sent
    assert [(line["paid_on"], line["amount"]) for line in data["lines"]] == [("2024-06-05", "5000.00")]


def bank_file_as(path: str):
    answer = client(a_context(accounts=FakeAccounts(), calls=FakeCalls(BATCH))).simulate_get(
        f"/api/v1/subsidies/batches/b-1/{path}", headers=bearer(MAKER))
    assert answer.status_code == 200, answer.text
    return answer.content


def test_the_file_for_a_bank_that_reads_gb18030_has_no_bom():
    content = bank_file_as("bank-file?encoding=gb18030")
    rows = list(csv.reader(io.StringIO(content.decode("gb18030"))))
    assert (rows[0][0], rows[1][2:4]) == ("序号", ["石岚", "6200000000000000"])


def test_the_excel_file_keeps_every_digit_as_text():
    table = CalamineWorkbook.from_filelike(io.BytesIO(bank_file_as("bank-file/xlsx"))).get_sheet_by_index(0).to_python()
    assert table[1] == ["1", "pay-1", "石岚", "6200000000000000", "5000.00", "startup_subsidy"]


def test_an_unknown_encoding_is_named():
    answer = client(a_context(accounts=FakeAccounts())).simulate_get(
        "/api/v1/subsidies/batches/b-1/bank-file?encoding=ebcdic", headers=bearer(MAKER))
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["encoding"])


HEADINGS = "支付编号,结果,支付日期,银行流水号,实付金额\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_result_file_may_be_csv_in_either_encoding_with_the_amount_that_was_paid(encoding):
    context = a_context()
    answer = upload(context, (HEADINGS + "pay-1,成功,2024-06-20,R1,4999.99\n").encode(encoding))
    assert answer.status_code == 200, answer.text
    [(_, data, _)] = context.calls.sent
    assert [(line["result"], line["amount"]) for line in data["lines"]] == [("paid", "4999.99")]


@pytest.mark.parametrize("content", [
    b"", b"\x00\x01\x02", b"\xff\xfe\xff", "支付编号,结果\n".encode(), HEADINGS.encode(),
    (HEADINGS + 'pay-1,"成功').encode(), (HEADINGS + "pay-1,成功,2024-06-20,R1,很多\n").encode(),
    (HEADINGS + "pay-1,成功,昨天,R1,\n").encode(), b"PK\x03\x04broken"])
def test_a_broken_result_file_is_told_and_nothing_is_sent(content):
    context = a_context()
    answer = upload(context, content)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_fields")
    assert context.calls.sent == []


def test_a_long_result_file_goes_in_portions_that_a_repeat_recognises():
    lines = [("pay", "失败", "", "", "销户")] * (2 * RESULTS_AT_ONCE + 1)
    context = a_context(calls=FakeCalls({"outcome": "granted", "subject": "b-1", "reasons": [], "events": [],
                                         "rows": [{"payment_id": "pay", "accepted": True}]}))
    first = upload(context, a_sheet(*lines), key="same")
    again = upload(context, a_sheet(*lines), key="same")
    assert (first.status_code, len(first.json["rows"])) == (200, 3)
    assert again.json == first.json
    ids = [envelope.id for _, _, envelope in context.calls.sent]
    assert (ids[:3], len(set(ids))) == (ids[3:], 3)


def test_a_preview_asks_and_commands_nothing():
    context = a_context(calls=FakeCalls({"lines": 1, "changes": 1, "unchanged": 0, "faults": 0, "missing": 0,
                                         "rows": []}))
    answer = upload(context, a_sheet(("pay-1", "失败", "", "", "销户")), to="preview")
    assert answer.status_code == 200, answer.text
    assert [name for name, _, _ in context.calls.sent] == ["subsidies.preview_bank_results"]


class TimedCalls(FakeCalls):
    """Remembers how long each call may take."""

    def call(self, name, data, envelope, *, deadline=None):
        self.deadlines = [*getattr(self, "deadlines", []), deadline]
        return super().call(name, data, envelope, deadline=deadline)


def test_a_batch_of_ten_thousand_is_made_and_sent_back_with_time_enough():
    calls = TimedCalls({"outcome": "granted", "subject": "b-1", "reasons": [], "events": [], "lines": 1,
                        "amount": "5000.00"})
    for by, path, body in ((MAKER, "batches", {"area": "433101"}),
                           (CHECKER, "batches/b-1/return", {"ground": "收款账户待确认"})):
        answer = client(a_context(calls=calls)).simulate_post(
            f"/api/v1/subsidies/{path}", json=body, headers=bearer(by) | {"Idempotency-Key": f"key-of-{len(path)}"})
        assert answer.status_code == 200, answer.text
    assert calls.deadlines == [LONG_SECONDS] * 2
