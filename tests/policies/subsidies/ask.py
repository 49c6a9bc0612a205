"""Puts a situation to the rules of subsidies.

`given` says what is known of the person in plain words: group (with `until`), course, certificate, business,
tenant_of, prize, loan, paid (programmes), refused, budget (元 free), lines …
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from casework.notices import Line, Notice, Objection
from contracts.actors import Actor, Role
from contracts.decisions import Decision
from contracts.subsidies import BatchState, ClaimState, OfferState, PaymentState
from contracts.subsidies.claim_states import RefusalCode
from contracts.subsidies.commands import (
    BankResultLine,
    MakeBatch,
    OpenNotice,
    RecordBankResults,
    RefuseClaim,
    ResolveObjection,
)
from services.subsidies.model import (
    Award,
    Base,
    BaseData,
    Batch,
    BudgetLine,
    Business,
    Claim,
    EarlierClaim,
    Facts,
    Group,
    Loan,
    Offer,
    Payment,
    Person,
    Prize,
    Standing,
    Tenancy,
    Training,
)
from services.subsidies.rules import (
    decide_assessment,
    decide_bank_results,
    decide_batch,
    decide_changed_basis,
    decide_claim,
    decide_notice,
    decide_notice_end,
    decide_refusal,
    decide_resolution,
    decide_review,
)
from services.subsidies.rules.claims import claim_reasons
from services.subsidies.rules.conditions import amount_in_fen
from services.subsidies.rules.periods import periods_of
from tests.building import a_command
from tests.policies.subsidies.desk_asked import ASKS as DESK_ASKS
from tests.policies.subsidies.links_asked import ASKS as LINK_ASKS

SHANGHAI = ZoneInfo("Asia/Shanghai")
PROGRAMME = "startup_subsidy"


def ask(situation, policies) -> Decision:
    """The decision on what the situation asks."""
    view = policies.view("subsidies", area=situation.area, on=situation.on)
    command = situation.ask["command"]
    if command in DESK_ASKS:
        return DESK_ASKS[command](situation, view, claim_of(situation, view), facts_of(situation),
                                  earlier_of(situation))
    if command in LINK_ASKS:
        return LINK_ASKS[command](situation, view, claim_of(situation, view))
    if command in _ASKS:
        return _ASKS[command](situation, view)
    from tests.policies.subsidies.after_payment import ASKS as MONEY_ASKS  # it builds on this file

    return MONEY_ASKS[command](situation, view)


def facts_of(situation) -> Facts:
    given, area = situation.given, situation.area
    return Facts(person=_person(given, area), businesses=_businesses(given, area), trainings=_trainings(given, area),
                 tenancies=_tenancies(given, area), loans=_loans(given), prizes=_prizes(given, area),
                 bases=_bases(given, area), base_data=_base_data(given, area),
                 awards=_awards(given, area))


def _bases(given: dict, area: str) -> tuple[Base, ...]:
    """`base` is the level of the organisation's base; it was recognised for the first time unless it was raised."""
    if "base" not in given:
        return ()
    return (Base(base_id="base-1", name="创业孵化基地", area=area, level=given["base"], kind="incubation_base",
                 state=given.get("base_state", "recognised"), newly=not given.get("raised", False),
                 recognised_on=given.get("recognised_on", date(2022, 11, 30))),)


def _awards(given: dict, area: str) -> tuple[Award, ...]:
    """`award` is the sum in 元 that a recognition campaign gave."""
    if "award" not in given:
        return ()
    return (Award(award_id="award-1", area=area, state="conferred", title="评选认定", amount=given["award"] * 100),)


def _base_data(given: dict, area: str) -> tuple[BaseData, ...]:
    """`tenants`: how many tenants the base has whose data, with the base's, were confirmed in `data_year`."""
    if "tenants" not in given:
        return ()
    return (BaseData(base_id="base-1", area=area, year=given.get("data_year", 2024), tenants=given["tenants"]),)


def _person(given: dict, area: str) -> Person | None:
    if not given.get("registered", "base" not in given):
        return None
    named = given.get("groups", [given["group"]] if "group" in given else [])
    groups = tuple(Group(group=group, source="名册", valid_until=given.get("until")) for group in named)
    return Person(area=area, birth_month=given.get("born", "1990-05"), groups=groups)


