"""Changing a figure at run time: drafted by one person, put into force by another."""

from chassis.calls import require_area
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.actors import area_prefix
from contracts.zone.commands import ApprovePolicyDraft, DraftPolicy, RejectPolicyDraft
from contracts.zone.questions import ShowPolicyDrafts
from gateway.accounts.rules.policy_drafts import decide_approval, decide_draft, decide_rejection, read_draft


class PolicyDraftCommands:
    """Commands and questions about policy drafts."""

    @command(DraftPolicy)
    def draft_policy(self, command):
        with self.store.transaction(command) as tx:
            parameter = read_draft(command)
            return tx.record(decide_draft(command, derived_id("draft", command.id), parameter,
                                          tx.series_in_force()))

    @command(ApprovePolicyDraft)
    def approve_policy_draft(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_approval(command, tx.draft(command.draft_id), tx.series_in_force()))

    @command(RejectPolicyDraft)
    def reject_policy_draft(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_rejection(command, tx.draft(command.draft_id)))

    @question(ShowPolicyDrafts)
    def show_policy_drafts(self, question):
        require_area(question, question.area)
        with self.store.reading(question) as tx:
            drafts = tx.waiting_drafts(area_prefix(question.area))
        return {"drafts": [draft.parameter | {"draft_id": draft.draft_id, "drafted_by": draft.drafted_by}
                           for draft in drafts]}
