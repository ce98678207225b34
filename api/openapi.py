"""Completes the OpenAPI schema: adds the errors that any operation can answer, and shares what is equal."""

import re
from http.client import responses as PHRASES  # noqa: N812 - it is a constant
from typing import TYPE_CHECKING, Any

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.schema import NinjaGenerateJsonSchema

from api.auth import Public
from api.errors import ErrorOut
from api.homework.pupil_work_schemas import SubmitIn
from api.openapi_components import share_components

if TYPE_CHECKING:
    from ninja import NinjaAPI

_DESCRIPTIONS = {
    400: "Not a readable request",
    401: "Not signed in",
    403: "Not permitted",
    413: "Too large",
    415: "Not a kind of content that is taken here",
    422: "Values that cannot be taken",
    429: "Too many requests",
    500: "A failure of ours",
    503: "Not available for the moment",
}
_STATUS_NAMES = {413: "Request Entity Too Large", 422: "Unprocessable Entity"}
"""What Python 3.13 calls in another way: the schema is the same with every Python."""
_OPERATION_KEYS = (
    "operationId", "tags", "summary", "description", "security", "parameters", "requestBody", "responses",
)  # fmt: skip
_SCHEMA_NAME = re.compile(r"'#/components/schemas/([^']+)'")


def complete_schema(schema: OpenAPISchema, api: "NinjaAPI") -> OpenAPISchema:
    """Add the error body, the submission form (it is parsed by hand), the common errors and the spelling of headers.

    Return the same object.
    """
    schemas: dict[str, Any] = schema["components"]["schemas"]
    for named in (ErrorOut, SubmitIn):
        model = named.model_json_schema(ref_template=REF_TEMPLATE, schema_generator=NinjaGenerateJsonSchema)
        schemas.update(model.pop("$defs", {}))
        schemas[named.__name__] = model
    public = _find_public_operations(api)
    for path in schema["paths"].values():
        for method, operation in path.items():
            _add_error_responses(operation, is_public=operation["operationId"] in public)
            _spell_headers(operation)
            _unwrap_body(operation)
            path[method] = dict(sorted(operation.items(), key=lambda item: _OPERATION_KEYS.index(item[0])))
    schema["components"]["schemas"] = _order_by_use(schemas, schema["paths"])
    share_components(schema)
    schema["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    return schema


def _order_by_use(schemas: dict[str, Any], paths: dict[str, Any]) -> dict[str, Any]:
    """Order schemas as operations use them, parts before wholes: gzip finds what is alike only where it is near."""
    ordered: dict[str, Any] = {}

    def add(name: str) -> None:
        if name not in begun:
            begun.add(name)
            add_all(schemas[name])
            ordered[name] = schemas[name]

    def add_all(part: Any) -> None:
        for name in _SCHEMA_NAME.findall(str(part)):
            add(name)

    begun: set[str] = set()
    add_all(paths)
    for name in sorted(schemas):
        add(name)
    return ordered


def _spell_headers(operation: dict[str, Any]) -> None:
    """Name headers as clients send them (`Idempotency-Key`); Ninja writes the names of the arguments."""
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "header":
            parameter["name"] = parameter["name"].replace("_", "-").title()


def _unwrap_body(operation: dict[str, Any]) -> None:
    """Refer to the schema of an optional body as to that of any other; pydantic wraps it in `allOf`."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        parts = content["schema"].get("allOf", [])
        if len(parts) == 1:
            content["schema"] = parts[0]


def _find_public_operations(api: "NinjaAPI") -> set[str]:
    return {
        operation.operation_id or api.get_openapi_operation_id(operation)
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
        if any(isinstance(callback, Public) for callback in operation.auth_callbacks)
    }


def _add_error_responses(operation: dict[str, Any], *, is_public: bool) -> None:
    statuses = {422, 429, 500, 503}
    if not is_public:
        statuses |= {401, 403}
    if operation.get("requestBody"):
        statuses |= {400, 413, 415}
    operation.pop("security", None)
    if not is_public:
        operation["security"] = [{"bearer": []}]
    responses: dict[Any, Any] = {int(status): answer for status, answer in operation["responses"].items()}
    for status in statuses - set(responses):
        responses[status] = {"description": _DESCRIPTIONS[status]}
    for status, answer in responses.items():
        if answer["description"] == PHRASES[status]:
            answer["description"] = _STATUS_NAMES.get(status, PHRASES[status])
        if status >= 400:
            answer.setdefault("content", {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorOut"}}})
    operation["responses"] = {str(status): responses[status] for status in sorted(responses)}
