"""创业培训的班级: timetables, who is in a class, sign-in, examinations."""

from contracts.actors import Role
from contracts.fields import identifier, text
from contracts.messages import part
from contracts.training import STATE_LABELS
from contracts.training.answers import ClassShown, EnrolmentAnswer, SignInCode
from contracts.training.commands import (
    CloseClass,
    CompleteClass,
    CorrectClass,
    DecideSignIn,
    JoinClass,
    LeaveClass,
    MoveSession,
    PlanSessions,
    ReplaceLecturer,
    SignIn,
    WithdrawTrainee,
)
from contracts.training.questions import ShowClass, ShowSignInCode
from gateway.http.answers import Download
from gateway.http.request import Request
from gateway.http.route import Route, command_route, question_route
from gateway.http.sheets import XLSX, filled

_HEADINGS = ("姓名", "身份证号", "手机号", "状态", "到课次数", "最近成绩", "证书编号")
_KEEPERS = (Role.INSTITUTION_STAFF, Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@part
class Export:
    """What a list of trainees is taken out for."""

    class_id: str = identifier("班级")
    purpose: str = text("用途", at_least=4, at_most=200)


def export_trainees(request: Request) -> Download:
    """A class's trainees with their data in clear; who took them out, whose and what for is noted."""
    class_ = request.send(ShowClass(class_id=request.body.class_id))
    people = [trainee["person_id"] for trainee in class_["trainees"]]
    data = request.context.accounts.data_of(people, ("name", "id_number", "phone"), request.actor, entitled=people,
                                            reason=f"导出班级名单：{request.body.purpose}")
    rows = [_row(trainee, data.get(trainee["person_id"], {})) for trainee in class_["trainees"]]
    return Download(filled("学员名单", _HEADINGS, rows), XLSX, f"学员名单-{class_['class_id'][:8]}.xlsx")


def _row(trainee: dict, data: dict) -> tuple:
    sat = trainee["examinations"]
    return (data.get("name"), data.get("id_number"), data.get("phone"), STATE_LABELS["enrolment"][trainee["state"]],
            trainee["present"], sat[-1]["mark"] if sat else None, trainee["certificate_number"])


ROUTES = (
    question_route("/training/classes/{class_id}", ShowClass, summary="查看班级、课程安排和学员", answer=ClassShown),
    command_route("POST", "/training/classes/{class_id}/correction", CorrectClass, summary="更正开班备案"),
    command_route("POST", "/training/classes/{class_id}/closing", CloseClass, summary="结班并释放未用名额"),
    command_route("POST", "/training/classes/{class_id}/timetable", PlanSessions, summary="安排课次的时间地点和讲师"),
    command_route("POST", "/training/classes/{class_id}/session-moves", MoveSession, summary="调整一个课次"),
    command_route("POST", "/training/classes/{class_id}/lecturer-replacement", ReplaceLecturer,
                  summary="更换授课讲师"),
    command_route("POST", "/training/classes/{class_id}/places", JoinClass, summary="报名一个班，名额已满时候补",
                  answer=EnrolmentAnswer),
    command_route("POST", "/training/classes/{class_id}/leaving", LeaveClass, summary="退出班级或候补"),
    command_route("POST", "/training/classes/{class_id}/withdrawals", WithdrawTrainee, summary="学员退出，候补递补"),
    question_route("/training/classes/{class_id}/sign-in-code", ShowSignInCode, summary="显示一次课现在的签到码",
                   answer=SignInCode),
    command_route("POST", "/training/classes/{class_id}/sign-ins", SignIn, summary="上课签到"),
    command_route("POST", "/training/sign-ins/{sign_in_id}/decision", DecideSignIn, summary="核实异常签到"),
    command_route("POST", "/training/classes/{class_id}/results", CompleteClass, summary="一次记录多名学员的结业考核"),
    Route("POST", "/training/classes/{class_id}/exports", export_trainees, "导出学员名单并记录用途", "training",
          by=_KEEPERS, body=Export, answer_media=XLSX, errors=("not_found", "not_accepted", "outcome_unknown"),
          description="含姓名、身份证号和手机号；导出人、对象和用途逐一记录，本人可以查看。"),
)
