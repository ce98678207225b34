"""Which lane a request belongs to, and whose request it is, before any query.

Operations declare their lane. A request for a table (`format=csv`, `Accept: text/csv`), a search (`search=…`) and a
part of an upload have one without that.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from api.body_limits import UPLOADS_PATH
from api.lanes import EXPORTS, PASSWORDS, SEARCHES, UPLOADS, Lane
from api.path_rules import API_PATH, find_declared
from api.tables import pick_table_kind
from apps.accounts import tokens
from apps.accounts.client_ip import choose_client_ip
from apps.accounts.request_classes import SEARCH

ADMIN_SIGN_IN_PATH = "/admin/login/"


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
    lane: Lane | None = _find_lane_by_query(scope) if method == "GET" else None
    lane = lane or find_declared("lane", method, path)
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


def _find_lane_by_query(scope: Mapping[str, Any]) -> Lane | None:
    query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    if pick_table_kind(query.get("format", ""), _get_header(scope, b"accept")) is not None:
        return EXPORTS
    return SEARCHES if SEARCH.holds(query) else None
