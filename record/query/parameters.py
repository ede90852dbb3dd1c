"""Query parameters: strictly validated form fields and filters; an unknown parameter is a 400."""

import re
from copy import copy
from functools import cache
from uuid import UUID

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext

from record.delivery.etag import cached_per_version
from record.delivery.problems import BadParameters
from record.documents.expressions import has_address
from record.models import Article

from .as_of import at_present
from .paths import PublicIdConverter, has_public_id

MAX_LENGTH = 500
MAX_TERMS = 32
MAX_SUGGESTED = 10  # known names that an error lists
UUID_WORD = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
IDS = f"{UUID_WORD.pattern}(,{UUID_WORD.pattern})*"
NOBODY = UUID(int=0)  # an id that no record has
NO_NUL = r"[^\u0000]*"
NOT_EMPTY = rf"^{NO_NUL}[^\s,\u0000]{NO_NUL}$"  # values with commas between them: at least one
# Between words stand these; what else is a space, each language of patterns says differently.
SPACE = r" \t\n\v\f\r"
TERM = rf"[^{SPACE}\u0000]+"
# Begins with what no form takes away as a space at an end of the value.
BLANK = r"\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
ADDRESS = rf"(https?://|urn:)[^{BLANK}][^{SPACE}\u0000]*"
SOME_WORD = rf"^{NO_NUL}[^{BLANK}]{NO_NUL}$"
SEVERAL_TERMS = rf"[{SPACE}]*{TERM}([{SPACE}]+{TERM}){{0,{MAX_TERMS - 1}}}[{SPACE}]*"
TERMS = rf"^(?={SOME_WORD[1:-1]}){SEVERAL_TERMS}$"
SEVERAL = "Several with commas between them, or the parameter several times: any of these."
EVERY = "Several with commas between them, or the parameter several times: all of these."
MAX_EVERY = 10  # names that one parameter may demand
MAX_ADDRESS = 2048  # characters of an article's address
MAX_IDS = 200  # that one request may name
WORDS = "Words as in a web search: “a phrase”, or, -without. Accents do not matter."
UNKNOWN = "There is no such parameter here."


def few_terms(text):
    if len(re.findall(TERM, text)) > MAX_TERMS:
        raise ValidationError(gettext("Write at most %(most)s words.") % {"most": MAX_TERMS})


class SearchField(forms.CharField):
    schema = {"pattern": TERMS}

    def to_python(self, value):
        """Take hyphens in a row for a dash, and not for as many times “without”."""
        return re.sub("-{2,}", " ", super().to_python(value))


class SearchFilter(django_filters.CharFilter):
    """Full-text search, by the queryset's about()."""

    field_class = SearchField

    def __init__(self, help_text=WORDS):
        super().__init__(help_text=help_text, validators=[few_terms])

    def filter(self, rows, value):
        return rows.about(value) if value else rows


class ListField(forms.CharField):
    """
    Values with commas between them, or the parameter several times; only `known` ones if given.

    A value that has a comma itself is given alone or by the parameter once more.
    """

    widget = forms.MultipleHiddenInput  # which gives all values of the parameter

    def __init__(self, known=(), most=None, **options):
        super().__init__(**options)
        self.known, self.most = known, most

    @property
    def schema(self):
        if not self.known:
            return {"pattern": NOT_EMPTY}
        any_known = "|".join(self.known)
        more = f"{{0,{self.most - 1}}}" if self.most else "*"
        return {"pattern": f"^({any_known})(,({any_known})){more}$"}

    def clean(self, value):
        given = [value] if isinstance(value, str) else value or [""]
        values = [part for text in given for part in self.parts(super(ListField, self).clean(text))]
        for value in values:
            if self.known and value not in self.known:
                sentence = gettext("“%(value)s” is not known here.")
                raise unknown(sentence % {"value": value}, self.known)
        if self.most and len(values) > self.most:
            raise ValidationError(gettext("Give at most %(most)s of these.") % {"most": self.most})
        return values

    def parts(self, text):
        """Return the values in one value of the parameter."""
        values = [part.strip() for part in text.split(",") if part.strip()]
        if text and not values:
            raise ValidationError(gettext("There is nothing between these commas."))
        return values


class IdField(ListField):
    """Public ids."""

    schema = {"pattern": f"^{IDS}$"}

    def __init__(self, **options):
        super().__init__(**{"max_length": MAX_IDS * len(f"{NOBODY},"), **options})

    def clean(self, value):
        ids = [key for text in super().clean(value) for key in self.find(text)]
        if len(ids) > MAX_IDS:
            raise ValidationError(gettext("Give at most %(most)s ids.") % {"most": MAX_IDS})
        return ids

    def find(self, text):
        if not UUID_WORD.fullmatch(text):
            raise unknown(gettext("“%(text)s” is no public id.") % {"text": text}, [])
        return [UUID(text)]


