"""What do we tell about ourselves? One JSON line per happening, with the correlation of the wish it belongs to, nothing personal."""

import logging
import sys
from typing import Any

import structlog

log: Any = structlog.get_logger()

QUIET = ("aiokafka", "faststream", "uvicorn.access", "httpx", "httpcore", "asyncio", "asyncpg")


SHAPE = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)


def traces_without_values(exc_info: Any) -> list[dict[str, Any]]:
    """Where it happened and of which kind, never what it said: a message may quote something personal."""
    return [
        {key: told for key, told in trace.items() if key not in {"exc_value", "exc_notes", "syntax_error"}}
        for trace in SHAPE(exc_info)
    ]


def configure(*, service: str, level: str = "INFO") -> None:
    """JSON lines to standard output; library loggers go the same way, the talkative ones only from ERROR on."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(traces_without_values),
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.bind_contextvars(service=service)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
