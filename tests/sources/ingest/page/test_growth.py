"""What a page says at great length is read in time: no expression runs away."""

import subprocess
import sys

import pytest

from tests.article_html import page

SECONDS = 60  # where each of these once took hours or minutes, and takes a second
READ = """
import sys
import django
django.setup()
from sources.ingest.html_page import parse_article_page
parse_article_page(sys.stdin.buffer.read())
"""
AUTHOR = "<meta name=author content='A{}x'>"
CANONICAL = (
    "<link rel=canonical href='https://post.example/{}x'>"
    '<script type="application/ld+json">{{"@type": "NewsArticle", "url": "https://a.example/"}}'
    "</script>"
)


@pytest.mark.parametrize(
    ("inside", "head"),
    [
        (f'<div class="related{"-articles" * 40}x">Trees</div>', ""),
        (f'<p class="share{"-tools" * 40}x">Trees</p>', ""),
        (f"<h1>{'a' * 300_000}</h1>", ""),
        ("", AUTHOR.format("." * 300_000)),
        ("", CANONICAL.format("/" * 300_000)),
        ("", f'<script type="application/ld+json">[{"1," * 3_000_000}1]</script>'),
    ],
    ids=["links", "share", "heading", "author", "canonical", "json"],
)
def test_a_page_of_few_words_at_great_length_is_read_in_time(inside, head):
    command = [sys.executable, "-c", READ]
    sent = page(inside, head)
    subprocess.run(command, input=sent, timeout=SECONDS, check=True)
