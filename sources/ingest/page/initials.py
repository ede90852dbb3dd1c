"""Letters that are hidden from screen readers alone: drop caps, which all others see."""

import re
from itertools import takewhile

# Words for screen readers alone, by the usual names of the classes that hide them.
UNSEEN = re.compile(
    r"(?:visually-?hidden|sr-?only|screen-?reader(?:-?text|-?only)?|hidden-?visually|"
    r"a11y-?hidden|element-invisible|off-?screen|u-hidden)",
    re.IGNORECASE,
)
JOINED = re.compile(r"[^\W\d_][’']?[^\W\d_]")
ICON = re.compile(r"icon|material|(?:^|\s)fa[brs]?(?:\s|-|$)", re.IGNORECASE)
INITIAL = re.compile(r"\W*[^\W\d_a-z]\W*")


def is_unseen(element):
    """Return whether an element holds words for screen readers alone."""
    return any(map(UNSEEN.fullmatch, element.get("class", "").split()))


def is_unheard(element):
    """Return whether an element is hidden from screen readers alone."""
    return element.get("aria-hidden") == "true"


def show_initials(body):
    """
    Take the mark "aria-hidden" from what is part of a word in `body` (an lxml element).

    It is where the rest of the word is joined to it, where one letter begins a paragraph, and where
    the word for screen readers beside it says the same. An icon's name or a label is no part.
    """
    for element in body.iter("span", "i"):
        if is_unseen(element):
            shown = _unheard_beside(element)
            same = _words_of(*shown) == _words_of(element)
        else:
            shown, same = [element], is_unheard(element) and _is_part_of_word(element)
        for part in shown if same else ():
            part.attrib.pop("aria-hidden", None)


def _unheard_beside(element):
    """Return the elements before and behind one that only blanks part from it, in their order."""
    before = takewhile(
        lambda part: _is_seen_alone(part) and _is_blank(part.tail),
        element.itersiblings(preceding=True),
    )
    behind = takewhile(
        lambda part: _is_seen_alone(part) and _is_blank(part.getprevious().tail),
        element.itersiblings(),
    )
    return [*reversed(list(before)), *behind]


def _is_seen_alone(element):
    return is_unheard(element) and not is_unseen(element)


def _is_blank(text):
    return not (text or "").strip()


def _words_of(*elements):
    return "".join(map(_text_of, elements)).split()


def _text_of(element):
    return "".join(element.itertext())


def _is_part_of_word(element):
    joined = _is_joined(element) or _begins_paragraph(element)
    return joined and not _is_icon(element)


def _is_icon(element):
    """Return whether an element is a picture, whose letters are its name in a font of icons."""
    named = element.tag == "i" and len(_text_of(element).strip()) > 1
    return named or bool(ICON.search(element.get("class", "")))


def _is_joined(element):
    """Return whether a word goes on behind an element; where a capital follows, it is another."""
    behind, rest = element.getnext(), element.tail
    if not rest and behind is not None and not (is_unseen(behind) or is_unheard(behind)):
        rest = _text_of(behind)
    joint = _text_of(element)[-1:] + (rest or "")[:2]
    return bool(JOINED.match(joint)) and not (joint[0].islower() and joint[1].isupper())


def _begins_paragraph(element):
    """Return whether an element is a word of one letter, as I or A, that begins a paragraph."""
    around = element.getparent()
    is_first = element.getprevious() is None and _is_blank(around.text)
    is_word = INITIAL.fullmatch(_text_of(element)) and (element.tail or "")[:1].isspace()
    return around.tag == "p" and is_first and bool(is_word)
