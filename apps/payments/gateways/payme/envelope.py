"""The JSON-RPC around Payme's calls: read strictly, answered with one of `result` and `error`, never both."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from apps.payments.gateways.payme.errors import MESSAGES, Code, RpcError

Id = str | int | float | None
UNREADABLE = object()
"""What a body that is no JSON reads as."""


@dataclass(frozen=True)
class Call:
    """One request; `id` is echoed as it came, `params` are not looked at yet."""

    method: str
    params: Any
    id: Id


def read(body: bytes) -> Any:
    """The body as JSON, or UNREADABLE.

    orjson refuses what is not quite JSON (NaN, lone surrogates, endless nesting); the standard library reads whole
    numbers of any length exactly.
    """
    try:
        orjson.loads(body)
        return json.loads(body)
    except (ValueError, RecursionError):
        return UNREADABLE


def id_of(found: Any) -> Id:
    """The id of what was read, as far as there is one; nothing else of it is looked at."""
    given = found.get("id") if isinstance(found, dict) else None
    return given if _is_plain(given) else None


def call_of(found: Any) -> Call:
    """The request that was read; RpcError for no JSON and no object, for no method and an id of another type."""
    if found is UNREADABLE:
        raise RpcError(Code.NOT_JSON)
    if not isinstance(found, dict):
        raise RpcError(Code.BAD_REQUEST)
    if not _is_plain(found.get("id")):
        raise RpcError(Code.BAD_REQUEST, "id")
    method = found.get("method")
    if not isinstance(method, str):
        raise RpcError(Code.BAD_REQUEST, "method")
    return Call(method=method, params=found.get("params"), id=found.get("id"))


def success(id: Id, result: Mapping[str, Any]) -> bytes:  # noqa: A002
    """The body of an answer."""
    return _written({"jsonrpc": "2.0", "id": id, "result": result})


def failure(id: Id, error: RpcError) -> bytes:  # noqa: A002
    """The body of a refusal."""
    told = {"code": int(error.code), "message": MESSAGES[error.code], "data": error.data}
    return _written({"jsonrpc": "2.0", "id": id, "error": told})


def _is_plain(value: Any) -> bool:
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))


def _written(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
