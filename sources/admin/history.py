"""The audit history in the desk's own words: a record's changes, and two versions compared."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib import admin
from django.utils.text import Truncator

from sources.fields import row_number
from sources.language import Named, in_language

HIDDEN_COLUMNS = {"id", "public_id", "created_at"}
MAX_SHOWN = 500  # characters of a value


@dataclass(frozen=True)
class ChangeDescription:
    """A Change in words: when, who, why, what happened to what, and (field, was, became) rows."""

    change: object
    what: str
    rows: tuple

    @property
    def has_was(self):
        """Whether a column of what was there has anything in it: on a phone, it takes room."""
        return any(was not in (None, "") for _, was, _ in self.rows)

    @property
    def has_became(self):
        return any(became not in (None, "") for _, _, became in self.rows)


def describe_changes(changes, request, language=""):
    """
    Return a ChangeDescription of each Change; what a column points to is called by its name.

    Words are in `language`, a BCP 47 tag, where the row that has changed does not say another.
    """
    changes = list(changes)
    names = _names(changes, request)
    return [ChangeDescription(c, _what(c), tuple(_rows(c, names, language))) for c in changes]


def differences(form, formsets, words=(), language=""):
    """
    Yield (field, yours, theirs) for each field that differs from what is kept now.

    Those of the form that are called in `words` are in `language`.
    """
    for bound in [form, *(row for formset in formsets for row in formset.initial_forms)]:
        prefix = "" if bound is form or not bound.changed_data else f"{_kept(bound.instance)}: "
        for name in bound.changed_data:
            field, label = bound.fields[name], bound[name].label
            theirs = bound.get_initial_for_field(field, name)
            yours = bound.cleaned_data.get(name, bound[name].data)
            yours, theirs = _shown(field, yours), _shown(field, theirs)
            said = language if bound is form and name in words else ""
            if yours != theirs:
                yield prefix + str(label), _in(said, yours), _in(said, theirs)


def _kept(row):
    """Return a row as it is kept: what was typed into its form may be nothing that it can be."""
    return type(row)._base_manager.filter(pk=row.pk).first() or "Deleted"


def _model(change):
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == change.table_name:
            return model


def _field(model, column):
    """Return the field of a column, or None for a table or column that is gone."""
    fields = model._meta.concrete_fields if model else []
    return next((field for field in fields if field.column == column), None)


def _what(change):
    model = _model(change)
    verb = "added" if change.was is None else "deleted" if change.became is None else "changed"
    return f"{verb} {model._meta.verbose_name if model else change.table_name} {change.row_id}"


def _columns(change):
    """Yield (column, field, was, became) for each column of a Change that is shown."""
    was, became = change.was or {}, change.became or {}
    for column in dict.fromkeys([*was, *became]):
        before, after = was.get(column), became.get(column)
        if column not in HIDDEN_COLUMNS and (before, after) not in (
            (None, None),
            ("", None),
            (None, ""),
        ):
            yield column, _field(_model(change), column), before, after


def _names(changes, request):
    """Return {model: {pk: name}} of all that changes point to, with one query for each model."""
    wanted = {}
    for change in changes:
        for _, field, *values in _columns(change):
            if field is not None and field.related_model:
                wanted.setdefault(field.related_model, set()).update(values)
    return {model: _in_bulk(model, pks - {None}, request) for model, pks in wanted.items()}


def _in_bulk(model, pks, request):
    known = admin.site.is_registered(model)
    rows = admin.site.get_model_admin(model).get_queryset(request) if known else model.objects.all()
    return {row.pk: Named(row) for row in rows.filter(pk__in=pks)}


def _rows(change, names, language):
    said = (change.became or change.was).get("language") or language
    words = getattr(admin.site._registry.get(_model(change)), "words", ())
    for column, field, *values in _columns(change):
        if field is not None and field.related_model:
            values = [v and names[field.related_model].get(v, f"{v} (deleted)") for v in values]
        elif field is not None and field.choices:
            values = [dict(field.flatchoices).get(value, value) for value in values]
        else:
            values = [_shortened(value) for value in values]
            values = [_in(said if column in words else "", value) for value in values]
        yield (field.verbose_name if field else column, *values)


def _shortened(value):
    return Truncator("" if value is None else value).chars(MAX_SHOWN)


def _in(language, words):
    """Return words as a str that, as HTML, says their language where there is one."""
    return Named(words, in_language(words, language)) if language and words else words


def _shown(field, value):
    """Return a field's value, typed or kept, as words."""
    if hasattr(value, "_meta"):
        return str(value)
    if hasattr(field, "queryset"):
        several = value if isinstance(value, list | tuple) or hasattr(value, "all") else [value]
        pks = [row_number(getattr(each, "pk", each)) for each in several if each]
        return ", ".join(str(row) for row in field.queryset.filter(pk__in=pks))
    if hasattr(field, "choices"):
        return str(dict(field.choices).get(value, value))
    return str(value or "")
