"""Which addresses may be told at all: none in our own network, however it is written."""

import ipaddress
from urllib.parse import SplitResult, urlsplit

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def fault_of(address: str, *, private: bool) -> str | None:
    """Why an address may not be told, judged by how it is written; None for a sound one.

    What its name stands for is judged each time something is sent: a name can be changed after it was checked.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "接收地址格式不正确"
    if parts.scheme not in (("https", "http") if private else ("https",)) or not parts.hostname:
        return "接收地址应以 https:// 开头"
    if parts.username or parts.password or parts.fragment or port == 0:
        return "接收地址不能包含用户名、密码或片段"
    return None if private or not _is_private_literal(parts) else "接收地址不能是本机或内部网络的地址"


def _is_private_literal(parts: SplitResult) -> bool:
    try:
        return not is_public(parts.hostname)
    except ValueError:
        return parts.hostname == "localhost" or parts.hostname.endswith((".localhost", ".local", ".internal"))


def is_public(ip: str) -> bool:
    """Whether an IP address is one of the open internet, whatever it is wrapped in; raises ValueError for none."""
    found = ipaddress.ip_address(ip)
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if found.sixtofour or found.teredo or found in _TRANSLATED:
            return False
    return found.is_global and not found.is_multicast
