"""The ledger's addresses: checkpoint and tiles as C2SP's tlog-tiles has them, and proofs."""

from django.http import Http404, HttpResponse, JsonResponse
from django.urls.converters import StringConverter

from record.delivery.errors import error_response
from record.ledger import Store, current_checkpoint
from record.ledger.proof import NotYet, proof_of
from record.ledger.store import ENTRIES, bundle, width
from record.ledger.tree import WIDTH, tile_index
from record.models import KIND_NAMES

from .pages import data_view, public_view

TILE = r"(?P<level>entries|[0-9]|[1-5][0-9]|6[0-3])/(?P<index>(?:x[0-9]{3}/){0,4}[0-9]{3})"
TILE += r"(?:\.p/(?P<partial>[1-9][0-9]{0,2}))?"
FOR_EVER = "public, max-age=31536000, immutable"


class KindConverter(StringConverter):
    """A kind of public document, such as claim."""

    regex = "|".join(name for name, _ in KIND_NAMES)


@data_view
def checkpoint(request, read=current_checkpoint):
    """Answer with the newest head, signed."""
    signed = read()
    if signed is None:
        raise Http404
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(signed, content_type="text/plain; charset=utf-8", headers=headers)


def cosigned():
    """Return the newest head that a witness has signed, too."""
    return Store().cosigned()


@data_view
def tile(request, level, index, partial=None):
    """Answer with a tile or a bundle of entries; a partial one has its width in its address."""
    wanted, store, index = int(partial or WIDTH), Store(), tile_index(index)
    head = store.head()
    if not head or wanted > width(0 if level == ENTRIES else int(level), index, head.size):
        raise Http404
    if level == ENTRIES:
        data = bundle(store.entries(index)[:wanted])
    else:
        data = b"".join(store.tile(int(level), index)[:wanted])
    headers = {"Cache-Control": FOR_EVER}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


@public_view
def proof(request, kind, public_id):
    """Answer with what the ledger has of a document, with all that a stranger needs to check it."""
    try:
        found = proof_of(kind, public_id)
    except NotYet as error:
        response = error_response(request, 503, str(error))
        response.headers["Retry-After"] = "5"
        return response
    if found is None:
        raise Http404
    return JsonResponse(found)
