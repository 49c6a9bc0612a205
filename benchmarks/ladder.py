"""The zone page, one guard after another: `python -m benchmarks.ladder <step>` serves `/people/<id>` up to a step."""

import sys

import falcon

from chassis import logs
from chassis.database import Database
from chassis.prepared import Prepared
from chassis.settings import Settings
from contracts.actors import Actor, Role
from dev.story import JISHOU
from gateway.http.answers import as_json
from gateway.http.middleware import SafeHeaders
from gateway.serve import KEPT_PAGES_MB, THREADS, ZONE_CONNECTIONS, identity, run_server
from gateway.zone.kept_pages import KeptPages
from gateway.zone.queries import Zone

# In the order in which they are added; the gateway itself adds the last: token, address, declared answers.
STEPS = {
    "bare": "一条查询，无任何保障（与对照同一行，按平台的读法：语句已准备好，数据库写成 JSON）",
    "checked": "每次经连接池取连接、先确认仍可用，读在事务里，语句有时限，由 Python 写成 JSON",
    "page": "整页：个人、事项和理由、经历（一次往返，每次都由数据库写出）",
    "secured": "行级安全：以查看人的身份读取",
    "kept": "没有变化的页面不再写出：数据库每次仍以查看人的身份核对各行",
    "watched": "请求编号、链路、日志、指标、安全响应头",
}
BARE = "SELECT person_id, area, birth_month, groups FROM zone.persons WHERE person_id = %s"


class Bare:
    """One row by key, read as the platform reads its pages: a prepared statement whose answer is JSON already."""

    def __init__(self, settings: Settings):
        database = Database(settings.database_conninfo("zone"), "zone", size=THREADS // 2)
        self.row = Prepared(database, f"SELECT row_to_json(r)::text FROM ({BARE}) r", keep=THREADS // 2)

    def __call__(self, person_id: str) -> bytes:
        return self.row.ask(person_id)


class Checked:
    """The same row through the platform's pool."""

    def __init__(self, settings: Settings):
        self.database = Database(settings.database_conninfo("zone"), "zone", size=THREADS // 2)

    def __call__(self, person_id: str) -> dict:
        with self.database.connection() as connection:
            return _row(connection, person_id)


class Page:
    """The zone page as `role` sees it: the projector's role sees every row, the reader's only the viewer's."""

    def __init__(self, settings: Settings, role: str, megabytes: int = 0):
        database = Database(settings.database_conninfo(role), "zone", size=ZONE_CONNECTIONS)
        self.zone = Zone(database, pages=KeptPages(megabytes * 1024 * 1024))

    def __call__(self, person_id: str) -> bytes:
        return self.zone.own_page(Actor(role=Role.CITIZEN, person_id=person_id, area=JISHOU)).content


class Resource:
    """`/people/{person_id}` answered by `read`."""

    def __init__(self, read):
        self.read = read

    def on_get(self, req: falcon.Request, resp: falcon.Response, person_id: str) -> None:
        resp.content_type, resp.data = "application/json", as_json(self.read(person_id))


def _row(connection, person_id: str) -> dict:
    row = connection.execute(BARE, [person_id]).fetchone()
    return {"person_id": row[0], "area": row[1], "birth_month": row[2], "groups": row[3]}


def application(step: str, settings: Settings) -> falcon.App:
    """The application with every guard up to `step`."""
    logs.set_up("ladder", settings.log_level)
    read = {"bare": lambda: Bare(settings), "checked": lambda: Checked(settings),
            "page": lambda: Page(settings, "zone"), "secured": lambda: Page(settings, "zone_reader"),
            }.get(step, lambda: Page(settings, "zone_reader", KEPT_PAGES_MB))()
    watching = [identity("ladder", settings.log_level), SafeHeaders(False)] if step == "watched" else []
    app = falcon.App(middleware=watching)
    app.add_route("/people/{person_id}", Resource(read))
    return app


if __name__ == "__main__":
    found = Settings.from_environment()
    run_server("127.0.0.1", found.port, lambda: application(sys.argv[1], found))
