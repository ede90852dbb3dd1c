"""The API's own description (OpenAPI 3.1), made from what serves it."""

from django import forms
from drf_spectacular.extensions import OpenApiFilterExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from .documents import ProblemDocument
from .parameters import LONGEST, NO_NUL
from .problems import MEDIA_TYPE, problem

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
# A value of each parameter, as somebody would ask.
EXAMPLES = {
    "article": "c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e",
    "as_of": "2026-03-01T12:00:00Z",
    "changed_since": "2026-03-01",
    "claim": "c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e",
    "cursor": "WyIyMDI2LTAzLTAxIl0:q9C2",
    "language": "en,pl",
    "public_id": "c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e",
    "publisher": "gazette.example",
    "q": "“joint defence” or drone -sea",
    "since": "MTA:k3Zx",
    "slug": "mostly-true",
    "speaker": "Radoslaw Sikorski",
    "topic": "Drones",
    "verdict": "false,mostly-false",
}
DAY = "2026-03-01"


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


def parameters(form):
    """The fields of a form as OpenAPI query parameters."""
    return [described(name, field) for name, field in form.fields.items()]


def described(name, field):
    schema = {**kind(field), "examples": [EXAMPLES.get(name) or example(field)]}
    return {"name": name, "in": "query", "schema": schema, "description": str(field.help_text)}


def example(field):
    """A value of a field whose name alone does not tell one."""
    if known := getattr(field, "known", ()):
        return ",".join(known[:2])
    values = kind(field)
    return values["enum"][0] if "enum" in values else values.get("minimum", DAY)


def kind(field):
    """The JSON Schema of a form field's values."""
    if isinstance(field, (forms.IntegerField, forms.DecimalField)):
        return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": [value for value, _ in field.choices if value]}
    longest = getattr(field, "max_length", None) or LONGEST
    pattern = getattr(field, "schema", {"pattern": f"^{NO_NUL}$"})
    return {"type": "string", "minLength": 1, "maxLength": longest, **pattern}
