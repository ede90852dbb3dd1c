"""The exports as files at an address: tables in every format, and the package of all of them."""

from itertools import chain

from django.http import StreamingHttpResponse

from record.delivery.errors import error_response
from record.exports import FileForm, NotPossible, package
from record.query.as_of import as_of, as_of_parameter
from record.query.parameters import check

from .pages import filtered, public_view


@public_view
def export(request, table, make, media_type):
    """
    A table as a file; a stream that breaks ends without its last chunk, so clients notice.

    Its Link header is the address of what will have changed after it.
    """
    form = FileForm(request.GET, make)
    chunks = rows_of(request.GET, form, table, make)
    try:
        first = next(chunks)
    except NotPossible as error:
        return error_response(request, 501, str(error))
    return download(chain([first], chunks), request.path, media_type, form.next_link(request))


def rows_of(query, form, table, make):
    """Yield the chunks of a file of what a QueryDict asks for; first it is checked."""
    with as_of(as_of_parameter(query)):
        rows = filtered(query, table.filterset, form)
        yield from make(table.changed(form.cleaned_data.get("since")), rows)


@public_view
def export_package(request):
    """All tables, as they stood at one moment, as a Frictionless data package."""
    form = FileForm(request.GET)
    check(request.GET, form)
    chunks = package(form.cleaned_data.get("since"), form.cleaned_data.get("as_of"))
    return download(chunks, request.path, "application/zip", form.next_link(request))


def download(chunks, path, media_type, link=None):
    """Return a streamed download named like the end of the path; `link` is its Link header."""
    name = path.rsplit("/", 1)[-1]
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    headers = disposition | ({"Link": link} if link else {})
    return StreamingHttpResponse(chunks, content_type=media_type, headers=headers)