def _businesses(given: dict, area: str) -> tuple[Business, ...]:
    if "business" not in given:
        return ()
    state = "closed" if given.get("business_closed") else "open"
    return (Business(business_id="business-1", kind=given["business"], state=state, area=area,
                     registered_on=given.get("registered_on", date(2024, 5, 6))),)


def _trainings(given: dict, area: str) -> tuple[Training, ...]:
    if "course" not in given:
        return ()
    state = "revoked" if given.get("certificate_revoked") else "completed"
    return (Training(enrolment_id="enrolment-1", course=given["course"], state=state, area=area,
                     certificate_number="CY4331012024010001", completed_on=given.get("completed_on"),
                     subsidised=given.get("seat_subsidised")),)


def _tenancies(given: dict, area: str) -> tuple[Tenancy, ...]:
    if "tenant_of" not in given:
        return ()
    state = "left" if given.get("left_base") else "admitted"
    return (Tenancy(tenancy_id="tenancy-1", base_id="base-1", base_level=given["tenant_of"], state=state,
                    area=area, rent_free=bool(given.get("rent_free"))),)


def _loans(given: dict) -> tuple[Loan, ...]:
    return (Loan(loan_id="loan-1", state=given["loan"], amount=10_000_000),) if "loan" in given else ()


def _prizes(given: dict, area: str) -> tuple[Prize, ...]:
    return (Prize(prize_id="prize-1", level=given["prize"], area=area, rank=1),) if "prize" in given else ()


def earlier_of(situation) -> tuple[EarlierClaim, ...]:
    paid = tuple(EarlierClaim(claim_id=f"earlier-{name}", programme=name, period=situation.given.get("period", "once"),
                              state=ClaimState.PAID, paid=True) for name in situation.given.get("paid", ()))
    refused = tuple(EarlierClaim(claim_id="earlier-refused", programme=name, period="once", state=ClaimState.REFUSED)
                    for name in situation.given.get("refused", ()))
    approved = tuple(EarlierClaim(claim_id=f"earlier-{name}", programme=name, period="once", state=ClaimState.APPROVED)
                     for name in situation.given.get("approved_already", ()))
    return paid + refused + approved


def _assess(situation, view) -> Decision:
    programme, facts = situation.ask.get("programme", PROGRAMME), facts_of(situation)
    period = periods_of(view.value(programme)["once_per"], facts, situation.on)[0]
    offer = None
    if situation.given.get("offer_open"):
        offer = Offer(offer_id="offer-1", person_id="person-1", area=situation.area, programme=programme,
                      period=period, state=OfferState.OFFERED, amount=500_000, title="补贴")
    standing = Standing(assessment_id="assessment-1", offer_id="offer-1", offer=offer)
    return decide_assessment("person-1", situation.area, programme, period, facts, earlier_of(situation), standing,
                             view, situation.on)


def claim_of(situation, view, **changes) -> Claim:
    programme = situation.ask.get("programme", PROGRAMME)
    fields = {"claim_id": "claim-1", "person_id": "person-1", "area": situation.area, "programme": programme,
              "period": "once", "title": "补贴", "state": ClaimState(situation.given.get("claim", "submitted")),
              "amount": amount_in_fen(programme, view), "submitted_on": situation.on, "allowed": 15,
              "level": situation.given.get("level", 0), "rested_on": tuple(situation.given.get("rested_on", ())),
              "budget_id": situation.given.get("reserved"), "notice_id": "notice-1"}
    return Claim(**fields | changes)


def _claim(situation, view) -> Decision:
    return decide_claim(claim_of(situation, view), "form", None, facts_of(situation), earlier_of(situation), view,
                        situation.on)


def _review(situation, view) -> Decision:
    claim = claim_of(situation, view)
    free = situation.given.get("budget")
    line = None if free is None else BudgetLine(budget_id="budget-1", area=situation.area, year=situation.on.year,
                                                programme=claim.programme, free=free * 100)
    return decide_review(claim, situation.ask.get("note"), facts_of(situation), earlier_of(situation), line, view,
                         situation.on)


def _refuse(situation, view) -> Decision:
    command = a_command(RefuseClaim, _reviewer(situation), claim_id="claim-1", ground=situation.ask["ground"],
                        code=RefusalCode(situation.ask.get("code", "other")))
    claim, today = claim_of(situation, view), situation.on
    evidence = claim_reasons(claim, facts_of(situation), earlier_of(situation), view, today)
    return decide_refusal(command, claim, evidence, "letter-1", today + timedelta(days=60), view, today)


