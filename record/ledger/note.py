"""
Signed notes and checkpoints, as C2SP's signed-note and tlog-checkpoint have them (Ed25519).

A note is a text and, after a blank line, lines of signatures. A key is spelt as Go's `note` spells
it: PRIVATE+KEY+name+id+base64 for who signs, name+id+base64 for who verifies.
"""

from base64 import b64decode, b64encode
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PRIVATE = "PRIVATE+KEY+"
ED25519, COSIGNATURE = b"\x01", b"\x04"  # how a key signs


class BadNote(Exception):
    """What is wrong with a note or a key, in a sentence."""


class Head(NamedTuple):
    """What a checkpoint says: whose tree, of how many leaves, with which root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self):
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def key_id(name, public, kind=ED25519):
    return sha256(f"{name}\n".encode() + kind + public).digest()[:4]


def spelt(name, identity, kind, data):
    return f"{name}+{identity.hex()}+{b64encode(kind + data).decode()}"


def new_key(name):
    """Return a new private key for this name, spelt out."""
    private = Ed25519PrivateKey.generate()
    identity = key_id(name, private.public_key().public_bytes_raw())
    return PRIVATE + spelt(name, identity, ED25519, private.private_bytes_raw())


def read_private(text):
    """Return (name, private key) of a spelt private key."""
    try:
        name, _, data = text.strip().removeprefix(PRIVATE).split("+", 2)
        return name, Ed25519PrivateKey.from_private_bytes(b64decode(data)[1:])
    except ValueError:
        raise BadNote("The ledger's key is no private key of a signed note.") from None


def verifier(private_text):
    """Return the verifier key that belongs to a spelt private key."""
    name, private = read_private(private_text)
    public = private.public_key().public_bytes_raw()
    return spelt(name, key_id(name, public), ED25519, public)


def sign(text, private_text):
    """Return the text as a signed note."""
    name, private = read_private(private_text)
    identity = key_id(name, private.public_key().public_bytes_raw())
    signature = b64encode(identity + private.sign(text.encode())).decode()
    return f"{text}\n— {name} {signature}\n"


def text_of(note):
    """Return the signed text of a note, which ends with a newline."""
    text, blank, _ = note.rpartition("\n\n")
    if not blank:
        raise BadNote("This is no signed note: it has no blank line before its signatures.")
    return f"{text}\n"


def signatures(note):
    """Yield (name, key id, signature, line) of each line of signatures."""
    for line in note.rpartition("\n\n")[2].splitlines():
        try:
            dash, name, signature = line.split(" ")
            data = b64decode(signature, validate=True)
        except ValueError:
            continue
        if dash == "—" and len(data) > 4:
            yield name, data[:4], data[4:], line


def verified_by(note, verifier_key):
    """
    Return the line by which this key has signed the note, the last of several, or None.

    Raises BadNote for no key.
    """
    try:
        name, identity, data = verifier_key.split("+", 2)
        kind, public = b64decode(data)[:1], b64decode(data)[1:]
    except ValueError:
        raise BadNote(f"This is no verifier key: “{verifier_key[:100]}”.") from None
    text = text_of(note)
    for signer, signed_as, signature, line in reversed([*signatures(note)]):
        if (signer, signed_as.hex()) == (name, identity) and good(kind, public, text, signature):
            return line


def good(kind, public, text, signature):
    """Return whether a signature, or a witness's cosignature with its time, is the key's."""
    message = text.encode()
    if kind == COSIGNATURE:
        time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        message = f"cosignature/v1\ntime {time}\n".encode() + message
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return kind in (ED25519, COSIGNATURE)


def read_head(note):
    """Return the Head that a note says."""
    try:
        origin, size, root, *_ = text_of(note).split("\n")
        return Head(origin, int(size), b64decode(root, validate=True))
    except ValueError:
        raise BadNote("This is no checkpoint: it has no origin, size and root.") from None
