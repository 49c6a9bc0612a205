"""创业培训: institutions and city staff at work on plans, classes, rosters, completion and certificates."""

from contracts.training.answers import (
    EnrolmentAnswer,
    LecturersAnswer,
    PlanLedgerAnswer,
    ReplayAnswer,
    SuccessAnswer,
    VerifyAnswer,
)
from contracts.training.commands import (
    AccreditInstitution,
    AdmitLecturer,
    AnswerDispatch,
    AppraiseLecturer,
    CancelClass,
    DecideReferredClass,
    DispatchLecturer,
    EnrolTrainees,
    FileClass,
    OpenPlan,
    RecordAttendance,
    RecordCompletion,
    RecordTeachingResearch,
    ResumeLecturer,
    RevokeCertificate,
    UpdateLecturer,
)
from contracts.training.questions import ListLecturers, ReplayDecisions, ShowPlanLedger, ShowSuccessRate, Verify
from gateway.http.route import command_route, question_route

ROUTES = (
    command_route("POST", "/training/plans", OpenPlan, summary="下达年度培训计划"),
    command_route("POST", "/training/accreditations", AccreditInstitution, summary="认定培训机构资质"),
    command_route("POST", "/training/classes", FileClass, summary="开班备案"),
    command_route("POST", "/training/classes/{class_id}/decision", DecideReferredClass, summary="决定转上级的开班备案"),
    command_route("POST", "/training/classes/{class_id}/cancellation", CancelClass, summary="取消班级"),
    command_route("POST", "/training/classes/{class_id}/enrolments", EnrolTrainees, summary="录入学员名单",
                  answer=EnrolmentAnswer),
    command_route("POST", "/training/classes/{class_id}/attendance", RecordAttendance, summary="记录一次课的考勤"),
    command_route("POST", "/training/classes/{class_id}/completions", RecordCompletion, summary="记录结业考核"),
    command_route("POST", "/training/certificates/{certificate_number}/revocation", RevokeCertificate,
                  summary="撤销培训证书"),
    command_route("POST", "/training/lecturers", AdmitLecturer, summary="认定创业培训讲师"),
    command_route("POST", "/training/lecturers/me/updates", UpdateLecturer, summary="讲师更新本人信息"),
    command_route("POST", "/training/lecturers/{lecturer_id}/resumption", ResumeLecturer, summary="恢复讲师授课资格"),
    command_route("POST", "/training/lecturers/{lecturer_id}/appraisals", AppraiseLecturer, summary="讲师年度考核"),
    command_route("POST", "/training/classes/{class_id}/dispatches", DispatchLecturer, summary="派遣讲师到班授课"),
    command_route("POST", "/training/dispatches/{dispatch_id}/answer", AnswerDispatch, summary="讲师答复授课派遣"),
    command_route("POST", "/training/teaching-research", RecordTeachingResearch, summary="记录教学研讨活动"),
    question_route("/training/lecturers", ListLecturers, summary="讲师名单、课时与课酬等次", answer=LecturersAnswer),
    question_route("/training/success-rate", ShowSuccessRate, summary="创业成功率及与目标的比较", answer=SuccessAnswer),
    question_route("/training/plan-ledger", ShowPlanLedger, summary="查看培训计划台账", answer=PlanLedgerAnswer),
    question_route("/training/decisions/{subject}/replay", ReplayDecisions, summary="重算一件事项的各次决定",
                   answer=ReplayAnswer),
    question_route("/training/verification", Verify, summary="核对培训数据", answer=VerifyAnswer),
)
