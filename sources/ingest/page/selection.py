"""Say which blocks of a page are its article.

Trafilatura (Barbaresi 2021) judges; its text is not taken but looked up: a block is the article's
where its words stand there. So no letter is lost inside a line, the order is the page's, and a
paragraph that it passed over among its neighbours is seen. Resiliparse (Bevendorff et al. 2018) has
a say where it finds much more.
"""

import re
from collections import Counter

from lxml import etree

from .tree import names

SHINGLE = 3  # words
COVERED = 0.6  # share of a block's shingles in the judge's text from which it is the article's
TAKEN = 0.4  # share of the long lines of one place or look that the judge took
ABOVE = 25  # lines between the headline and the first paragraph: dates, names, captions
PARAGRAPHS = ("p", "pre", "li", "dd", "div", "section")
QUOTING = ("quote", "caption", "pull quote", "post", "attribution", "term")
QUOTED = re.compile('[“„«"»]')
APART = 1.8  # times the length of the judge's article from which another reading is heard
MIN_APART = 1_500  # characters that it must find more
TWO_READINGS = (
    "Two ways of reading this page find texts of very different lengths. The longer is shown: look "
    "whether all of it is the article."
)
LONG = 80  # characters of a line that is hardly there twice by chance
STANDFIRST = re.compile(
    r"(?:[\w-]*[-_])?(?:standfirst|sub-?(?:title|head(?:line|ing)?)|dek|deck|lead|lede|intro"
    r"(?:duction)?|teaser|summary|abstract|description|excerpt|chapeau|sapo|vorspann)"
    r"(?:[-_](?:text|body|content|p))?",
    re.IGNORECASE,
)
READ_MORE = re.compile(
    r"(?:read (?:more|also|next)|also read|see also|more on this|related|recommended|watch"
    r"|lesen sie (?:auch|mehr)|mehr (?:zum thema|dazu)|lire aussi|à lire|leer (?:más|también)"
    r"|lea también|leggi anche|czytaj (?:też|także|więcej|również)|zobacz (?:też|także)"
    r"|читайте (?:также|також)|lees ook|läs (?:också|mer)|les også|leia (?:também|mais))\b"
    r"|more ?:",
    re.IGNORECASE,
)
# Lines that stand alone among the paragraphs, and ask for consent or head a list of other stories.
NOT_TEXT = re.compile(
    r"(?:recommended|related|trending|more) (?:videos?|stories|articles|news|reading|links)$"
    r"|(?:most (?:read|popular|viewed)|trending) (?:in|on) [\w ]{2,20}$"
    r"|(?:story continues below )?(?:advertisement|advert)$|(?:anzeige|werbung|publicité|publicidad"
    r"|pubblicità|reklama|реклама|advertentie|annons)$|© ?\d{4}\b.{0,80}$"
    r"|empfohlene(?:r|n) (?:redaktionelle|externe)(?:r|n) inhalte?$"
    r"|an dieser stelle finden sie (?:einen|externe)"
    r"|ich bin (?:damit )?einverstanden, dass mir"
    r"|to (?:view|see|watch) this (?:content|video|post|embed)[^.]{0,40}(?:cookie|consent|accept)"
    r"|we need your (?:consent|permission) to [^.]{0,60}(?:cookie|load)",
    re.IGNORECASE,
)
# Lines that ask readers for something, where a link leads on.
ASKS = re.compile(
    r"(?:sign up|subscribe|join (?:our|us)|follow (?:us|\S+ on)|check out (?:more|all)"
    r"|get (?:all )?the latest|got a (?:story|tip)|for more (?:stories|news)|abonnieren sie"
    r"|melden sie sich|abonnez-vous"
    r"|inscrivez-vous|suscríbe(?:te|se)|síguenos|zapisz się|obserwuj nas"
    r"|підпи(?:шіться|суйтесь))\b",
    re.IGNORECASE,
)


def article_blocks(blocks, judged):
    """Return those of `blocks` that are the article, which `judged` (a text) is said to be."""
    taken = _taken(blocks, judged)
    core = [n for n, block in enumerate(blocks) if taken[n] and len(block.text) >= LONG]
    if not core:
        return [block for n, block in enumerate(blocks) if taken[n]]
    alike = _Alike(blocks, [blocks[n] for n in core])
    core += [n for n, block in enumerate(blocks) if len(block.text) >= LONG and block in alike]
    for n, block in enumerate(blocks):  # of captions, those that quote somebody
        taken[n] &= block.kind != "caption" or bool(QUOTED.search(block.text))
    first, last = (
        _from_the_start(blocks, taken, alike, min(core)),
        _to_the_end(blocks, taken, max(core)),
    )
    chosen = _above(blocks, taken, first)
    for n in range(first, last + 1):
        if taken[n] or _belongs(blocks[n], alike):
            chosen.append(n)
    return [blocks[n] for n in chosen if not _leads_away(blocks[n])]


