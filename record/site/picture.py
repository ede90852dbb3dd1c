"""The picture that stands beside a page's link where people share it: a PNG, made by us."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parent / "fonts"
SERIF, SANS = FONTS / "DejaVuSerif-Bold.ttf", FONTS / "DejaVuSans.ttf"
WIDTH, HEIGHT, MARGIN = 1200, 630, 70
INK, FAINT, PAPER, RULE = "#1b1b1b", "#595959", "#ffffff", "#1b1b1b"
COLOURS = {5: "#1a6b35", 4: "#466d1d", 3: "#7a5b00", 2: "#9a4400", 1: "#a3212b", None: "#565656"}
SIZES = range(64, 31, -4)  # of the headline: the largest that fits
MAX_LETTERS = 400
ROOM = 300  # pixels that the headline may be high
LEADING = 1.25
# What the fonts have letters for; a headline in others is left to the page.
DRAWN = re.compile("[\u0020-\u024f\u0259\u02bc\u0370-\u04ff\u1e00-\u1eff\u2010-\u2122\u2212\n]*")
BREAK = re.compile("(?<!«) (?![:;?!»])")  # French sets a space beside these, and no line ends there


def png(headline, foot, label="", colour=FAINT):
    """Return the bytes of a picture: a headline, above it a label in a box, and words below."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, 48), settings.PUBLIC_NAME, INK, font(SERIF, 40))
    draw.line((MARGIN, 116, WIDTH - MARGIN, 116), RULE, 3)
    if label:
        draw.rectangle((MARGIN, 150, MARGIN + width(label, SANS, 30) + 36, 204), colour)
        draw.text((MARGIN + 18, 159), label, "#ffffff", font(SANS, 30))
    size, lines = fitted(shown(headline))
    draw.multiline_text((MARGIN, 232), "\n".join(lines), INK, font(SERIF, size), spacing=size // 4)
    draw.text((MARGIN, HEIGHT - 84), cut(shown(foot), SANS, 30), FAINT, font(SANS, 30))
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


@cache
def font(path, size):
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def shown(text):
    """Return the text, or nothing if the fonts lack a letter of it."""
    return text if DRAWN.fullmatch(text) else ""


def width(text, path, size):
    return font(path, size).getlength(text)


def fitted(text):
    """Return the size in which the text fits its room, and its lines; a longer one ends in "…"."""
    words = BREAK.split(" ".join(text[:MAX_LETTERS].split()))
    for size in SIZES:
        lines, most = wrapped(words, size), int(ROOM / (size * LEADING))
        if len(lines) <= most and len(text) <= MAX_LETTERS:
            return size, lines
    return size, [*lines[: most - 1], ended(lines[:most][-1], SERIF, size)]


def wrapped(words, size):
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, SERIF, size) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(cut(word, SERIF, size))
    return [line for line in lines if line]


def cut(text, path, size):
    """Return as much of the text as fits a line, with "…" where some is left out."""
    fits = width(text, path, size) <= WIDTH - 2 * MARGIN
    return text if fits else ended(text, path, size)


def ended(text, path, size):
    """Return as much of the text as fits a line with a "…" behind it."""
    while text and width(f"{text}…", path, size) > WIDTH - 2 * MARGIN:
        text = text[:-1]
    return f"{text.rstrip()}…"
