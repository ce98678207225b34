"""Generates the TypeScript types in `clients/ts/src/generated/` from JSON schemas.

It knows the keywords that our schemas use and fails on any other. Each type and each operation is one line, as in
docs/openapi.json, so that a change is a change of few lines.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from api.openapi_components import expand_components

HEADER = "// Made by `./talim generate`. Do not edit."
BASE = "/api/v1"
METHODS = ("get", "post", "put", "patch", "delete")
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
_NAME = re.compile(r"[A-Za-z_$][\w$]*")


def generate_rest_types(document: Mapping[str, Any]) -> str:
    """Return the types of an OpenAPI document: its schemas, `Paths`, and the POSTs that take an `Idempotency-Key`."""
    document = expand_components(document)
    parts = [HEADER, *_declare_types(document["components"]["schemas"])]
    rows, repeatable = [], []
    for path, methods in document["paths"].items():
        short = path.removeprefix(BASE)
        operations = [f"{name}: {_operation_type(methods[name])}" for name in METHODS if name in methods]
        rows.append(f"  {json.dumps(short)}: {{ " + ";\n    ".join(operations) + " };")
        if any(p["name"] == "Idempotency-Key" for p in methods.get("post", {}).get("parameters", [])):
            repeatable.append(json.dumps(short))
    parts.append("/** Every operation by path (under `/api/v1`) and method. */\nexport interface Paths {")
    parts += [*rows, "}"]
    listed = "".join(f"  {path},\n" for path in sorted(repeatable))
    parts.append(f"/** POSTs that take an `Idempotency-Key`. */\nexport const REPEATABLE: string[] = [\n{listed}];\n")
    return "\n".join(parts)


def generate_socket_types(document: Mapping[str, Any]) -> str:
    """Return the types of docs/realtime.json: its schemas, `Snapshots` by kind of stream, `Events` by type."""
    parts = [HEADER, *_declare_types(document["schemas"])]
    for name, key, inner in (("Snapshots", "streams", "snapshot"), ("Events", "events", "")):
        rows = [
            f"  {json.dumps(kind)}: {generate_type(value[inner] if inner else value)};"
            for kind, value in document[key].items()
        ]
        parts += [f"export interface {name} {{", *rows, "}"]
    return "\n".join([*parts, ""])


def generate_type(schema: Mapping[str, Any]) -> str:
    """Return one schema as a TypeScript type. Raise ValueError for an unknown kind of schema."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for keyword, sign in (("anyOf", " | "), ("oneOf", " | "), ("allOf", " & ")):
        if keyword in schema:
            return sign.join(dict.fromkeys(_parenthesize(generate_type(part)) for part in schema[keyword]))
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in values)
    kind = schema.get("type")
    if kind == "array":
        return _array_type(schema)
    if kind == "object":
        return _object_type(schema)
    if kind == "string" and schema.get("format") == "binary":
        return "Blob"
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind is None:
        return "unknown"
    raise ValueError(f"no type for {schema}")


def _declare_types(schemas: Mapping[str, Any]) -> list[str]:
    """Return each named schema as an exported declaration."""
    parts = []
    for name, schema in schemas.items():
        words = _doc_comment(schema.get("description", ""))
        body = generate_type(schema)
        shape = (
            f"interface {name} {body}" if body.startswith("{") and "properties" in schema else f"type {name} = {body};"
        )
        parts.append(f"{words}export {shape}")
    return parts


def _operation_type(operation: Mapping[str, Any]) -> str:
    """Return the type of an operation with the fields `path`, `query`, `body`, `form` and `answer`."""
    fields = []
    for place in ("path", "query"):
        parameters = [parameter for parameter in operation.get("parameters", []) if parameter["in"] == place]
        if parameters:
            fields.append(f"{place}: {{ {'; '.join(_parameter_field(parameter) for parameter in parameters)} }}")
    content = operation.get("requestBody", {}).get("content", {})
    for kind, field in (("application/json", "body"), ("multipart/form-data", "form")):
        if kind in content:
            fields.append(f"{field}: {generate_type(content[kind]['schema'])}")
    fields.append(f"answer: {_response_type(operation['responses'])}")
    return "{ " + "; ".join(fields) + " }"


def _parameter_field(parameter: Mapping[str, Any]) -> str:
    mark = "" if parameter.get("required") else "?"
    return f"{_property_name(parameter['name'])}{mark}: {generate_type(parameter['schema'])}"


def _response_type(responses: Mapping[str, Any]) -> str:
    """Return the union of the types of all 2xx answers. A file, or a part of one, is a Blob."""
    if "206" in responses:
        return "Blob"
    bodies = [
        generate_type(next(iter(answer["content"].values()))["schema"]) if answer.get("content") else "undefined"
        for status, answer in responses.items()
        if status.startswith("2")
    ]
    return " | ".join(dict.fromkeys(bodies)) or "undefined"


def _array_type(schema: Mapping[str, Any]) -> str:
    if "prefixItems" in schema:
        return "[" + ", ".join(generate_type(item) for item in schema["prefixItems"]) + "]"
    return _parenthesize(generate_type(schema.get("items", {}))) + "[]"


def _object_type(schema: Mapping[str, Any]) -> str:
    properties = schema.get("properties")
    if not properties:
        values = schema.get("additionalProperties")
        return f"Record<string, {generate_type(values) if isinstance(values, dict) else 'unknown'}>"
    required = schema.get("required", [])
    rows = [
        f"{_property_name(name)}{'' if name in required else '?'}: {generate_type(inner)}"
        for name, inner in properties.items()
    ]
    return "{ " + "; ".join(rows) + " }"


def _parenthesize(text: str) -> str:
    return f"({text})" if " | " in text or " & " in text else text


def _property_name(name: str) -> str:
    return name if _NAME.fullmatch(name) else json.dumps(name)


def _doc_comment(text: str) -> str:
    words = " ".join(text.split()).replace("*/", "* /")
    return f"/** {words} */ " if words else ""
