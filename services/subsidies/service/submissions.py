"""Handing in: one form for several programmes, by the person or at the counter; each goes its own way."""

import re
from functools import partial

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import NATION
from contracts.problems import Conflict, Invalid, NotFound
from contracts.subsidies import ClaimState
from contracts.subsidies.commands import SubmitClaims, TakeInClaims
from services.subsidies.model import Claim, Facts, Offer, Opened, Submission
from services.subsidies.rules import decide_claim, decide_receipt, decide_wish
from services.subsidies.rules.conditions import amount_in_fen, is_programme, setting
from services.subsidies.rules.periods import base_of, open_pairs, periods_of
from services.subsidies.rules.predicates import Case, alive
from services.subsidies.service.acting import require_a_person
from services.subsidies.service.assessment import reassess
from services.subsidies.service.timing import correct_within, due_again, follow_clock

_PROGRAMME = re.compile(r"[a-z][a-z0-9_]{0,63}")


class SubmissionHandlers:
    """Handlers of what is handed in."""

    @command(SubmitClaims)
    def submit_claims(self, command):
        with self.store.transaction(command) as tx:
            return take(tx, command, command.actor.person_id, "form")

    @command(TakeInClaims)
    def take_in_claims(self, command):
        with self.store.transaction(command) as tx:
            facts = tx.facts_of(command.person_id)
            require_a_person(facts)
            area = facts.area
            if area is None:
                raise NotFound("没有找到此人的登记信息，请先为其办理实名登记")
            require_area(command, area)
            return take(tx, command, command.person_id, "counter", command.papers)


def take(tx, form: SubmitClaims | TakeInClaims, person_id: str, came_from: str, papers=()) -> dict:
    """Open what a form asks for, programme by programme; the answer is its receipt."""
    tx.lock_person(person_id)
    require_no_others_business(tx, form.business_id, person_id)
    submission = Submission(submission_id=derived_id("submission", form.id), person_id=person_id, came_from=came_from,
                            area=tx.facts_of(person_id).area or NATION, programmes=wanted_programmes(form.programmes),
                            business_id=form.business_id, files=tuple(form.files), papers=tuple(papers))
    answers, opened = hand_in(tx, submission, form.id)
    return tx.answer_with(issue_receipt(tx, submission, opened), *answers)


def wanted_programmes(named) -> tuple[str, ...]:
    """The programmes of a form, each once; raises Invalid for what can be none."""
    wanted = tuple(dict.fromkeys(named))
    if not wanted:
        raise Invalid("请检查标出的内容", fields={"programmes": ["请至少选择一项补贴"]})
    if not all(_PROGRAMME.fullmatch(name) for name in wanted):
        raise Invalid("请检查标出的内容", fields={"programmes": ["补贴项目代码格式不正确"]})
    return wanted


def require_no_others_business(tx, business_id: str | None, person_id: str) -> None:
    """A form names no business that is known to be another person's."""
    owner = tx.owner_of_business(business_id) if business_id else None
    if owner not in (None, person_id):
        raise Invalid("请检查标出的内容", fields={"business_id": ["不是您名下的经营主体"]})


def hand_in(tx, submission: Submission, key: str) -> tuple[list[dict], tuple[Opened, ...]]:
    """Open a claim on each programme or tell why none is opened; the person is assessed anew once."""
    found = [_open_one(tx, submission, programme, key) for programme in submission.programmes]
    reassess(tx, submission.person_id)
    return [answer for answer, _ in found], tuple(opened for _, opened in found)


def issue_receipt(tx, submission: Submission, opened: tuple[Opened, ...]) -> dict:
    """The receipt for a submission, kept as a letter."""
    letter_id = derived_id("receipt", submission.submission_id)
    return tx.note(decide_receipt(submission, opened, letter_id, tx.today))


def _open_one(tx, submission: Submission, programme: str, key: str) -> tuple[dict, Opened]:
    facts, earlier = tx.facts_of(submission.person_id), tx.earlier_claims(submission.person_id)
    policy = tx.policy(submission.area, on=tx.today)
    runs = is_programme(programme, policy)
    periods = periods_of(policy.value(programme)["once_per"], facts, tx.today) if runs else ()
    free = [period for period in periods if alive(earlier, programme, period) is None]
    if free:
        claim = new_claim(tx, submission, programme, free[0], key)
        return open_claim(tx, claim, submission.came_from, offer_for(tx, claim))
    standing = next((alive(earlier, programme, period) for period in periods), None)
    title = policy.value(programme)["name"] if runs else programme
    decision = decide_wish(submission, derived_id("wish", key, programme), programme, title, runs,
                           standing and standing.claim_id)
    declined = decision.events[0]
    return tx.note(decision), Opened(programme=programme, title=title, state=declined.state, todo=declined.todo)


