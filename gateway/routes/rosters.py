"""花名册: a training roster becomes person ids, row by row, before it is sent to the pillar."""

from contracts.fields import area_code, choice, flag
from contracts.messages import part
from contracts.problems import Invalid
from contracts.zone import KeptRows
from contracts.zone.answers import RosterAnswer
from contracts.zone.commands import ResolveRoster
from gateway.accounts.rules.sheets import ROSTER, Kind, read_sheet, template
from gateway.accounts.store.files import XLSX
from gateway.http.answers import Download
from gateway.http.request import Request
from gateway.http.route import MULTIPART, UPLOAD_LIMIT, Route

SHEET_ERRORS = ("not_found", "conflict", "already_registered", "same_key_other_body", "still_running",
                "outcome_unknown")


@part
class RosterOptions:
    """What to do with people who are not registered, and with good rows when others are wrong."""

    register_missing: bool = flag("为未登记人员登记", default=False)
    area: str = area_code("学员居住地", optional=True)
    keep: KeptRows = choice(KeptRows, "有误时的处理", default=KeptRows.NONE)


def uploaded(request: Request) -> bytes:
    """The one file of a form; raises Invalid when there is none."""
    files = [part for part in request.uploads if part.name == "file"]
    if len(files) != 1:
        raise Invalid("请检查标出的内容", fields={"file": ["请选择一个文件"]})
    return files[0].content


def download_of(kind: Kind) -> Download:
    """An empty sheet of a kind."""
    return Download(template(kind), XLSX, f"{kind.title}模板.xlsx")


def resolve_roster(request: Request) -> dict:
    """The person ids of a roster; registers who is missing when the caller says so."""
    rows = read_sheet(uploaded(request), ROSTER)
    return request.send(ResolveRoster.from_data({"rows": rows} | request.body.as_data()))


def roster_template(request: Request) -> Download:
    """The empty roster."""
    return download_of(ROSTER)


ROUTES = (
    Route("GET", "/rosters/template", roster_template, "下载花名册模板", "training", by=ResolveRoster.by,
          answer_media=XLSX),
    Route("POST", "/rosters/preview", resolve_roster, "把花名册核对为人员编号", "training", by=ResolveRoster.by,
          body=RosterOptions, answer=RosterAnswer, media=MULTIPART, limit=UPLOAD_LIMIT, errors=SHEET_ERRORS,
          description="逐行核对姓名、身份证号和手机号；答复中的 person_ids 用于报名。"
                      "register_missing=true 时为尚未登记的人员实名登记（须填写 area）。"),
)
