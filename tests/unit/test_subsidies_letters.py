"""Letters: what stands on each, with the name joined in the gateway, and the clock that everybody reads."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.working_days import Pause, read_clock
from contracts.actors import Actor, Role
from contracts.problems import NotFound
from contracts.subsidies import ClaimState
from gateway.http.route import PREFIX
from gateway.printing.letters import content_of, print_letter
from gateway.routes import claims, clock
from gateway.zone.legal_clock import days_left
from services.subsidies.model import Claim
from services.subsidies.rules.timing import clock_facts, clock_of
from tests.contracts.compatibility import sample
from tests.unit.gateway_examples import CLERK, FakeZone, a_client, a_context, bearer

REFUSAL = sample("subsidies.letter_issued.v1")
PERSON = Actor(role=Role.CITIZEN, person_id=REFUSAL["person_id"])
RECEIPT = REFUSAL | {"kind": "receipt", "number": "受理20240506-1A2B3C4D", "code": None, "ground": "", "reasons": [],
                     "appeal": "", "act_by": None, "listed": ["身份证复印件 1 份"], "title": "受理回执：一次性创业补贴",
                     "lines": [REFUSAL["lines"][0] | {"state": "submitted", "answer_by": "2024-05-27"}]}


def words_of(letter: dict) -> str:
    return str(content_of(letter, "石秀花", "吉首市人力资源和社会保障部门"))


def test_a_receipt_says_its_number_what_was_handed_in_and_by_when_the_desk_answers():
    words = words_of(RECEIPT)
    for wanted in ("受理回执", RECEIPT["number"], "身份证复印件 1 份", "2024年5月27日", "石秀花"):
        assert wanted in words


def test_a_refusal_says_its_code_its_ground_every_condition_with_its_clause_and_how_to_appeal():
    words = words_of(REFUSAL)
    for wanted in ("不予通过决定书", "未实际经营", "经实地核查未实际经营", "已办理经营主体登记——不满足", "无文件依据",
                   "2024年7月16日", "行政复议"):
        assert wanted in words


def test_a_correction_notice_lists_everything_and_promises_that_nothing_follows():
    words = words_of(REFUSAL | {"kind": "correction", "code": None, "ground": "", "listed": ["补照片", "确认账户"]})
    assert all(wanted in words for wanted in ("一次性补正通知书", "补照片", "确认账户", "不再要求补正"))


@pytest.mark.parametrize("letter", [RECEIPT, REFUSAL], ids=["receipt", "refusal"])
def test_every_letter_is_a_pdf(letter):
    assert print_letter(letter, "石秀花", "吉首市人社部门").startswith(b"%PDF-")


@dataclass
class LetterZone(FakeZone):
    """Shows one letter to its person and to desks."""

    def case(self, viewer, pillar, entity, entity_id):
        known = {"letter": REFUSAL, "claim": sample("subsidies.escalated.v1")}[entity]
        if viewer.role is Role.CITIZEN and viewer.person_id != known["person_id"]:
            raise NotFound("没有找到这件事项，或您无权查看")
        shown = {name: value for name, value in known.items() if name != "reasons"}
        return {"data": shown, "area": known["area"], "reasons": known["reasons"]}


@dataclass
class LetterAccounts:
    asked: list = field(default_factory=list)

    def names_of(self, person_ids, viewer, *, reason=None, entitled=frozenset()):
        self.asked.append((list(person_ids), viewer.role, reason, set(entitled)))
        return dict.fromkeys(person_ids, "石秀花")

    @contextmanager
    def session(self):
        yield None

    def working_days(self, area):
        return lambda day: day.weekday() < 5


def get(path: str, actor: Actor, accounts: LetterAccounts):
    context = a_context(zone=LetterZone(), accounts=accounts)
    return a_client(*claims.ROUTES, *clock.ROUTES, context=context).simulate_get(PREFIX + path, headers=bearer(actor))


@pytest.mark.parametrize("reader", [PERSON, CLERK], ids=["its person", "the desk"])
def test_a_letter_is_printed_with_the_name_in_clear_for_its_person_and_the_desk_and_that_is_noted(reader):
    accounts = LetterAccounts()
    answer = get(f"/subsidies/letters/{REFUSAL['letter_id']}/pdf", reader, accounts)
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"%PDF-")
    assert accounts.asked == [(["p-0007"], reader.role, f"打印文书 {REFUSAL['number']}", {"p-0007"})]


def test_a_supervisor_gets_the_letter_with_a_masked_name():
    accounts = LetterAccounts()
    supervisor = Actor(role=Role.SUPERVISOR, person_id="7d3f0d1e-0000-4000-8000-000000000009", area="433100")
    assert get(f"/subsidies/letters/{REFUSAL['letter_id']}/pdf", supervisor, accounts).status_code == 200
    assert accounts.asked[0][3] == set()


def test_somebody_elses_letter_is_not_there():
    other = Actor(role=Role.CITIZEN, person_id="7d3f0d1e-0000-4000-8000-000000000008")
    assert get(f"/subsidies/letters/{REFUSAL['letter_id']}/pdf", other, LetterAccounts()).status_code == 404


def test_citizen_and_clerk_are_told_the_same_of_a_claims_clock():
    told = [get("/cases/subsidies/claim/c-1/clock", reader, LetterAccounts()).json for reader in (PERSON, CLERK)]
    assert told[0] == told[1]
    assert (told[0]["allowed"], told[0]["elapsed"], told[0]["due_on"]) == (15, 0, "2024-05-27")


# the clock


def weekdays(day: date) -> bool:
    return day.weekday() < 5


DAYS = st.integers(0, 60).map(lambda number: date.fromordinal(date(2024, 5, 6).toordinal() + number))


def a_claim(pauses, decided_on=None) -> Claim:
    return Claim(claim_id="c-1", person_id="p-1", area="433101", programme="startup_subsidy", period="once",
                 title="补贴", state=ClaimState.SUBMITTED, amount=1, submitted_on=date(2024, 5, 6), allowed=15,
                 pauses=pauses, decided_on=decided_on)


@given(days=st.lists(DAYS, min_size=2, max_size=6), on=DAYS, decided=st.none() | DAYS, open_end=st.booleans())
def test_what_travels_with_an_event_reads_as_the_pillars_own_clock_on_every_day(days, on, decided, open_end):
    ends = sorted(days)
    pairs = list(zip(ends[::2], ends[1::2], strict=False))
    pauses = tuple(Pause(paused_on=start, resumed_on=None if open_end and number == len(pairs) - 1 else end, why="补正")
                   for number, (start, end) in enumerate(pairs))
    claim = a_claim(pauses, decided)
    told, own = read_clock(clock_facts(claim), weekdays, on), clock_of(claim)
    until = min(decided, on) if decided else on
    assert told.elapsed + told.paused == own.wall(weekdays, until)
    assert told.left == 15 - told.elapsed
    assert told.due_on == (None if decided else own.due_on(weekdays))
    assert told.stands_still == (own.is_paused and decided is None)


def test_the_days_that_are_left_are_those_from_tomorrow_to_the_last_day():
    told = read_clock(clock_facts(a_claim(())), weekdays, date(2024, 5, 10))
    assert (told.elapsed, told.left, told.due_on) == (4, 11, date(2024, 5, 27))
    late = read_clock(clock_facts(a_claim(())), weekdays, date(2024, 5, 29))
    assert (late.left, late.due_on) == (-2, date(2024, 5, 27))


def test_a_cases_page_shows_the_days_left_of_its_own_clock_and_none_while_it_stands_still():
    running = {"data": sample("subsidies.escalated.v1"), "area": "433101"}
    still = {"data": sample("subsidies.correction_overdue.v1"), "area": "433101"}
    decided = {"data": sample("subsidies.appeal_decided.v1"), "area": "433101"}
    today = date(2024, 5, 10)
    told = [days_left(case, lambda area: weekdays, today) for case in (running, still, decided, {"data": {}})]
    assert told == [{"due_on": date(2024, 5, 27), "working_days_left": 11},
                    {"due_on": None, "working_days_left": None}, {}, {}]
