"""What strangers fetch: checkpoint, tiles, entries and proofs; checked by pymerkle and by Node."""

import json
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from config.owner import as_owner
from record.ledger import keep, note
from tests.conftest import needs
from tests.factories import a_published_claim, a_speaker, an_accepted_quote
from tests.record.exports.test_package import a_package, unpacked

READER = Path(__file__).with_name("reader.mjs")


def entries(client, size):
    """All entries, as C2SP's tlog-tiles has a reader fetch them."""
    found = []
    for index in range(0, size, 256):
        width = min(size - index, 256)
        partial = "" if width == 256 else f".p/{width}"
        answer = client.get(f"/ledger/tile/entries/{index // 256:03}{partial}")
        assert answer.status_code == 200
        data = answer.content
        while data:
            end = 2 + int.from_bytes(data[:2], "big")
            found.append(data[2:end])
            data = data[end:]
    return found


def grown(number):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_ledger_append('test', '{}') FROM generate_series(1, %s)", [number]
        )


def folded(leaf, number, size, path):
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2)."""
    number, last = number, size - 1
    for sibling in (bytes.fromhex(left or right) for left, right in path):
        if number % 2 or number == last:
            leaf = sha256(b"\1" + sibling + leaf).digest()
            while number and not number % 2:
                number, last = number >> 1, last >> 1
        else:
            leaf = sha256(b"\1" + leaf + sibling).digest()
        number, last = number >> 1, last >> 1
    assert last == 0
    return leaf


def hash_of(leaf):
    return sha256(b"\0" + leaf).digest()


def test_the_entries_that_are_served_hash_to_the_signed_root_for_pymerkle(client, kept):
    kept()
    before = kept()
    a_published_claim()
    grown(300)
    head = kept()
    tree = InmemoryTree(algorithm="sha256")
    for entry in entries(client, head.size):
        tree.append_entry(entry)
    assert tree.get_root() == head.root
    proof = tree.prove_consistency(before.size, head.size)
    verify_consistency(before.root, head.root, proof)
    verify_inclusion(tree.get_leaf(7), head.root, tree.prove_inclusion(7, head.size))


def test_a_claims_proof_leads_from_its_words_to_the_signed_root(client, kept):
    claim = a_published_claim([an_accepted_quote(a_speaker(name="Ana Ilić"))])
    kept()
    grown(700)
    a_published_claim()
    kept()
    told = client.get(f"/ledger/claim/{claim.public_id}").json()
    document = json.loads(told["content"])["document"]
    assert document == client.get(f"/api/v1/claims/{claim.public_id}/").json()
    committed = sha256(bytes.fromhex(told["salt"]) + told["content"].encode()).digest()
    entry = json.loads(told["entry"])
    below = folded(hash_of(committed), told["place"], told["changes"], told["path"])
    assert (below.hex(), told["changes"]) == (entry["root"], entry["changes"])
    above = folded(hash_of(told["entry"].encode()), told["number"], told["size"], told["proof"])
    head = note.read_head(told["checkpoint"])
    assert (above, told["size"]) == (head.root, head.size)


def test_a_change_that_is_in_no_head_yet_is_asked_for_again(client, kept):
    kept()
    claim = a_published_claim()
    answer = client.get(f"/ledger/claim/{claim.public_id}")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    kept()
    assert client.get(f"/ledger/claim/{claim.public_id}").status_code == 200


def test_of_what_was_withdrawn_the_withdrawal_is_proved(client, kept):
    claim = a_published_claim()
    kept()
    claim.verifications.get().withdraw("The source was wrong.")
    kept()
    told = client.get(f"/ledger/claim/{claim.public_id}").json()
    assert json.loads(told["content"])["document"] is None
    assert json.loads(told["entry"])["step"] == "withdrawn"


def test_tiles_have_the_widths_that_the_head_says(client, kept):
    grown(600)
    size = kept().size
    for address, width in {
        "0/000": 256,
        "0/001": 256,
        f"0/002.p/{size - 512}": size - 512,
        "0/002.p/7": 7,
        "1/000.p/2": 2,
    }.items():
        assert len(client.get(f"/ledger/tile/{address}").content) == 32 * width
    for address in ("0/002", f"0/002.p/{size - 511}", "1/000", "2/000.p/1", "0/x001/000", "64/000"):
        assert client.get(f"/ledger/tile/{address}").status_code == 404


def test_whoever_caches_knows_for_how_long(client, kept):
    kept()
    assert client.get("/ledger/checkpoint")["Cache-Control"] == "no-cache"
    assert "immutable" in client.get("/ledger/tile/0/000.p/1")["Cache-Control"]


def test_before_the_first_head_there_is_nothing(client):
    for address in ("checkpoint", "tile/0/000", "tile/entries/000.p/1"):
        assert client.get(f"/ledger/{address}").status_code == 404


def test_the_head_stands_in_manifest_root_feeds_and_pages(client, kept):
    claim = a_published_claim()
    head = kept()
    root = head.root.hex()
    assert client.get("/api/v1/").json()["ledger"]["root"] == root
    assert json.loads(unpacked(a_package())["datapackage.json"])["ledger"]["size"] == head.size
    assert root in client.get("/feeds/verdicts.atom").content.decode()
    page = client.get(f"/claims/{claim.public_id}/").content.decode()
    assert root[:16] in page and f"/ledger/claim/{claim.public_id}" in page


def test_an_answer_with_an_older_head_is_not_used_again(client, kept):
    kept()
    tag = client.get("/feeds/verdicts.atom")["ETag"]
    grown(1)
    kept()
    assert client.get("/feeds/verdicts.atom", HTTP_IF_NONE_MATCH=tag).status_code == 200


COMMITTED = pytest.mark.django_db(
    databases=["default", "record"], transaction=True, serialized_rollback=True
)


@pytest.fixture
def served(live_server, ledger):
    """The site with a ledger of three bundles: (its address, its verifier key, a claim in it)."""
    claim = a_published_claim([an_accepted_quote()])
    grown(600)
    keep()
    return live_server.url, note.verifier(ledger.key()), str(claim.public_id)


@COMMITTED
def test_a_reader_written_from_the_specifications_alone_verifies_it(served):
    """Sixty lines of Node, which know nothing of ours."""
    node = needs(shutil.which("node"), "Node", "nodejs")
    url, key, claim = served
    done = ran(node, READER, url, key, claim)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"claim {claim} is in the ledger" in done.stdout
    refused = ran(node, READER, url, note.verifier(note.new_key("localhost:8000/ledger")), claim)
    assert refused.returncode == 1 and "signature" in refused.stderr


NO_AICS = (
    "aics-tlog wants Python 3.12 or newer: `pip install aics-tlog` in an environment of its own, "
    "and name its program in AICS_TLOG"
)


@COMMITTED
def test_aics_tlog_verifies_it(served, ledger, tmp_path):
    program = os.environ.get("AICS_TLOG") or shutil.which("aics-tlog") or pytest.skip(NO_AICS)
    url, key, _ = served
    at = ("--log-key", key, "--tiles", f"{url}/ledger")
    before = tmp_path / "before"
    before.write_text(ledger.checkpoint())
    grown(300)
    keep()
    for what in (
        ["verify-checkpoint"],
        *(["verify-inclusion", "--index", str(number)] for number in (0, 255, 256, 900)),
        ["verify-consistency", "--old-checkpoint", before],
    ):
        done = ran(program, *what, *at)
        assert json.loads(done.stdout)["ok"] is True, done.stdout


def ran(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=60)
