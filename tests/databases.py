"""Databases of a test's or a benchmark's own, beside ours on the same server."""

import os
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


@contextmanager
def database(name, like="template1"):
    """The URL of a database of this name, a copy of another, which is dropped at the end."""
    ours = os.environ["DATABASE_URL"]
    drop = statement("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    with psycopg.connect(ours, autocommit=True) as server:
        server.execute(drop)
        server.execute(statement("CREATE DATABASE {} TEMPLATE {}", name, like))
        try:
            yield at(ours, name)
        finally:
            server.execute(drop)


def at(url, name):
    """The URL of the database of this name on the same server."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def statement(words, *names):
    return sql.SQL(words).format(*map(sql.Identifier, names))
