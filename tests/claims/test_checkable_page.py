"""An article's sentences worth checking are offered at the desk, each a step from a claim."""

import re
from html import unescape

from django.urls import reverse

from tests.factories import a_snapshot, a_speaker
from tests.pages import filled, logged_in, page, read

TEXT = "“The council spent 40,000 crowns on the bridge,” said Ann Lee.\n\nWhat a lovely day it was."


def test_a_claim_begins_with_the_sentence_and_who_said_it():
    speaker, article = a_speaker(name="Ann Lee"), a_snapshot(TEXT).article
    client = logged_in("annotator")
    address = reverse("admin:sources_article_checkable", args=[article.pk])
    assert address in read(client.get(page(article)))
    (begin,) = re.findall(r'class="addlink" href="([^"]+)"', read(client.get(address)))
    form = filled(client.get(unescape(begin)))
    assert form["statement"].rstrip(",") == "The council spent 40,000 crowns on the bridge"
    assert form["claimant"] == str(speaker.pk)


def test_where_nothing_asserts_anything_the_page_says_so():
    article = a_snapshot("What a lovely day it was.").article
    address = reverse("admin:sources_article_checkable", args=[article.pk])
    assert "No sentence of this text" in read(logged_in("annotator").get(address))
