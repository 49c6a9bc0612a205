"""How commands answer: a table for people, JSON for programs, and an exit code."""

import json

import click
from rich.console import Console
from rich.table import Table


def show(title: str, rows: list[dict]) -> None:
    """Print `rows`: as JSON when asked for, else as a table."""
    if click.get_current_context().find_root().meta.get("as_json"):
        click.echo(json.dumps(rows, ensure_ascii=False, default=str))
        return
    table = Table(title=title)
    for name in rows[0] if rows else ("（无）",):
        table.add_column(name)
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)


def told(in_order: bool) -> None:
    """End with 1 when something is not in order, so that scripts notice."""
    if not in_order:
        raise SystemExit(1)
