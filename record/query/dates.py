"""Query parameters that are days and times."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time

import django_filters
from django import forms
from django.core.exceptions import ValidationError

# From the year 1000 to 2999, as the schema says it: the days that there are, and no others.
LEAP = "[12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00"
DAY = (
    "[12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|1[0-9]|2[0-8]))|({LEAP})-02-29"
)
PERIOD = "[12][0-9]{3}(-(0[1-9]|1[0-2]))?"  # a year or a month
HOUR = "([01][0-9]|2[0-3]):[0-5][0-9]"
MOMENT = f"({DAY})(T{HOUR}(:[0-5][0-9]([.][0-9]{{1,6}})?)?(Z|[+-]{HOUR})?)?"


def day_of(period, last):
    """Return the first day of a year or month, such as 2026 or 2026-03, or its `last`."""
    year, month = int(period[:4]), int(period[5:] or (12 if last else 1))
    return date(year, month, monthrange(year, month)[1] if last else 1)


class DayField(forms.CharField):
    """A day, 2026-03-01, or a month or year: its first day or its `last`."""

    schema = {"pattern": f"^({DAY}|{PERIOD})$"}

    def __init__(self, last=False, **options):
        super().__init__(strip=False, **options)
        self.last = last

    def clean(self, value):
        text = super().clean(value)
        if re.fullmatch(PERIOD, text):
            return day_of(text, self.last)
        if text and not re.fullmatch(DAY, text):
            raise ValidationError(
                "Write a day as 2026-03-01, a month as 2026-03 or a year as 2026."
            )
        return date.fromisoformat(text) if text else None


class DayFilter(django_filters.CharFilter):
    """Filter by a day, both ends included; a month or year begins and ends with its own days."""

    field_class = DayField

    def __init__(self, field_name, lookup, help_text, **options):
        last = lookup == "lte"
        super().__init__(field_name, lookup, help_text=help_text, last=last, **options)


class MomentField(forms.CharField):
    """
    A time with its offset (2026-03-01T12:00:00Z), or a day, month or year in UTC.

    Meant is the first moment of that, or of that second, or the `last`: documents show whole
    seconds.
    """

    schema = {"pattern": f"^({MOMENT}|{PERIOD})$"}

    def __init__(self, last=False, **options):
        super().__init__(**options)
        self.last = last

    def clean(self, value):
        text = super().clean(value).replace(" ", "+")  # a plus that nobody encoded
        return self.moment(text) if text else None

    def moment(self, text):
        if re.fullmatch(PERIOD, text):
            text = day_of(text, self.last).isoformat()
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
    """Filter by a time, both ends included; a day, month or year is taken whole."""

    field_class = MomentField

    def __init__(self, field_name, lookup, help_text, **options):
        last = lookup == "lte"
        super().__init__(field_name, lookup, help_text=help_text, last=last, **options)
