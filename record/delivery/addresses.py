"""The address prefixes of the record's data, and what hangs on them, declared once."""

API, GOOGLE, EXPORTS = "api/", "v1alpha1/", "exports/"

# The token scope that opens each; requests below them are counted by the rate limit.
SCOPES = {f"/{API}": "api", f"/{GOOGLE}": "api", f"/{EXPORTS}": "exports"}
# Data that no login changes: read without session, user and messages.
RECORD = tuple(SCOPES)
# Where an error is a problem document (RFC 9457); elsewhere it is a page.
PROBLEMS = (f"/{API}", f"/{EXPORTS}")
