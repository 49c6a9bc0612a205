"""What an operator sees: whole ids and types, in a table where it fits and row by row where it does not."""

import io

import click
from click.testing import CliRunner
from rich.console import Console

from ops.commands import main
from ops.show import laid_out, said, show

ID, TYPE = "5d0c7b1a-2e3f-5a4b-9c8d-7e6f5a4b3c2d", "subsidies.bank_result_questioned.v1"
ROWS = [{"type": TYPE, "entity": f"bank_question {ID}", "person": ID, "id": ID, "error": "[pool] gone"}] * 2


def printed(rows: list[dict], width: int) -> str:
    paper = io.StringIO()
    console = Console(file=paper, width=width)
    for part in laid_out(rows, width):
        console.print(part, soft_wrap=True)
    return paper.getvalue()


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--reason", default="x", callback=said)
@click.pass_context
def tell(context, as_json, reason):
    context.meta["as_json"] = as_json
    show(f"{ID} 的事件", ROWS)


def test_in_a_pipe_a_table_is_as_wide_as_what_it_tells_and_folds_nothing():
    lines = CliRunner().invoke(tell).output.splitlines()
    assert lines[0] == f"{ID} 的事件"
    assert len([line for line in lines if TYPE in line and line.count(ID) == 3 and "[pool] gone" in line]) == 2


def test_in_a_narrow_terminal_each_row_stands_by_itself_and_is_whole():
    for width in (80, 120):
        seen = printed(ROWS, width)
        assert (seen.count(TYPE), seen.count(ID), seen.count("┃")) == (2, 6, 0)
    assert "┃" in printed(ROWS, 200)


def test_json_is_nothing_but_json_and_a_blank_reason_is_none():
    assert CliRunner().invoke(tell, ["--json"]).output.startswith('[{"type": ')
    assert CliRunner().invoke(tell, ["--reason", " "]).exit_code == 2


def test_every_commands_help_is_told_without_a_platform_and_nothing_else_is(monkeypatch):
    monkeypatch.delenv("MODE", raising=False)
    for name in main.commands:
        told = CliRunner().invoke(main, [name, "--help"])
        assert (told.exit_code, "Usage:" in told.output) == (0, True), name
    refused = CliRunner().invoke(main, ["queues"])
    assert (refused.exit_code, "MODE" in refused.output) == (2, True)
