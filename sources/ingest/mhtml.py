"""Read a page that a browser saved as one file, MHTML (RFC 2557)."""

from email import message_from_bytes, policy

from .document import Unreadable

MAX_MHTML_BYTES = 50_000_000  # with its pictures
A_MAIL = "This is an e-mail and no saved page. Copy its text into a .txt file, with who sent it."


def unpack_mhtml(raw):
    """Return (the page's bytes, its address or "", its encoding or None). Raises Unreadable."""
    try:
        message = message_from_bytes(raw, policy=policy.HTTP)
        page = next((part for part in message.walk() if _is_page(part)), None)
        content = page and page.get_payload(decode=True)
        if not content or message.get_content_type() == "multipart/alternative":
            raise Unreadable(A_MAIL)
        location = message["Snapshot-Content-Location"] or page["Content-Location"] or ""
    except Unreadable:
        raise
    except Exception as error:  # the header parser has faults of its own
        raise Unreadable(f"This saved page cannot be read: {error}.") from error
    return content, str(location).strip(), page.get_content_charset()


def _is_page(part):
    return part.get_content_type() in ("text/html", "application/xhtml+xml")
