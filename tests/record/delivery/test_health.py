"""Whoever watches the site is told whether it lives, whether it can serve, and why not."""

import asyncio
import json
import logging
import re

import pytest
from django.db import connection
from django.test import Client

from record.delivery import health
from record.delivery.health import Health, problems
from record.delivery.logs import REQUEST_ID, JSONFormatter


def asked(path):
    """(status, what is said)"""
    sent = []

    async def send(message):
        sent.append(message)

    async def site(scope, receive, send):
        raise AssertionError("The site was asked.")

    asyncio.run(Health(site)({"type": "http", "path": path, "headers": []}, None, send))
    return sent[0]["status"], json.loads(sent[1]["body"])


def test_a_process_that_lives_says_so_and_asks_nobody():
    assert asked("/healthz") == (200, {"alive": True})


def test_a_site_that_can_serve_has_no_problem():
    assert list(problems()) == []


def test_why_it_cannot_serve_is_said(monkeypatch):
    monkeypatch.setattr(health, "problems", lambda: iter(["The disk is full."]))
    assert asked("/readyz") == (503, {"ready": False, "wrong": ["The disk is full."]})


def test_a_waiting_migration_a_full_disk_and_a_late_replica_are_problems(monkeypatch):
    monkeypatch.setattr(health, "MIN_FREE", 2)
    monkeypatch.setattr(health, "LAG", "SELECT 9")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'none', true)")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'record'")
    said = " ".join(problems())
    for words in ("default is 9 s behind", "record is 9 s behind", "GB left", "manage.py migrate"):
        assert words in said


def test_a_replica_that_has_replayed_nothing_yet_is_not_late(monkeypatch):
    monkeypatch.setattr(health, "LAG", "SELECT NULL::float")
    assert list(problems()) == []


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "a line\nbreak", "é" * 20])
def test_each_answer_has_an_id_of_its_own(given):
    client = Client(HTTP_X_REQUEST_ID=given)
    ids = {client.get(path)["X-Request-ID"] for path in ("/", "/nothing/", "/api/v1/")}
    assert len(ids) == 3 and all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)


def test_the_id_that_our_proxy_gave_is_kept():
    given = "b7ad6b71-6920-4f0c"
    assert Client(HTTP_X_REQUEST_ID=given).get("/")["X-Request-ID"] == given


def test_a_line_of_the_log_is_one_line_and_names_its_request():
    record = logging.makeLogRecord({"msg": "Not Found: %s", "args": ("/a\nERROR forged",)})
    token = REQUEST_ID.set("request-1")
    line = JSONFormatter().format(record)
    REQUEST_ID.reset(token)
    assert "\n" not in line
    said = json.loads(line)
    assert (said["message"], said["request_id"]) == ("Not Found: /a\nERROR forged", "request-1")
