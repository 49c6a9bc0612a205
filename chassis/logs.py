"""One canonical JSON line per message and request, and nothing personal in it."""

import io
import logging
import os
import sys

import structlog

# Field names that never belong in a log line, whatever a caller passes.
PERSONAL = frozenset({"name", "id_number", "phone", "address", "bank_account", "password", "token", "authorization"})


def _drop_personal(_, __, line: dict) -> dict:
    return {key: value for key, value in line.items() if key not in PERSONAL}


class _Lines:
    """Writes each line by one call of the system, so that threads need not wait for one another to write whole ones."""

    def __init__(self, number: int):
        self.number = number

    def msg(self, line: str) -> None:
        left = f"{line}\n".encode()
        while left:
            left = left[os.write(self.number, left):]

    debug = info = warning = error = critical = exception = msg


def _logger():
    try:
        number = sys.stdout.fileno()
    except (OSError, AttributeError, io.UnsupportedOperation):  # a test reads what is printed
        return structlog.PrintLogger(sys.stdout)
    return _Lines(number)


def set_up(process: str, level: str = "INFO") -> None:
    """Send structlog and the standard library's warnings to standard output as JSON."""

    def name_process(_, __, line: dict) -> dict:
        return {"process": process, **line}

    logger = _logger()
    shared = [name_process, structlog.contextvars.merge_contextvars, structlog.processors.add_log_level,
              structlog.processors.TimeStamper(fmt="iso", utc=True), _drop_personal]
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info,
                    structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=lambda *_: logger, cache_logger_on_first_use=True)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False)]))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
