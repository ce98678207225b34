"""The JSON-RPC around Payme's calls: read strictly, answered with one of `result` and `error`, never both."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from apps.payments.gateways.payme.errors import MESSAGES, PaymeError, PaymeRpcError

CallId = str | int | float | None
INVALID_JSON = object()
"""What a body that is no JSON reads as."""


@dataclass(frozen=True)
class RpcCall:
    """One request; `id` is echoed as it came, `params` are not looked at yet."""

    method: str
    params: Any
    id: CallId


def parse_body(body: bytes) -> Any:
    """The body as JSON, or UNREADABLE.

    orjson refuses what is not quite JSON (NaN, lone surrogates, endless nesting); the standard library reads whole
    numbers of any length exactly.
    """
    try:
        orjson.loads(body)
        return json.loads(body)
    except (ValueError, RecursionError):
        return INVALID_JSON


def get_call_id(found: Any) -> CallId:
    """The id of what was read, as far as there is one; nothing else of it is looked at."""
    given = found.get("id") if isinstance(found, dict) else None
    return given if _is_plain(given) else None


def parse_call(found: Any) -> RpcCall:
    """The request that was read; RpcError for no JSON and no object, for no method and an id of another type."""
    if found is INVALID_JSON:
        raise PaymeRpcError(PaymeError.NOT_JSON)
    if not isinstance(found, dict):
        raise PaymeRpcError(PaymeError.BAD_REQUEST)
    if not _is_plain(found.get("id")):
        raise PaymeRpcError(PaymeError.BAD_REQUEST, "id")
    method = found.get("method")
    if not isinstance(method, str):
        raise PaymeRpcError(PaymeError.BAD_REQUEST, "method")
    return RpcCall(method=method, params=found.get("params"), id=found.get("id"))


def build_result(id: CallId, result: Mapping[str, Any]) -> bytes:  # noqa: A002
    """The body of an answer."""
    return _encode({"jsonrpc": "2.0", "id": id, "result": result})


def build_error(id: CallId, error: PaymeRpcError) -> bytes:  # noqa: A002
    """The body of a refusal."""
    told = {"code": int(error.code), "message": MESSAGES[error.code], "data": error.data}
    return _encode({"jsonrpc": "2.0", "id": id, "error": told})


def _is_plain(value: Any) -> bool:
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))


def _encode(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
