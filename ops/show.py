"""How commands answer: a table for people, JSON for programs, and an exit code."""

import json
from datetime import datetime

import click
from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

# Where nobody looks (a pipe, a file) nothing needs to fold; the longest cell that stands in one line; how much wider
# than its terminal a table may be and still fold well.
_UNFOLDED, _LONGEST, _FOLDS_TO = 10_000, 100, 1.4


def wants_json() -> bool:
    """Whether --json was given."""
    return bool(click.get_current_context().find_root().meta.get("as_json"))


def show(title: str, rows: list[dict]) -> None:
    """Print `rows`: as JSON when asked for, else as a table."""
    if wants_json():
        click.echo(json.dumps(rows, ensure_ascii=False, default=str))
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=_UNFOLDED)
    for part in (Text(title), *laid_out(rows, console.width)):
        console.print(part, soft_wrap=isinstance(part, Text))


def laid_out(rows: list[dict], width: int) -> list[RenderableType]:
    """A table where `width` holds it or nearly so; else each row by itself, name by name, so that ids and types stay
    whole."""
    table = Table()
    for name in rows[0] if rows else ("（无）",):
        table.add_column(name, overflow="fold", max_width=_LONGEST)
    for row in rows:
        table.add_row(*(Text(_text(value)) for value in row.values()))
    wide = Console(width=_UNFOLDED)
    if Measurement.get(wide, wide.options, table).maximum <= _FOLDS_TO * width:
        return [table]
    lines = [(*(f"{name:>20}  {_text(value)}" for name, value in row.items()), "") for row in rows]
    return [Text("\n".join(each)) for each in lines]


def _text(value: object) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="milliseconds")
    return "" if value is None else str(value)


def said(context: click.Context, option: click.Parameter, reason: str) -> str:
    """The reason that was given; a blank one tells nobody anything."""
    if not reason.strip():
        raise click.BadParameter("请写明理由", ctx=context, param=option)
    return reason.strip()


def told(in_order: bool) -> None:
    """End with 1 when something is not in order, so that scripts notice."""
    if not in_order:
        raise SystemExit(1)
