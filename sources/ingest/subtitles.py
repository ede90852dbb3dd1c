"""Read subtitles, WebVTT and SubRip, as a transcript: a paragraph for each voice or pause."""

from .decoding import decode
from .document import Unreadable

PAUSE = 2  # seconds of silence, after which a paragraph begins
DASHES = ("-", "–", "—", ">>")  # before what another speaker says


def parse_subtitles(raw, form):
    """
    Return the transcript in subtitles (bytes; `form` is vtt or srt). Raises Unreadable.

    The words are the captions', joined by blanks where lines and captions end. A voice that WebVTT
    names stands before its paragraph with a colon.
    """
    from webvtt import WebVTT
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    lines = decode(raw).splitlines()
    try:
        captions = WebVTT.from_buffer(lines, format=form).captions
    except (MalformedCaptionError, MalformedFileError, ValueError) as error:
        raise Unreadable(
            f"These subtitles cannot be read: {error or 'no caption is found'}."
        ) from None
    text = "\n".join(_paragraphs(captions))
    if not text.strip():
        raise Unreadable("There are no words in these subtitles.")
    return text


def _paragraphs(captions):
    """Yield the paragraphs: one begins where another voice does, and after a PAUSE."""
    words, voice, end = [], None, 0
    for caption in captions:
        said = " ".join(caption.text.split())
        spoken_by = getattr(caption, "voice", None)
        begins = (
            spoken_by != voice or _names_speaker(said) or caption.start_in_seconds - end >= PAUSE
        )
        if words and begins:
            yield " ".join(words)
            words = []
        if not words and spoken_by:
            said = f"{spoken_by}: {said}"
        words.append(said)
        voice, end = spoken_by, caption.end_in_seconds
    yield " ".join(words)


def _names_speaker(said):
    """Return whether a caption begins with a dash, or with a name in capitals and a colon."""
    name, colon, _ = said.partition(":")
    return said.startswith(DASHES) or bool(colon and name.isupper())
