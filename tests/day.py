"""`python -m tests.day`: an ordinary day at the desk, on the database of DATABASE_URL.

Prints as JSON what was done, with what the record says of it then.
"""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from record.models import Claim, Quote, Speaker, Token  # noqa: E402
from sources.models import Change, Merge  # noqa: E402
from tests import factories as a  # noqa: E402
from tests.pages import logged_in, page, save  # noqa: E402

setup_test_environment()
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = settings.STORAGES | {"staticfiles": PLAIN}  # nothing has collected them
PASSWORD = "correct horse battery staple"


def verified():
    """Accept, claim, verify, submit, publish: the public claim's verdict."""
    quote = a.an_accepted_quote(a.a_speaker(name="Ana Ilić"))
    claim = a.a_published_claim(quotes=[quote], statement="Trees were planted.")
    return shown(Claim.objects.get(public_id=claim.public_id))["verdict"]["label"]


def withdrawn():
    claim = a.a_published_claim()
    claim.verifications.get().withdraw("The source was wrong.")
    return Claim.objects.filter(public_id=claim.public_id).exists()


def renamed():
    speaker = a.a_speaker(name="Bo Li")
    a.an_accepted_quote(speaker)
    save(logged_in("annotator"), page(speaker), name="Bo Lee", _why="So she spells it.")
    return Speaker.objects.get(public_id=speaker.public_id).name


def merged():
    merge = Merge.objects.create(merged=a.a_speaker(), kept=a.a_speaker(name="Bo Chan"))
    quote = a.an_accepted_quote(merge.merged)
    told = shown(Quote.objects.get(public_id=quote.public_id))["speaker"]["name"]
    merge.undo()
    return told


def token():
    sent = {"name": "Ann's", "scopes": Token.Scope.values, "expires_at_0": "2999-01-01"}
    sent |= {"expires_at_1": "00:00", "per_minute": 6000}
    logged_in("administrator").post(reverse("admin:record_token_add"), sent)
    return Token.objects.get(name="Ann's").per_minute


def person():
    """An administrator adds a person and gives them a group and a password; they log in."""
    administrator = logged_in("administrator")
    sent = {"username": "new", "usable_password": "true"}
    sent |= {"password1": PASSWORD, "password2": PASSWORD}
    administrator.post(reverse("admin:auth_user_add"), sent)
    user = User.objects.get(username="new")
    group = Group.objects.get(name="annotator")
    save(administrator, page(user), groups=[group.pk], is_staff="on", email="new@paper.example")
    return [Client().login(username="new", password=PASSWORD), user.groups.get().name]


def group():
    """A superuser changes what a group may; the history has it."""
    client = Client()
    client.force_login(User.objects.get(is_superuser=True))
    made = Group.objects.create(name="guests")
    save(client, page(made), name="readers")
    return Change.objects.of(made, []).first().became


def counted():
    return Client().get("/api/v1/claims/").headers["RateLimit-Policy"]


def shown(row):
    return json.loads(row.document)


DAY = [verified, withdrawn, renamed, merged, token, person, group, counted]

if __name__ == "__main__":
    print(json.dumps({what.__name__: what() for what in DAY}))
