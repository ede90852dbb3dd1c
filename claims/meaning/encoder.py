"""A prepared model: texts become vectors of what they mean."""

import json

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from .pieces import Pieces

MAX_WORDS = 256  # word pieces of a text that are read


def scaled(array):
    """Return an array's rows as whole numbers from -127 to 127, and the scale of each."""
    scales = np.abs(array).max(axis=1, keepdims=True) / 127
    scales[scales == 0] = 1
    return np.rint(array / scales).astype("i1"), scales.astype("f4")


class Encoder:
    """The files of a model in a directory, as `prepare_models` writes them."""

    def __init__(self, directory):
        told = json.loads((directory / "model.json").read_text())
        self.prefix = told["prefix"]
        self.centre = np.array(told.get("centre", 0.0), "f4")
        # of the big table only the rows of words that occur are read
        self.words = np.load(directory / "words.npy", mmap_mode="r")
        self.scales = np.load(directory / "scales.npy")
        self.pieces = pieces_of(directory)
        self.session = InferenceSession(directory / "model.onnx", options())

    def __call__(self, text):
        """Return the vector of a text, as whole numbers from -127 to 127."""
        return scaled(self.unit(text)[None] - self.centre)[0][0]

    def unit(self, text):
        """Return the model's own vector of a text, of length 1."""
        ids = self.pieces(self.prefix + text, MAX_WORDS)
        [vector] = self.session.run(None, {"words": self.words[ids] * self.scales[ids]})
        return vector / np.linalg.norm(vector)


def pieces_of(directory):
    """Return the function that cuts a text into the numbers of at most so many word pieces."""
    if (directory / "pieces.json").exists():
        return Pieces.load(directory)
    tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_WORDS)
    return lambda text, most: tokenizer.encode(text).ids


def options():
    """Return options for one thread: whoever waits for a text is one of several."""
    chosen = SessionOptions()
    chosen.intra_op_num_threads = chosen.inter_op_num_threads = 1
    chosen.enable_cpu_mem_arena = False
    return chosen
