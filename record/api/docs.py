"""The API's description as a page that needs no script: each address, parameter and document."""

from itertools import groupby

from record.site.pages import fixed_view, show

from .schema_view import whole_schema

LISTS = "Paginated"  # what the component of a list of documents begins with


@fixed_view
def docs(request):
    """What the OpenAPI schema says, in tables."""
    schema = whole_schema()
    documents = {
        name: fields_of(component)
        for name, component in schema["components"]["schemas"].items()
        if "properties" in component and not name.startswith(LISTS)
    }
    addresses = [address_of(path, methods["get"]) for path, methods in schema["paths"].items()]
    groups = [(tag, [*each]) for tag, each in groupby(addresses, lambda one: one["tag"])]
    return show(request, "docs", info=schema["info"], groups=groups, documents=documents)


def address_of(path, operation):
    """Return what the page says of one address."""
    answers = operation["responses"]["200"].get("content", {})
    return {
        "path": path,
        "tag": operation["tags"][0],
        "words": operation["description"],
        "fixed": "{" not in path,
        "parameters": [
            parameter | {"type": type_of(parameter["schema"])}
            for parameter in operation.get("parameters", [])
        ],
        "answers": list(answers),
        "document": next(
            (found for each in answers.values() if (found := named(each["schema"]))), ""
        ),
    }


def named(schema):
    """Return the component that a schema names, of a list the one of its documents; or ""."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return name.removeprefix(LISTS).removesuffix("List") if name.startswith(LISTS) else name


def fields_of(component):
    return [
        (name, type_of(field), inner(field), field.get("description", ""))
        for name, field in component["properties"].items()
    ]


def inner(field):
    """Return the component that a field holds, or ""."""
    parts = (field, field.get("items", {}), *field.get("allOf", ()), *field.get("oneOf", ()))
    return next((found for part in parts if (found := named(part))), "")


def type_of(schema):
    """Return a schema's type in a word or two; its values where they are few."""
    values = schema.get("enum") or schema.get("items", {}).get("enum")
    if values:
        return ", ".join(map(str, values))
    types = schema.get("type", "")
    listed = types if isinstance(types, list) else [types]
    return " or ".join(schema.get("format") or one if one == "string" else one for one in listed)
