"""花名册导入: a long roster is worked off in the background; its sender watches and gets the same sheet back."""

from contracts.fields import area_code, count, flag, identifier, text
from contracts.messages import answer, part
from contracts.zone.commands import ResolveRoster
from gateway.http.answers import Answer, Download
from gateway.http.request import Request
from gateway.http.route import MULTIPART, UPLOAD_LIMIT, Route
from gateway.http.sheets import XLSX, read_sheet, uploaded, with_results
from gateway.rosters.jobs import Run
from gateway.routes.rosters import ROSTER, SHEET_ERRORS

STEPS = {"rows": "核对花名册", "enrolment": "录入班级", "done": "已完成", "failed": "未完成"}


@part
class ImportOptions:
    """What to do with people who are not registered, and which class good rows go into, if any."""

    register_missing: bool = flag("为未登记人员登记", default=False)
    area: str | None = area_code("学员居住地", optional=True)
    class_id: str | None = identifier("录入班级", optional=True)


@part
class WhichJob:
    """Which import."""

    job_id: str = identifier("导入")


@answer
class JobShown:
    """How far an import is."""

    job_id: str = identifier("导入")
    state: str = text("状态")
    step: str = text("正在办理")
    total: int = count("总行数")
    done: int = count("已核对行数")
    accepted: int = count("无误行数")
    refused: int = count("有误或未录入行数")
    percent: int = count("进度（%）", at_most=100)
    fault: str | None = text("未完成的原因", optional=True)


def open_job(request: Request) -> Answer:
    """Begin an import; the same key is the same import."""
    content = uploaded(request)
    rows, job_id = read_sheet(content, ROSTER), request.message_id("roster job")
    options = request.body.as_data()
    accounts = request.context.accounts
    if accounts.open_roster_job(job_id, content, request.actor, options, len(rows)):
        Run(request, job_id, rows, options).start()
    return Answer(_shown(accounts.roster_job(job_id, request.actor)))


def show_job(request: Request) -> dict:
    """How far one's own import is; one that a restart left lying is taken up again."""
    accounts, job_id = request.context.accounts, request.query.job_id
    job = accounts.roster_job(job_id, request.actor)
    if job["state"] == "running" and accounts.claim_roster_job(job_id):
        _, content = accounts.open_file(job["file_id"], request.actor)
        Run(request, job_id, read_sheet(content, ROSTER), job["options"]).start()
    return _shown(job)


def download_result(request: Request) -> Download:
    """The sheet as it was sent, with what came of each row and why."""
    accounts, job_id = request.context.accounts, request.query.job_id
    job = accounts.roster_job(job_id, request.actor)
    _, content = accounts.open_file(job["file_id"], request.actor)
    results = {row["row"]: _told(row) for row in accounts.roster_rows(job_id)}
    return Download(with_results(content, ("结果", "原因"), results), XLSX, "花名册导入结果.xlsx")


def _told(row: dict) -> tuple[str, str]:
    if row["reason"]:
        return "未录入", row["reason"]
    return "已接收", "本次为其实名登记" if row["registered_now"] else ""


def _shown(job: dict) -> dict:
    names = ("job_id", "state", "total", "done", "accepted", "refused", "fault")
    return {name: job[name] for name in names} | {"step": STEPS[job["step"]],
                                                  "percent": job["done"] * 100 // max(1, job["total"])}


ROUTES = (
    Route("POST", "/rosters/jobs", open_job, "导入花名册，后台逐行办理", "training", by=ResolveRoster.by,
          body=ImportOptions, answer=JobShown, media=MULTIPART, limit=UPLOAD_LIMIT, errors=SHEET_ERRORS, status=202,
          description="最多 10 000 行；用返回的 job_id 查看进度，完成后下载带原因列的原表。"),
    Route("GET", "/rosters/jobs/{job_id}", show_job, "查看花名册导入的进度", "training", by=ResolveRoster.by,
          query=WhichJob, answer=JobShown, errors=("not_found", "invalid_fields")),
    Route("GET", "/rosters/jobs/{job_id}/sheet", download_result, "下载花名册导入结果（原表加原因列）", "training",
          by=ResolveRoster.by, query=WhichJob, errors=("not_found", "invalid_fields"), answer_media=XLSX),
)
