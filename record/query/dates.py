"""Query parameters that are days and times."""

import re
from datetime import UTC, datetime, time

import django_filters
from django import forms
from django.core.exceptions import ValidationError

# From the year 1000 to 2999, as the schema says it: the days that there are, and no others.
LEAP = "[12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00"
DAY = (
    "[12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|1[0-9]|2[0-8]))|({LEAP})-02-29"
)
HOUR = "([01][0-9]|2[0-3]):[0-5][0-9]"
MOMENT = f"({DAY})(T{HOUR}(:[0-5][0-9]([.][0-9]{{1,6}})?)?(Z|[+-]{HOUR})?)?"


class DayField(forms.DateField):
    """A day, 2026-03-01."""

    schema = {"format": "date", "pattern": f"^({DAY})$"}

    def to_python(self, value):
        if value and not re.fullmatch(DAY, value):
            raise ValidationError("Write a day as year-month-day, such as 2026-03-01.")
        return super().to_python(value)


class DayFilter(django_filters.DateFilter):
    """Filter by a day, both ends included."""

    field_class = DayField

    def __init__(self, field_name, lookup, help_text):
        super().__init__(field_name, lookup, help_text=help_text, input_formats=["%Y-%m-%d"])


class MomentField(forms.CharField):
    """
    A time with its offset (2026-03-01T12:00:00Z), or a day in UTC.

    Meant is the first moment of that day or second, or the `last`: documents show whole seconds.
    """

    schema = {"pattern": f"^({MOMENT})$"}

    def __init__(self, last=False, **options):
        super().__init__(**options)
        self.last = last

    def clean(self, value):
        text = super().clean(value).replace(" ", "+")  # a plus that nobody encoded
        return self.moment(text) if text else None

    def moment(self, text):
        if not re.fullmatch(MOMENT, text):
            raise ValidationError("Write 2026-03-01 or 2026-03-01T12:00:00Z.")
        moment = datetime.fromisoformat(text)
        if len(text) == len("2026-03-01"):
            moment = datetime.combine(moment.date(), time.max if self.last else time.min)
        elif self.last and "." not in text:
            moment = moment.replace(microsecond=999_999)
        # PostgreSQL knows offsets of less than sixteen hours alone.
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class MomentFilter(django_filters.CharFilter):
    """Filter by a time, both ends included, or by a day in UTC: from its begin or to its end."""

    field_class = MomentField

    def __init__(self, field_name, lookup, help_text, **options):
        last = lookup == "lte"
        super().__init__(field_name, lookup, help_text=help_text, last=last, **options)
