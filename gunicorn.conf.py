"""How gunicorn serves the site, by `manage.py start` and by `gunicorn config.asgi:application`."""

import gc
import os
import shutil
import tempfile

workers = 2
worker_class = "config.worker.PatientWorker"
preload_app = True  # the workers share the memory of what never changes
asgi_lifespan = "off"
keepalive = 20
limit_request_line = 8190  # 500 letters of any script, percent-encoded, and the rest
graceful_timeout = 10
control_socket_disable = True
loglevel = "warning"


def pre_fork(server, worker):
    """Keep the garbage collector from what is loaded: it would write to shared memory."""
    gc.freeze()


if os.environ.get("METRICS_TOKEN"):  # before the site is loaded, which then counts in files there
    counts = tempfile.mkdtemp(prefix="verbatim-counts-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = counts

    def on_exit(server):
        shutil.rmtree(counts, ignore_errors=True)
