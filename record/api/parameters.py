"""What may stand after the question mark: declared, bounded, and nothing beside it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from drf_spectacular.utils import extend_schema_field

from record.freshness import while_fresh

from .problems import BadParameters

LONGEST = 500
MOST_TERMS = 32
NEAREST = 10  # how many known names a wrong one is answered with
UUID_WORD = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
MANY = "Several with commas between them: any of these."
UNKNOWN = "There is no such parameter here."
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)


def few_terms(text):
    if len(text.split()) > MOST_TERMS:
        raise ValidationError(f"Write at most {MOST_TERMS} words.")


class Words(django_filters.CharFilter):
    """Words to search for; the queryset's about() finds them."""

    def __init__(self):
        super().__init__(
            help_text="Words as in a web search: “a phrase”, or, -without. Accents do not matter.",
            validators=[few_terms],
        )
        describe(self, minLength=1, maxLength=LONGEST)

    def filter(self, rows, value):
        return rows.about(value) if value else rows


class Day(django_filters.DateFilter):
    """A day, 2026-03-01, both ends included; of a moment, the day in UTC."""

    def __init__(self, field_name, lookup, help_text, moment=False):
        super().__init__(
            field_name,
            lookup,
            help_text=help_text,
            input_formats=["%Y-%m-%d"],
            validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
            error_messages={"invalid": "Write a day as year-month-day, such as 2026-03-01."},
        )
        self.moment = moment

    def filter(self, rows, day):
        if day and self.moment:
            return super().filter(rows, self.midnight(day))
        return super().filter(rows, day)

    def midnight(self, day):
        end = timedelta(days=1, microseconds=-1) if self.lookup_expr == "lte" else timedelta()
        return datetime.combine(day, time.min, UTC) + end


