"""Every export by its address, beside a bare COPY of the same rows in the same run."""

import statistics
import threading
import time
from http.client import HTTPConnection

import psycopg

from record.exports.parquet import NO_PYARROW
from record.exports.stream import columns
from record.exports.tables import CLAIMS

from .api import OURS, ours, own

ROUNDS = 3
GOALS = {"jsonl": 1.1, "csv": 1.1, "parquet": 3, "xlsx": 8}  # times what COPY takes
# Seconds to the first byte; parquet is made whole before it leaves. Megabytes above idle.
FIRST, MEMORY = {"jsonl": 0.5, "csv": 0.5, "xlsx": 1}, 16
OTHERS = "/api/v1/claims/?page_size=1"  # what is asked meanwhile
BLOCK = 2**16
ROWS = (
    "COPY (SELECT {} FROM (SELECT public_id, document, document::jsonb AS d, "
    "'http://localhost'::text AS site, verified_at FROM record_claim OFFSET 0) r "
    "ORDER BY verified_at, public_id) TO STDOUT ({})"
)
HEAD = "format        bytes  COPY s  ours s   ratio    goal  first byte  MB above idle  others, ms"


def limit(name):
    """The bare COPY that holds the same cells as the export called `name`."""
    if name == "jsonl":
        return ROWS.format("document", r"FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02'")
    cells = ", ".join(f'{sql} AS "{name}"' for name, sql in columns(CLAIMS).items())
    return ROWS.format(cells, "FORMAT csv, HEADER, FORCE_QUOTE *")


def measure(database, say):
    """Print the medians of ROUNDS rounds for each format, and which goals were missed."""
    with ours(database) as pids:
        say(HEAD)
        for name in GOALS:
            if status := unready(name):
                say(f"{name:9} is not measured ({status}). {NO_PYARROW}")
                continue
            rounds = [(copied(database, name), watched(name, pids)) for _ in range(ROUNDS)]
            say(row(name, rounds))


def unready(name):
    """The status of what is refused; after it, whatever the format imports is there."""
    connection = HTTPConnection("127.0.0.1", OURS)
    connection.request("GET", f"/exports/claims.{name}?verified_before=1900-01-01")
    response = connection.getresponse()
    response.read()
    return response.status if response.status != 200 else None


def copied(database, name):
    """Seconds of the bare COPY."""
    with psycopg.connect(database) as db, db.cursor() as cursor:
        begin = time.monotonic()
        with cursor.copy(limit(name)) as copy:
            for _ in copy:
                pass
        return time.monotonic() - begin


def exported(name):
    """(bytes, seconds, seconds to the first byte) of one download. Raises on a broken one."""
    connection = HTTPConnection("127.0.0.1", OURS)
    begin = time.monotonic()
    connection.request("GET", f"/exports/claims.{name}")
    response = connection.getresponse()
    assert response.status == 200, response.read()
    size = len(response.read(1))
    first = time.monotonic() - begin
    while block := response.read(BLOCK):
        size += len(block)
    return size, time.monotonic() - begin, first


def watched(name, pids):
    """exported(), then megabytes above idle, then the longest that another question waited."""
    idle, most, waited = memory(pids), [0.0], [0.0]
    ended = threading.Event()

    def watch():
        while not ended.wait(0.2):
            most[0] = max(most[0], memory(pids) - idle)
            waited[0] = max(waited[0], asked())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        return (*exported(name), most[0], waited[0])
    finally:
        ended.set()
        watcher.join()


def asked():
    """Seconds that another question takes."""
    begin = time.monotonic()
    connection = HTTPConnection("127.0.0.1", OURS)
    connection.request("GET", OTHERS)
    assert connection.getresponse().status == 200
    return time.monotonic() - begin


def memory(pids):
    """Megabytes that the server's processes have to themselves."""
    return sum(own(pid) for pid in pids)


def row(name, rounds):
    copy = statistics.median(copy for copy, _ in rounds)
    size, took, first, above, waited = (
        statistics.median(values) for values in zip(*(ours for _, ours in rounds), strict=True)
    )
    missed = took / copy > GOALS[name]
    missed |= name in FIRST and (first > FIRST[name] or above > MEMORY)
    return (
        f"{name:9} {size:9,.0f} {copy:7.2f} {took:7.2f} {took / copy:7.2f} {GOALS[name]:7.1f}"
        f" {first:11.3f} {above:14.1f} {waited * 1000:11.0f}{'  missed' if missed else ''}"
    )
