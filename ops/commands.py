"""The operators' commands. Each asks, shows a table or JSON, and says by its exit code whether all is in order."""

import click
from psycopg import OperationalError

from chassis.settings import MissingSetting, Settings
from ops.failed import failed
from ops.flow import case, event, timeline
from ops.pause import pause, resume
from ops.platform import Platform
from ops.repair import rebuild, replay, reseal
from ops.sizes import sizes
from ops.state import lag, processes, queues
from ops.verify import verify


class _Commands(click.Group):
    """What an operator can put right is told in one line, without a traceback; exit code 2."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except click.ClickException as wrong:  # 1 is kept for what needs somebody
            wrong.exit_code = 2
            raise
        except (MissingSetting, OperationalError, OSError) as trouble:
            click.echo(f"{type(trouble).__name__}: {str(trouble).strip()}", err=True)
            raise SystemExit(2) from trouble


@click.group(cls=_Commands)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_context
def main(context: click.Context, as_json: bool) -> None:
    """平台运维。退出码：0 一切正常，1 有需要处理的情况，2 无法查看。"""
    context.obj = Platform(Settings.from_environment)
    context.meta["as_json"] = as_json


for each in (processes, queues, lag, sizes, failed, pause, resume, rebuild, replay, reseal,
             verify, event, timeline, case):
    main.add_command(each)
