"""How large the tables are, and which of them are let go of after a time."""

import click

from chassis.declarations import SCHEMAS
from chassis.pruning import prunables_of
from ops.platform import Platform
from ops.show import show

# The server's own estimate of rows: counting them would read the largest tables whole.
_SIZES = ("SELECT schemaname AS schema, relname AS table, n_live_tup AS rows, pg_total_relation_size(relid) AS bytes"
          " FROM pg_stat_user_tables WHERE schemaname = ANY(%s) ORDER BY bytes DESC, schema, relname LIMIT %s")


@click.command()
@click.option("--count", default=30, help="显示最大的多少张表")
@click.pass_obj
def sizes(platform: Platform, count: int) -> None:
    """最大的表：行数（估计）、字节、保留多少天。"""
    with platform.reading() as connection:
        rows = connection.execute(_SIZES, [list(SCHEMAS), count]).fetchall()
    kept = {(schema, each.table): each.days for schema in SCHEMAS for each in prunables_of(schema)}
    show("表的大小", [row | {"kept_days": kept.get((row["schema"], row["table"]))} for row in rows])
