"""One canonical JSON line per message and request, and nothing personal in it."""

import logging
import sys

import structlog

# Field names that never belong in a log line, whatever a caller passes.
PERSONAL = frozenset({"name", "id_number", "phone", "address", "bank_account", "password", "token", "authorization"})


def _drop_personal(_, __, line: dict) -> dict:
    return {key: value for key, value in line.items() if key not in PERSONAL}


def set_up(process: str, level: str = "INFO") -> None:
    """Send structlog and the standard library's warnings to standard output as JSON."""

    def name_process(_, __, line: dict) -> dict:
        return {"process": process, **line}

    shared = [name_process, structlog.contextvars.merge_contextvars, structlog.processors.add_log_level,
              structlog.processors.TimeStamper(fmt="iso", utc=True), _drop_personal]
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info,
                    structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(sys.stdout), cache_logger_on_first_use=True)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False)]))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
