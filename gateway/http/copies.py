"""A copy of everything about somebody, as files that other programs can read."""

import io
import json
import zipfile

from gateway.http.answers import as_json

_READ_ME = """本压缩包是平台保存的您的全部信息（JSON，UTF-8）。
person 登记信息；provenance 每项信息的来源；businesses 经营主体；consents 授权；authorisations 代办委托；
proxy_acts 代办记录；data_objections 信息异议；matters 已提交的一件事申请；drafts 草稿；
files 上传过的材料（可在平台按编号下载）；cases 各项业务；timeline 办事经历；clear_reads 谁查看过您的完整信息。
"""


def packed(parts: dict) -> bytes:
    """A ZIP with one JSON file per part and a note on what is what."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("说明.txt", _READ_ME)
        for name, content in parts.items():
            readable = json.dumps(json.loads(as_json(content)), ensure_ascii=False, indent=2)
            archive.writestr(f"{name}.json", readable)
    return kept.getvalue()
