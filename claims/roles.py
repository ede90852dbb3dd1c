"""What each role of the desk may do, declared once; `migrate` gives the groups what stands here."""

from django.apps import apps as global_apps
from django.contrib.auth.management import create_permissions
from django.db import router


def may(actions):
    """Return permissions ("app.action_model") of a dict from "app.model" to its actions."""
    split = ((*name.split("."), words.split()) for name, words in actions.items())
    return {f"{app}.{action}_{model}" for app, model, words in split for action in words}


# Drafts and what hangs on them may be deleted; what was captured or published may not.
ANNOTATOR = may(
    {
        "sources.publisher": "view add change",
        "sources.article": "view add change",
        "sources.snapshot": "view add change",
        "sources.speaker": "view add change",
        "sources.role": "view add change delete",
        "sources.quote": "view add change delete",
        "claims.topic": "view add change",
        "claims.claim": "view add change delete",
        "claims.appearance": "view add change delete",
        "claims.verification": "view add change delete",
        "claims.evidence": "view add change delete",
        "claims.verdict": "view",
        "claims.amendment": "view add",
        "claims.match": "view add change",
        "claims.rating": "view add change",
        "claims.review": "view change",
        "record.token": "view add",
    }
)
REVIEWER = ANNOTATOR | {"claims.publish_verification", "sources.merge_speaker"}
ADMINISTRATOR = (
    REVIEWER
    | {"sources.delete_others"}
    | may(
        {
            "sources.publisher": "delete",
            "sources.article": "delete",
            "sources.snapshot": "delete",
            "sources.speaker": "delete",
            "claims.topic": "delete",
            "claims.verdict": "add change",
            "record.webhook": "view add change",
            "record.delivery": "view",
            "auth.user": "view add change",
            "auth.group": "view add change",
        }
    )
)

ROLES = {"annotator": ANNOTATOR, "reviewer": REVIEWER, "administrator": ADMINISTRATOR}

# What a role once had by a former version of the list above, and is taken from it again:
# whoever removes a line there writes the permission here, as {"reviewer": {"app.codename"}}.
REMOVED = {}

APPS = {permission.split(".")[0] for permission in ADMINISTRATOR}


def grant_roles(app_config, using, apps=global_apps, **kwargs):
    """
    Give each role's group what ROLES says of the app's permissions, and take what REMOVED says.

    Runs after every `migrate` and `flush`, once for each app. Whatever else a group has was given
    by hand and stays; what was taken by hand comes back: to narrow a role, make another group.
    """
    if app_config.label not in APPS or not router.allow_migrate(using, "auth"):
        return
    # Django's own receiver may run after this one: the order is INSTALLED_APPS'.
    create_permissions(app_config, verbosity=0, using=using, apps=apps)
    groups = apps.get_model("auth", "Group").objects.using(using)
    for name, granted in ROLES.items():
        permissions = groups.get_or_create(name=name)[0].permissions
        permissions.add(*_rows(app_config, apps, using, granted))
        permissions.remove(*_rows(app_config, apps, using, REMOVED.get(name, ())))


def _rows(app_config, apps, using, names):
    """Return the rows of auth_permission for those `names` that are of this app."""
    codenames = [name.split(".")[1] for name in names if name.split(".")[0] == app_config.label]
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    return permissions.filter(content_type__app_label=app_config.label, codename__in=codenames)
