"""What may stand after the question mark: declared, bounded, and nothing beside it."""

import re
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from record.delivery.problems import BadParameters
from record.delivery.response_cache import while_fresh

LONGEST = 500
MOST_TERMS = 32
NEAREST = 10  # how many known names a wrong one is answered with
UUID_WORD = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# From the year 1000 to 2999, as the schema says it: the days that there are, and no others.
LEAP = "[12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00"
DAY = (
    "[12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|1[0-9]|2[0-8]))|({LEAP})-02-29"
)
HOUR = "([01][0-9]|2[0-3]):[0-5][0-9]"
MOMENT = f"({DAY})(T{HOUR}(:[0-5][0-9]([.][0-9]{{1,6}})?)?(Z|[+-]{HOUR})?)?"
NO_NUL = r"[^\u0000]*"
SOMETHING = rf"^{NO_NUL}[^\s,\u0000]{NO_NUL}$"  # words with commas between them: at least one
# Between words stand these; what else is a space, each language of patterns says differently.
SPACE = r" \t\n\v\f\r"
TERM = rf"[^{SPACE}\u0000]+"
TERMS = rf"^[{SPACE}]*{TERM}([{SPACE}]+{TERM}){{0,{MOST_TERMS - 1}}}[{SPACE}]*$"
MANY = "Several with commas between them: any of these."
UNKNOWN = "There is no such parameter here."


def few_terms(text):
    if len(re.findall(TERM, text)) > MOST_TERMS:
        raise ValidationError(f"Write at most {MOST_TERMS} words.")


class WordsField(forms.CharField):
    schema = {"pattern": TERMS}


class Words(django_filters.CharFilter):
    """Words to search for; the queryset's about() finds them."""

    field_class = WordsField

    def __init__(self):
        super().__init__(
            help_text="Words as in a web search: “a phrase”, or, -without. Accents do not matter.",
            validators=[few_terms],
        )

    def filter(self, rows, value):
        return rows.about(value) if value else rows


class DayField(forms.DateField):
    """A day, 2026-03-01."""

    schema = {"format": "date", "pattern": f"^({DAY})$"}

    def to_python(self, value):
        if value and not re.fullmatch(DAY, value):
            raise ValidationError("Write a day as year-month-day, such as 2026-03-01.")
        return super().to_python(value)


class Day(django_filters.DateFilter):
    """A day, both ends included; of a moment, the day in UTC."""

    field_class = DayField

    def __init__(self, field_name, lookup, help_text, moment=False):
        super().__init__(field_name, lookup, help_text=help_text, input_formats=["%Y-%m-%d"])
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

    schema = {"pattern": f"^({MOMENT})$"}

    def __init__(self, end_of_day=False, **options):
        super().__init__(**options)
        self.hour = time.max if end_of_day else time.min

    def clean(self, value):
        text = super().clean(value).replace(" ", "+")  # a plus that nobody encoded
        return self.moment(text) if text else None

    def moment(self, text):
        if not re.fullmatch(MOMENT, text):
            raise ValidationError("Write 2026-03-01 or 2026-03-01T12:00:00Z.")
        moment = datetime.fromisoformat(text)
        if len(text) == len("2026-03-01"):
            moment = datetime.combine(moment.date(), self.hour)
        # PostgreSQL knows offsets of less than sixteen hours alone.
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


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

    @property
    def schema(self):
        any_known = "|".join(self.known)
        return {"pattern": f"^({any_known})(,({any_known}))*$" if any_known else SOMETHING}

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

    schema = {"pattern": f"^{UUID_WORD.pattern}(,{UUID_WORD.pattern})*$"}

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


class Choice(django_filters.ChoiceFilter):
    """One of a few words."""

    def __init__(self, field_name, choices, help_text, **options):
        super().__init__(field_name, choices=choices, help_text=help_text, **options)


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
        elif not re.search(TERM, values[0]):
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
