"""The address prefixes of the record's data, and what hangs on them, declared once."""

from django.conf import settings

API, GOOGLE, EXPORTS, FEEDS = "api/", "v1alpha1/", "exports/", "feeds/"
DESK, LOGIN = "/admin/", "/admin/login/"

# The token scope that opens each; requests below them are counted by the rate limit.
SCOPES = {f"/{API}": "api", f"/{GOOGLE}": "api", f"/{EXPORTS}": "exports"}
# Pages whose parameters search the record, in each language: counted, too, where there are any.
LISTS = ("", "speakers/", "topics/", "publishers/", "articles/", "quotes/", "corrections/")
OTHERS = [f"/{code}" for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
SEARCHES = frozenset(f"{language}/{name}" for language in ("", *OTHERS) for name in LISTS)
# Data that no login changes: read without session, user and messages.
RECORD = (*SCOPES, f"/{FEEDS}")
# Where an error is a problem document (RFC 9457), or is put as Google puts its own; elsewhere it is
# a page.
PROBLEMS = (f"/{API}", f"/{EXPORTS}", f"/{FEEDS}", "/oembed")
GOOGLES = f"/{GOOGLE}"

# The most bytes that may be sent to addresses with this prefix, and to those that end so, too.
BODIES = {DESK: 4_000_000}
UPLOADS = {"/import/": 110_000_000}
# Where an answer may take minutes: files of many rows, and forms of the desk that end so.
LONG = f"/{EXPORTS}"
LONG_FORMS = ("/export/", "/import/")
