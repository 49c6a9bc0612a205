"""Dispatching lecturers to classes, and their answers."""

from dataclasses import replace

from chassis.declare import command
from contracts.problems import Conflict, Invalid, NotFound
from contracts.training import ClassState, DispatchState
from contracts.training.commands import AnswerDispatch, DispatchLecturer
from services.training.rules.dispatches import decide_dispatch, decide_dispatch_answer
from services.training.service.classes import require_party, require_state
from services.training.service.lecturers import require_admitted, suspended_if_late


class DispatchHandlers:
    """Handlers about dispatches."""

    @command(DispatchLecturer)
    def dispatch_lecturer(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_party(command, class_)
            require_state(class_, ClassState.APPROVED, "班级尚未通过备案")
            lecturer = suspended_if_late(tx, tx.lecturer(command.lecturer_id))
            require_admitted(lecturer)
            if tx.is_dispatched(class_.class_id, lecturer.lecturer_id):
                raise Conflict("已向该讲师派遣本班")
            policy = tx.policy(class_.area, on=tx.today)
            return tx.record(decide_dispatch(tx.new_id("dispatch"), lecturer, class_, policy))

    @command(AnswerDispatch)
    def answer_dispatch(self, command):
        if not command.accept and not command.ground:
            raise Invalid(fields={"ground": ["谢绝派遣时请写明理由"]})
        with self.store.transaction(command) as tx:
            dispatch = tx.dispatch_of(command.dispatch_id)
            if dispatch.lecturer.person_id != command.actor.person_id:
                raise NotFound("没有这次派遣")
            if dispatch.state is not DispatchState.PROPOSED:
                raise Conflict("派遣不在待答复状态", state=dispatch.state.value)
            dispatch = replace(dispatch, lecturer=suspended_if_late(tx, dispatch.lecturer))
            policy = tx.policy(dispatch.class_.area, on=tx.today)
            return tx.record(decide_dispatch_answer(command, dispatch, policy))
