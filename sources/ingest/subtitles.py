"""Read subtitles, WebVTT and SubRip, as a transcript: a paragraph for each voice or pause."""

import re
from html import unescape

from .decoding import decode
from .document import Unreadable

PAUSE = 2  # seconds of silence, after which a paragraph begins
DASHES = ("-", "–", "—", ">>")  # before what another speaker says
SENTENCE_ENDS = (".", "?", "!", "…", "”", '"')
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
    """Yield (voice or None, words) of each voice of a caption, and of each line of it."""
    before, *voices = VOICE.split(caption)
    for voice, said in [(None, before), *zip(voices[::2], voices[1::2], strict=True)]:
        lines = [" ".join(read(line).split()) for line in TAG.sub("", said).split("\n")]
        for words in _speeches(filter(None, lines)):
            yield voice and " ".join(read(voice).split()), words


def _speeches(lines):
    """Return the lines, joined where a dash opens no speech: it parts what goes on."""
    said = []
    for line in lines:
        opens = not said or said[0].startswith(DASHES) or said[-1].endswith(SENTENCE_ENDS)
        if opens or not line.startswith(DASHES):
            said.append(line)
        else:
            said[-1] += f" {line}"
    return said


def _names_speaker(said):
    """Return whether a line begins with a dash, or with a name in capitals and a colon."""
    name, colon, _ = said.partition(":")
    return said.startswith(DASHES) or bool(colon and name.isupper())
