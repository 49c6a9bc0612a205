"""Those who look after the money: leads to benefits that are had twice, the trail of a claim, its seals."""

from contracts.subsidies.answers import CaseExport, SuspicionsShown
from contracts.subsidies.commands import JudgeSuspicion, SealTrail, SearchSuspicions
from contracts.subsidies.questions import ExportCase, ShowSuspicions
from gateway.http.route import command_route, question_route

ROUTES = (
    question_route("/subsidies/suspicions", ShowSuspicions, summary="查看重复领取线索和关联路径",
                   answer=SuspicionsShown),
    command_route("POST", "/subsidies/suspicions/search", SearchSuspicions, summary="核查本地区的重复领取"),
    command_route("POST", "/subsidies/suspicions/{suspicion_id}/verdict", JudgeSuspicion,
                  summary="认定或者排除重复领取线索"),
    question_route("/subsidies/claims/{claim_id}/export", ExportCase, summary="导出一笔申领的全部办理痕迹",
                   answer=CaseExport, description="每一条事件、决定和记账，连同摘要和封存号；人员只有编号。"),
    command_route("POST", "/subsidies/trail/seals", SealTrail, summary="封存办理痕迹"),
)
