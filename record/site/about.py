"""Pages about the record itself: what was corrected, how we work, statistics, the files."""

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.transitions import TRANSITIONS
from claims.roles import ROLES
from record.exports import TABLES, makeable
from record.models import Claim
from record.query.paging import Cursor
from record.query.parameters import QueryForm, check

from .front import numbers
from .lists import given
from .pages import fixed_view, path_of, place_of, public_view, show
from .plot import csv_response
from .reading import claim_of, read
from .tally import ROWS, by_key, in_all, scale, tallied_in_all

PER_PAGE = 30
FIRST_PAGE = ("infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff")
# Claims that were corrected, with what was found before, and those withdrawn, without their words.
# The type is that of the index record_claim_corrected, which serves no other.
CORRECTIONS = """
SELECT * FROM (
    (SELECT c.verified_at AS at, c.public_id, c.document, c.topics, (
        SELECT v.document FROM record_verification v
        WHERE v.claim = c.public_id AND v.published_at < c.verified_at
        ORDER BY v.published_at DESC, v.public_id DESC LIMIT 1) AS was, '' AS reason
    FROM record_claim c WHERE c.stages @> '{superseded}'::varchar(10)[]
        AND (c.verified_at, c.public_id) < (%(at)s::timestamptz, %(id)s::uuid)
    ORDER BY c.verified_at DESC, c.public_id DESC LIMIT %(most)s)
    UNION ALL
    (SELECT withdrawn_at, public_id, NULL, NULL, NULL, reason FROM record_withdrawn
    WHERE (withdrawn_at, public_id) < (%(at)s::timestamptz, %(id)s::uuid)
    ORDER BY withdrawn_at DESC, public_id DESC LIMIT %(most)s)
) either ORDER BY at DESC, public_id DESC LIMIT %(most)s
"""
# The packages of the last edition, as the newest run noted them first.
EDITION = """
SELECT day, moment, sha256, size, made_at FROM record_edition
WHERE day = (SELECT max(day) FROM record_edition) ORDER BY made_at DESC, id DESC
"""
CHANGED = "SELECT at FROM record_change ORDER BY number DESC LIMIT 1"
DAYS = "SELECT key, claims FROM record_tally WHERE kind = 'days' AND verdict = ''"
# The days from saying to verdict, as tally.sql has them.
TAKEN = {
    "1": _("within a day"),
    "7": _("within a week"),
    "30": _("within a month"),
    "365": _("within a year"),
    "more": _("later"),
}


class CursorForm(QueryForm):
    """The place after which a page of corrections begins; cleaned to a (time, public id)."""

    cursor = forms.CharField(required=False, max_length=1000)

    def clean_cursor(self):
        written = self.cleaned_data["cursor"]
        return Cursor(Claim, "corrections").read(written) if written else None


@public_view
def corrections(request):
    """Show what was corrected, with what was wrong, and what was withdrawn, the newest first."""
    query = given(request.GET)
    form = CursorForm(query)
    check(query, form)
    at, key = form.cleaned_data.get("cursor") or FIRST_PAGE
    found = read({"at": at, "id": key, "most": PER_PAGE + 1}, rows=CORRECTIONS)["rows"]
    rows, more = found[:PER_PAGE], len(found) > PER_PAGE
    context = {
        "rows": [row | {"claim": claim_of(row) if row["document"] else None} for row in rows],
        "next": Cursor(Claim, "corrections").write(*place(rows[-1])) if more else "",
    }
    return show(request, "corrections", **place_of("corrections", query), **context)


def place(row):
    return row["at"], row["public_id"]


@fixed_view
def method(request):
    """Show the scale, a verification's steps and who may take them, from their declarations."""
    context = {
        "scale": scale(),
        "steps": [
            vars(step) | {"words": str(step), "who": takers(step.permission)}
            for step in TRANSITIONS.values()
        ],
    }
    return show(request, "method", path_of("method"), **context)


def takers(permission):
    """Return the roles that have this permission."""
    return [gettext(role) for role, granted in ROLES.items() if permission in granted]


@fixed_view
def statistics(request):
    """Show how many claims got which verdict, when, how soon; and whom and what they are about."""
    parts = read(None, days=DAYS, **in_all())
    context = {"csv": reverse("verdicts"), "days": taken(by_key(parts["days"]))}
    return show(request, "statistics", path_of("statistics"), **context, **numbers(parts))


@fixed_view
def verdicts(request):
    """Answer with the numbers of the plot of all claims, as CSV."""
    return csv_response(read(None, tallied=tallied_in_all())["tallied"])


def taken(days):
    """Return (words, claims, percent of all) for each line of TAKEN."""
    total = sum(days.values()) or 1
    return [
        (words, days.get(key, 0), round(100 * days.get(key, 0) / total))
        for key, words in TAKEN.items()
    ]


@fixed_view
def data(request):
    """Show every file that the record leaves in, its columns, and the edition that is kept."""
    parts = read(None, rows=ROWS, editions=EDITION, changed=CHANGED)
    counted = by_key(parts["rows"])
    context = {
        "changed": parts["changed"][0]["at"] if parts["changed"] else None,
        "editions": parts["editions"],
        "files": [files_of(table, counted) for table in TABLES.values()],
        "licence": settings.LICENCE,
    }
    return show(request, "data", path_of("data"), **context)


def files_of(table, counted):
    """Return a table of exports with the paths of its files, and how many rows if that is known."""
    kind = table.model._meta.model_name
    return {
        "table": table,
        "rows": None if table.each else counted.get(kind, 0),
        "paths": [
            (name, f"/exports/{table.name}{suffix}")
            for of, name, maker, suffix, media_type in makeable()
            if of is table
        ],
    }
