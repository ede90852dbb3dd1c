"""The API's own description (OpenAPI 3.1), made from what serves it."""

from django import forms
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from .documents import ProblemDocument
from .problems import MEDIA_TYPE

PROBLEMS = {
    "400": "A parameter is unknown or has a value that is not understood.",
    "404": "There is nothing public at this address.",
    "503": "The answer took too long, or the database does not answer.",
}


class Schema(AutoSchema):
    """Adds to every operation the problems it may answer with."""

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        for status, meaning in PROBLEMS.items():
            response = OpenApiResponse(ProblemDocument, meaning)
            bodies[status] = self._get_response_for_code(response, status, [MEDIA_TYPE])
        return bodies


def without_suffixes(endpoints):
    """Each address once: .json and .jsonld are other ways to write it."""
    return [endpoint for endpoint in endpoints if "{format}" not in endpoint[0]]


def parameters(form):
    """The fields of a form as OpenAPI query parameters."""
    return [
        {"name": name, "in": "query", "schema": kind(field), "description": field.help_text}
        for name, field in form.fields.items()
    ]


def kind(field):
    """The JSON Schema of a form field's values."""
    if isinstance(field, forms.IntegerField):
        return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": [value for value, _ in field.choices]}
    if known := "|".join(getattr(field, "known", ())):
        return {"type": "string", "pattern": f"^({known})(,({known}))*$"}
    return {"type": "string", "minLength": 1}
