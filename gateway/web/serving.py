"""Serves the pages and their libraries under a strict content-security policy."""

import gzip
from pathlib import Path

import falcon

from chassis.settings import Settings
from gateway.routes.zone import push_url

HOME = Path(__file__).parent
PAGES = HOME / "pages"
_INSTALLED = HOME / "node_modules"

# What the pages use of each library; nothing else of `node_modules` can be asked for.
LIBRARIES = {
    "vue.js": "vue/dist/vue.runtime.global.prod.js",
    "htm.js": "htm/dist/htm.umd.js",
}
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
          ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml"}
_REVALIDATED = "no-cache"
_NOT_INSTALLED = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>创业服务专区</title>
<h1>页面尚未安装</h1><p>接口在 /api/v1 正常提供；安装 npm 后执行 make up，页面就会出现在这里。</p></html>"""


def installed() -> bool:
    """Whether every library of the pages is there."""
    return all((_INSTALLED / path).is_file() for path in LIBRARIES.values())


def add_pages(app: falcon.App, settings: Settings) -> None:
    """Give `app` the two start pages, the people's and the desk's, the pages' files and their libraries."""
    policy = content_security_policy(settings)
    app.add_route("/", StartPage(policy, PAGES / "index.html"))
    app.add_route("/desk", StartPage(policy, PAGES / "desk.html"))
    app.add_route("/pages/{name}", Files({path.name: path for path in sorted(PAGES.iterdir())}))
    app.add_route("/libraries/{name}", Files({name: _INSTALLED / path for name, path in LIBRARIES.items()}))


def content_security_policy(settings: Settings) -> str:
    """Nothing from outside, no inline script or style."""
    pushed_from = push_url(settings) if settings.optional("PUSH_URL") or settings.optional("PUSH_PORT") else ""
    return ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
            f" connect-src 'self' {pushed_from}".rstrip()
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")


class StartPage:
    """The one page in which all others open, for people or for the desk."""

    def __init__(self, policy: str, page: Path):
        self.policy, self.page = policy, page

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        resp.content_type = _TYPES[".html"]
        resp.set_header("Content-Security-Policy", self.policy)
        resp.set_header("Cache-Control", _REVALIDATED)
        resp.text = self.page.read_text(encoding="utf-8") if installed() else _NOT_INSTALLED


class Files:
    """Files that may be asked for by name; no other file can be reached. Each is packed once for all who ask."""

    def __init__(self, by_name: dict[str, Path]):
        self.by_name = by_name
        self.packed: dict[str, tuple[str, bytes]] = {}

    def on_get(self, req: falcon.Request, resp: falcon.Response, name: str) -> None:
        path = self.by_name.get(name)
        if path is None or not path.is_file():
            raise falcon.HTTPNotFound()
        found = path.stat()
        resp.set_header("Cache-Control", _REVALIDATED)
        resp.set_header("Vary", "Accept-Encoding")
        tag = resp.etag = f"{found.st_mtime_ns:x}-{found.st_size:x}"
        if tag in (req.if_none_match or ()):
            resp.status = falcon.HTTP_304
            return
        resp.content_type = _TYPES[path.suffix]
        if "gzip" in (req.get_header("Accept-Encoding") or ""):
            resp.data = self._packed(name, path, tag)
            resp.set_header("Content-Encoding", "gzip")
        else:
            resp.data = path.read_bytes()

    def _packed(self, name: str, path: Path, tag: str) -> bytes:
        known, content = self.packed.get(name, ("", b""))
        if known != tag:
            content = gzip.compress(path.read_bytes(), mtime=0)
            self.packed[name] = (tag, content)
        return content
