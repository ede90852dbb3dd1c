"""The schema of what is read beside the API: exports, feeds, and Google's `claims:search`."""

from record.delivery.addresses import EXPORTS, FEEDS, GOOGLE
from record.exports import FileForm, makeable
from record.query.filters import ClaimFilter
from record.query.forms import AsOfForm
from record.query.openapi import EXAMPLES, form_parameters, parameter_schema
from record.site.feeds import OF
from record.site.files import SQLITE

from .google import OURS, SearchForm

BINARY = {"schema": {"type": "string", "format": "binary"}}
JSON = {"schema": {"type": "object"}}
JSON_ANSWER = {"application/json": JSON}
ZIP = {"application/zip": BINARY}
CITATION = {"application/yaml": {"schema": {"type": "string"}}}
ATOM = {"application/atom+xml": {"schema": {"type": "string"}}}
GOOGLE_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "status"],
            "properties": {
                "code": {"type": "integer"},
                "message": {"type": "string"},
                "status": {"type": "string"},
            },
        }
    },
}
GOOGLE_ANSWER = {
    "type": "object",
    "properties": {
        "claims": {"type": "array", "items": {"type": "object"}},
        "nextPageToken": {"type": "string"},
    },
}


def other_paths(problems):
    """Return the paths; `problems` are the responses of the API to what it refuses."""
    paths = dict(export_paths(problems))
    paths[f"/{EXPORTS}package.zip"] = operation(
        "exports_package",
        "All tables, as they stood at one moment, as a Frictionless data package.",
        form_parameters(FileForm()),
        ZIP,
        problems,
    )
    paths[f"/{EXPORTS}record.sqlite"] = operation(
        "exports_sqlite",
        "All tables, as they stood at one moment, as one SQLite database.",
        form_parameters(AsOfForm()),
        {SQLITE: BINARY},
        problems,
    )
    for name in ("verdicts", "corrections"):
        words, filters = f"The newest {name}.", filter_parameters(ClaimFilter)
        paths[f"/{FEEDS}{name}.atom"] = operation(f"feeds_{name}", words, filters, ATOM, problems)
    paths |= {**editions(problems), **feeds_of_one(problems)}
    paths[f"/{GOOGLE}claims:search"] = google(problems)
    return paths


def editions(problems):
    """Return {path: operation} of the dated editions; each has the files of exports, too."""
    day = [in_path("day", "A day that an edition was kept of.", "2026-11-27")]
    below = f"/{EXPORTS}{{day}}/"
    known = (
        (f"/{EXPORTS}editions.json", "exports_editions", "All dated editions.", [], JSON_ANSWER),
        (below, "exports_edition", "A dated edition: its moment and hashes.", day, JSON_ANSWER),
        (f"{below}package.zip", "exports_edition_package", "Its package.", day, ZIP),
        (f"{below}CITATION.cff", "exports_edition_citation", "How to cite it.", day, CITATION),
    )
    return {
        path: operation(name, words, given, content, problems)
        for path, name, words, given, content in known
    }


def in_path(name, words, example):
    """Return a parameter of a path."""
    schema = {"type": "string", "examples": [example]}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": schema,
        "description": words,
    }


def feeds_of_one(problems):
    """Return {path: operation} of the feeds of one speaker, topic or publisher."""
    named = in_path("public_id", "Id or slug.", EXAMPLES["public_id"])
    parameters = [named, *filter_parameters(ClaimFilter)]
    return {
        f"/{FEEDS}{kind}s/{{public_id}}.atom": operation(
            f"feeds_{kind}", f"The newest verdicts of one {kind}.", parameters, ATOM, problems
        )
        for kind in OF
    }


def export_paths(problems):
    """Yield (path, operation) of each table's files, of which the ending says the format."""
    formats = {}
    for table, _, _, suffix, media_type in makeable():
        formats.setdefault(table.name, (table, {}))[1][suffix[1:]] = media_type
    for name, (table, endings) in formats.items():
        ending = {"type": "string", "enum": list(endings), "examples": [next(iter(endings))]}
        chosen = {"name": "ending", "in": "path", "required": True, "schema": ending}
        chosen["description"] = "Which format."
        parameters = [chosen, *filter_parameters(table.filterset), *form_parameters(FileForm())]
        content = dict(map(content_of, endings.values()))
        words = f"The table of {name} as a file, by the filters of its list."
        made = operation(f"exports_{name}", words, parameters, content, problems)
        yield f"/{EXPORTS}{name}.{{ending}}", made


def content_of(media_type):
    """Return a media type without its parameters, and the schema of its content."""
    name = media_type.partition(";")[0]
    return name, JSON if name.endswith("json") else BINARY


def google(problems):
    """Google's own parameters, and ours, which are filters of claims/."""
    ours = {mine: ClaimFilter.base_filters[name].field for mine, name in OURS.items()}
    fields = {**ours, **SearchForm.base_fields}
    parameters = [parameter_schema(name, field) for name, field in fields.items()]
    for parameter in parameters:
        parameter["description"] = parameter["description"] or "As Google's API has it."
        parameter["required"] = parameter["name"] == "query"
    refused = {"content": {"application/json": {"schema": GOOGLE_ERROR}}}
    refused = {
        status: {**known, **refused} for status, known in problems.items() if status != "414"
    }
    answer = {"application/json": {"schema": GOOGLE_ANSWER}}
    return operation(
        "google_claims_search",
        "The claims as Google's Fact Check Tools API answers.",
        parameters,
        answer,
        {**refused, "414": problems["414"]},
    )


def filter_parameters(filterset):
    return [parameter_schema(name, each.field) for name, each in filterset.base_filters.items()]


def operation(name, words, parameters, content, problems):
    found = {"description": "", "content": content}
    return {
        "get": {
            "operationId": name,
            "description": words,
            "tags": [name.partition("_")[0]],
            "parameters": parameters,
            "responses": {"200": found, **problems},
        }
    }
