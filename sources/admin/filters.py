"""Filters of the lists."""

from django.contrib import admin
from django.db.models import Count

from sources.fields import row_number

MAX_OFFERED = 15


class MostFrequentFilter(admin.RelatedFieldListFilter):
    """
    A filter by a relation to very many rows: it offers those that most rows of the list name.

    The chosen one is always offered; the others are found by the list's search.
    """

    def has_output(self):
        return bool(self.lookup_choices)

    def field_choices(self, field, request, model_admin):
        """Return (id, name) of each; asked once, though Django makes each filter many times."""
        known = vars(request).setdefault("most_frequent", {})
        if field.name not in known:
            known[field.name] = self.most_frequent(field, model_admin.get_queryset(request))
        return known[field.name]

    def most_frequent(self, field, listed):
        named = listed.order_by().exclude(**{field.name: None}).values_list(field.name)
        counted = named.annotate(many=Count("pk")).order_by("-many")
        pks = [pk for pk, _ in counted[:MAX_OFFERED]]
        pks += [pk for pk in self.lookup_val or () if row_number(pk) is not None]
        rows = field.remote_field.model.objects.filter(pk__in=pks)
        return sorted(((row.pk, str(row)) for row in rows), key=lambda choice: choice[1].casefold())