class _Alike:
    """The places and looks of an article's long lines: its other paragraphs have them, too.

    A place or a look counts where two lines of the article have it, and the judge took a good
    part of all that have it on the page: teasers of other articles look alike as well.
    """

    def __init__(self, blocks, core):
        long = [block for block in blocks if len(block.text) >= LONG and not _is_link(block)]
        self.homes = _common([id(b.home) for b in core], [id(b.home) for b in long])
        self.looks = _common(
            [b.look for b in core], [b.look for b in long if any(name for _, name in b.look)]
        )

    def __contains__(self, block):
        if block.kind == "heading":
            return id(block.home) in self.homes and not _is_link(block)
        if block.kind or block.element.tag not in PARAGRAPHS or _is_link(block):
            return False
        return id(block.home) in self.homes or block.look in self.looks


def _common(taken, there):
    taken, there = Counter(taken), Counter(there)
    return {key for key in there if taken[key] >= 2 and taken[key] >= TAKEN * there[key]}


def words(text):
    return re.findall(r"\w+", text.lower())


def _taken(blocks, judged):
    lines = {" ".join(words(line)) for line in judged.split("\n")}
    known = _shingles(words(judged))
    return [_is_in(words(block.text), lines, known) for block in blocks]


def _is_in(said, lines, known):
    if not said:
        return False
    if " ".join(said) in lines:
        return True
    own = _shingles(said)
    return len(said) > SHINGLE and len(own & known) >= COVERED * len(own)


def _shingles(said):
    return {tuple(said[n : n + SHINGLE]) for n in range(max(1, len(said) - SHINGLE + 1))}


def _above(blocks, taken, first):
    """Return the places of headline and standfirst, which stand just above the first long line."""
    reach = range(first - 1, max(-1, first - ABOVE), -1)
    top = next((n for n in reach if blocks[n].element.tag == "h1"), None)
    if top is None:
        return [n for n in reversed(reach) if taken[n] and blocks[n].kind in ("quote", "heading")]
    standfirst = next((n for n in range(top + 1, first) if _is_standfirst(blocks[n])), None)
    between = (n for n in range(top, first) if blocks[n].element.tag != "h1")  # which is no text
    return [n for n in between if taken[n] or n == standfirst]


def _is_standfirst(block):
    if block.kind not in ("", "heading", "quote") or block.element.tag == "h1" or _is_link(block):
        return False
    return len(block.text) >= LONG or (
        len(block.text) > 30 and any(map(STANDFIRST.fullmatch, names(block.element)))
    )


def _from_the_start(blocks, taken, alike, first):
    """Return where the article begins: with the short lines beside its first long one."""
    home = blocks[first].home
    while first and blocks[first - 1].home is home and _leads(first - 1, blocks, taken, alike):
        first -= 1
    return first


def _leads(n, blocks, taken, alike):
    """Return whether a line before the first long one is a paragraph of the article."""
    if blocks[n].element.tag == "h1":
        return False
    return blocks[n] in alike or taken[n] and blocks[n].element.tag == "p" and not blocks[n].kind


def _to_the_end(blocks, taken, last):
    """Return where the article ends: with the short lines that follow its last long one."""
    home = blocks[last].home
    while last + 1 < len(blocks) and taken[last + 1] and blocks[last + 1].home is home:
        last += 1
    return last


def _belongs(block, alike):
    """Return whether a line that the judge passed over is one of the article's all the same."""
    if _is_link(block) or block.kind == "caption" and not QUOTED.search(block.text):
        return False
    return block.kind in QUOTING or block in alike or _quotes_within(block, alike)


def _quotes_within(block, alike):
    """Return whether a line quotes somebody in a box among the article's paragraphs."""
    if not QUOTED.search(block.text) or block.home is None:
        return False
    return id(block.home) in alike.homes or id(block.home.getparent()) in alike.homes


def _is_link(block):
    return block.linked > 0.5 * len(block.text)


def _leads_away(block):
    """Return whether a block only leads elsewhere, or asks readers for something."""
    if NOT_TEXT.match(block.text) or block.linked and ASKS.match(block.text):
        return True
    return bool(READ_MORE.match(block.text)) and block.linked >= 0.4 * len(block.text)


def read_article(blocks, tree):
    """Return (the blocks that are the article, notes), as two libraries judge the tree."""
    html = etree.tostring(tree, encoding="unicode", method="html")
    return of_two_readings(blocks, judged_text(html), second_text(html))


def of_two_readings(blocks, judged, second):
    """
    Return (the blocks that are the article by `judged`, notes).

    Where the text `second` is much longer, and the page's lines bear it out, it is the judge and a
    note says so: half an article must not come in silently.
    """
    chosen = article_blocks(blocks, judged)
    if _is_much_longer(len(second), _length(chosen)):
        longer = article_blocks(blocks, second)
        if _is_much_longer(_length(longer), _length(chosen)):
            return longer, [TWO_READINGS]
    return chosen, []


def _is_much_longer(one, other):
    return one > APART * other and one - other > MIN_APART


def _length(blocks):
    return sum(len(block.text) for block in blocks)


def judged_text(html):
    """Return the text that trafilatura takes for the article of a page, "" if it finds none."""
    import trafilatura  # here, because it takes half a second to load

    found = trafilatura.bare_extraction(html, include_comments=False, with_metadata=False)
    return (found and found.text) or ""


def second_text(html):
    """Return the text that resiliparse takes for the article of a page."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(html, main_content=True, alt_texts=False, comments=False)
