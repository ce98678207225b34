"""The API surface: what clients of the REST API rely on, as lines of text, and which changes break them.

`surface(schema)` reads two sets from an OpenAPI document. *Promises* must stay: operations with their ids, answers,
fields of answers, parameters, fields and values that requests may send. *Demands* must not grow: required parameters
and fields, and bounds of values. Only a tighter bound is a new demand. New optional parameters, fields, operations and
values of answers are not breaking.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.openapi_components import expand_components

METHODS = ("get", "post", "put", "patch", "delete")
UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
BOUND_LINE = re.compile(r"^(?P<what>bound .+) (?P<name>\w+) (?P<value>-?[\d.]+)$")


@dataclass(frozen=True)
class ApiSurface:
    """The promises and demands of a schema, one line each."""

    promises: frozenset[str]
    demands: frozenset[str]

    def to_text(self) -> str:
        """Return the lines of docs/api-surface.txt, sorted; `parse` reads them."""
        lines = [f"+ {promise}" for promise in sorted(self.promises)] + [
            f"! {demand}" for demand in sorted(self.demands)
        ]
        return "".join(f"{line}\n" for line in lines)


def parse_api_surface(text: str) -> ApiSurface:
    """Parse the text that `ApiSurface.to_text` wrote."""
    lines = text.splitlines()
    return ApiSurface(
        promises=frozenset(line[2:] for line in lines if line.startswith("+ ")),
        demands=frozenset(line[2:] for line in lines if line.startswith("! ")),
    )


def extract_api_surface(schema: Mapping[str, Any]) -> ApiSurface:
    """Return the surface of an OpenAPI document."""
    return _SchemaReader(expand_components(schema)).read()


def find_breaking_changes(released: ApiSurface, current: ApiSurface) -> list[str]:
    """Return the breaking changes, sorted: `gone: …` for a lost promise, `asked: …` for a new demand."""
    gone = [f"gone: {line}" for line in released.promises - current.promises]
    released_bounds = {key: value for key, value in map(_parse_bound, released.demands) if key}
    operations = {_get_subject(line) for line in released.promises}
    demanded = [
        f"asked: {line}"
        for line in current.demands - released.demands
        if _get_subject(line) in operations and not _is_looser_bound(line, released_bounds)
    ]
    return sorted([*gone, *demanded])


def _parse_bound(line: str) -> tuple[str, float]:
    match = BOUND_LINE.match(line)
    return (f"{match['what']} {match['name']}", float(match["value"])) if match else ("", 0.0)


def _is_looser_bound(line: str, released_bounds: Mapping[str, float]) -> bool:
    key, value = _parse_bound(line)
    if key not in released_bounds:
        return False
    return value >= released_bounds[key] if key.rpartition(" ")[2] in UPPER_BOUNDS else value <= released_bounds[key]


def _get_subject(line: str) -> str:
    """Return the operation or schema that a line is about. A new one may demand anything."""
    return " ".join(line.split(" ")[1:3]) if line.split(" ")[1].isupper() else line.split(" ")[1].partition(".")[0]


class _SchemaReader:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._paths = schema["paths"]
        self._schemas: Mapping[str, Any] = schema.get("components", {}).get("schemas", {})
        self._promises: set[str] = set()
        self._demands: set[str] = set()

    def read(self) -> ApiSurface:
        sent: set[str] = set()
        given: set[str] = set()
        for path, item in self._paths.items():
            for method in METHODS:
                if method in item:
                    self._read_operation(f"{method.upper()} {path}", item[method], sent, given)
        for name in sorted(self._find_reachable(given)):
            self._read_response_schema(name, self._schemas[name])
        for name in sorted(self._find_reachable(sent)):
            self._read_request_schema(name, self._schemas[name])
        return ApiSurface(frozenset(self._promises), frozenset(self._demands))

    def _read_operation(self, where: str, operation: Mapping[str, Any], sent: set[str], given: set[str]) -> None:
        self._promises.add(f"operation {where} {operation['operationId']}")
        for parameter in operation.get("parameters", []):
            self._promises.add(f"parameter {where} {parameter['name']}: {_describe_type(parameter['schema'])}")
            self._read_constraints(f"{where} {parameter['name']}", parameter["schema"])
            if parameter.get("required"):
                self._demands.add(f"needs {where} {parameter['name']}")
        body = operation.get("requestBody", {})
        for kind, content in body.get("content", {}).items():
            self._promises.add(f"body {where} {kind} {_describe_type(content['schema'])}")
            sent.update(_iter_references(content["schema"]))
            self._read_form(f"{where} {kind}", content["schema"])
        if body.get("required"):
            self._demands.add(f"needs {where} body")
        for status, answer in operation["responses"].items():
            if not str(status).startswith("2"):
                continue
            self._promises.add(f"answer {where} {status}")
            for kind, content in answer.get("content", {}).items():
                self._promises.add(f"answer {where} {status} {kind} {_describe_type(content['schema'])}")
                given.update(_iter_references(content["schema"]))

    def _read_form(self, where: str, schema: Mapping[str, Any]) -> None:
        """Read a form whose fields are defined in the operation itself."""
        for field, kind in schema.get("properties", {}).items():
            self._promises.add(f"takes {where}.{field}: {_describe_type(kind)}")
        self._demands.update(f"needs {where}.{field}" for field in schema.get("required", []))

    def _find_reachable(self, names: Iterable[str]) -> set[str]:
        reached: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(_iter_references(self._schemas[name]))
        return reached

    def _read_response_schema(self, name: str, schema: Mapping[str, Any]) -> None:
        always = set(schema.get("required", []))
        for field, kind in schema.get("properties", {}).items():
            self._promises.add(f"gives {name}.{field}: {_describe_type(kind)}")
            if field in always:
                self._promises.add(f"always {name}.{field}")

    def _read_request_schema(self, name: str, schema: Mapping[str, Any]) -> None:
        for value in schema.get("enum", []):
            self._promises.add(f"value {name} {value}")
        for field, kind in schema.get("properties", {}).items():
            self._promises.add(f"takes {name}.{field}: {_describe_type(kind)}")
            self._read_constraints(f"{name}.{field}", kind)
        self._demands.update(f"needs {name}.{field}" for field in schema.get("required", []))

    def _read_constraints(self, where: str, schema: Mapping[str, Any]) -> None:
        for part in (schema, *schema.get("anyOf", []), *schema.get("allOf", [])):
            self._promises.update(f"value {where} {value}" for value in part.get("enum", []))
            self._demands.update(
                f"bound {where} {name} {part[name]}" for name in (*UPPER_BOUNDS, *LOWER_BOUNDS) if name in part
            )
            if "pattern" in part:
                self._demands.add(f"pattern {where} {part['pattern']}")


def _iter_references(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        for value in schema.values():
            yield from _iter_references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _iter_references(value)


def _describe_type(schema: Mapping[str, Any]) -> str:
    """Return a schema's type in one word: `[string]`, `uuid|null`, `MoneyIn`."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if parts := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        return "|".join(sorted(_describe_type(part) for part in parts))
    if schema.get("type") == "array":
        return f"[{_describe_type(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type") or "any")
