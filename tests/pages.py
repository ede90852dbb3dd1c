"""Pages of the desk as a person uses them: open, type, save."""

from django.test import Client
from django.urls import reverse

from tests.factories import a_user


def logged_in(*groups):
    """Return a Client in which a new user of these groups is logged in, as `.user`."""
    client = Client()
    client.user = a_user(*groups)
    client.force_login(client.user)
    return client


def page(record, action="change"):
    """The address of a record's page, or of its model's ("add", "changelist")."""
    name = record._meta.label_lower.replace(".", "_")
    args = [record.pk] if action not in ("add", "changelist") else []
    return reverse(f"admin:{name}_{action}", args=args)


def fields(form):
    """What each input of a form holds, by the input's name."""
    for bound in form:
        parts = getattr(bound.field.widget, "widgets_names", None)
        values = bound.field.widget.decompress(bound.value()) if parts else [bound.value()]
        for part, value in zip(parts or [""], values, strict=True):
            if value is not None and value is not False:
                yield bound.html_name + part, value


def filled(response):
    """What the form on a page would send if it were saved untouched (a dict)."""
    sent = {"_version": response.context["version"]}
    sent |= dict(fields(response.context["adminform"].form))
    for inline in response.context["inline_admin_formsets"]:
        sent |= dict(fields(inline.formset.management_form))
        for form in inline.formset.forms:
            sent |= dict(fields(form)) if writable(inline, form) else hidden(inline, form)
    return sent


def writable(inline, form):
    """Whether a row of an inline has boxes: one that may not be changed is only read."""
    return not form.instance.pk or inline.has_change_permission


def hidden(inline, form):
    names = {form.add_prefix(field.name) for field in (inline.formset._pk_field, inline.formset.fk)}
    return {name: value for name, value in fields(form) if name in names}


def save(client, address, **typed):
    """Open a page, type over some of it, save, and follow to where that leads."""
    sent = filled(client.get(address)) | typed
    return client.post(address, sent, follow=True)


def read(response):
    return response.content.decode().replace("&#x27;", "'")


def another_row(client, address, prefix, **typed):
    """Save a page with one more row in the inline that `prefix` names."""
    row = int(filled(client.get(address))[f"{prefix}-TOTAL_FORMS"])
    typed = {f"{prefix}-{row}-{name}": value for name, value in typed.items()}
    return save(client, address, **typed, **{f"{prefix}-TOTAL_FORMS": row + 1})


def reviewed(client, verification):
    """What the button Publish sends: the digests and the text of what its page shows."""
    context = client.get(page(verification)).context
    return {"seen": context["seen"], "read": context["text"]}
