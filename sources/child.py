"""A child process that ends with its parent, however that ends. Needs no Django."""

import os
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread


def end_with_parent():
    """End this process once its parent has ended: where that was killed, nobody else says so."""
    Thread(target=_wait_and_end, args=[parent_process().sentinel], daemon=True).start()


def _wait_and_end(sentinel):
    wait([sentinel])
    os._exit(1)
