"""Sets a letter to a claimant: receipt, correction notice, refusal, appeal decision."""

import json
from datetime import date
from pathlib import Path
from threading import Lock

import typst

from contracts.decisions import Status
from contracts.subsidies import STATE_LABELS
from contracts.subsidies.claim_states import LETTER_LABELS, REFUSAL_LABELS, LetterKind
from gateway.printing.fonts import families, fonts

_TEMPLATE = Path(__file__).with_name("letter.typ")
_HOLDS = {Status.MET: "满足", Status.UNMET: "不满足", Status.UNKNOWN: "还不能判断", Status.NOT_APPLICABLE: "不适用"}
_STATES = STATE_LABELS["claim"] | STATE_LABELS["wish"]
_OPENING = {
    LetterKind.RECEIPT: "您提交的补贴申领已收到，办理情况如下。办理期限约束经办机关，逾期不影响您的申领。",
    LetterKind.CORRECTION: "您的申领需要补正。以下是需要补正的全部内容，此后不再要求补正；补正期间暂停计算办理时间。",
    LetterKind.REFUSAL: "您的申领经审核，决定不予通过。",
    LetterKind.APPEAL: "您提出的申诉，经未参与原决定的人员复核，决定如下。",
    LetterKind.CLAW_BACK: "您已领取的补贴，经审核决定追回。",
}
_LISTED = {LetterKind.RECEIPT: "收到的材料", LetterKind.CORRECTION: "需要补正的内容", LetterKind.APPEAL: "决定",
           LetterKind.CLAW_BACK: "退回期限和金额"}
_ACT_BY = {LetterKind.CORRECTION: "请于 {} 前补正。期满仍可补正，但经办机关可以依据已有材料作出决定。",
           LetterKind.REFUSAL: "如不服本决定，可于 {} 前提出申诉，由未参与本决定的人员复核。",
           LetterKind.CLAW_BACK: "如不服本决定，可于 {} 前提出申诉，由未参与本决定的人员复核。"}
_GROUND = {LetterKind.CLAW_BACK: "理由"}
_one_at_a_time = Lock()


def print_letter(letter: dict, name: str, office: str) -> bytes:
    """A letter, as its event tells it, to `name` as PDF. Raises NoFont where no Chinese font is installed."""
    inputs = {"data": json.dumps(content_of(letter, name, office), ensure_ascii=False),
              "fonts": json.dumps(families())}
    with _one_at_a_time:
        return typst.compile(_TEMPLATE.read_bytes(), format="pdf", font_paths=fonts(), ignore_system_fonts=True,
                             sys_inputs=inputs)


def content_of(letter: dict, name: str, office: str) -> dict:
    """What stands on the paper, part by part."""
    kind = LetterKind(letter["kind"])
    return {"heading": LETTER_LABELS[kind], "number": letter["number"], "name": name, "opening": [_OPENING[kind]],
            "columns": ["事项", "状态", "金额（元）", "办理期限"] if letter["lines"] else [],
            "rows": [_row(line) for line in letter["lines"]], "sections": list(_sections(kind, letter)),
            "closing": list(_closing(kind, letter)), "office": office, "issued_on": _day(letter["issued_on"])}


def _row(line: dict) -> list[str]:
    return [line["title"], _STATES.get(line["state"], line["state"]), line["amount"] or "—",
            _day(line["answer_by"]) if line["answer_by"] else "—"]


def _sections(kind: LetterKind, letter: dict):
    if kind is not LetterKind.RECEIPT:
        yield {"title": "事项", "lines": [letter["title"].partition("：")[2] or letter["title"]]}
    if letter["code"]:
        yield {"title": "理由", "lines": [f"{REFUSAL_LABELS[letter['code']]}：{letter['ground']}"]}
    elif letter["ground"]:
        yield {"title": _GROUND.get(kind, "复核意见"), "lines": [letter["ground"]]}
    if letter["listed"]:
        yield {"title": _LISTED.get(kind, "所列内容"), "lines": letter["listed"]}
    if letter["reasons"]:
        yield {"title": "逐项依据", "lines": [_reason(reason) for reason in letter["reasons"]]}


def _reason(reason: dict) -> str:
    cite = reason["citation"]
    ground = cite["unsourced"] and f"无文件依据：{cite['unsourced']}" or f"{cite['document']} {cite['clause']}"
    return f"{reason['text']}——{_HOLDS[reason['status']]}（{ground}）"


def _closing(kind: LetterKind, letter: dict):
    if letter["act_by"] and kind in _ACT_BY:
        yield _ACT_BY[kind].format(_day(letter["act_by"]))
    if letter["appeal"]:
        yield f"救济途径：{letter['appeal']}。"


def _day(day: str) -> str:
    known = date.fromisoformat(day)
    return f"{known.year}年{known.month}月{known.day}日"
