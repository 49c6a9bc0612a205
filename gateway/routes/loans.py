"""创业担保贷款: a person applies; clerks, guarantee bodies and banks decide; fund and loan are seen in depth."""

from contracts.answers import ReplayAnswer, VerifyAnswer
from contracts.loans.answers import FundAnswer, LoanAnswer
from contracts.loans.commands import (
    AddPapers,
    AdmitBank,
    ApplyForLoan,
    Compensate,
    ConfirmCreditLine,
    DecideCounterGuarantee,
    DecideCredit,
    DecideQualification,
    Disburse,
    FundGuarantees,
    GiveGuarantee,
    LodgeCounterGuarantee,
    RecordRecovery,
    RecordRepayment,
    ReportJobs,
    SignContract,
    WithdrawApplication,
    WriteOff,
)
from contracts.loans.questions import ReplayDecisions, ShowFund, ShowLoan, Verify
from gateway.http.route import command_route, question_route

ROUTES = (
    command_route("POST", "/loans/cooperating-banks", AdmitBank, summary="确定合作银行"),
    command_route("POST", "/loans/funds", FundGuarantees, summary="设立或追加担保基金"),
    command_route("POST", "/loans/credit-lines", ConfirmCreditLine, summary="登记银行授信"),
    command_route("POST", "/loans/applications", ApplyForLoan, summary="申请创业担保贷款"),
    command_route("POST", "/loans/{loan_id}/papers", AddPapers, summary="补充贷款材料"),
    command_route("POST", "/loans/{loan_id}/withdrawal", WithdrawApplication, summary="撤回贷款申请"),
    command_route("POST", "/loans/{loan_id}/qualification", DecideQualification, summary="审核贷款资格"),
    command_route("POST", "/loans/{loan_id}/counter-guarantee", DecideCounterGuarantee, summary="决定是否免除反担保"),
    command_route("POST", "/loans/{loan_id}/securities", LodgeCounterGuarantee, summary="登记反担保"),
    command_route("POST", "/loans/{loan_id}/guarantee", GiveGuarantee, summary="决定担保"),
    command_route("POST", "/loans/{loan_id}/credit", DecideCredit, summary="银行审批"),
    command_route("POST", "/loans/{loan_id}/contract", SignContract, summary="登记贷款合同"),
    command_route("POST", "/loans/{loan_id}/disbursement", Disburse, summary="登记放款"),
    command_route("POST", "/loans/{loan_id}/repayments", RecordRepayment, summary="登记还款"),
    command_route("POST", "/loans/{loan_id}/compensation", Compensate, summary="担保基金代偿"),
    command_route("POST", "/loans/{loan_id}/recoveries", RecordRecovery, summary="登记追回代偿款"),
    command_route("POST", "/loans/{loan_id}/write-off", WriteOff, summary="核销代偿款"),
    command_route("POST", "/loans/{loan_id}/jobs", ReportJobs, summary="报告贷款带动就业人数"),
    question_route("/loans/funds/{fund_id}", ShowFund, summary="查看担保基金台账", answer=FundAnswer),
    question_route("/loans/decisions/{subject}/replay", ReplayDecisions, summary="重算一件事项的各次决定",
                   answer=ReplayAnswer),
    question_route("/loans/verification", Verify, summary="核对贷款数据", answer=VerifyAnswer),
    question_route("/loans/{loan_id}", ShowLoan, summary="查看一笔贷款", answer=LoanAnswer),
)
