"""Documents as linked data: a claim is a ClaimReview, a quote a W3C Web Annotation."""

import json

from record.documents.annotation import annotation
from record.documents.claimreview import claim_review, data_feed, feed_item
from record.documents.rendering import Ready, ReadyJSONRenderer
from record.models import Claim

ANNOTATIONS = {"@context": "http://www.w3.org/ns/anno.jsonld"}


class LinkedRenderer(ReadyJSONRenderer):
    """Render JSON-LD of full documents; a list has its next page in the Link header, too."""

    media_type = "application/ld+json"
    format = "jsonld"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        response, view = renderer_context["response"], renderer_context["view"]
        if response.exception or view.action == "metadata":  # what OPTIONS is answered with
            return super().render(data, accepted_media_type, renderer_context)
        one, page = LINKED[view.queryset.model is Claim]
        if isinstance(data, Ready):
            return to_json(one(json.loads(data)))
        if data["next"]:
            response.headers["Link"] = f'<{data["next"]}>; rel="next"'
        return to_json(page(json.loads(data["results"]), data["next"]))


def to_json(linked):
    return json.dumps(linked, ensure_ascii=False).encode()


def claim_feed(claims, next_page):
    return data_feed() | {"dataFeedElement": [feed_item(claim) for claim in claims]}


def quote_annotation(quote):
    return ANNOTATIONS | annotation(quote)


def annotation_page(quotes, next_page):
    link = {"next": next_page} if next_page else {}
    items = [annotation(quote) for quote in quotes]
    return ANNOTATIONS | {"type": "AnnotationPage"} | link | {"items": items}


LINKED = {True: (claim_review, claim_feed), False: (quote_annotation, annotation_page)}
