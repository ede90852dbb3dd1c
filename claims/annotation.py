"""Records an annotation file (TOML) of an article: its quotes, claims and verifications."""

import tomllib
from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.db import transaction

from sources.ingest import capture_article, load_documents
from sources.models import Article, Quote, Speaker

from .models import Appearance, Claim, Topic, Verdict


@dataclass(frozen=True)
class Team:
    """The two people who work on an annotation: one writes, the other publishes."""

    author: User
    approver: User


@transaction.atomic
def annotate(path):
    """
    Import the article that the TOML file at `path` names, and record the file's annotation.

    Idempotent: an article with any decided quote is left as it is. Returns whether
    anything was recorded. Raises ValueError where the annotation is not true to the text.
    """
    annotation = tomllib.loads(path.read_bytes().decode())
    (document,) = load_documents([path.parent / annotation["article"]])
    snapshot = capture_article(document).snapshot
    Article.objects.select_for_update().get(pk=snapshot.article_id)  # two seedings take turns
    if snapshot.quotes.exclude(status=Quote.Status.SUGGESTED).exists():
        return False
    team = Team(person("editor", "annotator"), person("reviewer", "reviewer"))
    speakers = {entry["name"]: _speaker(**entry) for entry in annotation["speakers"]}
    quotes = [_quote(snapshot, speakers, **entry) for entry in annotation["quotes"]]
    for entry in annotation["claims"]:
        _claim(entry, snapshot, speakers, quotes, team)
    return True


def person(name, group):
    """Return the user of this name; a new one cannot log in until `start` gives a password."""
    user, is_new = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        user.groups.add(Group.objects.get(name=group))
    return user


def _speaker(name, kind, roles=()):
    speaker, _ = Speaker.objects.get_or_create(name=name, kind=kind, disambiguation="")
    for role in roles:
        speaker.roles.get_or_create(
            title=role["title"], organisation=role.get("organisation", ""), start_date=None
        )
    return speaker


def _quote(snapshot, speakers, text, kind, after="", speaker=None, occasion="", reason=""):
    """Return the quote at these words; it is accepted if a speaker is given."""
    start = _position(snapshot.text, after, text)
    quote, _ = Quote.objects.update_or_create(
        snapshot=snapshot,
        start=start,
        end=start + len(text),
        defaults={"text": text, "kind": kind, "occasion": occasion, "reason": reason},
    )
    if speaker:
        quote.accept(speakers[speaker])
    return quote


def _position(letters, after, text):
    if letters.count(after + text) != 1:
        raise ValueError(
            f"The words {after + text!r} must stand in the article exactly once. "
            "Add the words before them as `after`."
        )
    return letters.index(after + text) + len(after)


def _claim(entry, snapshot, speakers, quotes, team):
    claim = Claim.objects.create(
        statement=entry["statement"],
        claimant=speakers[entry["claimant"]],
        language=snapshot.article.language,
        created_by=team.author,
    )
    claim.topics.set(Topic.objects.get_or_create(name=name)[0] for name in entry["topics"])
    for quote in quotes:
        if quote.status == Quote.Status.ACCEPTED and quote.text in entry.get("quotes", ()):
            Appearance.objects.create(claim=claim, quote=quote, created_by=team.author)
    if verification := entry.get("verification"):
        _verification(claim, snapshot, team, **verification)


def _verification(claim, snapshot, team, stage, verdict, summary, rationale, excerpt):
    """Take a verification to `stage` (draft to published), with the article as evidence."""
    _position(snapshot.text, "", excerpt)
    verification = claim.verifications.create(
        author=team.author,
        verdict=Verdict.objects.get(slug=verdict),
        summary=summary,
        rationale=rationale,
    )
    verification.evidence.create(
        title=snapshot.article.headline, excerpt=excerpt, snapshot=snapshot
    )
    if stage in ("submitted", "published"):
        verification.submit()
    if stage == "published":
        verification.publish(by=team.approver)
