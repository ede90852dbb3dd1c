"""Run gunicorn in this process: its workers end when it does, even after a `kill -9`."""

import errno
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections
from gunicorn.app.base import Application

from claims.meaning import prepared
from config import postgres

# Seconds between two runs of a command, in every worker of every server: PostgreSQL hands each
# verification, each batch of documents and the counting to one of them.
TIMED = {"publish_due": 10, "renew_documents": 1, "count_words": 30, "recapture_due": 600}
TIMED |= {"keep_ledger": 2, "deliver_webhooks": 5}  # of the first, a lock of a file has one do it
GRACE = 3  # seconds: the workers of a killed start look for their parent once a second


def require_free(host, port):
    """Raise CommandError with a sentence unless we can listen on the address."""
    deadline = time.monotonic() + GRACE
    while error := _bind_error(host, port):
        if getattr(error, "errno", None) != errno.EADDRINUSE or time.monotonic() > deadline:
            reason = str(getattr(error, "strerror", None) or error).partition(" (")[0]
            raise CommandError(
                f"Cannot listen on {host} port {port} ({reason}): stop what is there, or choose "
                f"another place with --port or --host."
            )
        time.sleep(0.1)


def _bind_error(host, port):
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except (OSError, OverflowError) as error:
        return error


def serve(host, port, say):
    """Serve until Ctrl-C, SIGTERM or a closed terminal; `say` prints where. Never returns."""
    netloc = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if not os.environ.get("PUBLIC_URL"):
        settings.PUBLIC_URL = f"http://{netloc}"
        settings.ALLOWED_HOSTS.append(host)
    GunicornApplication(bind=netloc, when_ready=_ready, post_worker_init=_announce(say)).run()


def _ready(arbiter):
    _stop_on_hangup(arbiter)
    if prepared():  # the process ends when we do
        command = [sys.executable, "-m", "django", "serve_models"]
        subprocess.Popen(command, cwd=settings.BASE_DIR)  # which says how many vectors are made


def _stop_on_hangup(arbiter):
    """End the site with its terminal, where gunicorn alone would reload; under nohup it stays."""
    if not arbiter.app.nohup:
        signal.signal(signal.SIGHUP, lambda *_: arbiter.signal(signal.SIGTERM, None))


def _announce(say):
    """Return a hook for each worker: run what is timed; the last prints where."""

    def announce(worker):
        for timed in TIMED.items():
            threading.Thread(target=_repeat, args=[*timed, worker.log], daemon=True).start()
        if worker.age == worker.cfg.workers:
            say(f"The desk:          {settings.PUBLIC_URL}/admin/")
            say(f"The public record: {settings.PUBLIC_URL}/api/v1/")
            say("Ctrl-C ends it.")

    return announce


def _repeat(command, seconds, log):
    """Run a command again and again, as long as the worker lives."""
    said = None
    while True:
        time.sleep(seconds)
        try:
            call_command(command, stdout=io.StringIO())
            said = None
        except CommandError as error:  # a sentence for people: once is enough
            if str(error) != said:
                said = str(error)
                log.error("%s: %s", command, said)
        except Exception:  # such as a database that is away for a minute: try again
            log.exception("%s failed; it is tried again.", command)
            connections.close_all()
            with suppress(postgres.Unavailable, OSError):
                postgres.revive()


class GunicornApplication(Application):
    """Gunicorn as gunicorn.conf.py says, which any `gunicorn` in this directory reads, too."""

    def __init__(self, **options):
        self.nohup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        self.options = options
        super().__init__()

    def load_config(self):
        self.load_config_from_file(str(settings.BASE_DIR / "gunicorn.conf.py"))
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        from .asgi import application

        return application
