"""Equal answers and equal parameters of the OpenAPI schema: each stands once in `components`, operations refer to it.

A component's name comes from what it says and from nothing else, so it stays when others come or go.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from api.lists import FeedQuery, PageQuery

SHARED = ("responses", "parameters")
ERROR_NAMES = {
    "Not a readable request": "Unreadable",
    "Not signed in": "SignedOut",
    "Not permitted": "NotAllowed",
    "Too large": "TooLarge",
    "Not a kind of content that is taken here": "WrongType",
    "Values that cannot be taken": "ValidationError",
    "Unprocessable Entity": "Invalid",
    "Too many requests": "TooMany",
    "A failure of ours": "Failure",
    "Not available for the moment": "Unavailable",
}
"""Names of the errors that any operation can answer; other answers are named after their description."""
_LIST_FIELDS = {
    (name, field.description) for query in (PageQuery, FeedQuery) for name, field in query.model_fields.items()
}
"""Parameters that every list has: their names say enough."""
_WORD = re.compile(r"[A-Za-z0-9]+")
_SMALL_WORDS = frozenset(
    "a all an and as at by else for from in is it its no not of on only or s so that the these this those to".split()
)


def share_components(schema: dict[str, Any]) -> None:
    """Replace what several operations have in common by references. Raise ValueError for two of one name."""
    taken = set(schema["components"]["schemas"])
    for kind, name_component in zip(SHARED, (_name_response, _name_parameter), strict=True):
        times = Counter(_write(container[key]) for container, key in _iterate_places(schema, kind))
        shared = {text: name_component(json.loads(text)) for text, count in times.items() if count > 1}
        for name, count in Counter([*taken, *shared.values()]).items():
            if count > 1:
                raise ValueError(f"Two components would be called {name}: give one another description.")
        taken.update(shared.values())
        found: dict[str, Any] = {}
        for container, key in _iterate_places(schema, kind):
            if name := shared.get(_write(container[key])):
                found[name] = container[key]
                container[key] = {"$ref": f"#/components/{kind}/{name}"}
        schema["components"][kind] = dict(sorted(found.items()))


def expand_components(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema with each answer and parameter where it is used. The given one stays."""
    components = dict(schema.get("components", {}))
    shared = {f"#/components/{kind}/{name}": part for kind in SHARED for name, part in components.pop(kind, {}).items()}

    def expand(part: Mapping[str, Any]) -> Any:
        return shared[part["$ref"]] if "$ref" in part else part

    def expand_operation(operation: Mapping[str, Any]) -> dict[str, Any]:
        answers = {status: expand(answer) for status, answer in operation["responses"].items()}
        parameters = {"parameters": [expand(part) for part in operation.get("parameters", [])]}
        return {**operation, **parameters, "responses": answers}

    paths = {
        path: {method: expand_operation(operation) for method, operation in operations.items()}
        for path, operations in schema["paths"].items()
    }
    return {**schema, "paths": paths, "components": components}


def _iterate_places(schema: Mapping[str, Any], kind: str) -> Iterator[tuple[Any, Any]]:
    """Iterate over where operations hold parts of this kind: a container and a key of it."""
    for operations in schema["paths"].values():
        for operation in operations.values():
            container = operation[kind]
            for key in container if isinstance(container, dict) else range(len(container)):
                yield container, key


def _write(part: Mapping[str, Any]) -> str:
    return json.dumps(part, sort_keys=True)


def _name_response(answer: Mapping[str, Any]) -> str:
    """Return the schema and what happened: `LeadOutCreated`; errors of one shape are called after what happened."""
    description = answer["description"]
    contents: list[Any] = list(answer.get("content", {}).values())
    schema = contents[0]["schema"] if contents else {}
    shape = "File" if schema.get("format") == "binary" else schema.get("$ref", "").rpartition("/")[2]
    happened = ERROR_NAMES.get(description) or _join_words(description)
    return happened if shape == "ErrorOut" else shape + happened


def _name_parameter(parameter: Mapping[str, Any]) -> str:
    """Return its name with what tells it from others of that name: its description, or else its default."""
    name = parameter["name"]
    description = parameter.get("description", "")
    if (name, description) in _LIST_FIELDS:
        description = ""
    elif not description:
        description = str(parameter["schema"].get("default", ""))
    words = [word for word in _WORD.findall(description) if word.lower() not in {*_SMALL_WORDS, name.lower()}]
    return _join_words(" ".join([name, *words]))


def _join_words(text: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in _WORD.findall(text))
