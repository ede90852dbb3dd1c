"""The bases of every page of the desk: a broken rule is shown in a sentence, nothing is lost."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from sources.fields import row_number
from sources.language import Named
from sources.models import Change
from sources.rules import violation_message

from . import cells, hooks
from .history import describe_changes, differences
from .kept import saved, words_kept
from .widgets import LABELLED_INPUTS, SearchBoxes

CHANGED = (
    "This was changed since you opened it, and nothing is saved yet. Above is what changed, and "
    "where yours differs. Save again to keep yours."
)
GONE = "This was deleted since you opened it, and nothing is saved."
MAX_CHANGES_SHOWN = 100
MAX_ROWS = 10  # that are asked for at a time


MAKERS = ("author", "created_by")  # the fields that keep who made a record


def sign(record, user):
    """Keep who made a new record, where its model has a field for that."""
    for field in MAKERS:
        if hasattr(record, f"{field}_id"):
            setattr(record, field, user)


def made_by(record):
    """Return who made a record: a list of one user, or of none where that is not kept."""
    return [getattr(record, field) for field in MAKERS if hasattr(record, f"{field}_id")]


def as_new(posted, parent):
    """Return what a form of a `parent` (a model's name) sent as if it and its rows were new."""
    new = posted.copy()
    for name in posted:
        if name.endswith("-INITIAL_FORMS"):
            prefix = name.removesuffix("-INITIAL_FORMS")
            for row in range(min(row_number(posted[name]) or 0, 1000)):
                for name_of in ("id", parent):
                    new.pop(f"{prefix}-{row}-{name_of}", None)
            new[name] = "0"
    return new


def newest(changes, count):
    """Return the newest `count` of some Changes, between none and MAX_CHANGES_SHOWN."""
    return changes[: min(max(count, 0), MAX_CHANGES_SHOWN)]


class DeskForm(forms.ModelForm):
    """A form that shows, as an error of its own, the rule that the database refused it by."""

    broken = None

    def _post_clean(self):
        super()._post_clean()
        if self.broken:
            self.add_error(None, self.broken)


class DeskFormSet(forms.BaseInlineFormSet):
    def validate_unique(self):
        """Leave it to the database, whose rule says it in its own sentence."""


class DeskInline(SearchBoxes):
    """The base of all inlines of the desk."""

    form = DeskForm
    formset = DeskFormSet

    def get_extra(self, request, obj=None, **kwargs):
        """Return how many empty rows there are: a script adds them; without one, `?rows=` does."""
        asked = request.GET.get("rows", "")
        return min(int(asked), MAX_ROWS) if asked.isdecimal() and len(asked) < 4 else 0


class VersionedModelAdmin(SearchBoxes, admin.ModelAdmin):
    """
    The base of all pages of the desk, with optimistic locking.

    A rule is asked of the database by writing: what it refuses is rolled back as a whole, inlines
    and all, and the form is shown again with the rule's sentence and everything that was typed.
    A save names the version it began from: if the record, or its `history_tables` (those of the
    rows that its page edits too), changed since, nothing is saved and both versions are shown.
    Other apps add to a page by `hooks`.
    """

    form = DeskForm
    formfield_overrides = LABELLED_INPUTS
    list_per_page = 50
    show_facets = admin.ShowFacets.ALWAYS
    change_form_template = "sources/change_form.html"
    object_history_template = "sources/history.html"
    delete_confirmation_template = "sources/delete.html"
    history_tables = ()
    words = ()  # the fields that hold words in the record's own language
    boxes = {}  # the fields written in a box of several lines: {name: form field class}

    def language(self, record):
        """Return the language (a BCP 47 tag) of a record's own words, or nothing."""
        return getattr(record, "language", "")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if box := self.boxes.get(db_field.name):
            kwargs["form_class"] = box
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_urls(self):
        added = [url for hook in hooks.registered("urls", self.model) for url in hook(self)]
        return [*added, *super().get_urls()]

    def view_on_site(self, record):
        """Return the address of a record's public page, or None: another app knows it."""
        pages = [public_page(record) for public_page in hooks.registered("public_page", self.model)]
        return next(filter(None, pages), None)

    @admin.display(description="public")
    def public_page(self, record):
        page = self.view_on_site(record)
        return page and format_html('<a href="{}">page</a>', page)

    @admin.display(ordering="created_at")
    def age(self, record):
        return cells.age(record.created_at)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.broken = getattr(request, "broken_rule", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = super().changeform_view
        if "_saveasnew" in request.POST:
            raise PermissionDenied  # no form here offers it, and Django would obey
        if request.method == "POST" and self.is_gone(request, object_id):
            return self.begin_anew(request, view, extra_context)
        context = {**(extra_context or {}), "version": self.version(request, object_id)}
        context["record_tools"] = hooks.registered("record_tools", self.model)
        if request.method != "POST":
            return view(request, object_id, form_url, context)
        try:
            with transaction.atomic():
                context |= self.check_version(request, object_id)
                response = self.proposed(request, object_id)
                response = response or view(request, object_id, form_url, context)
                return saved(request, response) if response.status_code == 302 else response
        except IntegrityError as error:
            request.broken_rule = violation_message(error)
            return view(request, object_id, form_url, context)

    def get_object(self, request, object_id, from_field=None):
        """Return the record, or None. An empty `_to_field`, at which Django fails, is none."""
        return super().get_object(request, object_id, from_field or None)

    def is_gone(self, request, object_id):
        return bool(object_id) and self.get_object(request, unquote(object_id)) is None

    def begin_anew(self, request, view, extra_context):
        """Show what was typed on the page of a record that is gone, as the form of a new one."""
        if not self.has_add_permission(request):
            return words_kept(request, GONE, reverse("admin:index"))
        request.POST = as_new(request.POST, self.opts.model_name)
        request.broken_rule = f"{GONE} Save to record it anew, or leave."
        add = reverse(f"admin:{self.opts.label_lower.replace('.', '_')}_add")
        return view(request, None, add, {**(extra_context or {}), "version": 0})

    def proposed(self, request, object_id):
        """
        Return where it goes on once what was typed is proposed, where that is what was asked.

        None where it was refused, or typed over what somebody else has changed since.
        """
        is_seen = object_id and not hasattr(request, "broken_rule")
        if "_propose" not in request.POST or not is_seen:
            return None
        (propose,) = hooks.registered("propose", self.model) or [lambda *args: None]
        return propose(self, request, self.get_object(request, unquote(object_id)))

    def version(self, request, object_id):
        """
        Return how many changes a record and its history_tables have seen.

        To be called before the record is read: a change in between then counts as unseen.
        """
        record = self.get_object(request, unquote(object_id)) if object_id else None
        return self.changes(record).count() if record else 0

    def changes(self, record):
        """Return the Changes of what a record's page shows."""
        return Change.objects.of(record, self.history_tables)

    def check_version(self, request, object_id):
        """
        Return what changed between opening a page and saving it, as context for it (a dict).

        Locks the record until the save is done. If anything changed, the save becomes an error
        of the form: both versions are shown, and what was typed is kept.
        """
        record = self.get_object(request, unquote(object_id)) if object_id else None
        if record is None:
            return {}
        type(record)._base_manager.select_for_update().filter(pk=record.pk).exists()
        version, seen = self.version(request, object_id), request.POST.get("_version", "")
        if seen == str(version):
            return {}
        request.broken_rule = CHANGED
        new = version - int(seen) if seen.isdecimal() and len(seen) < 19 else version
        since = newest(self.changes(record), new)
        return {
            "version": version,
            "meanwhile": describe_changes(since, request, self.language(record)),
        }

    def render_change_form(self, request, context, **kwargs):
        context |= {"words": self.words, "language": self.language(context.get("original"))}
        self._say_language(request, context["adminform"].form, context["language"])
        context["why"] = request.POST.get("_why", "")  # of a form that is shown again
        context["resting"] = hooks.resting(context.get("original"))
        if context.get("meanwhile"):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["differences"] = differences(
                context["adminform"].form, formsets, self.words, context["language"]
            )
        return super().render_change_form(request, context, **kwargs)

    def _say_language(self, request, form, language):
        """Have the boxes of a form say the language of their words; a new record's is typed."""
        typed = form["language"].value() if "language" in form.fields else ""
        for name in filter(form.fields.get, self.words):
            form.fields[name].widget.attrs |= {"lang": language or typed, "dir": "auto"}
        for name in filter(form.fields.get, self.autocomplete_fields):
            if chosen := self._chosen_language(request, form[name]):
                box = form.fields[name].widget
                getattr(box, "widget", box).attrs["data-words-lang"] = chosen  # `lang` is its own

    def _chosen_language(self, request, box):
        """Return the language of what is chosen in a box that searches, if that has one."""
        model = box.field.queryset.model
        admin_of = self.admin_site.get_model_admin(model)
        chosen = row_number(box.value()) if admin_of.words else None
        if chosen is None:
            return ""
        return admin_of.language(admin_of.get_queryset(request).filter(pk=chosen).first())

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        changes = Change.objects.of(record) if record else Change.objects.none()
        page = Paginator(changes, 50).get_page(request.GET.get("p"))
        changes = describe_changes(page, request, self.language(record)) if record else []
        context = {"changes": changes, "page": page, "title": "History"}
        return super().history_view(request, object_id, {**context, **(extra_context or {})})

    def delete_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        extra_context = {**(extra_context or {}), **({"object": Named(record)} if record else {})}
        page = reverse(f"admin:{self.opts.label_lower.replace('.', '_')}_change", args=[object_id])
        return self._or_say_why(request, page, super().delete_view, object_id, extra_context)

    def changelist_view(self, request, extra_context=None):
        page = request.get_full_path()
        tools = {"list_tools": hooks.registered("list_tools", self.model)}
        view = super().changelist_view
        return self._or_say_why(request, page, view, {**tools, **(extra_context or {})})

    def response_action(self, request, queryset):
        """Leave out what is ticked and no row's number, at which Django and PostgreSQL fail."""
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        numbers = [pk for pk in ticked if row_number(pk) is not None]
        request.POST = request.POST.copy()
        request.POST.setlist(ACTION_CHECKBOX_NAME, numbers)
        return super().response_action(request, queryset)

    def has_delete_permission(self, request, obj=None):
        """Let whoever made a record delete it; anybody else needs `delete_others` as well."""
        is_own = obj is None or request.user in made_by(obj)
        may_delete_others = request.user.has_perm("sources.delete_others")
        return (is_own or may_delete_others) and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            sign(obj, request.user)
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for row in formset.extra_forms:
            sign(row.instance, request.user)
        super().save_formset(request, form, formset, change)

    def _or_say_why(self, request, page, view, *args):
        try:
            with transaction.atomic():
                return view(request, *args)
        except IntegrityError as error:
            self.message_user(request, violation_message(error), messages.ERROR)
            return redirect(page)
