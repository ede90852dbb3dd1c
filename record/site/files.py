"""The exports as files at an address: tables in every format, and the package of all of them."""

from itertools import groupby
from operator import attrgetter

from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse

from record.delivery.errors import error_response
from record.exports import FileForm, NotPossible, editions, package, sqlite
from record.models import Edition
from record.query.as_of import as_of, as_of_parameter
from record.query.forms import AsOfForm
from record.query.parameters import QueryForm, check

from .pages import data_view, filtered, public_view

SQLITE = "application/vnd.sqlite3"


@public_view
def export(request, table, make, media_type):
    """
    Send a table as a file; a stream that breaks ends without its last chunk, so clients notice.

    Its Link header is the address of what will have changed after it.
    """
    form = FileForm(request.GET, make)
    link = form.next_link(request)  # before the rows, whose COPY holds the connection
    return begun(request, rows_of(request.GET, form, table, make), media_type, link)


def rows_of(query, form, table, make):
    """Yield the chunks of a file of what a QueryDict asks for; first it is checked."""
    with as_of(as_of_parameter(query)):
        rows = filtered(query, table.filterset, form)
        yield from make(table.changed(form.cleaned_data.get("since")), rows)


@public_view
def export_package(request):
    """Send all tables, as they stood at one moment, as a Frictionless data package."""
    form = FileForm(request.GET)
    check(request.GET, form)
    chunks = package(form.cleaned_data.get("since"), form.cleaned_data.get("as_of"))
    return download(chunks, request.path, "application/zip", form.next_link(request))


@public_view
def export_sqlite(request):
    """Send all tables as one SQLite database."""
    form = AsOfForm(request.GET)
    check(request.GET, form)
    return download(sqlite(form.cleaned_data.get("as_of")), request.path, SQLITE)


@public_view
def export_edition(request, day, table=None, make=None, media_type="application/zip"):
    """Send a table, or the package of all, as a dated edition has it."""
    check(request.GET, QueryForm())
    moment = edition_of(day)[0].moment
    chunks = rows_at(moment, table, make) if table else package(edition=moment)
    return begun(request, chunks, media_type)


def rows_at(moment, table, make):
    with as_of(moment):
        yield from make(table.kept_at(moment), table.model.objects.all())


@data_view
def list_editions(request):
    """List every dated edition, the newest first."""
    check(request.GET, QueryForm())
    by_day = groupby(Edition.objects.order_by("-day", "made_at", "id"), attrgetter("day"))
    return JsonResponse({"editions": [editions.described(list(kept)) for _, kept in by_day]})


@data_view
def edition(request, day):
    """Answer with what there is to say of a dated edition."""
    check(request.GET, QueryForm())
    return JsonResponse(editions.described(edition_of(day)))


@data_view
def citation(request, day):
    """Say how to cite a dated edition, as a CITATION.cff."""
    check(request.GET, QueryForm())
    text = editions.citation(edition_of(day))
    return HttpResponse(text, content_type="application/yaml; charset=utf-8")


def edition_of(day):
    """Return the rows of a day's edition. Raises Http404 where none was kept."""
    kept = list(Edition.objects.of(day))
    if not kept:
        raise Http404
    return kept


def begun(request, chunks, media_type, link=None):
    """Return a download whose first chunk is made; 501 where the file is not possible."""
    try:
        first = next(chunks)
    except NotPossible as error:
        return error_response(request, 501, str(error))
    return download(begun_with(first, chunks), request.path, media_type, link)


def begun_with(first, chunks):
    """Yield a chunk that is made already, then the others; to close this is to close those."""
    yield first
    yield from chunks


def download(chunks, path, media_type, link=None):
    """Return a streamed download named like the end of the path; `link` is its Link header."""
    name = path.rsplit("/", 1)[-1]
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    headers = disposition | ({"Link": link} if link else {})
    return StreamingHttpResponse(chunks, content_type=media_type, headers=headers)
