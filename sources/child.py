"""A child process: it ends with its parent, however that ends, and has Django if it needs it."""

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


def call(place, *arguments):
    """Call the function at a place, such as "sources.child.call", whose module imports models."""
    import django
    from django.apps import apps
    from django.utils.module_loading import import_string

    if not apps.ready:
        django.setup()
    return import_string(place)(*arguments)
