"""创业培训的班级: timetables, who is in a class, sign-in, examinations."""

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
from gateway.http.route import command_route, question_route

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
)
