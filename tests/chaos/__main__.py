"""`python -m tests.chaos --stories 500 --seed 7`: the platform in trouble, and the verdict. Exit code 1 when red."""

import random
import tempfile
import time
from pathlib import Path

import click

from dev import caller
from tests.chaos.clients import PATIENCE_SECONDS, Desk
from tests.chaos.machine import chaos_machine
from tests.chaos.plan import full_plan, short_plan
from tests.chaos.run import Run
from tests.chaos.verdict import Reconciliation


@click.command()
@click.option("--stories", default=500, help="how many people's stories")
@click.option("--seed", default=None, type=int, help="the same seed makes the same plan")
@click.option("--kills", default=5, help="kill -9 of each process type")
@click.option("--terms", default=3, help="SIGTERM of each process type")
@click.option("--servers", default=3, help="kills of the broker, restarts of the database")
@click.option("--short", is_flag=True, help="the short plan of `make test`")
def main(stories: int, seed: int | None, kills: int, terms: int, servers: int, short: bool) -> None:
    """Run the stories through a plan of faults and reconcile."""
    seed = random.randrange(1_000_000) if seed is None else seed
    click.echo(f"seed {seed}")
    plan = short_plan(seed) if short else full_plan(seed, kills=kills, terms=terms, broker=servers, database=servers)
    began, caller.PATIENCE_SECONDS = time.monotonic(), PATIENCE_SECONDS

    def tell(words: str) -> None:
        click.echo(f"{time.monotonic() - began:6.0f} s  {words}")

    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, chaos_machine(Path(folder)) as machine:
        tell("the platform is ready")
        run = Run(machine, Desk(machine.base_url, seed), stories, plan, money=True, tell=tell)
        run.prepare()
        run.go()
        tell("all stories told; reconciling")
        verdict = Reconciliation(machine, run.desk, run.stories).verdict()
    click.echo(f"seed {seed}\n{verdict}")
    raise SystemExit(0 if verdict.green else 1)


if __name__ == "__main__":
    main()
