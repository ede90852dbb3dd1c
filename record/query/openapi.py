"""OpenAPI descriptions of query parameters, made from the form fields that read them."""

from django import forms

from .parameters import MAX_LENGTH, SOME_WORD

# A value of each parameter that its field alone does not suggest.
EXAMPLES = {
    "article": "https://gazette.example/trees",
    "as_of": "2026-03-01T12:00:00Z",
    "changed_since": "2026-03-01",
    "by": "month,verdict",
    "claim": "c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e",
    "cursor": "WyIyMDI2LTAzLTAxIl0:q9C2",
    "evidence_domain": "gazette.example",
    "evidence_url": "https://gazette.example/trees",
    "id": "c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e",
    "language": "en,pl",
    "public_id": "c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e",
    "publisher": "gazette.example",
    "q": "“joint defence” or drone -sea",
    "quote": "c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e",
    "repeated_by": "Radoslaw Sikorski",
    "role": "“prime minister” or mayor",
    "since": "2026-03-01",
    "slug": "mostly-true",
    "speaker": "Radoslaw Sikorski",
    "text": "Is it true that the bridge was closed for two years?",
    "topic": "Drones",
    "url": "https://facts.example/claims/c6a9fb3d-1f0a-4b3a-b8a0-2b2f9d0f3f0e/",
    "verdict": "false,mostly-false",
}
DAY = "2026-03-01"


def form_parameters(form):
    """Return the fields of a form as OpenAPI query parameters."""
    return [parameter_schema(name, field) for name, field in form.fields.items()]


def parameter_schema(name, field):
    schema = {**json_schema(field), "examples": [EXAMPLES.get(name) or example(field)]}
    said = {"name": name, "in": "query", "schema": schema, "description": str(field.help_text)}
    return said | {"required": True} if field.required else said


def example(field):
    """Return a valid value of a field that EXAMPLES does not name."""
    if known := getattr(field, "known", ()):
        return ",".join(known[:2])
    values = json_schema(field)
    return values["enum"][0] if "enum" in values else values.get("minimum", DAY)


def json_schema(field):
    """Return the JSON Schema of a form field's values."""
    if isinstance(field, (forms.IntegerField, forms.DecimalField)):
        bounds = {"minimum": field.min_value, "maximum": field.max_value}
        return {"type": "integer", **{name: n for name, n in bounds.items() if n is not None}}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": [value for value, _ in field.choices if value]}
    longest = getattr(field, "max_length", None) or MAX_LENGTH
    pattern = getattr(field, "schema", {"pattern": SOME_WORD})
    return {"type": "string", "minLength": 1, "maxLength": longest, **pattern}