def _notice_of(situation) -> Notice:
    ends = datetime.combine(situation.given["ends_on"], datetime.min.time(), SHANGHAI)
    opened = datetime.combine(situation.on, datetime.min.time(), SHANGHAI)
    return Notice(notice_id="notice-1", area=situation.area, title="公示", working_days=5, opened_at=opened,
                  ends_at=ends)


def _open_notice(situation, view) -> Decision:
    command = a_command(OpenNotice, _reviewer(situation), area=situation.area, programme=PROGRAMME)
    claims = tuple(claim_of(situation, view, claim_id=f"claim-{number}", state=ClaimState.APPROVED)
                   for number in range(situation.given["approved"]))
    return decide_notice(command, _notice_of(situation), claims, view)


def _end_notice(situation, view) -> Decision:
    lines = tuple(Line(subject=name, **objections) for name, objections in situation.given["lines"].items())
    claims = tuple(claim_of(situation, view, claim_id=line.subject, state=ClaimState.PUBLICISED) for line in lines)
    return decide_notice_end(_notice_of(situation), lines, claims)


def _resolve(situation, view) -> Decision:
    command = a_command(ResolveObjection, _reviewer(situation), objection_id="objection-1",
                        upheld=situation.ask["upheld"], finding="经核查已有结论")
    objection = Objection(objection_id="objection-1", notice_id="notice-1", subject="claim-1", ground="未实际经营",
                          files=(), state="open")
    line = Line(subject="claim-1", open_objections=situation.given["open_objections"])
    now = datetime.combine(situation.ask["on"], datetime.min.time(), SHANGHAI)
    return decide_resolution(command, objection, _notice_of(situation), line, claim_of(situation, view), now, view)


def _batch(situation, view) -> Decision:
    command = a_command(MakeBatch, Actor(role=Role.FINANCE_MAKER, area=situation.area), area=situation.area)
    claims = tuple(claim_of(situation, view, claim_id=name, state=ClaimState.CLEARED)
                   for name in situation.given["cleared"])
    failing = {name: () for name in situation.given.get("failing", ())}
    ids = {claim.claim_id: claim.claim_id for claim in claims}
    return decide_batch(command, "batch-1", claims, ids, failing, tuple(situation.given.get("asked_about", ())))


def _bank(situation, view) -> Decision:
    claims = {name: claim_of(situation, view, claim_id=name, state=ClaimState.IN_PAYMENT)
              for name in situation.given["payments"]}
    payments = {name: payment_of(claims[name], PaymentState(state))
                for name, state in situation.given["payments"].items()}
    lines = tuple(BankResultLine.from_data(line) for line in situation.ask["lines"])
    command = a_command(RecordBankResults, Actor(role=Role.FINANCE_MAKER), batch_id="batch-1", lines=lines)
    batch = Batch(batch_id="batch-1", area=situation.area, state=BatchState.APPROVED, lines=len(payments),
                  amount=500_000, maker="m", checker="c", approver="a",
                  approved_on=situation.given.get("approved_on"))
    ids = tuple(f"question-{line.payment_id}" for line in lines)
    return decide_bank_results(command, batch, payments, claims, ids, tuple(situation.given.get("asked", ())),
                               situation.on)


def payment_of(claim: Claim, state: PaymentState) -> Payment:
    return Payment(payment_id=claim.claim_id, claim_id=claim.claim_id, batch_id="batch-1", person_id="person-1",
                   area=claim.area, programme=claim.programme, period="once", title="补贴", amount=claim.amount,
                   state=state)


def _basis(situation, view) -> Decision:
    claim = claim_of(situation, view)
    payment = payment_of(claim, PaymentState.PAID) if claim.state is ClaimState.PAID else None
    return decide_changed_basis(claim, payment, "claw-back-1", situation.given.get("asked_before", False),
                                tuple(situation.given.get("kept_despite", ())), facts_of(situation),
                                earlier_of(situation), view, situation.on)


def _reviewer(situation) -> Actor:
    return Actor(role=Role.REVIEWER, area=situation.area, person_id="reviewer-1")


_ASKS = {"assess": _assess, "claim": _claim, "review": _review, "refuse": _refuse, "open_notice": _open_notice,
         "end_notice": _end_notice, "resolve_objection": _resolve, "make_batch": _batch, "bank_results": _bank,
         "look_at_basis": _basis}
