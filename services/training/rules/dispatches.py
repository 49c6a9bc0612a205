"""Who teaches a class: a lecturer is asked, answers, and is released when they can no longer teach."""

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, outcome_of, status_of
from contracts.training import COURSE_LABELS, ClassState, DispatchState
from contracts.training.commands import AnswerDispatch
from contracts.training.domain_events import DispatchAnswered, DispatchProposed, DispatchReleased
from policies.reader import PolicyView
from services.training.model import Class_, Dispatch, Lecturer

_COURSE_UNSOURCED = Citation(unsourced="来源未写讲师可讲授课程如何认定；以入库登记的课程为准，请省人社厅确认")
_CANCELLED_UNSOURCED = Citation(unsourced="班级取消后派遣随之解除，来源未另作规定")


@rule(version=1)
def decide_dispatch(dispatch_id: str, lecturer: Lecturer, class_: Class_, policy: PolicyView) -> Decision:
    """A lecturer is asked to teach; a suspended one, or one without the course, is returned with the reason."""
    reasons = (_not_suspended(lecturer, policy), _teaches_course(lecturer, class_), _across(lecturer, class_, policy))
    outcome = outcome_of(reasons, unmet=Outcome.RETURNED)
    if outcome is not Outcome.GRANTED:
        return Decision(outcome=outcome, subject=class_.class_id, reasons=reasons)
    dispatch = Dispatch(dispatch_id=dispatch_id, lecturer=lecturer, class_=class_, state=DispatchState.PROPOSED)
    event = DispatchProposed(**dispatch_public(dispatch, DispatchState.PROPOSED, reasons=as_answers(reasons),
                                               todo="请答复是否接受授课派遣"))
    return Decision(outcome=Outcome.GRANTED, subject=dispatch_id, reasons=reasons, events=(event,))


def _not_suspended(lecturer: Lecturer, policy: PolicyView) -> Reason:
    paused = policy.parameter("lecturer_suspended_from")
    return Reason(code="lecturer_not_suspended", status=status_of(not lecturer.state.is_suspended),
                  citation=paused.citation, text="讲师未被暂停派遣授课等服务资格",
                  given={"state": lecturer.state.value})


def _teaches_course(lecturer: Lecturer, class_: Class_) -> Reason:
    return Reason(code="lecturer_teaches_course", status=status_of(class_.course.value in lecturer.courses),
                  citation=_COURSE_UNSOURCED, text=f"讲师可讲授{COURSE_LABELS[class_.course]}课程")


def _across(lecturer: Lecturer, class_: Class_, policy: PolicyView) -> Reason:
    """Teaching elsewhere in the province is encouraged, so it never stands in the way."""
    across = policy.parameter("lecturers_teach_across_areas")
    same_province = lecturer.area[:2] == class_.area[:2]
    return Reason(code="teaches_across_areas", status=Status.MET if same_province else Status.NOT_APPLICABLE,
                  force=Force.ENCOURAGED, citation=across.citation, text="支持讲师在全省范围内跨区域授课",
                  given={"lecturer_area": lecturer.area, "class_area": class_.area})


@rule(version=1)
def decide_dispatch_answer(command: AnswerDispatch, dispatch: Dispatch, policy: PolicyView) -> Decision:
    """The lecturer's own word; who declines says why, and who is suspended can't accept."""
    able = _not_suspended(dispatch.lecturer, policy)
    if command.accept and able.status is not Status.MET:
        return Decision(outcome=Outcome.RETURNED, subject=dispatch.dispatch_id, reasons=(able,))
    across = policy.citation("lecturers_teach_across_areas")
    state = DispatchState.ACCEPTED if command.accept else DispatchState.DECLINED
    words = "讲师接受授课派遣" if command.accept else "讲师谢绝授课派遣"
    reasons = (Reason(code="lecturer_answered", status=Status.MET, citation=across, text=words),)
    event = DispatchAnswered(**dispatch_public(dispatch, state, reasons=as_answers(reasons)), ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=dispatch.dispatch_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_dispatch_release(dispatch: Dispatch, policy: PolicyView) -> Decision:
    """An open dispatch ends with the lecturer's suspension or the class's cancellation; otherwise it stays."""
    reasons = (_not_suspended(dispatch.lecturer, policy), _still_held(dispatch.class_))
    if all(reason.status is Status.MET for reason in reasons):
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=dispatch.dispatch_id, reasons=reasons)
    event = DispatchReleased(**dispatch_public(dispatch, DispatchState.RELEASED, reasons=as_answers(reasons)))
    return Decision(outcome=Outcome.GRANTED, subject=dispatch.dispatch_id, reasons=reasons, events=(event,))


def _still_held(class_: Class_) -> Reason:
    return Reason(code="class_is_held", status=status_of(class_.state is not ClassState.CANCELLED),
                  citation=_CANCELLED_UNSOURCED, text="班级照常举办")


def dispatch_public(dispatch: Dispatch, state: DispatchState, **more) -> dict:
    """The public state of a dispatch after it moved to `state`."""
    lecturer, class_ = dispatch.lecturer, dispatch.class_
    return {"dispatch_id": dispatch.dispatch_id, "lecturer_id": lecturer.lecturer_id, "person_id": lecturer.person_id,
            "class_id": class_.class_id, "institution_id": class_.institution_id, "area": class_.area,
            "home_area": lecturer.area, "course": class_.course, "title": class_.title,
            "starts_on": class_.starts_on, "ends_on": class_.ends_on, "state": state, **more}
