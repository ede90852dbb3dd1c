"""After a step the list that was come from goes on with its next row, its filters kept."""

from copy import copy

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.http import QueryDict


def following(model_admin, request, pk):
    """Return the id after `pk` in the list that was come from, at its end the first; or None."""
    filters = QueryDict(request.GET.get("_changelist_filters"))
    if not filters:
        return None
    listed = copy(request)
    listed.GET = filters
    try:
        rows = model_admin.get_changelist_instance(listed).queryset
    except (DisallowedModelAdminLookup, IncorrectLookupParameters):
        return None
    pks = list(rows.values_list("pk", flat=True))
    at = pks.index(pk) if pk in pks else 0
    return next((other for other in pks[at:] + pks[:at] if other != pk), None)


def with_filters(model_admin, request, address):
    """Return a record's address with the filters of the list that was come from."""
    filters = model_admin.get_preserved_filters(request)
    return add_preserved_filters({"preserved_filters": filters, "opts": model_admin.opts}, address)
