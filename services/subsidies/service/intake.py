"""Handing in: one form for several programmes, by the person or at the counter."""

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import NATION
from contracts.problems import NotFound
from contracts.subsidies.commands import SubmitClaims, TakeInClaims
from services.subsidies.model import Submission
from services.subsidies.service.submissions import (
    hand_in,
    issue_receipt,
    require_no_others_business,
    wanted_programmes,
)


class IntakeHandlers:
    """Handlers of what is handed in."""

    @command(SubmitClaims)
    def submit_claims(self, command):
        with self.store.transaction(command) as tx:
            return take(tx, command, command.actor.person_id, "form")

    @command(TakeInClaims)
    def take_in_claims(self, command):
        with self.store.transaction(command) as tx:
            area = tx.facts_of(command.person_id).area
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
