"""花名册: a training roster becomes person ids, row by row, before it is sent to the pillar."""

from contracts.fields import area_code, choice, flag
from contracts.messages import part
from contracts.zone import KeptRows
from contracts.zone.answers import RosterAnswer
from contracts.zone.commands import ResolveRoster
from gateway.http.answers import Download
from gateway.http.request import Request
from gateway.http.route import MULTIPART, UPLOAD_LIMIT, Route
from gateway.http.sheets import XLSX, Kind, read_sheet, template, uploaded

SHEET_ERRORS = ("not_found", "conflict", "already_registered", "same_key_other_body", "still_running",
                "outcome_unknown")

ROSTER = Kind(title="学员花名册", columns={"姓名": "name", "身份证号": "id_number", "手机号": "phone"}, at_most=10_000,
              choices={}, notes=("每行一名学员；请勿改动第一行的列名。", "身份证号为 18 位，末位可以是 X。"))


@part
class RosterOptions:
    """What to do with people who are not registered, and with good rows when others are wrong."""

    register_missing: bool = flag("为未登记人员登记", default=False)
    area: str = area_code("学员居住地", optional=True)
    keep: KeptRows = choice(KeptRows, "有误时的处理", default=KeptRows.NONE)


def resolve_roster(request: Request) -> dict:
    """The person ids of a roster; registers who is missing when the caller says so."""
    rows = read_sheet(uploaded(request), ROSTER)
    return request.send(ResolveRoster.from_data({"rows": rows} | request.body.as_data()))


def roster_template(request: Request) -> Download:
    """The empty roster."""
    return template(ROSTER)


ROUTES = (
    Route("GET", "/rosters/template", roster_template, "下载花名册模板", "training", by=ResolveRoster.by,
          answer_media=XLSX),
    Route("POST", "/rosters/preview", resolve_roster, "把花名册核对为人员编号", "training", by=ResolveRoster.by,
          body=RosterOptions, answer=RosterAnswer, media=MULTIPART, limit=UPLOAD_LIMIT, errors=SHEET_ERRORS,
          description="逐行核对姓名、身份证号和手机号；答复中的 person_ids 用于报名。"
                      "register_missing=true 时为尚未登记的人员实名登记（须填写 area）。"),
)
