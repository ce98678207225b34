"""The fields of a call's `params`, by name and type. BAD_REQUEST with the field's name for what does not fit."""

from typing import Any

from apps.payments.gateways.payme.errors import Code, RpcError

Params = dict[str, Any]
LONGEST_ID = 64
LATEST = 9_999_999_999_999
"""Thirteen digits of milliseconds: the year 2286."""
HIGHEST_INTEGER = 2**31 - 1
HIGHEST_BIGINT = 2**63 - 1


def identifier(params: Params, name: str = "id") -> str:
    """Payme's identifier: a text of 1 to 64 characters, matched exactly."""
    value = params.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID or "\x00" in value:
        raise RpcError(Code.BAD_REQUEST, name)
    return value


def whole(params: Params, name: str) -> int:
    """A whole number, however large."""
    value = params.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RpcError(Code.BAD_REQUEST, name)
    return value


def time(params: Params, name: str = "time") -> int:
    """A moment in milliseconds since the Unix epoch."""
    value = whole(params, name)
    if not 0 < value <= LATEST:
        raise RpcError(Code.BAD_REQUEST, name)
    return value


def bound(params: Params, name: str) -> int:
    """One end of a time span; one that no column could hold means the last that can."""
    return max(-HIGHEST_BIGINT, min(whole(params, name), HIGHEST_BIGINT))


def reason(params: Params, name: str = "reason") -> int:
    """Why something was cancelled: any whole number that can be kept."""
    value = whole(params, name)
    if abs(value) > HIGHEST_INTEGER:
        raise RpcError(Code.BAD_REQUEST, name)
    return value


def account(params: Params, name: str = "account") -> dict[str, Any]:
    """What is paid, not looked into yet."""
    value = params.get(name)
    if not isinstance(value, dict):
        raise RpcError(Code.BAD_REQUEST, name)
    return value
