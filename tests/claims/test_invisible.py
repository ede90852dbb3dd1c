"""What nobody would see in the words that become public is shown by its number, to who decides."""

import re
import unicodedata

import pytest

from claims.models import Amendment
from sources.invisible import INVISIBLE, shown
from tests.factories import (
    a_claim,
    a_match,
    a_proposal,
    a_published_claim,
    a_review,
    a_snapshot,
    a_speaker,
    a_user,
    a_verification,
    an_accepted_quote,
    an_appearance,
)
from tests.pages import logged_in, page, read
from tests.test_desk_rules import step

OVER, NOTHING = "\u202e", "\u200b"  # turns round what follows; a blank of no width
WORDS = f"ten{NOTHING}thousand"
QUOTED = f"We will plant {WORDS} trees."


def seen(html):
    """What stands on a page, but for what its forms send."""
    html = html[html.index("<body") :]
    return re.sub(r"<(input|textarea)\b.*?>(?:[^<]*</textarea>)?", "", html, flags=re.DOTALL)


def is_told(client, address):
    """Every invisible character of a page is told by its number: at least one is."""
    html = seen(read(client.get(address)))
    left = [html[max(0, found.start() - 60) : found.end()] for found in INVISIBLE.finditer(html)]
    assert left == []
    return "[U+202E]" in html or "[U+200B]" in html


def a_quote_to_read():
    snapshot = a_snapshot(f"“{QUOTED}” she said{OVER}.", headline=f"Trees{OVER}")
    return an_accepted_quote(a_speaker(name=f"Ann{OVER}Lee"), words=QUOTED, snapshot=snapshot)


def a_submitted():
    quote = a_quote_to_read()
    quote.speaker.roles.create(title=f"mayor{NOTHING}")
    claim = a_claim(claimant=quote.speaker, statement=f"It is {OVER}so.", note=f"A{NOTHING}b")
    an_appearance(claim, quote)
    claim.topics.create(name=f"Trees{OVER}")
    draft = a_verification(claim=claim, summary=f"It{NOTHING} is.", rationale=f"So{OVER}.")
    draft.evidence.create(title=f"Register{OVER}", url="https://a.example/", excerpt=f"A{OVER}b")
    draft.submit()
    return draft


@pytest.mark.parametrize(
    "named", ["\u00ad", "\u200f", "\u202a", "\u2066", "\u2060", "\ufeff", "\U000e0041", "\x1b"]
)
def test_each_has_its_number(named):
    assert shown(f"a{named}b") == f"a[U+{ord(named):04X}]b"


def test_what_can_be_read_stays_as_it_is():
    text = "“Łódź” שלום 🌳\tN\u0303,\n10\u00a0000 \u0600"
    assert shown(text) == text
    letters = map(chr, range(0x20, 0x250))
    assert {unicodedata.category(c) for c in letters if shown(c) != c} == {"Cc", "Cf"}


def test_before_it_is_published(client):
    verification, reviewer = a_submitted(), logged_in("reviewer")
    assert is_told(reviewer, page(verification))
    html = seen(read(reviewer.get(page(verification))))
    for words in ("ten[U+200B]thousand", "Ann[U+202E]Lee", "mayor[U+200B]", "It is [U+202E]so."):
        assert words in html
    chosen = {"action": "publish_chosen", "_selected_action": verification.pk}
    listed = seen(read(reviewer.post(page(verification, "changelist"), chosen)))
    assert "ten[U+200B]thousand" in listed and shown(listed) == listed


def test_it_is_published_to_the_letter():
    verification = a_submitted()
    verification.publish(by=a_user("reviewer"))
    assert verification.claim.quotes.get().text == QUOTED


def test_where_nothing_else_differs():
    verification, reviewer = a_submitted(), logged_in("reviewer")
    context = reviewer.get(page(verification)).context
    speaker = verification.claim.claimant
    speaker.name = "AnnLee"
    speaker.save()
    sent = {"seen": context["seen"], "read": context["text"]}
    html = seen(read(step(reviewer, verification, "publish", **sent)))
    assert "<td><del>Ann[U+202E]Lee</del></td><td><ins>AnnLee</ins></td>" in html


def test_before_a_change_is_applied():
    quote = an_accepted_quote()
    a_published_claim([quote])
    a_proposal(quote.speaker, name=f"Ann{OVER}Lee")
    assert is_told(logged_in("reviewer"), page(Amendment.objects.get()))


def test_before_a_quote_is_confirmed():
    claim = a_published_claim()
    an_appearance(claim, a_quote_to_read(), created_by=a_user("annotator"))
    html = seen(read(logged_in("reviewer").get(page(claim))))
    section = html[html.index("unconfirmed-title") :].split("</section>")[0]
    assert "ten[U+200B]thousand" in section and shown(section) == section


def test_before_a_match_is_confirmed():
    match = a_match(claim=a_claim(statement=f"It is {OVER}so."))
    assert is_told(logged_in("reviewer"), page(match, "changelist"))
    assert is_told(logged_in("reviewer"), page(match))


def test_before_another_publishers_review_is_confirmed():
    review = a_review(statement=f"It rained{OVER}.", publisher=f"River{NOTHING} Checks")
    assert is_told(logged_in("reviewer"), page(review))


def test_in_the_history():
    speaker = a_speaker()
    type(speaker).objects.filter(pk=speaker.pk).update(name=f"Ann{OVER}Lee")
    assert "Ann[U+202E]Lee" in read(logged_in("reviewer").get(page(speaker, "history")))
