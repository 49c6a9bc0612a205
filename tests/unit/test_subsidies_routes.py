"""Where the gateway joins names: the public notice masked, the bank's file in clear, results from a sheet."""

import csv
import io
from dataclasses import dataclass, field

import xlsxwriter

from contracts.actors import Actor, Role
from gateway.routes.subsidies import BANK_RESULTS, ROUTES
from tests.unit.gateway_examples import CLERK, FakeCalls, FakeZone, a_client, a_context, bearer

MAKER = Actor(role=Role.FINANCE_MAKER, person_id="7d3f0d1e-0000-4000-8000-000000000003", area="433101")
NOTICE = {"notice_id": "n-1", "title": "公示", "area": "433101", "opened_on": "2024-05-06", "closes_on": "2024-05-11",
          "working_days": 5, "notes": [], "state": "open", "ends_at": "2024-05-12T00:00:00+08:00",
          "lines": [{"claim_id": "c-1", "person_id": "p-1", "area": "433101", "programme": "startup_subsidy",
                     "amount": "5000.00"}]}
BATCH = {"batch_id": "b-1", "area": "433101", "amount": "5000.00",
         "lines": [{"line": 1, "payment_id": "pay-1", "claim_id": "c-1", "person_id": "p-1", "amount": "5000.00",
                    "programme": "startup_subsidy", "state": "sent", "result": None}]}


@dataclass
class FakeAccounts:
    """Answers masked names, and clear data to those who give a reason."""

    asked: list = field(default_factory=list)

    def names_of(self, person_ids, viewer, *, reason=None, entitled=frozenset()):
        assert reason is None
        return {person_id: "石*" for person_id in person_ids}

    def data_of(self, person_ids, what, viewer, *, reason=None, entitled=frozenset()):
        self.asked.append((sorted(person_ids), what, reason))
        return {person_id: {"name": "石岚", "bank_account": "6200000000000000"} for person_id in person_ids}


class NoticeZone(FakeZone):
    def running_notices(self, area):
        return [{"data": NOTICE}] if area == "433101" else []


def client(context):
    return a_client(*ROUTES, context=context)


def test_anybody_may_read_the_notice_and_finds_masked_names_and_no_id_of_a_person():
    context = a_context(zone=NoticeZone(), accounts=FakeAccounts())
    answer = client(context).simulate_get("/api/v1/subsidies/notices", query_string="area=433101")
    assert answer.status_code == 200, answer.text
    [notice] = answer.json["items"]
    assert notice["lines"] == [{"claim_id": "c-1", "area": "433101", "programme": "startup_subsidy",
                                "amount": "5000.00", "name": "石*"}]
    assert "p-1" not in answer.text


def test_the_banks_file_holds_name_account_and_amount_as_text_and_notes_why_they_were_read():
    accounts = FakeAccounts()
    context = a_context(accounts=accounts, calls=FakeCalls(BATCH))
    answer = client(context).simulate_get("/api/v1/subsidies/batches/b-1/bank-file", headers=bearer(MAKER))
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1] == ["1", "pay-1", "石岚", "6200000000000000", "5000.00", "startup_subsidy"]
    assert accounts.asked == [(["p-1"], ("name", "bank_account"), "补贴支付批次 b-1 代发")]


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


def upload(context, content: bytes):
    boundary = "----sheet"
    body = (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="r.xlsx"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n").encode() + content + f"\r\n--{boundary}--\r\n".encode()
    return client(context).simulate_post("/api/v1/subsidies/batches/b-1/bank-results/sheet", body=body,
                                         headers=bearer(MAKER) | {
                                             "Content-Type": f"multipart/form-data; boundary={boundary}"})


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
    assert list(answer.json["fields"]) == ["lines.0.result"]
