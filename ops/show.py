"""How commands answer: a table for people, JSON for programs, and an exit code."""

import json

import click
from rich.console import Console
from rich.table import Table


def wants_json() -> bool:
    """Whether --json was given."""
    return bool(click.get_current_context().find_root().meta.get("as_json"))


def show(title: str, rows: list[dict]) -> None:
    """Print `rows`: as JSON when asked for, else as a table."""
    if wants_json():
        click.echo(json.dumps(rows, ensure_ascii=False, default=str))
        return
    table = Table(title=title, title_justify="left")
    for name in rows[0] if rows else ("（无）",):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(_text(value) for value in row.values()))
    Console().print(table)


def _text(value: object) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return "" if value is None else str(value)


def told(in_order: bool) -> None:
    """End with 1 when something is not in order, so that scripts notice."""
    if not in_order:
        raise SystemExit(1)
