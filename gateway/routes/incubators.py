"""创业孵化基地: offices recognise bases, operators admit tenants, people accept, apply, ask and report."""

from contracts.answers import ReplayAnswer, VerifyAnswer
from contracts.incubators.answers import PlacesAnswer
from contracts.incubators.commands import (
    AcceptInvitation,
    AdmitTenant,
    ApplyForTenancy,
    HandleServiceRequest,
    HoldBaseStaffCourse,
    LeaveBase,
    OpenSpace,
    RecogniseBase,
    RecommendBase,
    RefreshData,
    RefuseTenant,
    ReportJobs,
    RequestService,
    ResolveTenancyQuestion,
    WithdrawBase,
)
from contracts.incubators.questions import ReplayDecisions, ShowPlaces, Verify
from gateway.http.route import command_route, question_route

ROUTES = (
    command_route("POST", "/incubators/bases", RecogniseBase, summary="认定孵化基地"),
    command_route("POST", "/incubators/bases/{base_id}/withdrawal", WithdrawBase, summary="撤销基地认定"),
    command_route("POST", "/incubators/bases/{base_id}/recommendations", RecommendBase, summary="推荐省级或国家级基地"),
    command_route("POST", "/incubators/bases/{base_id}/spaces", OpenSpace, summary="新增孵化场地"),
    command_route("POST", "/incubators/bases/{base_id}/data", RefreshData, summary="确认基地或在孵实体信息"),
    command_route("POST", "/incubators/bases/{base_id}/applications", ApplyForTenancy, summary="申请入驻基地"),
    command_route("POST", "/incubators/staff-courses", HoldBaseStaffCourse, summary="记录基地人员业务培训班"),
    command_route("POST", "/incubators/invitations/{invitation_id}/acceptance", AcceptInvitation,
                  summary="接受入驻邀请"),
    command_route("POST", "/incubators/tenancies/{tenancy_id}/admission", AdmitTenant, summary="同意入驻"),
    command_route("POST", "/incubators/tenancies/{tenancy_id}/refusal", RefuseTenant, summary="不同意入驻"),
    command_route("POST", "/incubators/tenancies/{tenancy_id}/leaving", LeaveBase, summary="退出基地"),
    command_route("POST", "/incubators/tenancies/{tenancy_id}/jobs", ReportJobs, summary="报告吸纳就业人数"),
    command_route("POST", "/incubators/tenancies/{tenancy_id}/service-requests", RequestService,
                  summary="向基地提出服务请求"),
    command_route("POST", "/incubators/service-requests/{service_request_id}/handling", HandleServiceRequest,
                  summary="办结服务请求"),
    command_route("POST", "/incubators/tenancy-questions/{tenancy_question_id}/resolution", ResolveTenancyQuestion,
                  summary="核实入驻依据"),
    question_route("/incubators/bases/{base_id}/places", ShowPlaces, summary="查看基地空位台账", answer=PlacesAnswer),
    question_route("/incubators/decisions/{subject}/replay", ReplayDecisions, summary="重算一件事项的各次决定",
                   answer=ReplayAnswer),
    question_route("/incubators/verification", Verify, summary="核对孵化基地数据", answer=VerifyAnswer),
)
