"""Another newsroom signs our heads, too, and whoever reads them sees it."""

from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command
from django.core.management.base import CommandError

from record.ledger import note
from tests.factories import a_published_claim


class Witness:
    """A witness as C2SP's tlog-cosignature has it: it signs the head with the time."""

    def __init__(self, name="river.example/witness"):
        self.name, self.private = name, Ed25519PrivateKey.generate()
        public = self.private.public_key().public_bytes_raw()
        self.id = note.key_id(name, public, note.COSIGNATURE)
        self.key = note.spelt(name, self.id, note.COSIGNATURE, public)

    def cosign(self, checkpoint, time=1_790_000_000):
        message = f"cosignature/v1\ntime {time}\n{note.text_of(checkpoint)}".encode()
        signature = self.id + time.to_bytes(8, "big") + self.private.sign(message)
        return f"{checkpoint}— {self.name} {b64encode(signature).decode()}\n"


@pytest.fixture
def witness(ledger):
    witness = Witness()
    ledger.place.mkdir(exist_ok=True)
    (ledger.place / "witnesses").write_text(f"{witness.key}\n")
    return witness


def taken(tmp_path, checkpoint):
    file = tmp_path / "cosigned"
    file.write_text(checkpoint)
    call_command("cosign_ledger", str(file))


def test_a_cosignature_is_served_with_the_checkpoint(client, ledger, kept, witness, tmp_path):
    kept()
    cosigned = witness.cosign(ledger.checkpoint())
    taken(tmp_path, cosigned)
    for address in ("/ledger/checkpoint", "/ledger/cosigned"):
        assert client.get(address).content.decode() == cosigned


def test_two_witnesses_one_after_the_other_are_both_served(client, ledger, kept, witness, tmp_path):
    kept()
    bare, second = ledger.checkpoint(), Witness("hill.example/witness")
    with open(ledger.place / "witnesses", "a") as file:
        file.write(f"{second.key}\n")
    for one in (witness, second):
        taken(tmp_path, one.cosign(bare))
    served = client.get("/ledger/checkpoint").content.decode()
    assert served == client.get("/ledger/cosigned").content.decode()
    assert served.count(witness.name) == served.count(second.name) == 1


def test_a_witness_that_signs_again_is_served_once(client, ledger, kept, witness, tmp_path):
    kept()
    bare = ledger.checkpoint()
    taken(tmp_path, witness.cosign(bare))
    again = witness.cosign(bare, time=1_790_000_100)
    served = client.get("/ledger/checkpoint").content.decode()
    taken(tmp_path, served + again.removeprefix(bare))  # beside its former signature
    assert client.get("/ledger/checkpoint").content.decode() == again


def test_a_newer_cosigned_head_is_not_replaced_by_an_older(client, ledger, kept, witness, tmp_path):
    kept()
    older = ledger.checkpoint()
    a_published_claim()
    kept()
    newest = witness.cosign(ledger.checkpoint())
    taken(tmp_path, newest)
    taken(tmp_path, witness.cosign(older))
    assert client.get("/ledger/cosigned").content.decode() == newest


def test_what_is_no_key_is_said(ledger, kept, witness, tmp_path):
    kept()
    (ledger.place / "witnesses").write_text("river.example\n")
    with pytest.raises(CommandError, match="no verifier key: “river.example”"):
        taken(tmp_path, witness.cosign(ledger.checkpoint()))


def test_an_older_head_stays_cosigned(client, ledger, kept, witness, tmp_path):
    kept()
    cosigned = witness.cosign(ledger.checkpoint())
    a_published_claim()
    kept()
    taken(tmp_path, cosigned)
    assert client.get("/ledger/cosigned").content.decode() == cosigned
    assert client.get("/ledger/checkpoint").content.decode() == ledger.heads()[-1]


def test_what_is_no_head_of_ours_or_no_witnesss_is_refused(ledger, kept, witness, tmp_path):
    head = kept()
    stranger = Witness().cosign(ledger.checkpoint())
    with pytest.raises(CommandError, match="No key in the file `witnesses`"):
        taken(tmp_path, stranger)
    other = note.sign(head._replace(size=7).text, note.new_key("x"))
    with pytest.raises(CommandError, match="no checkpoint that was signed here"):
        taken(tmp_path, witness.cosign(other))


def test_a_witness_that_signed_another_time_or_text_is_none(ledger, kept, witness, tmp_path):
    kept()
    signed = witness.cosign(ledger.checkpoint())
    head, line = signed.rsplit(" ", 1)
    forged = bytearray(b64decode(line))
    forged[11] ^= 1  # the time
    with pytest.raises(CommandError, match="No key"):
        taken(tmp_path, f"{head} {b64encode(forged).decode()}\n")
