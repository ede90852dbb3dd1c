"""Reading twenty times a second while `migrate` makes the whole record anew."""

import threading
import time

import psycopg

from config.bootstrap import collect_static

from .api import ours
from .database import migrate
from .restarts import PATHS, asked_once

A_SECOND = 20


def measure(database, say):
    collect_static(say)
    with psycopg.connect(database) as db:
        db.execute("UPDATE record_definition SET digest = ''")  # as if every kind had changed
    took, failed, ended = [], [0], threading.Event()

    def read():
        for number in range(10**9):
            if ended.wait(1 / A_SECOND):
                return
            began = time.monotonic()
            failed[0] += not asked_once(PATHS[number % len(PATHS)])
            took.append(time.monotonic() - began)

    with ours(database, RESPONSE_CACHE_MB="0"):
        reader = threading.Thread(target=read)
        reader.start()
        began = time.monotonic()
        migrate(database)
        seconds = time.monotonic() - began
        ended.set()
        reader.join()
    say(
        f"The record was made anew in {seconds:.0f} s; of {len(took):,} reads meanwhile "
        f"{failed[0]} failed, the slowest took {max(took):.2f} s"
    )
