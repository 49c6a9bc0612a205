"""Where the process table, the supervisor's configuration and docker-compose.yml differ."""

import configparser
import shlex
from collections.abc import Iterable, Mapping, Sequence

from chassis.processes import SHARED, Process

# What compose starts besides the processes of the table.
OTHER_SERVICES = {"postgres", "rabbitmq", "deploy", "ops", "prometheus", "grafana"}


def differences(processes: Sequence[Process], supervisor: str, compose: Mapping) -> list[str]:
    """Each difference in names, commands and variables as one line; none when all three say the same."""
    programs = _programs(supervisor)
    services = {name: each for name, each in compose["services"].items() if name not in OTHER_SERVICES}
    table = {process.name: process for process in processes}
    found = [*_names("supervisor", table, programs), *_names("compose", table, services)]
    for name, process in table.items():
        if name in programs:
            found += _program(process, programs[name])
        if name in services:
            found += _service(process, services[name])
    return found


def _programs(text: str) -> dict[str, Mapping[str, str]]:
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    return {section.removeprefix("program:"): parser[section]
            for section in parser.sections() if section.startswith("program:")}


def _names(where: str, table: Iterable[str], found: Iterable[str]) -> list[str]:
    return [*(f"{where} lacks {name}" for name in sorted(set(table) - set(found))),
            *(f"{where} has {name}, the table has not" for name in sorted(set(found) - set(table)))]


def _program(process: Process, program: Mapping[str, str]) -> list[str]:
    command = shlex.split(program["command"])[1:]
    return _compared(f"supervisor: {process.name} runs", command, list(process.command[1:]))


def _service(process: Process, service: Mapping) -> list[str]:
    where = f"compose: {process.name}"
    return [*_compared(f"{where} runs", list(service["command"]), list(process.command)),
            *_compared(f"{where} reads", service["env_file"], [f"var/env/{process.name}.env"]),
            *_compared(f"{where} is told", sorted(service["environment"]), sorted(_told(process)))]


def _told(process: Process) -> list[str]:
    """The variables of a process that are no secrets; a container needs no key file."""
    own = [name for name in process.extra_environment
           if name not in process.secrets and not name.endswith("_FILE")]
    return [*SHARED, process.health_port_name, *own]


def _compared(what: str, found: object, wanted: object) -> list[str]:
    return [] if found == wanted else [f"{what} {found}, the table says {wanted}"]
