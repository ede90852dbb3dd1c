"""Plain makers of rows: a test names what matters to it, and these fill in the rest."""

from datetime import timedelta
from itertools import count

from django.contrib.auth.models import Group, User
from django.utils import timezone

from claims.models import Amendment, Appearance, Claim, Match, Rating, Review, Verdict, Verification
from config.owner import as_owner
from record.models import Change, Delivery, Token, Webhook
from sources.models import Article, Publisher, Quote, Speaker

number = count(1)
TEXT = "The mayor spoke. “We will plant ten thousand trees,” she said. Nobody answered."


def a_publisher(**fields):
    return Publisher.objects.create(**{"name": f"Paper {next(number)}", **fields})


def an_article(**fields):
    n = next(number)
    return Article.objects.create(
        **{"headline": f"Headline {n}", "url": f"https://paper.example/{n}", **fields}
    )


def a_snapshot(text=TEXT, **article):
    return an_article(**article).capture(text)[0]


def a_speaker(**fields):
    return Speaker.objects.create(**{"name": f"Speaker {next(number)}", **fields})


def a_quote(words="We will plant ten thousand trees,", snapshot=None, **fields):
    snapshot = snapshot or a_snapshot()
    start = snapshot.text.index(words)
    return Quote.objects.create(
        **{
            "snapshot": snapshot,
            "start": start,
            "end": start + len(words),
            "text": words,
            **fields,
        }
    )


def a_suggestion_a_word(number):
    """A snapshot of so many words, each of them a suggested quote."""
    snapshot = a_snapshot(" ".join(f"word{n:04}" for n in range(number)))
    Quote.objects.bulk_create(
        Quote(snapshot=snapshot, start=n * 9, end=n * 9 + 8, text=f"word{n:04}")
        for n in range(number)
    )
    return snapshot


def a_text_of_quotes(lines):
    """A Snapshot of so many lines with a quote in each, of right-to-left words and emoji."""
    quoted = [f"“🌳 יום {n}” said 👩‍👩‍👧 N\u0303." for n in range(lines)]
    first = "Cafe\u0301 owners and 👩‍👩‍👧 and 🌳 said שלום לכולם 😀 today."
    snapshot = a_snapshot("\n".join([first, *quoted]))
    Quote.objects.all().delete()
    starts = [snapshot.text.index(f"🌳 יום {n}”") for n in range(lines)]
    Quote.objects.bulk_create(
        Quote(snapshot=snapshot, start=start, end=start + len(words), text=words)
        for n, start in enumerate(starts)
        for words in [f"🌳 יום {n}"]
    )
    return snapshot


def an_accepted_quote(speaker=None, **fields):
    return a_quote(status="accepted", speaker=speaker or a_speaker(), **fields)


def a_claim(**fields):
    fields.setdefault("claimant", None)
    fields["claimant"] = fields["claimant"] or a_speaker()
    return Claim.objects.create(**{"statement": "The city will plant 10,000 trees.", **fields})


def an_appearance(claim=None, quote=None, **fields):
    return Appearance.objects.create(
        **{"claim": claim or a_claim(), "quote": quote or an_accepted_quote(), **fields}
    )


def a_user(*groups, **fields):
    user = User.objects.create_user(
        **{"username": f"user{next(number)}", "is_staff": True, **fields}
    )
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def a_superuser():
    with as_owner():  # as `createsuperuser` does
        return a_user(is_superuser=True)


def made_superuser(user):
    with as_owner():
        User.objects.filter(pk=user.pk).update(is_superuser=True)


def a_verdict(slug="false"):
    return Verdict.objects.get(slug=slug)


def a_verification(stage="draft", evidence=1, **fields):
    """A verification taken step by step to `stage`, as the desk would."""
    fields.setdefault("claim", None)
    fields["claim"] = fields["claim"] or a_claim()
    verification = Verification.objects.create(
        **{"author": a_user("annotator"), "verdict": a_verdict(), "summary": "It is not so."}
        | fields
    )
    for n in range(evidence):
        verification.evidence.create(title=f"Source {n}", url=f"https://source.example/{n}")
    if stage in ("submitted", "published", "withdrawn"):
        verification.submit()
    if stage in ("published", "withdrawn"):
        verification.publish(by=a_user("reviewer"))
    if stage == "withdrawn":
        verification.withdraw("The source was wrong.")
    return verification


def a_published_claim(quotes=(), **fields):
    claim = a_claim(**fields)
    for quote in quotes:
        an_appearance(claim, quote)
    a_verification("published", claim=claim)
    claim.refresh_from_db()
    return claim


def a_match(**fields):
    """A match that was found and that nobody has decided on."""
    for name in ("claim", "other"):
        fields.setdefault(name, None)
        fields[name] = fields[name] or a_claim()
    return Match.objects.create(**fields)


def a_review(**fields):
    """A review of another publisher, whose word an editor still has to explain."""
    n = next(number)
    return Review.objects.create(
        **{
            "url": f"https://other.example/{n}",
            "domain": "other.example",
            "statement": "It rained.",
            "rating": Rating.objects.create(domain="other.example", word=f"Falso {n}"),
            "raw": "{}",
            **fields,
        }
    )


def a_token(**fields):
    """An unexpired token for everything, with its `.secret`."""
    later = timezone.now() + timedelta(days=1)
    token = Token(
        **{"name": "Ann's desk", "scopes": Token.Scope.values, "expires_at": later, **fields}
    )
    token.secret = token.make()
    token.save()
    return token


def a_webhook(**fields):
    """A webhook that is told of all that is published from now on."""
    webhook = Webhook(
        **{
            "name": f"Webhook {next(number)}",
            "url": "https://hook.example/",
            "last_change": Change.objects.last_number(),
            **fields,
        }
    )
    webhook.make_secret()
    webhook.save()
    return webhook


def a_delivery(**fields):
    fields = {"webhook": None, "event": "webhook.test", **fields}
    fields["webhook"] = fields["webhook"] or a_webhook()
    return Delivery.objects.create(**fields)


def a_proposal(row, author=None, **columns):
    """An Amendment of a row, proposed and no more."""
    author = author or a_user("annotator")
    return Amendment.objects.propose(row, author, "It was wrong.", **columns)


def amended(row, **columns):
    """Change what published claims show, as two people would; return the row as it is then."""
    a_proposal(row, **columns).apply(a_user("reviewer"))
    if row.pk:
        row.refresh_from_db()
    return row
