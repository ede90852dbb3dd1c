"""Cut a page into blocks: lines of text as a browser would show them, and what each of them is."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from lxml import etree

INLINE = {
    *(
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
    ),
    *("i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "samp", "small", "span"),
    *(
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "button",
        "amp-img",
        "picture",
    ),
}
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # hyphens and breaks that are not shown
MARKS = {  # quotation marks that a browser puts around <q>, outer and inner, by language
    "pl": "„”«»",
    "de": "„“‚‘",
    "uk": "«»„“",
    "ru": "«»„“",
    "fr": "«»“”",
    "es": "«»“”",
    "it": "«»“”",
    "ja": "「」『』",
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
EMBEDS = re.compile(r"(?:twitter|instagram|tiktok|facebook|bluesky|mastodon|threads|fb)[-_\w]*")
PULLED = re.compile(r"(?:[\w-]*[-_])?pull-?(?:quote|ed)[-_\w]*", re.IGNORECASE)
QUOTE_BOX = re.compile(
    r"(?:[a-z]{1,8}[-_])?(?:block-?)?quote(?:[-_]+(?:text|body|content|block))?", re.IGNORECASE
)
CAPTIONS = re.compile(r"caption|credit|gallery|slideshow|photo-?desc", re.IGNORECASE)
ATTRIBUTED = re.compile(
    r"(?:[a-z-]*quote[-_]*)?(?:author|source|attribution|cite|byline|name)", re.IGNORECASE
)


@dataclass(slots=True)
class Block:
    """One line of a page: its text, its element, the path of elements around it, and its kind.

    `kind` is "heading", "caption", "term", "quote", "pull quote", "post", "attribution",
    "question" (all of it bold, or slanted and a question) or "" for plain text.
    """

    text: str
    element: etree._Element
    kind: str = ""
    linked: int = 0  # characters that stand in links
    home: etree._Element | None = None  # the element around it

    @property
    def look(self):
        """Return tags and classes of it and its home: a page shows one kind of lines alike."""
        return tuple(
            (element.tag, element.get("class", ""))
            for element in (self.element, self.home)
            if element is not None
        )


def blocks_of(tree, language=""):
    """Return the Blocks of a tree (an lxml element) in reading order."""
    body = tree.find(".//body")
    reader = _Reader(MARKS.get(language[:2].lower(), "“”‘’"))
    reader.read(tree if body is None else body)
    return reader.blocks


def line_of(element):
    """Return the text in an element as one line; a <br> or a block in it parts words."""
    parts = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        if node.tag not in INLINE:
            parts.append(" ")
        if event == "start":
            parts.append(node.text)
        elif node is not element:
            parts.append(node.tail)
    return " ".join("".join(filter(None, parts)).split())


def letters_of(text):
    """Return the letters and digits of a text as it is compared: in lower case, m² as m2."""
    return "".join(re.findall(r"\w", normalize("NFKC", text).lower()))


def _own_kind(element):
    if element.tag in HEADINGS:
        return "heading"
    if element.tag == "figcaption":
        return "attribution" if _is_quotes_caption(element) else "caption"
    if element.tag not in ("article", "main", "body") and CAPTIONS.search(element.get("class", "")):
        return "caption"
    if element.tag == "dt":
        return "term"
    classes = element.get("class", "").split()
    if element.tag in ("cite", "footer") or any(map(ATTRIBUTED.fullmatch, classes)):
        return "attribution" if _in_quote(element) else ""
    if any(map(PULLED.fullmatch, classes)):
        return "pull quote"
    if any(map(QUOTE_BOX.fullmatch, classes)):
        return "quote"
    if element.tag == "blockquote":
        return "post" if any(map(EMBEDS.fullmatch, classes)) else _quote_kind(element)
    return ""


def _quote_kind(blockquote):
    around = blockquote.getparent()
    pulled = around is not None and any(map(PULLED.fullmatch, around.get("class", "").split()))
    return "pull quote" if pulled else "quote"


def _is_quotes_caption(caption):
    return caption.getparent() is not None and caption.getparent().find(".//blockquote") is not None


def _in_quote(element):
    return any(
        place.tag == "blockquote" or re.search(r"\bquote|pull", place.get("class", ""))
        for place in element.iterancestors()
    )


class _Reader:
    """Collects the text of a tree, a line for each block element and each <br>."""

    def __init__(self, marks):
        self.marks, self.depth = marks, 0
        self.blocks, self.parts, self.linked, self.bold, self.slanted = [], [], 0, 0, 0
        self.place, self.kinds = None, {}

    def read(self, element):
        """Read an element with all in it; iterative, since pages nest without end."""
        for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
            if event == "start":
                self.start(node)
            elif event == "end":
                self.end(node)
            if event != "start" and node is not element:
                self.add(node.tail, node.getparent())
        self.break_line()

    def start(self, node):
        if node.tag == "br" or node.tag not in INLINE or _ends_quote(node):
            self.separate(node)
        if node.tag == "q":
            self.add(self.marks[0 if self.depth % 2 == 0 else 2], node)
            self.depth += 1
        self.add(node.text, node)

    def end(self, node):
        if node.tag == "q":
            self.depth -= 1
            self.add(self.marks[1 if self.depth % 2 == 0 else 3], node)
        if node.tag not in INLINE and node.tag != "br":
            self.separate(node)

    def separate(self, node):
        """End the line, or, between the cells of a row, put a bar."""
        if node.tag == "p" and _is_all_of_cell(node):
            return
        if node.tag in ("td", "th") and not _holds_blocks(node):
            last = next((part for part in reversed(self.parts) if part.strip()), "")
            if self.parts and not last.rstrip().endswith("|"):
                self.parts.append(" | ")
            return
        self.break_line()

    def add(self, text, node):
        if not text:
            return
        if node.tag == "pre" or any(place.tag == "pre" for place in node.iterancestors("pre")):
            *lines, text = text.split("\n")
            for line in lines:
                self.take(line, node)
                self.break_line()
        self.take(text, node)

    def take(self, text, node):
        if self.place is None and text.strip():
            self.place = _block_element(node)
        self.parts.append(text)
        size = len(text.strip())
        places = {place.tag for place in _inline_around(node)}
        self.linked += size * ("a" in places)
        self.bold += size * bool(places & {"b", "strong"})
        self.slanted += size * bool(places & {"i", "em"})

    def kind_of(self, element):
        """Return what an element makes of the text in it, by itself and the elements around it."""
        path, kind = [], ""
        for place in (element, *element.iterancestors()):
            if place in self.kinds:
                kind = self.kinds[place]
                break
            path.append(place)
            if (kind := _own_kind(place)) or place.tag in ("article", "main", "body"):
                break
        self.kinds |= dict.fromkeys(path, kind)
        return kind

    def break_line(self):
        """End the line, and keep it as a Block unless it is empty."""
        if not self.parts:
            return
        text = (
            " ".join(INVISIBLE.sub("", "".join(self.parts)).split())
            .removeprefix("| ")
            .removesuffix(" |")
        )
        if text and self.place is not None:  # none of it but bars between empty cells
            kind = self.kind_of(self.place)
            apart = max(self.bold, self.slanted if text.endswith("?") else 0)
            if not kind and apart >= len("".join("".join(self.parts).split())) * 0.9:
                kind = "question"
            self.blocks.append(Block(text, self.place, kind, self.linked, self.place.getparent()))
        self.parts, self.place, self.linked, self.bold, self.slanted = [], None, 0, 0, 0


def _holds_blocks(cell):
    return any(
        child.tag not in INLINE and child.tag != "br" and not _is_all_of_cell(child)
        for child in cell
    )


def _is_all_of_cell(node):
    """Return whether an element is the only one in a cell of a table."""
    cell = node.getparent()
    return cell is not None and cell.tag in ("td", "th") and len(cell) == 1 and node.tag == "p"


def _ends_quote(node):
    """Return whether a <cite> stands behind the words of a block quote, and names who said them."""
    around = node.getparent()
    if node.tag != "cite" or around is None or around.tag != "blockquote":
        return False
    return node.getnext() is None and not (node.tail or "").strip()


def _block_element(node):
    """Return the nearest element around `node` that is a block; a <cite> counts as one."""
    while node.tag in INLINE and node.tag != "cite" and node.getparent() is not None:
        node = node.getparent()
    return node


def _inline_around(node):
    while node is not None and node.tag in INLINE:
        yield node
        node = node.getparent()
