"""
Switch a connection from the restricted role `verbatim_desk` to the tables' owner.

The settings make every connection act as the desk; the login of `DATABASE_URL` may be the owner.
"""

from contextlib import contextmanager

from django.db import connections


@contextmanager
def as_owner(alias="default"):
    """Inside, the connection has the rights of its login; it reconnects before and after."""
    connection = connections[alias]
    options = connection.settings_dict["OPTIONS"]
    role = options.pop("options", None)
    if role is None:  # it does already
        yield
        return
    connection.close()
    try:
        yield
    finally:
        options["options"] = role
        connection.close()
