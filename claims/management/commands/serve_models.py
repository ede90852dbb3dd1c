"""`manage.py serve_models`: the one process that holds the models; `start` runs it, too."""

import logging
import os
import threading
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connections

from claims.meaning import models, process, vectors

PAUSE = 5  # seconds between two looks for claims without a vector
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Tells the other processes what texts mean, and makes the vectors of claims that have "
        "none, for as long as whoever started it lives. Killed, it goes on where it ended."
    )

    def handle(self, **options):
        if not models.prepared() or not vectors.are_indexed():
            raise CommandError("No model is ready: run `python3 manage.py prepare_models` first.")
        encoders = models.encoders()
        try:
            server = process.ModelServer(encoders)
        except OSError as error:
            raise CommandError(f"{process.place()}: {error.strerror}.") from error
        with server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.fill(encoders, os.getppid())

    def fill(self, encoders, parent):
        """Make vectors until the process that started this one is gone."""
        made = said = 0
        while os.getppid() == parent:
            some = made_some(encoders)
            made += some
            if made >= said + 1000:
                said = made
                self.stdout.write("Vectors made: {:,} of {:,}".format(*vectors.progress(encoders)))
            if not some:
                time.sleep(PAUSE)


def made_some(encoders):
    """Make a few vectors by each model; how many that were. Waits for a database that is away."""
    try:
        return sum(vectors.make_some(model, embed) for model, embed in encoders.items())
    except Error:
        log.exception("No vectors are made; it is tried again.")
        connections.close_all()
        return 0
