"""The page of an article: its quotes in order, and its texts where they may be shown."""

from collections import defaultdict
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import pairwise
from types import SimpleNamespace

from django.http import Http404

from sources.admin.marks import paragraphs
from sources.differences import marked

from .pages import address_of, fixed_view, path_of, show
from .reading import found_by, named, read

MAX_CLAIMS = 200  # of one article
MAX_LINES = 2000  # of two texts that are compared
QUOTES = """
SELECT q.document FROM record_quote q, found f WHERE q.article = f.public_id
ORDER BY (q.document #>> '{snapshot,number}')::integer, (q.document ->> 'start')::integer,
    q.public_id
"""
# What the quotes claim, the newest verdict first.
CLAIMS = f"""
SELECT c.document, c.quotes FROM record_claim c, found f
WHERE c.articles @> ARRAY[f.public_id]
ORDER BY c.verified_at DESC, c.public_id DESC LIMIT {MAX_CLAIMS}
"""
SNAPSHOTS = """
SELECT n.document FROM record_snapshot n, found f WHERE n.article = f.public_id
ORDER BY (n.document ->> 'number')::integer
"""


@fixed_view
def article(request, public_id):
    parts = read(
        named(public_id),
        found_by("record_article"),
        article="SELECT document FROM found",
        quotes=QUOTES,
        claims=CLAIMS,
        snapshots=SNAPSHOTS,
    )
    if not parts["article"]:
        raise Http404
    article = parts["article"][0]["document"]
    made = claims_by_quote(parts["claims"])
    quotes = [row["document"] | {"claims": made[row["document"]["id"]]} for row in parts["quotes"]]
    texts = [row["document"] for row in parts["snapshots"]]
    shown = shown_texts(article, texts)
    context = {
        "article": article,
        "share": {
            "title": article["headline"],
            "picture": address_of("article-picture", article["id"]),
        },
        "quotes": quotes,
        "lines": lines_of(texts[-1], quotes) if texts and texts[-1]["text"] else [],
        "changes": [change(was, now, shown, quotes) for was, now in pairwise(article["snapshots"])],
    }
    return show(request, "article", path_of("article", article["id"]), **context)


def claims_by_quote(rows):
    """Return {id of a quote: documents of the claims that it makes}."""
    made = defaultdict(list)
    for row in rows:
        for quote in row["quotes"]:
            made[quote].append(row["document"])
    return made


def lines_of(snapshot, quotes):
    """Return the lines of a text that may be shown, each as [(words, quote or None)]."""
    here = [quote for quote in quotes if quote["snapshot"]["number"] == snapshot["number"]]
    spans = [SimpleNamespace(**quote) for quote in here]
    return [
        [(piece.text, piece.quotes[0] if piece.quotes else None) for piece in line]
        for line in paragraphs(snapshot["text"], spans)
        if line[0].text.strip() or len(line) > 1
    ]


def shown_texts(article, snapshots):
    """Return {SHA-256: text} of the texts that may be shown; the newest stands in the article."""
    shown = {text["sha256"]: text["text"] for text in snapshots}
    if article["text"]:
        shown[sha256(article["text"].encode()).hexdigest()] = article["text"]
    return shown


def change(was, now, shown, quotes):
    """Return what is different in the text `now`: its words where they may be shown, its quotes."""
    vanished = set(now["vanished"]) - set(was["vanished"])
    back = set(was["vanished"]) - set(now["vanished"])
    moved = set(now["moved"]) - set(was["moved"]) - back
    return {
        "was": was,
        "now": now,
        "lines": changed_lines(shown.get(was["sha256"]), shown.get(now["sha256"])),
        "vanished": [quote for quote in quotes if quote["id"] in vanished],
        "back": [quote for quote in quotes if quote["id"] in back],
        "moved": [quote for quote in quotes if quote["id"] in moved],
    }


def changed_lines(was, now):
    """Return what differs between two texts as (was, now) in HTML, line by line."""
    old, new = ((text or "").splitlines() for text in (was, now))
    if not old or not new or max(len(old), len(new)) > MAX_LINES:
        return []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        marked("\n".join(old[a:b]), "\n".join(new[c:d]))
        for tag, a, b, c, d in steps
        if tag != "equal"
    ]
