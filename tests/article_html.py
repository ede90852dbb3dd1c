"""An HTML page with an article of four paragraphs and one thing that matters."""

BEFORE = [
    "The harbour board of Ostholm met on Thursday to hear how the new pier would be paid for, "
    "and sat until long after the last ferry had left for the islands.",
    "Two plans were laid before it, of which the cheaper one leaves out the breakwater that the "
    "fishermen have asked for since the storm of the year before last.",
]
AFTER = [
    "Nobody voted that evening, because three members had gone home before the chairman could "
    "put the question, and the rules of the board ask for seven.",
    "A second meeting is called for the end of the month, when the engineers will have measured "
    "how far the old piles have sunk into the mud on the western side.",
]


def page(inside="", head="", after="", lang="en"):
    paragraphs = [f"<p>{text}</p>" for text in BEFORE] + [inside] + [f"<p>{t}</p>" for t in AFTER]
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>Ostholm plans a "
        f"pier | Ostholm Post</title>{head}</head><body><nav><a href='/'>Front page</a></nav><main>"
        f"<article><h1>Ostholm plans a pier</h1>{''.join(paragraphs)}</article></main>{after}"
        "<footer>Ostholm Post</footer></body></html>"
    ).encode()