def new_claim(tx, submission: Submission, programme: str, period: str, key: str) -> Claim:
    """A claim filled from what the platform knows; its clock starts today."""
    policy, facts = tx.policy(submission.area, on=tx.today), tx.facts_of(submission.person_id)
    case = Case(facts=facts, earlier=(), programme=programme, period=period, today=tx.today)
    known = facts.open_businesses[0].business_id if facts.open_businesses else None
    claim = Claim(claim_id=derived_id("claim", key, programme), person_id=submission.person_id, area=submission.area,
                  programme=programme, period=period, title=policy.value(programme)["name"],
                  state=ClaimState.SUBMITTED, amount=amount_in_fen(programme, policy, case), submitted_on=tx.today,
                  allowed=setting(policy, programme, "claim_working_days").value,
                  organisation_id=submission.organisation_id, business_id=submission.business_id or known,
                  files=submission.files,
                  submission_id=submission.submission_id)
    require_free_base(tx, claim)
    return correct_within(tx, due_again(tx, claim))


def require_free_base(tx, claim: Claim) -> None:
    """Raise Conflict where another organisation has claimed for the same base: one that changes hands is paid once."""
    if tx.claimed_for_base(claim.programme, claim.period) not in (None, claim.person_id):
        raise Conflict("这个基地的这项补贴已由其此前的运营单位申领", period=claim.period)


def open_claim(tx, claim: Claim, came_from: str, offer: Offer | None) -> tuple[dict, Opened]:
    """Open a claim with its papers and its clock: what was decided, and what the receipt says of it."""
    policy = tx.policy(claim.area, on=tx.today)
    decision = decide_claim(claim, came_from, offer, tx.facts_of(claim.person_id),
                            tx.earlier_claims(claim.person_id), policy, tx.today)
    answer = tx.note(decision)
    tx.note_claim(claim)
    now = tx.claim_of(claim.claim_id)
    follow_clock(tx, now)
    return answer, Opened(programme=claim.programme, title=claim.title, claim_id=claim.claim_id,
                          state=now.state.value, amount=claim.amount, due_on=now.due_on,
                          todo=decision.events[-1].todo)


def offer_for(tx, claim: Claim) -> Offer | None:
    """The open offer that a claim takes up, whichever way the claim came."""
    return next((offer for offer in tx.open_offers(claim.person_id)
                 if (offer.programme, offer.period) == (claim.programme, claim.period)), None)


def open_period(tx, person_id: str, programme: str, base_id: str | None = None) -> tuple[str, str]:
    """The area and period for which a claimant may claim; raises Invalid or Conflict."""
    facts = tx.facts_of(person_id)
    if facts.claimant == "organisation":
        return _open_for_organisation(tx, person_id, facts, programme, base_id)
    if facts.area is None or not is_programme(programme, tx.policy(facts.area, on=tx.today)):
        raise Invalid(fields={"programme": ["办理地区现行政策没有这一补贴"]})
    periods = periods_of(tx.policy(facts.area, on=tx.today).value(programme)["once_per"], facts, tx.today)
    earlier = tx.earlier_claims(person_id)
    free = [period for period in periods if alive(earlier, programme, period) is None]
    if not free:
        raise Conflict("这项补贴已经申领过或暂无可申领的事项")
    return facts.area, free[0]


def _open_for_organisation(tx, organisation_id: str, facts: Facts, programme: str,
                           base_id: str | None) -> tuple[str, str]:
    """The first period of a programme for organisations, of the base that is named if one is."""
    earlier = tx.earlier_claims(organisation_id)
    here = [(area, period) for area, name, period in open_pairs(facts, partial(tx.policy, on=tx.today), tx.today)
            if name == programme]
    if not here:
        raise Invalid(fields={"programme": ["基地所在地区现行政策没有这一补贴，或不面向机构"]})
    for area, period in here:
        base = base_of(period, facts)
        if base_id in (None, base and base.base_id) and alive(earlier, programme, period) is None:
            return area, period
    raise Conflict("这项补贴已经申领过或暂无可申领的事项")
