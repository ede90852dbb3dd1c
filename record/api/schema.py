"""The API's own description (OpenAPI 3.1), made from what serves it."""

from drf_spectacular.extensions import OpenApiFilterExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from record.delivery.problems import MEDIA_TYPE, problem
from record.documents.serializers import ProblemDocument
from record.query.openapi import EXAMPLES, described

# What a request may be refused with, each with the sentence of an example.
PROBLEMS = {
    "400": ("A parameter is unknown or has a value that is not understood.", None),
    "401": ("The token is not known, or has expired.", "This token is not known here."),
    "403": ("The token is for other addresses.", "This token does not open this address."),
    "404": ("There is nothing public at this address.", "There is nothing at this address."),
    "406": ("It is not to be had in that format.", "Could not satisfy the request Accept header."),
    "429": ("That were too many requests in this minute.", "Wait for the next one."),
    "503": ("The answer took too long, or the database is away.", "Try again in a moment."),
}
TOO_LONG = {
    "description": "The address is longer than 8,190 bytes; the server says so in plain text.",
    "content": {
        "text/plain": {"schema": {"type": "string"}, "example": "Request line is too large"}
    },
}
MISUSE = {
    "detail": "The request has parameters that are not understood.",
    "errors": [
        {
            "parameter": "verdict",
            "detail": "No public verdict is called “fals”.",
            "known": ["False"],
        }
    ],
}


class Schema(AutoSchema):
    """Adds to every operation the problems it may answer with, and to its path an example."""

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        for status, (meaning, _) in PROBLEMS.items():
            response = OpenApiResponse(ProblemDocument, meaning, examples=[example_of(status)])
            bodies[status] = self._get_response_for_code(response, status, [MEDIA_TYPE])
        return {**bodies, "414": TOO_LONG}

    def _resolve_path_parameters(self, variables):
        parameters = super()._resolve_path_parameters(variables)
        for parameter in parameters:
            parameter["schema"]["examples"] = [EXAMPLES[parameter["name"]]]
        return parameters


def example_of(status):
    more = MISUSE if status == "400" else {"detail": PROBLEMS[status][1]}
    return OpenApiExample(status, problem(int(status), **more), response_only=True)


def without_suffixes(endpoints):
    """Each address once: .json and .jsonld are other ways to write it."""
    return [endpoint for endpoint in endpoints if "{format}" not in endpoint[0]]


class DeclaredParameters(OpenApiFilterExtension):
    """The filters of a list, from the fields that read them and not from guesses at columns."""

    target_class = "record.api.views.DeclaredFilters"
    priority = 1

    def get_schema_operation_parameters(self, auto_schema, *args, **kwargs):
        filters = auto_schema.view.filterset_class.base_filters
        return [described(name, filter_.field) for name, filter_ in filters.items()]
