"""`python -m dev up` and its sisters, which the Makefile calls."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from chassis.settings import Settings
from dev import binaries, pages
from dev.by_pid import Timeout
from dev.caller import Caller, Refused, TookTooLong
from dev.launch import DidNotStart
from dev.machine import Machine, NotReady
from dev.sources import ROOT

EXPECTED = (binaries.Missing, DidNotStart, NotReady, Timeout, Refused, TookTooLong)


def _folder() -> Path:
    return Path(os.environ.get("LOCAL_FOLDER") or ROOT / "var")


class _Commands(click.Group):
    """Expected trouble is told in one message, without a traceback."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except EXPECTED as trouble:
            raise click.ClickException(str(trouble)) from trouble


@click.group(cls=_Commands)
def main() -> None:
    """本机运行：服务器、密钥、进程。"""


@main.command()
def up() -> None:
    """启动全部；可重复执行。"""
    machine = Machine(_folder())
    for why in filter(None, (pages.install(), binaries.install_fonts())):
        click.echo(why)
    machine.up(tell=lambda words: click.echo(f"· {words}"))
    timeline = "" if machine.mode == "production" else _story(machine)
    click.echo(_addresses(machine))
    if timeline:
        click.echo(_accounts(machine))
        click.echo(timeline)


@main.command()
def down() -> None:
    """停止全部，不留进程。"""
    if not _folder().exists():
        click.echo("没有正在运行的进程")
        return
    left = Machine(_folder()).down()
    click.echo(f"已全部停止；强制结束了 {len(left)} 个遗留进程" if left else "已全部停止，没有遗留进程")


@main.command()
def demo() -> None:
    """为新的人员再运行一次演示故事。"""
    machine = Machine(_folder())
    if waiting := machine.not_ready():
        raise click.ClickException(f"请先执行 make up；未就绪：{'、'.join(waiting)}")
    click.echo(_run_story(machine))


@main.command()
def reset() -> None:
    """删除本机全部数据（先询问；CONFIRM=yes 时不问）。"""
    if os.environ.get("CONFIRM") != "yes":
        click.confirm(f"将停止全部进程并删除 {_folder()} 中的所有数据，无法恢复。继续吗？", abort=True)
    if _folder().exists():
        Machine(_folder()).remove()
        shutil.rmtree(_folder())
    click.echo("已删除")


@main.command()
def status() -> None:
    """各进程是否就绪。"""
    machine = Machine(_folder())
    waiting = machine.not_ready()
    for process in machine.supervisor.processes:
        seen = waiting.get(process.name)
        click.echo(f"{process.name:12} {'未就绪：' + seen if seen else '就绪'}")
    raise SystemExit(1 if waiting else 0)


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def ops(arguments: tuple[str, ...]) -> None:
    """对本机平台执行运维命令（python -m ops …）。"""
    environment = dict(os.environ) | Machine(_folder()).environment()
    command = [sys.executable, "-m", "ops", *arguments]
    raise SystemExit(subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode)


@main.command("check-servers")
def check_servers() -> None:
    """数据库与消息服务器的程序是否在本机；缺少时按许可安装。"""
    for find in (binaries.postgresql, binaries.rabbitmq, binaries.epmd):
        find()
    if why := binaries.install_fonts():
        click.echo(why)
    try:
        binaries.chromium()
    except binaries.Missing as missing:
        click.echo(f"{missing}页面的测试将跳过（the pages' tests will be skipped）")


@main.command("secrets")
def make_secrets() -> None:
    """只生成密钥文件（容器运行之前）。"""
    click.echo(f"密钥在 {Machine(_folder()).folder}")


def _story(machine: Machine) -> str:
    """The story's timeline; the story is run only once for one folder."""
    done = machine.folder / "story.done"
    if not done.exists():
        click.echo("· 建立演示人员，运行故事")
        done.write_text(_run_story(machine))
    return done.read_text()


def _run_story(machine: Machine) -> str:
    from dev import story  # only here, since the story needs the running platform's client libraries

    return story.run(machine.base_url, Settings.from_environment(machine.environment())) or ""


def _addresses(machine: Machine) -> str:
    lines = [("服务专区", machine.base_url), ("接口说明", f"{machine.base_url}/api/v1/openapi.json")]
    if rabbitmq := machine.rabbitmq:
        lines.append(("消息管理台", f"http://127.0.0.1:{rabbitmq.ports.management}"))
    lines += [("密码与密钥", str(machine.folder / "secrets.env")), ("日志", str(machine.supervisor.logs))]
    return "\n".join(["", *(f"{words}\t{place}" for words, place in lines), ""])


def _accounts(machine: Machine) -> str:
    accounts = Caller(machine.base_url).get("/dev/accounts")["items"]
    lines = (f"  {each['account']:18}{each['label']}" for each in accounts)
    return "\n".join(["演示账号（无需密码）", *lines, ""])


if __name__ == "__main__":
    main()
