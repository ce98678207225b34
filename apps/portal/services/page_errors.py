"""Errors inside the built-in pages, written to the log under the id of the request that reports them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from apps.accounts import rate_limits

log = structlog.get_logger(__name__)

HOUR_SECONDS = 3600
PER_HOUR_OF_ADDRESS = 60
PER_HOUR = 600
"""Of all addresses together: more of them tell nothing new, and would fill the log."""

_REMOVED = (
    # Browsers quote what could not be read, also a part of an answer; names of properties stand in single quotes.
    re.compile(r'".*"|“.*”|«.*»|`.*`'),
    re.compile(r"'(?![\w$.#]{1,40}')[^']*'"),
    re.compile(r"\b\w+:/\S+"),
    re.compile(r"\S+@\S+"),
    re.compile(r"\d[\d ()-]{3,}\d"),
)


@dataclass(frozen=True)
class PageError:
    """What broke: the page without ids (`groups/:id`), the error's name and message, and `file:line:column` of its
    stack, the innermost first.
    """

    page: str
    name: str
    message: str
    frames: Sequence[str]


def log_page_error(error: PageError, *, client: str | None) -> None:
    """Write the error to the log, its message without what may be somebody's. Raise TooMany; then nothing is written.

    `client` is the address that reports it; it is counted and not written.
    """
    if client:
        network = rate_limits.get_client_network(client)
        rate_limits.enforce_limit("page-errors", network, times=PER_HOUR_OF_ADDRESS, seconds=HOUR_SECONDS)
    rate_limits.enforce_limit("page-errors", "all", times=PER_HOUR, seconds=HOUR_SECONDS)
    message = _remove_values(error.message)
    log.error("page error", page=error.page, error=error.name, message=message, frames=list(error.frames))


def _remove_values(message: str) -> str:
    """Return the message on one line without quoted texts, addresses, e-mail addresses and long numbers."""
    text = " ".join(message.split())
    for pattern in _REMOVED:
        text = pattern.sub("[removed]", text)
    return text
