"""Each colour is declared once, in palette.css: what shows one names a custom property."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APPS = ("sources", "claims", "record")
PALETTE = ROOT / "sources/static/sources/palette.css"
FILES = sorted(
    path
    for app in APPS
    for kind in ("static", "templates")
    for path in (ROOT / app / kind).rglob("*.*")
    # an icon is an image to a browser: it reads no style sheet
    if path != PALETTE and path.suffix in (".css", ".html", ".js")
)
FUNCTIONS = "rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark"
NAMES = (
    "aqua|azure|beige|black|blue|brown|coral|crimson|cyan|fuchsia|gold|gr[ae]y|green|indigo|ivory|"
    "khaki|lavender|lime|magenta|maroon|navy|olive|orange|orchid|pink|plum|purple|red|salmon|"
    "sienna|silver|tan|teal|tomato|turquoise|violet|wheat|white|yellow|(?:dark|light|medium)[a-z]+"
)
HEX = r"(?<!&)#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b"
WRITTEN_OUT = re.compile(rf"{HEX}|\b(?:{FUNCTIONS})\(", re.I)
NAMED = re.compile(rf":[^;{{}}]*(?<![\w-])({NAMES})(?![\w-])", re.I)
PROPERTY = re.compile(r"^\s*(--[\w-]+):", re.M)
USED = re.compile(r"var\((--[\w-]+)")


def colours(path):
    """Return the colour literals of a file; names of colours count in style sheets alone."""
    text = path.read_text()
    names = NAMED.findall(re.sub(r"(--[\w-]+):", r"\1", text)) if path.suffix == ".css" else []
    return [*WRITTEN_OUT.findall(text), *names]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_colour_stands_outside_the_palette(path):
    assert colours(path) == []


@pytest.mark.parametrize(
    "written", ["#fff", "#12345678", "rgb(0 0 0)", "RGBA(0,0,0,1)", "oklch(1 0 0)", "white", "Red"]
)
def test_a_colour_is_seen_however_it_is_written(tmp_path, written):
    style = tmp_path / "a.css"
    style.write_text(f"p {{ border: 1px solid {written}; white-space: pre; }}")
    assert len(colours(style)) == 1


def test_the_palette_declares_each_colour_once_and_none_that_nobody_uses():
    declared = PROPERTY.findall(PALETTE.read_text())
    assert len(declared) == len(set(declared))
    ours = {name for path in FILES for name in USED.findall(path.read_text())}
    of_the_admin = set(declared[declared.index("--primary") :])
    assert set(declared) - of_the_admin <= ours
