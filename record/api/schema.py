"""The API's OpenAPI 3.1 schema, generated from the views, forms and filters that serve it."""

from drf_spectacular.extensions import OpenApiFilterExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from record.delivery.problems import MEDIA_TYPE, problem
from record.documents.serializers import ProblemDocument
from record.models import Claim
from record.query.forms import ListForm
from record.query.openapi import EXAMPLES, form_parameters, parameter_schema

# What a request may be refused with, each with the sentence of an example.
PROBLEMS = {
    "400": ("A parameter is unknown or has a value that is not understood.", None),
    "401": ("The token is not known, or has expired.", "This token is not known here."),
    "403": ("The token is for other addresses.", "This token does not open this address."),
    "404": ("There is nothing public at this address.", "There is nothing at this address."),
    "406": ("It is not available in that format.", "Could not satisfy the request Accept header."),
    "429": ("Rate limit exceeded.", "Rate limit exceeded: 600 requests per minute."),
    "503": ("The answer took too long, or the database is away.", "Try again in a moment."),
}
WITHDRAWN = {
    "410": (
        "The claim was withdrawn.",
        "This claim was withdrawn on 5 March 2026: The source was wrong.",
    )
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
    """Add to every operation its problem documents, and to path parameters an example."""

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        for status, (meaning, detail) in self._problems().items():
            examples = [example_of(status, detail)]
            response = OpenApiResponse(ProblemDocument, meaning, examples=examples)
            bodies[status] = self._get_response_for_code(response, status, [MEDIA_TYPE])
        return {**bodies, "414": TOO_LONG}

    def _problems(self):
        one_claim = self.view.queryset.model is Claim and self.view.action == "retrieve"
        return PROBLEMS | (WITHDRAWN if one_claim else {})

    def _resolve_path_parameters(self, variables):
        parameters = super()._resolve_path_parameters(variables)
        for parameter in parameters:
            parameter["schema"]["examples"] = [EXAMPLES[parameter["name"]]]
        return parameters


def example_of(status, detail):
    more = MISUSE if status == "400" else {"detail": detail}
    return OpenApiExample(status, problem(int(status), **more), response_only=True)


def without_suffixes(endpoints):
    """List each address once, without its variants .json and .jsonld."""
    return [endpoint for endpoint in endpoints if "{format}" not in endpoint[0]]


def with_other_addresses(result, generator, request, public):
    """Add what is read beside the API: see schema_others."""
    from .schema_others import other_paths  # here: it leads to the views, whose schema this is

    listed = result["paths"]["/api/v1/claims/"]["get"]["responses"]
    problems = {status: response for status, response in listed.items() if status != "200"}
    result["paths"] |= other_paths(problems)
    return result


class DeclaredParameters(OpenApiFilterExtension):
    """The parameters of a list, from the fields that read them and not from guesses at columns."""

    target_class = "record.api.views.DeclaredFilters"
    priority = 1

    def get_schema_operation_parameters(self, auto_schema, *args, **kwargs):
        view = auto_schema.view
        filters = view.filterset_class.base_filters
        described = [parameter_schema(name, filter_.field) for name, filter_ in filters.items()]
        return [*described, *form_parameters(ListForm(view.queryset.model).for_view(view))]
