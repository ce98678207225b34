"""JSON-RPC of Payme's calls. The JSON is parsed strictly; the member `jsonrpc` is not checked. Each call is answered
with `result` or `error`.
"""

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
    """One request; `id` is echoed unchanged, `params` are not validated yet."""

    method: str
    params: Any
    id: CallId


def parse_body(body: bytes) -> Any:
    """Return the body as JSON, or INVALID_JSON.

    orjson refuses what is not strict JSON (NaN, lone surrogates, endless nesting) and numbers beyond a double. The
    standard library then reads integers above 64 bits exactly; orjson would read them as floats.
    """
    try:
        orjson.loads(body)
        return json.loads(body)
    except (ValueError, RecursionError):
        return INVALID_JSON


def get_call_id(parsed: Any) -> CallId:
    """Return the id of a parsed body, None when there is no valid one."""
    call_id = parsed.get("id") if isinstance(parsed, dict) else None
    return call_id if _is_plain(call_id) else None


def parse_call(parsed: Any) -> RpcCall:
    """Return the request; PaymeRpcError for invalid JSON, a non-object, a missing method or an id of a wrong type."""
    if parsed is INVALID_JSON:
        raise PaymeRpcError(PaymeError.NOT_JSON)
    if not isinstance(parsed, dict):
        raise PaymeRpcError(PaymeError.BAD_REQUEST)
    if not _is_plain(parsed.get("id")):
        raise PaymeRpcError(PaymeError.BAD_REQUEST, "id")
    method = parsed.get("method")
    if not isinstance(method, str):
        raise PaymeRpcError(PaymeError.BAD_REQUEST, "method")
    return RpcCall(method=method, params=parsed.get("params"), id=parsed.get("id"))


def build_result(id: CallId, result: Mapping[str, Any]) -> bytes:  # noqa: A002
    """Return the body of a successful answer."""
    return _encode({"jsonrpc": "2.0", "id": id, "result": result})


def build_error(id: CallId, error: PaymeRpcError) -> bytes:  # noqa: A002
    """Return the body of an error answer."""
    error_data = {"code": int(error.code), "message": MESSAGES[error.code], "data": error.data}
    return _encode({"jsonrpc": "2.0", "id": id, "error": error_data})


def _is_plain(value: Any) -> bool:
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))


def _encode(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