class ArticleField(IdField):
    """Public ids or addresses of articles; of an address where there is none, the nil id."""

    schema = {"pattern": f"^({IDS}|{ADDRESS})$"}

    def parts(self, text):
        return [text] if re.fullmatch(ADDRESS, text) else super().parts(text)

    def find(self, text):
        if not re.fullmatch(ADDRESS, text):
            return super().find(text)
        return list(Article.objects.at(text).values_list("public_id", flat=True)) or [NOBODY]


class NameField(ListField):
    """Public ids, slugs or names of records of `model`; the value is a list of their `column`."""

    def __init__(self, model, column="public_id", **options):
        super().__init__(**options)
        self.model = model
        self.column = column

    def clean(self, value):
        return [key for name in super().clean(value) for key in self.find(name)]

    def parts(self, text):
        """Return the parts of a text; a name that has a comma is not taken apart."""
        return [text] if "," in text and self.called(text) else super().parts(text)

    def find(self, name):
        """Return the columns; a whole public id also stands for the record it was merged into."""
        keys = self.called(name)
        if self.column == "public_id" and UUID_WORD.fullmatch(name):
            return [UUID(name), *keys]
        return keys or self.fail_with_suggestions(name)

    def called(self, name):
        """Return the columns of what has this name; as of a time before it, what has it now."""
        if keys := keys_called(self.model, self.column, name):
            return keys
        with at_present() as was_past:
            return keys_called(self.model, self.column, name) if was_past else []

    def fail_with_suggestions(self, name):
        sentence = gettext(f"No public {self.model._meta.model_name} is called “%(name)s”.")
        similar = self.model.objects.like(name).values_list("name", flat=True)[:MAX_SUGGESTED]
        raise unknown(sentence % {"name": name}, list(similar))


class EveryNameField(NameField):
    """Names, each of which has to be there; the value is a list of lists of their `column`."""

    def clean(self, value):
        return [self.find(name) for name in ListField.clean(self, value)]


@cached_per_version
def keys_called(model, column, name):
    """Return `column` of the records that have this name."""
    return list(model.objects.called(name).values_list(column, flat=True)[:MAX_TERMS])


def unknown(sentence, known):
    return ValidationError("%(sentence)s", params={"sentence": sentence, "known": known})


class ListFilter(django_filters.CharFilter):
    """Filter by comma-separated values: any of them; with `exclude` none of them."""

    field_class = ListField

    def __init__(self, field_name, help_text, lookup="in", **options):
        super().__init__(field_name, lookup, help_text=f"{help_text} {SEVERAL}", **options)

    def filter(self, rows, values):
        return super().filter(rows, values) if values else rows


class NameFilter(ListFilter):
    """Filter by related records: public id, slug or name."""

    field_class = NameField


class NotNameFilter(NameFilter):
    """Leave out what has any of these."""

    def __init__(self, field_name, help_text, lookup="in", **options):
        super().__init__(field_name, f"{help_text} Not this.", lookup, exclude=True, **options)


class EveryNameFilter(django_filters.CharFilter):
    """Filter a list of related records by all of these: each by public id, slug or name."""

    field_class = EveryNameField

    def __init__(self, field_name, help_text, **options):
        words = f"{help_text} {EVERY}"
        super().__init__(field_name, "overlap", help_text=words, most=MAX_EVERY, **options)

    def filter(self, rows, names):
        for keys in names or ():
            rows = super().filter(rows, keys)
        return rows


class IdFilter(ListFilter):
    """Filter by public ids."""

    field_class = IdField


class InArticleFilter(ListFilter):
    """Filter by articles: public ids or addresses."""

    field_class = ArticleField


class AddressField(forms.CharField):
    """An address, of the web or urn:."""

    schema = {"pattern": f"^{ADDRESS}$"}

    def to_python(self, value):
        address = super().to_python(value)
        if address and not re.fullmatch(ADDRESS, address):
            raise ValidationError("Write a whole address, such as https://gazette.example/trees.")
        return address


class PageField(AddressField):
    """The address of a claim's page; its value is the range of public ids, as in paths.py."""

    page = (
        rf"https?://[^?#{BLANK}][^?#{SPACE}\u0000]*/({PublicIdConverter.regex})/?"
        rf"([?#][^{SPACE}\u0000]*)?"
    )
    schema = {"pattern": f"^{page}$"}

    def clean(self, value):
        address = super().clean(value)
        if not address:
            return None
        if not (found := re.fullmatch(self.page, address)):
            raise ValidationError("This address is not of a claim's page: its end names no claim.")
        return PublicIdConverter().to_python(found[1])


