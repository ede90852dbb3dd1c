"""Read subtitles, WebVTT and SubRip, as a transcript: a paragraph for each voice or pause."""

import re
from html import unescape

from .decoding import decode
from .document import Unreadable

PAUSE = 2  # seconds of silence, after which a paragraph begins
DASHES = ("-", "–", "—", ">>")  # before what another speaker says
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>|</v>")
TAG = re.compile(r"</?\w[^<>]*>")


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
    text = "\n".join(_paragraphs(captions, unescape if form == "vtt" else str))
    if not text.strip():
        raise Unreadable("There are no words in these subtitles.")
    return text


def _paragraphs(captions, read):
    """
    Yield the paragraphs: one begins where another voice does, and after a PAUSE.

    `read` makes of what is written (a str) what is meant: letters of entities.
    """
    words, voice, end = [], None, 0
    for caption in captions:
        paused = caption.start_in_seconds - end >= PAUSE
        for spoken_by, said in _lines(caption.raw_text, read):
            if words and (paused or spoken_by != voice or _names_speaker(said)):
                yield " ".join(words)
                words = []
            if not words and spoken_by:
                said = f"{spoken_by}: {said}"
            words.append(said)
            voice, paused = spoken_by, False
        end = caption.end_in_seconds
    yield " ".join(words)


def _lines(caption, read):
    """Yield (voice or None, words) of each line of a caption, and of each voice in a line."""
    before, *voices = VOICE.split(caption)
    for voice, said in [(None, before), *zip(voices[::2], voices[1::2], strict=True)]:
        for line in TAG.sub("", said).split("\n"):
            if words := " ".join(read(line).split()):
                yield voice and " ".join(read(voice).split()), words


def _names_speaker(said):
    """Return whether a line begins with a dash, or with a name in capitals and a colon."""
    name, colon, _ = said.partition(":")
    return said.startswith(DASHES) or bool(colon and name.isupper())
