"""创业培训: institutions and city staff at work on plans, classes, rosters, completion and certificates."""

from contracts.training.answers import EnrolmentAnswer, PlanLedgerAnswer, ReplayAnswer, VerifyAnswer
from contracts.training.commands import (
    AccreditInstitution,
    CancelClass,
    DecideReferredClass,
    EnrolTrainees,
    FileClass,
    OpenPlan,
    RecordAttendance,
    RecordCompletion,
    RevokeCertificate,
)
from contracts.training.questions import ReplayDecisions, ShowPlanLedger, Verify
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
    question_route("/training/plan-ledger", ShowPlanLedger, summary="查看培训计划台账", answer=PlanLedgerAnswer),
    question_route("/training/decisions/{subject}/replay", ReplayDecisions, summary="重算一件事项的各次决定",
                   answer=ReplayAnswer),
    question_route("/training/verification", Verify, summary="核对培训数据", answer=VerifyAnswer),
)