class AddressFilter(django_filters.CharFilter):
    """Find what has an address in a list of them, however it is spelt."""

    field_class = AddressField

    def __init__(self, field_name, help_text):
        super().__init__(field_name, help_text=help_text, max_length=MAX_ADDRESS)

    def filter(self, rows, address):
        return rows.filter(has_address(self.field_name, address)) if address else rows


class PageFilter(AddressFilter):
    """Find the claim that has its page at an address."""

    field_class = PageField

    def filter(self, rows, public_id):
        return rows.filter(has_public_id(public_id)) if public_id else rows


class ChoiceFilter(django_filters.ChoiceFilter):
    """Filter by one of a few values."""

    def __init__(self, field_name, choices, help_text, **options):
        super().__init__(field_name, choices=choices, help_text=help_text, **options)


class WhetherFilter(ChoiceFilter):
    """Filter by whether a condition, a Q or Exists, holds of a row: true or false."""

    def __init__(self, condition, help_text):
        super().__init__(None, [("true", "yes"), ("false", "no")], help_text)
        self.condition = condition

    def filter(self, rows, answer):
        if not answer:
            return rows
        return rows.filter(self.condition) if answer == "true" else rows.exclude(self.condition)


class QueryForm(forms.Form):
    """
    Instantiates only the fields present in the query string, and those that have to be there.

    Most requests give few of the many parameters, and building a field costs more than reading it.
    `names` lists all valid parameters.
    """

    def __init__(self, data=None):
        self.names = set(self.base_fields)
        if data is not None:
            required = {name for name, field in self.base_fields.items() if field.required}
            self.base_fields = only({*data, *required}, self.base_fields)
        super().__init__(data)


class RecordFilter(django_filters.FilterSet):
    """
    A FilterSet with only the filters present in the query string.

    Its form is a QueryForm, whose class is made once. A filter is copied for each request, as
    Django's are, but not what it consists of, which nothing changes.
    """

    def __init__(self, data=None, *args, **kwargs):
        given, self.base_filters = only(data or (), self.base_filters), {}
        super().__init__(data, *args, **kwargs)
        self.filters = {name: self.copied(each) for name, each in given.items()}

    def copied(self, declared):
        own = copy(declared)
        own.parent = self
        own.method = declared.method  # which is looked up in the parent of the copy
        return own

    @cached_property
    def form(self):
        return form_class(type(self))(self.data)


@cache
def form_class(filterset):
    """Return the class of a filterset's forms."""
    fields = {name: each.field for name, each in filterset.base_filters.items()}
    return type(f"{filterset.__name__}Form", (QueryForm,), fields)


def only(names, items):
    return {name: item for name, item in items.items() if name in names}


def check(query, *forms):
    """Raise BadParameters unless `forms` know each key of `query` and accept its value."""
    known = set().union(*(form.names for form in forms))
    fields = {name: field for form in forms for name, field in form.fields.items()}
    errors = list(misuses(query, known, fields)) or [e for form in forms for e in errors_of(form)]
    if errors:
        raise BadParameters(errors)


def misuses(query, known, fields):
    """Yield an error for each unknown, repeated, empty or overlong parameter of a QueryDict."""
    for name, values in query.lists():
        if name not in known:
            yield {"parameter": name[:MAX_LENGTH], "detail": UNKNOWN, "known": sorted(known)}
        elif len(values) > 1 and not isinstance(fields[name], ListField):
            yield {"parameter": name, "detail": "Give this parameter once."}
        elif not all(re.search(SOME_WORD, value) for value in values):
            yield {"parameter": name, "detail": "Give this parameter a value, or leave it out."}
        elif len(max(values, key=len)) > (most := most_characters(fields[name])):
            sentence = gettext("Write at most %(most)s characters.") % {"most": most}
            yield {"parameter": name, "detail": sentence}


def most_characters(field):
    return getattr(field, "max_length", None) or MAX_LENGTH


def errors_of(form):
    """Yield the errors of a bound form as entries of a problem document."""
    for name, errors in form.errors.as_data().items():
        choices = [value for value, _ in getattr(form.fields[name], "choices", ()) if value]
        known = (errors[0].params or {}).get("known") or choices
        sentences = " ".join(sentence for error in errors for sentence in error.messages)
        yield {"parameter": name, "detail": sentences} | ({"known": known} if known else {})
