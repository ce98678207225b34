"""Parsers of a call's `params`. BAD_REQUEST with the field's name for an invalid value."""

from typing import Any

from apps.payments.gateways.payme.errors import PaymeError, PaymeRpcError

Params = dict[str, Any]
MAX_ID_LENGTH = 64
MAX_TIME = 9_999_999_999_999
"""Thirteen digits of milliseconds: the year 2286."""
MAX_INTEGER = 2**31 - 1
MAX_BIGINT = 2**63 - 1


def parse_identifier(params: Params, name: str = "id") -> str:
    """Return Payme's id: a text of 1 to 64 characters."""
    value = params.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= MAX_ID_LENGTH or "\x00" in value:
        raise PaymeRpcError(PaymeError.BAD_REQUEST, name)
    return value


def parse_integer(params: Params, name: str) -> int:
    """Return an integer of any size."""
    value = params.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise PaymeRpcError(PaymeError.BAD_REQUEST, name)
    return value


def parse_time(params: Params, name: str = "time") -> int:
    """Return a moment in milliseconds since the Unix epoch."""
    value = parse_integer(params, name)
    if not 0 < value <= MAX_TIME:
        raise PaymeRpcError(PaymeError.BAD_REQUEST, name)
    return value


def parse_time_bound(params: Params, name: str) -> int:
    """Return one end of a time range, limited to what a bigint column can hold."""
    return max(-MAX_BIGINT, min(parse_integer(params, name), MAX_BIGINT))


def parse_reason(params: Params, name: str = "reason") -> int:
    """Return the reason of a cancellation: an integer that fits its column."""
    value = parse_integer(params, name)
    if abs(value) > MAX_INTEGER:
        raise PaymeRpcError(PaymeError.BAD_REQUEST, name)
    return value


def parse_account(params: Params, name: str = "account") -> dict[str, Any]:
    """Return the account object, not validated yet."""
    value = params.get(name)
    if not isinstance(value, dict):
        raise PaymeRpcError(PaymeError.BAD_REQUEST, name)
    return value
