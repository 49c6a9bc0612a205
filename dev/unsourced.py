"""`python -m dev.unsourced` writes docs/unsourced.md: every figure and ground that no source document states."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dev.sources import ROOT
from policies.areas import area
from policies.loading import REGIONS, series_under
from policies.parameters import Series, Version

PAGE = ROOT / "docs" / "unsourced.md"
_HEADING = """# 没有来源的数字和说法

五份来源文件没有写、平台又不能没有的，都在这里，由政策数据和规则生成（`make map`），有测试比较。
用到它们的决定会注明“没有来源”和由谁确认；确认之后，政策管理员拟草案改正，写上文件和条款。
"""


def page(regions: Path = REGIONS, services: Path = ROOT / "services") -> str:
    """The whole page as Markdown."""
    figures = ["| 地区 | 业务 | 参数 | 值 | 自 | 没有来源的原因，由谁确认 |", "| --- | --- | --- | --- | --- | --- |",
               *(_row(series, version) for series in series_under(regions) for version in series.versions
                 if version.citation.unsourced)]
    grounds = ["| 规则 | 没有来源的原因，由谁确认 |", "| --- | --- |", *sorted(_grounds(services))]
    return "\n".join([_HEADING, "## 政策数据", "", *figures, "", "## 规则中的理由", "", *grounds, ""])


def _row(series: Series, version: Version) -> str:
    where = "全国" if series.area == "000000" else area(series.area).name
    return (f"| {where} | {series.pillar} | {series.label} `{series.key}` | {_short(version.value)}{series.unit or ''}"
            f" | {version.from_day} | {version.citation.unsourced} |")


def _short(value: Any) -> str:
    if value is True or value is False:
        return "是" if value else "否"
    return "（见数据）" if isinstance(value, dict | list) else str(value)


def _grounds(services: Path) -> Iterator[str]:
    """The citations that a rule itself marks as unsourced."""
    for path in (*services.rglob("rules/*.py"), *services.rglob("rules.py")):
        place = path.relative_to(services.parent)
        keywords = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                    if isinstance(node, ast.keyword) and node.arg == "unsourced")
        yield from (f"| `{place}` | {_words(keyword.value)} |" for keyword in keywords)


def _words(node: ast.expr) -> str:
    """The text that is written; what is only known when it runs is left as …"""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
