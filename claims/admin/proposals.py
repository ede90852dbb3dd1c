"""Propose: what was typed in a record's form becomes Amendments, for a reviewer to apply."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.forms import all_valid
from django.shortcuts import redirect
from django.urls import reverse

from claims.models import Amendment, Claim, Topic
from claims.models.lock import kind_of
from sources.admin import hooks
from sources.models import Article, Publisher, Quote, Speaker
from sources.models.change import given_why
from sources.rules import violation_message

ASKED = "SELECT count(*) FROM claims_resting_on(%s, %s)"
DONE = "Proposed: {}. A reviewer who is another person applies or refuses it."
WAITS = "This is proposed already, and waits for a reviewer."
NOTHING = "You have changed nothing that a published claim shows: there is nothing to propose."


def published_on(record):
    """Return how many published claims rest on a record, or show it."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [record._meta.db_table, record.pk])
        return cursor.fetchone()[0]


def resting(record):
    """Return the hook's answer for a record's page."""
    waiting = Amendment.objects.waiting().of(record)
    return hooks.Resting(
        count=published_on(record),
        waiting=tuple((address(amendment), amendment.reason) for amendment in waiting),
    )


def address(amendment):
    return reverse("admin:claims_amendment_change", args=[amendment.pk])


def propose_columns(user, record, reason, **columns):
    """
    Propose that a record's columns become these values; return what is done, in words.

    Of a new record, which has no row to hold back, the same is proposed once.
    """
    pairs = {column: [None, value] for column, value in columns.items()}
    waiting = Amendment.objects.waiting().of(record)
    if record.pk is None and waiting.filter(changes__contains=pairs).exists():
        return WAITS
    return DONE.format(Amendment.objects.propose(record, user, reason, **columns).reason)


def propose(model_admin, request, record):
    """
    Propose what was typed in a record's form; return a redirect, or None if it was refused.

    Then the form is shown again with the reason. What no published claim shows is saved.
    """
    if record is None or not model_admin.has_change_permission(request, record):
        raise PermissionDenied
    if not request.user.has_perm("claims.add_amendment"):
        raise PermissionDenied
    form = model_admin.get_form(request, record, change=True)(request.POST, instance=record)
    formsets, _ = model_admin._create_formsets(request, record, change=True)
    if not (form.is_valid() and all_valid(formsets)):
        return None
    try:
        with transaction.atomic():
            made = list(Proposing(request).everything(form, formsets))
            if not made:  # nor is anything else saved: the form is shown again as it was typed
                transaction.set_rollback(True)
    except IntegrityError as error:
        request.broken_rule = violation_message(error)
        return None
    if not made:
        request.broken_rule = NOTHING
        return None
    words = ", ".join(amendment.get_kind_display() for amendment in made)
    model_admin.message_user(request, DONE.format(words), messages.SUCCESS)
    return redirect(address(made[0]))


class Proposing:
    """Turns what changed in forms into Amendments of the one who asks, for the reason given."""

    def __init__(self, request):
        self.by = request.user, given_why(request)

    def everything(self, form, formsets):
        """Propose the changes of a form and of its inlines; yield the Amendments."""
        yield from self.row(form)
        yield from self.links(form)
        for formset in formsets:
            for inline in (*formset.initial_forms, *formset.extra_forms):
                yield from self.part(formset, inline)

    def part(self, formset, form):
        """Propose that an inline's row is taken away, added or changed."""
        if form in getattr(formset, "deleted_forms", ()):
            yield Amendment.objects.propose_removal(form.instance, *self.by)
        elif form.instance.pk:
            if form.has_changed():
                yield from self.row(form)
        elif form.has_changed():
            setattr(form.instance, formset.fk.attname, formset.instance.pk)
            yield from self.new(form.instance)

    def new(self, row):
        table = row._meta.db_table
        columns = {f.column: f.value_from_object(row) for f in row._meta.concrete_fields}
        shown = {c: v for c, v in columns.items() if c != "id" and kind_of(table, c)}
        yield Amendment.objects.propose(row, *self.by, **shown)

    def row(self, form):
        """Propose the changed columns that published claims show, each kind apart."""
        row, kinds = form.instance, {}
        for column, value in changed_columns(form).items():
            kinds.setdefault(kind_of(row._meta.db_table, column), {})[column] = value
        if unseen := kinds.pop("", None):
            type(row)._base_manager.filter(pk=row.pk).update(**unseen)
        for columns in kinds.values():
            yield Amendment.objects.propose(row, *self.by, **columns)

    def links(self, form):
        """Propose each topic that is added to a claim, or taken from it."""
        if "topics" not in form.changed_data:
            return
        through, claim = Claim.topics.through, form.instance
        wanted, there = set(form.cleaned_data["topics"]), set(claim.topics.all())
        for link in through.objects.filter(claim=claim, topic__in=there - wanted):
            yield Amendment.objects.propose_removal(link, *self.by)
        for topic in sorted(wanted - there, key=str):
            yield from self.new(through(claim=claim, topic=topic))


def changed_columns(form):
    """Return {column: value} of what was changed in a form; a quote's words follow its span."""
    row = form.instance
    fields = {f.name: f for f in row._meta.concrete_fields}
    changed = [fields[name] for name in form.changed_data if name in fields]
    columns = {field.column: field.value_from_object(row) for field in changed}
    if isinstance(row, Quote) and {"start", "end"} & columns.keys():
        columns["text"] = row.snapshot.text[row.start : row.end]
    return columns


hooks.register("propose_columns", Speaker, propose_columns)
for model in (Publisher, Article, Speaker, Quote, Claim, Topic):
    hooks.register("resting", model, resting)
    hooks.register("propose", model, propose)
