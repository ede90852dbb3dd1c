"""A list request passes few files of ours: what belongs together stands in one place."""

import asyncio
import sys
import threading
from pathlib import Path

import pytest

from record.delivery.handler import LONG_THREADS, THREADS, ThreadedASGIHandler
from tests.factories import a_published_claim, a_speaker
from tests.record.delivery.test_fast_path import ask, end

ROOT = Path(__file__).parents[3]
OURS = tuple(f"{ROOT / app}/" for app in ("config", "record", "claims", "sources"))
MOST_FILES = 16

pytestmark = pytest.mark.django_db(
    databases=["default", "record"], transaction=True, serialized_rollback=True
)


@pytest.fixture
def called():
    """The files of ours whose functions are called, in this thread and in those begun from now."""
    files = set()

    def profile(frame, event, argument):
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(OURS):
            files.add(str(Path(name).relative_to(ROOT)))

    threading.setprofile(profile)
    sys.setprofile(profile)
    yield files
    sys.setprofile(None)
    threading.setprofile(None)


def test_a_list_request_passes_few_files(called, settings):
    settings.RATE_LIMIT_PER_MINUTE = 600
    a_published_claim(claimant=a_speaker(name="Ana"))
    site = ThreadedASGIHandler()
    try:
        asyncio.run(ask(site, "/api/v1/claims/?q=trees"))  # what is imported late is imported now
        called.clear()
        address = "/api/v1/claims/?q=city&speaker=Ana"
        status, _, body = asyncio.run(ask(site, address))
    finally:
        end(site.threads, THREADS)
        end(site.long_threads, LONG_THREADS)
        end(site.login_thread, 1)
        end(site.fast_path.thread, 1)
    assert (status, b"trees" in body) == (200, True)
    assert len(called) <= MOST_FILES, "\n".join(sorted(called))
