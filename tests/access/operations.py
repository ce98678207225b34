"""Every operation of the API, read from the assembled API itself."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from api.app import api
from api.auth import Optional, Public, Requires
from api.management.commands.openapi import PATH
from api.openapi_components import expand_components

FILLED = {"uuid": str(UUID(int=7)), "uuidstr": str(UUID(int=7)), "int": "7", "str": "x", "slug": "x", "path": "x"}
_PARAMETER = re.compile(r"\{(?:(\w+):)?(\w+)\}")


@dataclass(frozen=True)
class Operation:
    """One method of one path (as it stands in the code, with its parameters) and what it asks for."""

    method: str
    path: str
    operation_id: str
    auth: tuple[Any, ...]
    statuses: tuple[int, ...] = field(default=(), compare=False)

    @property
    def name(self) -> str:
        """As endpoints are listed: `GET /courses/groups/{id}/`."""
        return self.method + " " + _PARAMETER.sub(r"{\2}", self.path)

    @property
    def url(self) -> str:
        """A path that leads to it; its ids are of nothing that exists."""
        return _PARAMETER.sub(lambda m: FILLED[m.group(1) or "uuid"], self.path)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters in the path, in order."""
        return tuple(match.group(2) for match in _PARAMETER.finditer(self.path))

    def at(self, *values: Any) -> str:
        """The path with these values for its parameters, in order."""
        left = iter(values)
        return _PARAMETER.sub(lambda _: str(next(left)), self.path)

    @property
    def writes(self) -> bool:
        return self.method not in ("GET", "HEAD")

    @property
    def success(self) -> int:
        """The status of the answer to whoever may."""
        return min(status for status in self.statuses if 200 <= status < 300)

    @property
    def schema(self) -> dict[str, Any]:
        """Its part of the OpenAPI schema."""
        assert self.operation_id in _described(), f"{self.name} is not in docs/openapi.json: run ./talim generate"
        return _described()[self.operation_id]

    @property
    def area(self) -> str:
        """The tag of its router."""
        return str(self.schema["tags"][0])

    @property
    def body_schema(self) -> dict[str, Any] | None:
        """The JSON schema of its JSON body; None without one."""
        content = self.schema.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return None
        return resolved(content["application/json"]["schema"])

    @property
    def id_filters(self) -> tuple[str, ...]:
        """The query parameters that take an id."""
        results = []
        for parameter in self.schema.get("parameters", []):
            kinds = [parameter["schema"], *parameter["schema"].get("anyOf", [])]
            if parameter["in"] == "query" and any(kind.get("format") == "uuid" for kind in kinds):
                results.append(parameter["name"])
        return tuple(results)

    @property
    def is_public(self) -> bool:
        return any(isinstance(check, Public) for check in self.auth)

    @property
    def is_optional(self) -> bool:
        """Whether it is public and a token, where one is sent, has to hold."""
        return any(isinstance(check, Optional) for check in self.auth)

    @property
    def permission(self) -> str | None:
        """The permission it asks for; None when it is not behind exactly one `requires(…)`."""
        if len(self.auth) == 1 and isinstance(self.auth[0], Requires):
            return self.auth[0].permission
        return None


@cache
def document() -> dict[str, Any]:
    """The committed OpenAPI document, answers and parameters in full; tests/api/test_schema.py holds it to the code."""
    return expand_components(json.loads(PATH.read_text(encoding="utf-8")))


@cache
def _described() -> dict[str, dict[str, Any]]:
    return {method["operationId"]: method for methods in document()["paths"].values() for method in methods.values()}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema that a `$ref`, alone or in `allOf`, leads to, or the schema itself."""
    schema = schema.get("allOf", [schema])[0]
    while "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def list_components(schema: dict[str, Any]) -> dict[str, Any]:
    """The components that a schema refers to, and those that these refer to, by name."""
    found: dict[str, Any] = {}
    ahead = [schema]
    while ahead:
        for name in set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(ahead.pop()))) - found.keys():
            found[name] = document()["components"]["schemas"][name]
            ahead.append(found[name])
    return found


def _walk() -> Iterator[Operation]:
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            full_path = re.sub(r"/+", "/", f"/{router.prefix}/{path}")
            for operation in view.operations:
                operation_id = operation.operation_id or api.get_openapi_operation_id(operation)
                statuses = tuple(status for status in operation.response_models if isinstance(status, int))
                for method in operation.methods:
                    yield Operation(method, full_path, operation_id, tuple(operation.auth_callbacks), statuses)


OPERATIONS = sorted(_walk(), key=lambda operation: operation.name)
GUARDED = [operation for operation in OPERATIONS if not operation.is_public]
