"""ETag and If-Match: nobody overwrites what somebody else has changed, nobody reads again what they have."""

import dataclasses
import hashlib
import re

import falcon

from contracts.messages import Message
from contracts.problems import Invalid

_VERSION = re.compile(r'^(?:W/)?"(\d{1,15})"$')


def tag_of(version: int) -> dict[str, str]:
    """The header that names a thing's version; sent back as If-Match it guards an edit."""
    return {"ETag": f'"{version}"'}


def tag_of_content(content: bytes) -> str:
    """A tag of what is answered; weak, since it may be sent compressed."""
    return f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


def is_known(req: falcon.Request, tag: str) -> bool:
    """Whether the caller has this already, by If-None-Match."""
    sent = req.get_header("If-None-Match")
    return bool(sent) and (sent.strip() == "*" or tag.removeprefix("W/") in
                           {one.strip().removeprefix("W/") for one in sent.split(",")})


def with_version(req: falcon.Request, message: Message) -> Message:
    """`message` with the version that If-Match names, else its own; raises Invalid for a tag that was never given."""
    sent = (req.get_header("If-Match") or "").strip()
    if sent in ("", "*"):
        return message
    found = _VERSION.match(sent)
    if found is None:
        raise Invalid("请检查标出的内容", fields={"If-Match": ["应为读取时得到的 ETag"]})
    return dataclasses.replace(message, version=int(found[1]))