class MomentField(forms.CharField):
    """A time with its offset (2026-03-01T12:00:00Z), or a day: its begin, or its end, in UTC."""

    def __init__(self, end_of_day=False, **options):
        super().__init__(**options)
        self.hour = time.max if end_of_day else time.min

    def clean(self, value):
        text = super().clean(value).replace(" ", "+")  # a plus that nobody encoded
        return self.moment(text) if text else None

    def moment(self, text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise ValidationError("Write 2026-03-01 or 2026-03-01T12:00:00Z.") from None
        if len(text) <= len("2026-03-01"):
            moment = datetime.combine(moment.date(), self.hour)
        if not FIRST_DAY <= moment.date() <= LAST_DAY:
            raise ValidationError(f"Write a time from {FIRST_DAY} to {LAST_DAY}.")
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def asked_moment(query):
    """The time that `query` asks about, if it is one; check() says what is wrong with another."""
    try:
        return MomentField(end_of_day=True, required=False).clean(query.get("as_of"))
    except ValidationError:
        return None


class Moment(django_filters.CharFilter):
    """A time, or a day's begin in UTC."""

    field_class = MomentField


class ListField(forms.CharField):
    """Values with commas between them; `known` ones, where there are few."""

    def __init__(self, known=(), **options):
        super().__init__(**options)
        self.known = known

    def clean(self, value):
        text = super().clean(value)
        words = [word.strip() for word in text.split(",") if word.strip()]
        if text and not words:
            raise ValidationError("There is nothing between these commas.")
        for word in words:
            if self.known and word not in self.known:
                raise unknown(f"“{word}” is not known here.", self.known)
        return words


class IdField(ListField):
    """Public ids."""

    def clean(self, value):
        return [self.uuid(word) for word in super().clean(value)]

    def uuid(self, word):
        if not UUID_WORD.fullmatch(word):
            raise unknown(f"“{word}” is no public id.", [])
        return UUID(word)


class ThingField(ListField):
    """Public ids, slugs or names of things that are in the record."""

    def __init__(self, model, column="public_id", **options):
        super().__init__(**options)
        self.model = model
        self.column = column

    def clean(self, value):
        return [found for word in super().clean(value) for found in self.find(word)]

    def find(self, word):
        """A whole public id is taken as it is, and as that of one who was merged into another."""
        found = things_called(self.model, self.column, word)
        if self.column == "public_id" and UUID_WORD.fullmatch(word):
            return [UUID(word), *found]
        return found or self.nobody(word)

    def nobody(self, word):
        kind = self.model._meta.model_name
        near = self.model.objects.like(word).values_list("name", flat=True)[:NEAREST]
        raise unknown(f"No public {kind} is called “{word}”.", list(near))


@while_fresh
def things_called(model, column, word):
    """A column of the things of that name."""
    return list(model.objects.called(word).values_list(column, flat=True)[:MOST_TERMS])


def unknown(sentence, known):
    return ValidationError("%(sentence)s", params={"sentence": sentence, "known": known})


class Names(django_filters.CharFilter):
    """Short words, any of them."""

    field_class = ListField

    def __init__(self, field_name, help_text, lookup="in", **options):
        super().__init__(field_name, lookup, help_text=f"{help_text} {MANY}", **options)

    def filter(self, rows, values):
        return super().filter(rows, values) if values else rows


class Things(Names):
    """Things of the record, by public id, slug or name."""

    field_class = ThingField


class Ids(Names):
    """Public ids."""

    field_class = IdField

    def __init__(self, field_name, help_text, **options):
        super().__init__(field_name, help_text, **options)
        uuid = UUID_WORD.pattern
        describe(self, pattern=f"^{uuid}(,{uuid})*$")


class Choice(django_filters.ChoiceFilter):
    """One of a few words."""

    def __init__(self, field_name, choices, help_text, **options):
        super().__init__(field_name, choices=choices, help_text=help_text, **options)


def describe(filter_, **schema):
    """What the API's own description says of a filter's values, beside its help text."""
    words = {"type": "string", "description": filter_.extra["help_text"]}
    extend_schema_field(words | schema)(filter_)


class Asked(forms.Form):
    """
    A form that builds no field for a parameter that is not given; `names` are all it knows.

    Most requests give few of the many parameters, and a field costs more than reading it.
    """

    def __init__(self, data=None):
        self.names = set(self.base_fields)
        if data is not None:
            self.base_fields = only(data, self.base_fields)
        super().__init__(data)


class RecordFilter(django_filters.FilterSet):
    """A FilterSet that builds no filter for a parameter that is not given."""

    def __init__(self, data=None, *args, **kwargs):
        self.base_filters = only(data or (), self.base_filters)
        super().__init__(data, *args, **kwargs)
        for given in self.filters.values():
            given.label = ""  # nobody reads it, and working it out takes longer than filtering

    @property
    def form(self):
        form = super().form
        form.names = set(type(self).base_filters)
        return form


def only(names, items):
    return {name: item for name, item in items.items() if name in names}


def errors_of(form):
    """The errors of a bound form as entries of a problem document."""
    for name, errors in form.errors.as_data().items():
        choices = [value for value, _ in getattr(form.fields[name], "choices", ()) if value]
        known = (errors[0].params or {}).get("known") or choices
        sentences = " ".join(sentence for error in errors for sentence in error.messages)
        yield {"parameter": name, "detail": sentences} | ({"known": known} if known else {})


def misuses(query, known, fields):
    """What is wrong with `query` (a QueryDict) before asking its `fields` what it means."""
    for name, values in query.lists():
        if name not in known:
            yield {"parameter": name[:LONGEST], "detail": UNKNOWN, "known": sorted(known)}
        elif len(values) > 1:
            yield {"parameter": name, "detail": "Give this parameter once."}
        elif not values[0].strip():
            yield {"parameter": name, "detail": "Give this parameter a value, or leave it out."}
        elif len(values[0]) > (longest := getattr(fields[name], "max_length", None) or LONGEST):
            yield {"parameter": name, "detail": f"Write at most {longest} characters."}


def check(query, *forms):
    """Raise BadParameters unless `forms` know each key of `query` and find its value good."""
    known = set().union(*(form.names for form in forms))
    fields = {name: field for form in forms for name, field in form.fields.items()}
    errors = list(misuses(query, known, fields)) or [e for form in forms for e in errors_of(form)]
    if errors:
        raise BadParameters(errors)
