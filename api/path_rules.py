"""What the operation of a request declares about it, found by method and path before Django looks for the operation."""

import re
from functools import cache
from typing import Any

from api.app import api

API_PATH = "/api/v1"

_PARAMETER = re.compile(r"\{[^}]*\}")


def find_declared(name: str, method: str, path: str) -> Any:
    """Return what the operation of this path declares under a name (`lane`, `max_body`), or None."""
    expression, values = _build_rules(name).get(method, (None, []))
    match = expression.fullmatch(path) if expression else None
    return values[match.lastindex - 1] if match and match.lastindex else None


@cache
def _build_rules(name: str) -> dict[str, tuple[re.Pattern[str], list[Any]]]:
    """Return, by method, one expression with a group for each path that declares it, and the values of the groups."""
    declared: dict[str, list[tuple[str, Any]]] = {}
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            full_path = re.sub(r"/+", "/", f"{API_PATH}/{router.prefix}/{path}")
            for operation in view.operations:
                if value := getattr(operation.view_func, name, None):
                    for method in operation.methods:
                        declared.setdefault(method, []).append((_build_expression(full_path), value))
    return {
        method: (re.compile("|".join(f"({path})" for path, _value in rules)), [value for _path, value in rules])
        for method, rules in declared.items()
    }


def _build_expression(path: str) -> str:
    return "[^/]+".join(re.escape(part) for part in _PARAMETER.split(path))
