"""Logs as JSON lines that name their request, whose answer has the same id (`X-Request-ID`)."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

REQUEST_ID = ContextVar("request_id", default=None)


class JSONFormatter(logging.Formatter):
    """One line for each record: no line break of a path or a user agent begins another."""

    def format(self, record):
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := REQUEST_ID.get():
            said["request_id"] = request_id
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)
