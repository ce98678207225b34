"""Which lane a request belongs to, and whose request it is, before any query.

Operations declare their lane. A request for a table (`format=csv`, `Accept: text/csv`) and a part of an upload have one
without that.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from api.app import api
from api.body_limits import UPLOADS_PATH
from api.lanes import EXPORTS, PASSWORDS, UPLOADS, Lane
from api.tables import pick_table_kind
from apps.accounts import tokens
from apps.accounts.client_ip import choose_client_ip

API_PATH = "/api/v1"
ADMIN_SIGN_IN_PATH = "/admin/login/"

_PARAMETER = re.compile(r"\{[^}]*\}")


def find_lane(scope: Mapping[str, Any]) -> tuple[Lane, str] | None:
    """Return the lane of a request and the key of its person; None for a request that is not heavy.

    A request without a valid access token is not heavy: it is refused at once. The token of an upload is in its
    address, so the client's address stands for the person.
    """
    method, path = scope["method"], scope["path"]
    if path == ADMIN_SIGN_IN_PATH:
        return (PASSWORDS, _get_address(scope)) if method == "POST" else None
    if not path.startswith(API_PATH):
        return None
    if path.startswith(UPLOADS_PATH):
        return (UPLOADS, _get_address(scope)) if method == "PUT" else None
    lane = EXPORTS if method == "GET" and _asks_for_table(scope) else _find_declared_lane(method, path)
    if lane is None:
        return None
    if lane.by_address:
        return lane, _get_address(scope)
    scheme, _space, token = _get_header(scope, b"authorization").partition(" ")
    person = tokens.read_user_id(token.strip()) if scheme.lower() == "bearer" else None
    return (lane, str(person)) if person else None


def _get_address(scope: Mapping[str, Any]) -> str:
    client = scope.get("client") or ("",)
    return choose_client_ip(client[0], _get_header(scope, b"x-forwarded-for")) or ""


def _get_header(scope: Mapping[str, Any], wanted: bytes) -> str:
    """Return the header; one that came several times is joined, as in Django's request."""
    return ",".join(value.decode("latin-1") for name, value in scope["headers"] if name == wanted)


def _asks_for_table(scope: Mapping[str, Any]) -> bool:
    query = scope.get("query_string", b"")
    wanted = ""
    if b"format" in query or b"%" in query:
        wanted = dict(parse_qsl(query.decode("latin-1"))).get("format", "")
    return pick_table_kind(wanted, _get_header(scope, b"accept")) is not None


def _find_declared_lane(method: str, path: str) -> Lane | None:
    expression, lanes = _build_rules().get(method, (None, []))
    match = expression.fullmatch(path) if expression else None
    return lanes[match.lastindex - 1] if match and match.lastindex else None


@cache
def _build_rules() -> dict[str, tuple[re.Pattern[str], list[Lane]]]:
    """Return, by method, one expression with a group for each declared path, and the lanes of the groups."""
    declared: dict[str, list[tuple[str, Lane]]] = {}
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            full_path = re.sub(r"/+", "/", f"{API_PATH}/{router.prefix}/{path}")
            for operation in view.operations:
                if lane := getattr(operation.view_func, "lane", None):
                    for method in operation.methods:
                        declared.setdefault(method, []).append((_build_expression(full_path), lane))
    return {
        method: (re.compile("|".join(f"({path})" for path, _lane in rules)), [lane for _path, lane in rules])
        for method, rules in declared.items()
    }


def _build_expression(path: str) -> str:
    return "[^/]+".join(re.escape(part) for part in _PARAMETER.split(path))
