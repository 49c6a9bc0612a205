"""Sets a certificate as a PDF with a code that leads to its public check."""

import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import segno

from gateway.printing.fonts import compiled, families, is_covered

_TEMPLATE = Path(__file__).with_name("certificate.typ")
STAND_IN = "〓"  # what Chinese printers set for a character that is missing


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What stands on a certificate; `stamp` is set across one that no longer holds, `address` is its public check."""

    number: str
    name: str
    course: str
    title: str
    issuer: str
    completed_on: date
    issued_on: date
    address: str
    stamp: str = ""


def print_certificate(paper: Paper) -> tuple[bytes, tuple[str, ...]]:
    """The PDF, and the characters that no installed font has; the paper shows 〓 for them and names them.

    Raises NoFont where no Chinese font is installed.
    """
    chosen = json.dumps(families())
    missing = tuple(dict.fromkeys(sign for text in (paper.name, paper.title, paper.issuer) for sign in text
                                  if not is_covered(sign, chosen)))
    body = (f"参加“{paper.title}”创业培训（{paper.course}课程），修完规定课程，考核合格，"
            f"于{_day(paper.completed_on)}准予结业。特发此证。")
    inputs = {"heading": "创业培训合格证书", "number": paper.number, "name": _shown(paper.name, missing),
              "body": _shown(body, missing), "issuer": f"培训机构：{_shown(paper.issuer, missing)}",
              "issued_on": _day(paper.issued_on), "stamp": paper.stamp, "note": _note(missing), "fonts": chosen,
              "code": _code(paper.address)}
    return compiled(_TEMPLATE.read_text(encoding="utf-8"), **inputs), missing


def code_points(signs: tuple[str, ...]) -> str:
    """Characters by their code points, for places that can't show them."""
    return "、".join(f"U+{ord(sign):04X}" for sign in signs)


def _shown(text: str, missing: tuple[str, ...]) -> str:
    return "".join(STAND_IN if sign in missing else sign for sign in text)


def _note(missing: tuple[str, ...]) -> str:
    return f"（字库暂缺 {code_points(missing)}，以“{STAND_IN}”代替）" if missing else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _code(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2)
    return out.getvalue().decode()
