"""Documents as linked data: a claim is a ClaimReview, a quote a W3C Web Annotation."""

import json

from record.documents.annotation import annotation
from record.documents.claimreview import claim_review, data_feed, feed_item
from record.documents.rendering import Ready, ReadyJSONRenderer
from record.models import Claim

ANNOTATIONS = {"@context": "http://www.w3.org/ns/anno.jsonld"}


class LinkedRenderer(ReadyJSONRenderer):
    """JSON-LD of whole documents; a list tells its next page in the header Link, too."""

    media_type = "application/ld+json"
    format = "jsonld"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        response, view = renderer_context["response"], renderer_context["view"]
        if response.exception:
            return super().render(data, accepted_media_type, renderer_context)
        one, page = LINKED[view.queryset.model is Claim]
        if isinstance(data, Ready):
            return written(one(json.loads(data)))
        if data["next"]:
            response.headers["Link"] = f'<{data["next"]}>; rel="next"'
        return written(page(json.loads(data["results"]), data["next"]))


def written(linked):
    return json.dumps(linked, ensure_ascii=False).encode()


def feed(claims, following):
    return data_feed() | {"dataFeedElement": [feed_item(claim) for claim in claims]}


def annotated(quote):
    return ANNOTATIONS | annotation(quote)


def annotation_page(quotes, following):
    further = {"next": following} if following else {}
    items = [annotation(quote) for quote in quotes]
    return ANNOTATIONS | {"type": "AnnotationPage"} | further | {"items": items}


LINKED = {True: (claim_review, feed), False: (annotated, annotation_page)}
