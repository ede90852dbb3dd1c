"""A quote as a W3C Web Annotation."""

from django.conf import settings


def annotation(quote):
    """
    Return a quote's document as a Web Annotation.

    Positions are code points in the snapshot that was captured; where the page is another by now,
    the exact words find it.
    """
    position = {"type": "TextPositionSelector", "start": quote["start"], "end": quote["end"]}
    speaker = quote["speaker"]["name"]
    return {
        "id": f"{settings.PUBLIC_URL}/api/v1/quotes/{quote['id']}/",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {
            "type": "TextualBody",
            "purpose": "identifying",
            "value": speaker,
        },
        "target": {
            "source": quote["article"]["url"],
            "selector": [{"type": "TextQuoteSelector", "exact": quote["text"]}, position],
        },
    }
